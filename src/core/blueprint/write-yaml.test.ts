import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDocument } from './document.ts';
import { Evaluation } from './evaluate.ts';
import type { Value } from './value.ts';
import { Find, KeyOf, type Written, writeDocument } from './write-yaml.ts';

/** The values of the entries' attributes, as a blueprint that is applied would see them. */
async function readBack(text: string, key = 'value'): Promise<unknown[]> {
  const evaluation = new Evaluation({
    keyOf: (id) => ({ pk: `the key of ${id}` }),
    find: async (model, where) => ({ pk: `found ${JSON.stringify([model, where])}` }),
    env: () => undefined,
    file: async () => undefined,
    context: {},
  });
  return Promise.all(
    readDocument(text).entries.map(async ({ attrs }) => {
      const map = attrs?.kind === 'map' ? attrs.entries : [];
      const found = map.find((entry) => entry.key === key)?.value as Value;
      return evaluation.value(found);
    }),
  );
}

const written = (value: Written) =>
  writeDocument('a name', [{ model: 'm.first', id: 'first', identifiers: { name: 'x' }, attrs: { value } }]);

describe('writing blueprints', () => {
  test('always reads back to the same values', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        const given = { inner: value as Written, '<<': 1, '!KeyOf': '!KeyOf x' };
        expect(JSON.stringify(await readBack(written(given)))).toBe(JSON.stringify([given]));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    'a\nb\n\n',
    '  leading',
    '# no comment',
    'true',
    '12',
    'null',
    '',
    '%',
    '- x',
    'a: b',
    '\t',
    'é😀',
    '!Find [a]',
  ])('the text %j stays a text', async (text) => {
    expect(await readBack(written(text))).toEqual([text]);
  });

  test('tags are read as tags', async () => {
    const text = writeDocument('two', [
      { model: 'm.first', id: 'first', identifiers: { name: 'x' }, attrs: { value: 1 } },
      {
        model: 'm.second',
        identifiers: { name: 'y' },
        attrs: { value: [new KeyOf('first'), new Find('m.third', 'name', 'true')] },
      },
    ]);
    expect(await readBack(text)).toEqual([1, ['the key of first', 'found ["m.third",[["name","true"]]]']]);
  });
});
