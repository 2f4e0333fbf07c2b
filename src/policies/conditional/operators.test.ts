import { describe, expect, test } from 'vitest';
import { isFault } from '../../core/policy/verdict.ts';
import { aRequest, aUser, NOON } from '../../core/testing/policy.ts';
import { OPERATORS } from './operators.ts';
import { condition, judge } from './scene.ts';

type Kind = 'string' | 'number' | 'boolean' | 'datetime' | 'ip' | 'enum' | 'model' | 'list';

interface Look {
  readonly kind: Kind;
  /** The raw value on the left; undefined: there is none. */
  readonly left: unknown;
  readonly operator: string;
  readonly right?: unknown;
  readonly options?: object;
}

/** A variable of that kind with that value. */
function placed(
  kind: Kind,
  left: unknown,
): { variable: object; user: ReturnType<typeof aUser>; http?: string } {
  const there = left !== undefined;
  if (kind === 'list') return { variable: { key: 'user.groups' }, user: aUser({}, left as string[]) };
  if (kind === 'enum')
    return { variable: { key: 'user.type' }, user: aUser(there ? { type: String(left) } : { pk: null }) };
  if (kind === 'model')
    return { variable: { key: 'user.id' }, user: aUser({ pk: there ? Number(left) : null }) };
  return {
    variable: { key: 'user.attributes', param: 'value', cast: kind },
    user: aUser({ attributes: there ? { value: left } : {} }),
  };
}

async function look({ kind, left, operator, right, options = {} }: Look, missing_behavior = 'false') {
  const { variable, user } = placed(kind, left);
  const node = {
    type: 'compare',
    variable,
    operator,
    options,
    ...(right === undefined ? {} : { value: { type: 'literal', value: right } }),
  };
  const verdict = await judge({
    actions: [condition(node)],
    fields: { missing_behavior },
    request: aRequest({ user }),
  });
  if (isFault(verdict)) throw new Error(verdict.detail);
  return verdict;
}

const at = (milliseconds: number) => new Date(NOON + milliseconds).toISOString();
const HOUR = 3_600_000;

