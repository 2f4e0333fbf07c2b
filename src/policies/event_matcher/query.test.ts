import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileQuery } from './query-compile.ts';
import { EVENT_FIELDS, type Literal, type Operator, parseQuery, type Query } from './query-parse.ts';

function read(text: string): Query {
  const query = parseQuery(text);
  if ('message' in query) throw new Error(`column ${query.column}: ${query.message}`);
  return query;
}

const event = {
  pk: 'e1',
  action: 'login',
  app: 'postern.flows',
  client_ip: '10.1.2.3',
  created: '2026-03-01T12:00:00.000Z',
  user: { pk: 7, username: 'Ada', email: '', is_anonymous: false },
  context: { fields: ['name', 'Password'], tries: 3, since: '2026-01-01T00:00:00Z', deep: { a: [{ b: 1 }] } },
};

describe('a query', () => {
  test.each<[string, boolean]>([
    ['action = "login"', true],
    ["action = 'login'", true],
    ['action = "LOGIN"', false],
    ['action != "login"', false],
    ['action in ("logout", "login")', true],
    ['action not in ("logout", "login")', false],
    ['action ~ "OG"', true],
    ['action !~ "og"', false],
    ['action startswith "LOG"', true],
    ['action endswith "in"', true],
    ['action not endswith "in"', false],
    ['client_ip within "10.0.0.0/8"', true],
    ['client_ip not within "10.0.0.0/8"', false],
    ['client_ip within "2001:db8::/32"', false],
    ['app within "10.0.0.0/8"', false],
    ['user.pk = 7', true],
    ['user.pk = "7"', false],
    ['user.pk >= 7 and user.pk < 8', true],
    ['user.pk > "6"', false],
    ['user.is_anonymous = false', true],
    ['context.nothing = null', true],
    ['context.nothing = None', true],
    ['context.nothing.deeper != null', false],
    ['context.constructor = null', true],
    ['context.__proto__ = null', true],
    ['context.fields = "name"', true],
    ['context.fields ~ "pass"', true],
    ['context.fields.1 = "Password"', true],
    ['context.fields.length = null', true],
    ['context.deep.a.0.b = 1', true],
    ['created >= 2026-03-01', true],
    ['created > "2026-03-01"', true],
    ['created < 2026-03-01T12:00:00Z', false],
    ['created <= 2026-03-01T13:00:00+01:00', true],
    ['context.since = 2026-01-01', true],
    ['not action = "logout"', true],
    ['not not action = "login"', true],
    ['action = "x" or action = "login" and user.pk = 7', true],
    ['(action = "x" or action = "login") and user.pk = 8', false],
    ['ACTION = "login"'.toLowerCase(), true],
    ['action = "login" AND user.pk = 7', true],
    ['action = "a\\"b" or context.tries = 3', true],
    ['context.tries = -3 or context.tries = 3.0', true],
  ])('%s is %o', (text, expected) => {
    expect(compileQuery(read(text))(event)).toBe(expected);
  });

  test.each<[string, number, RegExp]>([
    ['', 1, /begins with a field/],
    ['action', 7, /comes one of/],
    ['action =', 9, /comes a value/],
    ['action = login', 10, /comes a value/],
    ['action = "login', 10, /no closing quote/],
    ['action == "login"', 9, /comes a value/],
    ['action = "login" user.pk = 1', 18, /"and" or "or"/],
    ['(action = "login"', 18, /bracket is missing/],
    ['action = "login")', 17, /"and" or "or"/],
    ['actoin = "login"', 1, /no field "actoin"/],
    ['model.name = "x"', 1, /no field "model"/],
    ['action in "a"', 14, /list in brackets/],
    ['action in ()', 12, /comes a value/],
    ['action in ("a" "b")', 16, /bracket is missing/],
    ['action ~ 3', 10, /text in quotes/],
    ['action < null', 10, /a number or a date/],
    ['created > "yesterday"', 11, /no date/],
    ['client_ip within "10.0.0.1/8"', 18, /network/],
    ['action not = "x"', 12, /stands before/],
    ['and = "x"', 1, /begins with a field/],
    ['action = 1; user.pk = 2', 11, /";"/],
    [`${'('.repeat(40)}action = "a"${')'.repeat(40)}`, 33, /32 deep/],
    [`${'not '.repeat(40)}action = "a"`, 129, /32 deep/],
    [Array(101).fill('user.pk = 1').join(' or '), 1501, /100 comparisons/],
    [`user.pk in (${Array(101).fill('1').join(',')})`, 9, /100 values/],
    [`context.${Array(16).fill('a').join('.')} = 1`, 1, /16 parts/],
    ['x'.repeat(5000), 4097, /4096 characters/],
  ])('%s is refused at column %i', (text, column, message) => {
    expect(parseQuery(text)).toEqual({ column, message: expect.stringMatching(message) });
  });

  test('any text is read or refused at a place within it, quickly', () => {
    const piece = fc.constantFrom(
      'action',
      'context.a',
      '=',
      '~',
      'in',
      '(',
      ')',
      '"a"',
      '1',
      'and',
      'not',
      '\\',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join(' ')),
    );
    fc.assert(
      fc.property(text, (words) => {
        const query = parseQuery(words);
        return !('message' in query) || (query.column >= 1 && query.column <= words.length + 1);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** The same language, walked slowly and without any of the code that is tried. */
function slowly(query: Query, world: unknown): boolean {
  if (query.kind === 'not') return !slowly(query.part, world);
  if (query.kind !== 'comparison') {
    const passing = query.parts.filter((part) => slowly(part, world)).length;
    return query.kind === 'and' ? passing === query.parts.length : passing > 0;
  }
  const found = query.path.reduce<unknown>(
    (value, key) => new Map(Object.entries((value as object | null) ?? {})).get(key) ?? null,
    world,
  );
  const items = Array.isArray(found) ? found : [found];
  return items.some((item) => query.values.some((literal) => holds(query.operator, item, literal)));
}

function holds(operator: Operator, item: unknown, { kind, value }: Literal): boolean {
  const left = kind === 'date' ? Date.parse(String(item)) : item;
  const text = String(item).toLowerCase();
  const wanted = String(value).toLowerCase();
  const isText = typeof item === 'string';
  if (kind === 'date' && (!isText || Number.isNaN(left))) return false;
  const alike = typeof left === typeof value;
  if (operator === '=' || operator === 'in') return left === value;
  // Every text contains the empty one, which `split` does not see in a text of one letter.
  if (operator === '~') return isText && (wanted === '' || text.split(wanted).length > 1);
  if (operator === 'startswith') return isText && text.slice(0, wanted.length) === wanted;
  if (operator === 'endswith')
    return isText && text.slice(text.length - wanted.length) === wanted && text.length >= wanted.length;
  if (operator === 'within') return isText && /^10\.\d+\.\d+\.\d+$/.test(item);
  if (!alike) return false;
  const [a, b] = [left as string | number, value as string | number];
  return operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
}

const WORDS = ['login', 'LOGIN', 'log', '', 'a"b', 'a\\b', '10.1.2.3', '11.1.2.3', '2026-03-01T00:00:00Z'];
const path = fc.constantFrom(
  ['action'],
  ['client_ip'],
  ['user', 'pk'],
  ['context', 'list'],
  ['context', 'a', 'b'],
  ['app'],
);
const textLiteral = fc.constantFrom(...WORDS).map((value): Literal => ({ kind: 'text', value }));
const dateLiteral = fc
  .constantFrom(0, Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 2, 3))
  .map((value): Literal => ({ kind: 'date', value }));
const number = fc.integer({ min: -2, max: 2 }).map((value): Literal => ({ kind: 'number', value }));
const other = fc.constantFrom<Literal>(
  { kind: 'boolean', value: true },
  { kind: 'boolean', value: false },
  { kind: 'null', value: null },
);
const comparison: fc.Arbitrary<Query> = fc
  .tuple(
    path,
    fc.oneof(
      fc.tuple(fc.constantFrom<Operator>('<', '<=', '>', '>='), fc.oneof(textLiteral, dateLiteral, number)),
      fc.tuple(fc.constantFrom<Operator>('~', 'startswith', 'endswith'), textLiteral),
      fc.tuple(fc.constant<Operator>('within'), fc.constant<Literal>({ kind: 'text', value: '10.0.0.0/8' })),
      fc.tuple(fc.constant<Operator>('='), fc.oneof(textLiteral, dateLiteral, number, other)),
    ),
  )
  .map(([where, [operator, value]]) => ({ kind: 'comparison', path: where, operator, values: [value] }));
const list: fc.Arbitrary<Query> = fc
  .tuple(path, fc.array(fc.oneof(textLiteral, dateLiteral, number, other), { minLength: 1, maxLength: 4 }))
  .map(([where, values]) => ({ kind: 'comparison', path: where, operator: 'in', values }));
const { query: anyQuery } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4 },
    comparison,
    list,
    tie('query').map((part): Query => ({ kind: 'not', part })),
    fc
      .tuple(
        fc.constantFrom('and' as const, 'or' as const),
        fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, parts]): Query => ({ kind, parts })),
  ),
}));

