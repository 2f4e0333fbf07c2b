import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../model/model.ts';
import { changeOf, same } from './change.ts';
import { STATES } from './document.ts';

const row: Row = { pk: '1', slug: 'x', title: 'by hand', tags: [1, { b: 2, a: 1 }] };
const wanted = { identifiers: { slug: 'x' }, attrs: { title: 'wanted', tags: [1, { a: 1, b: 2 }] } };
const all = { slug: 'x', title: 'wanted', tags: [1, { a: 1, b: 2 }] };

describe('wanted against what is there', () => {
  test.each([
    ['present', row, { action: 'update', values: { title: 'wanted' } }],
    ['present', { ...row, title: 'wanted' }, { action: 'nothing' }],
    ['present', undefined, { action: 'create', values: all }],
    ['created', row, { action: 'nothing' }],
    ['created', undefined, { action: 'create', values: all }],
    ['must_created', row, { action: 'refuse', reason: 'The object exists already.' }],
    ['must_created', undefined, { action: 'create', values: all }],
    ['absent', row, { action: 'delete' }],
    ['absent', undefined, { action: 'nothing' }],
  ] as const)('%s, there: %j', (state, existing, change) =>
    expect(changeOf(state, existing, wanted)).toEqual(change),
  );
});

const values = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<never>,
);

test('what a change leads to never asks for another change', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...STATES),
      fc.option(values, { nil: undefined }),
      values,
      (state, before, attrs) => {
        const clean = JSON.parse(JSON.stringify(attrs));
        const existing = before && ({ ...JSON.parse(JSON.stringify(before)), pk: '1' } as Row);
        const change = changeOf(state, existing, { identifiers: {}, attrs: clean });
        if (change.action === 'refuse') return state === 'must_created';
        const after =
          change.action === 'delete'
            ? undefined
            : 'values' in change
              ? ({ ...existing, ...change.values, pk: '1' } as Row)
              : existing;
        const again = changeOf(state, after, { identifiers: {}, attrs: clean });
        return again.action === 'nothing' || state === 'must_created';
      },
    ),
  );
});

test('equality is blind to the order of keys and to nothing else', () => {
  expect(same({ a: 1, b: [2, { c: 3 }] }, { b: [2, { c: 3 }], a: 1 })).toBe(true);
  for (const [a, b] of [
    [{ a: 1 }, { a: '1' }],
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    [null, {}],
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ toString: 1 }, {}],
  ])
    expect(same(a, b)).toBe(false);
});