const table: readonly (readonly [Kind, unknown, string, unknown, boolean])[] = [
  ['string', 'a', 'is_set', undefined, true],
  ['string', '', 'is_set', undefined, true],
  ['number', 'x', 'is_set', undefined, false],
  ['list', [], 'is_set', undefined, true],
  ['boolean', false, 'is_set', undefined, true],
  ['boolean', false, 'is_not_set', undefined, false],
  ['list', [], 'is_not_set', undefined, false],
  ['string', 'a', 'is_not_set', undefined, false],
  ['ip', 'no address', 'is_not_set', undefined, true],

  ['string', 'a', 'eq', 'a', true],
  ['string', 'a', 'eq', 'A', false],
  ['string', 12, 'eq', '12', true],
  ['string', '12', 'eq', 12, true],
  ['number', '1.0', 'eq', 1, true],
  ['number', 1, 'eq', '1e0', true],
  ['number', 1, 'eq', 2, false],
  ['datetime', '2026-01-01T01:00:00+01:00', 'eq', '2026-01-01', true],
  ['datetime', '2026-01-01T00:00', 'eq', '2026-01-01T00:00:00.000Z', true],
  ['ip', '::ffff:10.0.0.1', 'eq', '10.0.0.1', true],
  ['ip', '2001:db8:0::1', 'eq', '2001:DB8::1', true],
  ['ip', '10.0.0.1', 'eq', '10.0.0.2', false],
  ['enum', 'internal', 'eq', 'internal', true],
  ['model', 5, 'eq', '5', true],
  ['model', 5, 'eq', 5, true],
  ['model', 5, 'eq', 6, false],
  ['string', 'a', 'ne', 'a', false],
  ['number', 1, 'ne', 2, true],
  ['ip', '10.0.0.1', 'ne', '10.0.0.1', false],
  ['string', 'a', 'in', ['b', 'a'], true],
  ['string', 'a', 'in', [], false],
  ['number', 2, 'in', ['1', '2'], true],
  ['ip', '10.0.0.1', 'in', ['10.0.0.1'], true],
  ['model', 5, 'in', [4, '5'], true],
  ['string', 'a', 'not_in', ['b'], true],
  ['string', 'a', 'not_in', ['a'], false],
  ['enum', 'internal', 'not_in', ['external'], true],
  ['datetime', '2026-01-01', 'in', ['2026-01-01T00:00:00Z'], true],

  ['string', 'abc', 'contains', 'b', true],
  ['string', 'abc', 'contains', '', true],
  ['string', 'abc', 'contains', 'B', false],
  ['string', 'abc', 'starts_with', 'ab', true],
  ['string', 'abc', 'starts_with', 'b', false],
  ['string', 'abc', 'ends_with', 'bc', true],
  ['string', 'abc', 'ends_with', 'b', false],
  ['string', 'abc', 'matches', 'b', true],
  ['string', 'abc', 'matches', '^b', false],
  ['string', 'abc', 'matches', 'B', false],

  ['number', 1, 'lt', 2, true],
  ['number', 2, 'lt', 2, false],
  ['number', 2, 'lte', 2, true],
  ['number', 3, 'gt', 2, true],
  ['number', 2, 'gt', 2, false],
  ['number', 2, 'gte', 2, true],
  ['number', '10', 'gt', '9', true],
  ['datetime', '2026-01-01', 'lt', '2026-01-02', true],
  ['datetime', '2026-01-01', 'gte', '2026-01-02', false],
  ['number', 1, 'between', [1, 5], true],
  ['number', 5, 'between', [1, 5], true],
  ['number', 6, 'between', [1, 5], false],
  ['number', 3, 'between', [5, 1], false],
  ['datetime', '2026-01-15', 'between', ['2026-01-01', '2026-01-31'], true],

  ['boolean', true, 'is_true', undefined, true],
  ['boolean', 'True', 'is_true', undefined, true],
  ['boolean', '1', 'is_true', undefined, true],
  ['boolean', 'false', 'is_true', undefined, false],
  ['boolean', '0', 'is_false', undefined, true],
  ['boolean', true, 'is_false', undefined, false],

  ['datetime', at(-HOUR), 'within_last', 'hours=1', true],
  ['datetime', at(-HOUR - 1), 'within_last', 'hours=1', false],
  ['datetime', at(HOUR), 'within_last', 'hours=1', true],
  ['datetime', at(-HOUR), 'older_than', 'hours=1', false],
  ['datetime', at(-HOUR - 1), 'older_than', 'minutes=60', true],

  ['ip', '10.9.9.9', 'in_network', ['10.0.0.1/8'], true],
  ['ip', '11.0.0.1', 'in_network', ['10.0.0.1/8'], false],
  ['ip', '192.0.2.1', 'in_network', ['192.0.2.1'], true],
  ['ip', '192.0.2.2', 'in_network', ['192.0.2.1'], false],
  ['ip', '192.0.2.1', 'in_network', ['0.0.0.0/0'], true],
  ['ip', '2001:db8::1', 'in_network', ['0.0.0.0/0'], false],
  ['ip', '2001:db8::1', 'in_network', ['10.0.0.0/8', '2001:db8::ffff/32'], true],
  ['ip', '10.0.0.1', 'in_network', [], false],
  ['ip', '10.0.0.1', 'is_private', undefined, true],
  ['ip', '100.64.0.1', 'is_private', undefined, false],
  ['ip', '8.8.8.8', 'is_private', undefined, false],
  ['ip', '8.8.8.8', 'is_global', undefined, true],
  ['ip', '100.64.0.1', 'is_global', undefined, false],

  ['string', 'https://corp.test/a?b#c', 'is_url', undefined, true],
  ['string', 'http://intranet', 'is_url', undefined, true],
  ['string', 'http://intranet:8080/', 'is_url', undefined, true],
  ['string', 'https://ada:secret@corp.test', 'is_url', undefined, true],
  ['string', 'https://[2001:db8::1]:443/', 'is_url', undefined, true],
  ['string', 'https://münchen.example/', 'is_url', undefined, true],
  ['string', 'https://10.0.0.1/', 'is_url', undefined, true],
  ['string', 'https://10.0.0.999/', 'is_url', undefined, false],
  ['string', 'https://[::g]/', 'is_url', undefined, false],
  ['string', 'https://corp.test:99999/', 'is_url', undefined, false],
  ['string', 'ftp://corp.test', 'is_url', undefined, false],
  ['string', 'javascript:alert(1)', 'is_url', undefined, false],
  ['string', 'https://', 'is_url', undefined, false],
  ['string', 'https://-corp.test', 'is_url', undefined, false],
  ['string', 'https://corp..test', 'is_url', undefined, false],
  ['string', 'https://corp.test/a b', 'is_url', undefined, false],
  ['string', ' https://corp.test', 'is_url', undefined, false],

  ['list', ['a', 'b'], 'has_item', 'b', true],
  ['list', ['a', 'b'], 'has_item', 'B', false],
  ['list', ['a', 'b'], 'has_any', ['c', 'b'], true],
  ['list', ['a', 'b'], 'has_any', [], false],
  ['list', ['a', 'b'], 'has_all', ['b', 'a'], true],
  ['list', ['a', 'b'], 'has_all', ['b', 'c'], false],
  ['list', ['a', 'b'], 'has_all', [], true],
  ['list', [], 'is_empty', undefined, true],
  ['list', ['a'], 'is_empty', undefined, false],
  ['list', ['a', 'b'], 'length_eq', 2, true],
  ['list', ['a', 'b'], 'length_gt', 2, false],
  ['list', ['a', 'b'], 'length_gt', 1, true],
  ['list', ['a', 'b'], 'length_lt', '3', true],
];