const value = fc.oneof(
  fc.constantFrom(...WORDS, 'x'),
  fc.integer({ min: -2, max: 2 }),
  fc.boolean(),
  fc.constant(null),
);
const anyEvent = fc.record(
  {
    action: value,
    client_ip: value,
    app: value,
    user: fc.oneof(fc.record({ pk: value }, { requiredKeys: [] }), value),
    context: fc.record(
      { list: fc.oneof(fc.array(value), value), a: fc.record({ b: value }) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);

function written(query: Query): string {
  if (query.kind === 'not') return `not (${written(query.part)})`;
  if (query.kind !== 'comparison')
    return query.parts.map((part) => `(${written(part)})`).join(` ${query.kind} `);
  const values = query.values.map((literal) =>
    literal.kind === 'text'
      ? `"${literal.value.replace(/["\\]/g, '\\$&')}"`
      : literal.kind === 'date'
        ? new Date(literal.value).toISOString()
        : String(literal.value),
  );
  const right = query.operator === 'in' ? `(${values.join(', ')})` : values.join('');
  return `${query.path.join('.')} ${query.operator} ${right}`;
}

describe('the laws of queries', () => {
  test('what is written is read back as it was meant', () => {
    fc.assert(
      fc.property(anyQuery, (query) => {
        expect(read(written(query))).toEqual(query);
      }),
      { numRuns: 1_000 },
    );
  });

  test('closures always agree with a slow walk over the tree', () => {
    let matched = 0;
    fc.assert(
      fc.property(anyQuery, anyEvent, (query, world) => {
        const slow = slowly(query, world);
        if (slow) matched += 1;
        expect(compileQuery(query)(world)).toBe(slow);
      }),
      { numRuns: 5_000 },
    );
    expect(matched).toBeGreaterThan(500);
  });

  test('no path leads out of the event', () => {
    const part = fc.constantFrom('constructor', '__proto__', 'prototype', 'toString', 'length', '0');
    fc.assert(
      fc.property(
        fc.constantFrom(...EVENT_FIELDS),
        fc.array(part, { minLength: 1, maxLength: 4 }),
        (field, parts) => {
          const query = read(`${field}.${parts.join('.')} = null`);
          return compileQuery(query)({ ...event, pk: 'e1' });
        },
      ),
    );
  });
});