/** Two values of each kind, the smaller one first. */
const samples: readonly (readonly [Kind, unknown, unknown])[] = [
  ['string', 'a', 'b'],
  ['number', 1, 2],
  ['datetime', '2026-01-01', '2026-01-02'],
  ['ip', '10.0.0.1', '10.0.0.2'],
  ['enum', 'external', 'internal'],
  ['model', 1, 2],
];

const sampled = samples.flatMap(([kind, a, b]): (readonly [Kind, unknown, string, unknown, boolean])[] => [
  [kind, a, 'is_set', undefined, true],
  [kind, a, 'is_not_set', undefined, false],
  [kind, a, 'eq', a, true],
  [kind, a, 'eq', b, false],
  [kind, a, 'ne', a, false],
  [kind, a, 'ne', b, true],
  [kind, a, 'in', [b, a], true],
  [kind, a, 'in', [b], false],
  [kind, a, 'not_in', [b, a], false],
  [kind, a, 'not_in', [b], true],
  ...(kind === 'number' || kind === 'datetime'
    ? ([
        [kind, a, 'lt', b, true],
        [kind, b, 'lt', b, false],
        [kind, a, 'lte', a, true],
        [kind, b, 'lte', a, false],
        [kind, b, 'gt', a, true],
        [kind, b, 'gt', b, false],
        [kind, b, 'gte', b, true],
        [kind, a, 'gte', b, false],
        [kind, b, 'between', [a, b], true],
        [kind, b, 'between', [a, a], false],
      ] as const)
    : []),
]);

const looks = [...table, ...sampled].map(
  ([kind, left, operator, right, passing]): Look & { passing: boolean } => ({
    kind,
    left,
    operator,
    right,
    passing,
  }),
);

describe('operators', () => {
  test.each(looks)('$kind $left $operator $right: $passing', async ({ passing, ...given }) => {
    expect(await look(given)).toMatchObject({ passing });
  });

  const negatable = new Set(OPERATORS.filter((operator) => operator.negatable).map(({ key }) => key));

  test.each(looks.filter(({ operator }) => negatable.has(operator)))(
    'negated: $kind $left $operator $right is not $passing',
    async ({ passing, ...given }) => {
      expect(await look({ ...given, options: { negate: true } })).toMatchObject({ passing: !passing });
    },
  );

  test.each(looks.filter(({ operator }) => !negatable.has(operator)))(
    '$operator has an opposite and cannot be negated ($kind $left)',
    async ({ passing: _, ...given }) => {
      await expect(look({ ...given, options: { negate: true } })).rejects.toThrow('cannot be negated');
    },
  );

  // Groups are never missing: a person without any has an empty list of them.
  const others = looks.filter(({ kind, operator }) => kind !== 'list' && !operator.startsWith('is_set'));

  test.each(others.filter(({ operator }) => operator !== 'is_not_set'))(
    'without a value, $operator ($kind) is false or ends the policy',
    async ({ passing: _, ...given }) => {
      const options = negatable.has(given.operator) ? { negate: true } : {};
      expect(await look({ ...given, left: undefined })).toMatchObject({ passing: false });
      expect(await look({ ...given, left: undefined, options })).toMatchObject({ passing: false });
      expect(await look({ ...given, left: undefined }, 'fail')).toMatchObject({
        passing: false,
        raw: { missing: expect.any(String) },
      });
    },
  );

  test('without a value, presence is still a question', async () => {
    for (const missing of ['false', 'fail']) {
      expect(await look({ kind: 'number', left: undefined, operator: 'is_set' }, missing)).toMatchObject({
        passing: false,
      });
      expect(await look({ kind: 'number', left: undefined, operator: 'is_not_set' }, missing)).toMatchObject({
        passing: true,
      });
    }
  });

  test.each<[Kind, unknown, string, unknown, boolean]>([
    ['string', 'ADA', 'eq', 'ada', true],
    ['string', 'STRASSE', 'eq', 'straße', true],
    ['string', 'ẞ', 'eq', 'ss', true],
    ['string', 'ΟΔΟΣ', 'eq', 'οδος', true],
    ['string', 'ΟΔΟΣ', 'eq', 'οδοσ', true],
    ['string', 'ﬁn', 'eq', 'FIN', true],
    ['string', '\u212a', 'eq', 'k', true],
    ['string', 'admın', 'eq', 'admin', false],
    ['string', 'İ', 'eq', 'i', false],
    ['string', 'ADA', 'ne', 'ada', false],
    ['string', 'ADA', 'in', ['eve', 'ada'], true],
    ['string', 'ADA', 'not_in', ['ada'], false],
    ['string', 'xADAx', 'contains', 'ada', true],
    ['string', 'ADAx', 'starts_with', 'ada', true],
    ['string', 'xADA', 'ends_with', 'ada', true],
    ['string', 'ADA', 'matches', '^a.a$', true],
    ['enum', 'internal', 'in', ['internal'], true],
    ['list', ['A', 'b'], 'has_item', 'a', true],
    ['list', ['A', 'b'], 'has_all', ['a', 'B'], true],
    ['list', ['A', 'b'], 'has_any', ['B'], true],
    ['number', 1, 'eq', 1, true],
    ['ip', '2001:DB8::1', 'eq', '2001:db8::1', true],
  ])('whatever the case: %s %s %s %s: %s', async (kind, left, operator, right, passing) => {
    expect(await look({ kind, left, operator, right, options: { case_sensitive: false } })).toMatchObject({
      passing,
    });
  });

  test('every operator was tried with every kind that it can look at', () => {
    const tried = new Set(looks.map(({ operator, kind }) => `${operator} ${kind}`));
    const all = OPERATORS.flatMap(({ key, kinds }) =>
      kinds.filter((kind) => kind !== 'any').map((kind) => `${key} ${kind}`),
    );
    expect(all.filter((pair) => !tried.has(pair))).toEqual([]);
  });
});
