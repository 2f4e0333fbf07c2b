import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern, LONGEST_SUBJECT, MOST_STEPS } from './pattern.ts';
import { PatternError } from './pattern-parse.ts';

const search = (pattern: string, text: string, ignoreCase = false) =>
  compilePattern(pattern, ignoreCase).search(text, { left: MOST_STEPS });

describe('a pattern', () => {
  test.each<[string, string, boolean]>([
    ['', 'anything', true],
    ['b', 'abc', true],
    ['^b', 'abc', false],
    ['c$', 'abc', true],
    ['c$', 'abc\n', false],
    ['^abc$', 'abc', true],
    ['\\Aabc\\Z', 'abc', true],
    ['a.c', 'a\nc', false],
    ['(?s)a.c', 'a\nc', true],
    ['^b$', 'a\nb\nc', false],
    ['(?m)^b$', 'a\nb\nc', true],
    ['a|b|', 'x', true],
    ['^(a|b)+$', 'abba', true],
    ['^(?:ab)*$', 'ababa', false],
    ['^(?P<name>a)(?<other>b)$', 'ab', true],
    ['^a{2,3}$', 'aaa', true],
    ['^a{2,3}$', 'aaaa', false],
    ['^a{,2}$', '', true],
    ['^a{2}$', 'aa', true],
    ['^a{2,}$', 'aaaaa', true],
    ['a{x}', 'a{x}', true],
    ['a+?b', 'aab', true],
    ['[a-c]+z', 'xbz', true],
    ['[^a-c]', 'abc', false],
    ['[]x]', ']', true],
    ['[^]]', ']', false],
    ['[a-]', '-', true],
    ['[\\d-]', '-', true],
    ['[\\w.]+@corp\\.test$', 'ada.l@corp.test', true],
    ['^\\d+$', '٣', true],
    ['^\\w+$', 'Zoë_1', true],
    ['\\W', 'Zoë_1', false],
    ['\\s', 'a\u00a0b', true],
    ['\\s', 'a\ufeffb', false],
    ['\\bada\\b', 'say ada!', true],
    ['\\bada\\b', 'adam', false],
    ['\\Bdam', 'adam', true],
    ['\\x41\\u0042', 'AB', true],
    ['^.$', '😀', true],
    ['[😀-😂]', '😁', true],
    ['\\(\\)', '()', true],
    ['^(^a)*$', 'a', true],
    ['(a*)*b', 'aaab', true],
    ['(){1000}x', 'x', true],
  ])('%s in %j: %s', (pattern, text, expected) => expect(search(pattern, text)).toBe(expected));

  test.each<[string, string, boolean]>([
    ['ADMIN', 'admin', true],
    ['[A-Z]+', 'abc', true],
    ['^[^a]$', 'A', false],
    ['straße', 'STRAßE', true],
    ['σ', 'Σ', true],
    ['admin', 'admın', false],
    ['I', 'ı', false],
  ])('%s in %j, whatever the case: %s', (pattern, text, expected) => {
    expect(search(pattern, text, true)).toBe(expected);
    expect(search(`(?i)${pattern}`, text)).toBe(expected);
  });

  test.each<[string, number]>([
    ['(', 1],
    ['a)', 2],
    ['[a', 1],
    ['*a', 1],
    ['a**', 3],
    ['a*+', 3],
    ['^*', 2],
    ['a\\', 2],
    ['(a)\\1', 4],
    ['(?P<a>a)(?P=a)', 9],
    ['(?=a)', 1],
    ['(?!a)', 1],
    ['(?<=a)', 1],
    ['(?<!a)', 1],
    ['(?>a)', 1],
    ['(?i:a)', 1],
    ['(?x)a', 1],
    ['\\p{L}', 1],
    ['\\x4', 1],
    ['\\U00110000', 1],
    ['[z-a]', 3],
    ['[a-\\d]', 3],
    ['a{3,2}', 2],
    ['a{1001}', 2],
    ['(a{100}){100}', 1],
    ['((((a|b){9}){9}){9}){9}', 1],
  ])('%s is refused at column %i', (pattern, column) => {
    let refusal: unknown;
    try {
      compilePattern(pattern, false);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(PatternError);
    expect(refusal).toMatchObject({ column });
  });

  test('nothing, however often, is compiled at once', () => {
    expect(search('(((((){1000}){1000}){1000}){1000}){1000}', '')).toBe(true);
  });

  test('a text that is too long is not searched', () => {
    expect(search('a', 'a'.repeat(LONGEST_SUBJECT))).toBe(true);
    expect(search('a', 'a'.repeat(LONGEST_SUBJECT + 1))).toBeUndefined();
  });

  test.each([
    ['(a+)+$', `${'a'.repeat(9_999)}!`],
    ['^(a|a)*$', `${'a'.repeat(9_999)}!`],
    ['(.*a){12}$', `${'a'.repeat(999)}!`],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(5_000)],
  ])('A5: %s is no trap', (pattern, text) => {
    const budget = { left: MOST_STEPS };
    expect(compilePattern(pattern, false).search(text, budget)).toBe(false);
    expect(budget.left).toBeGreaterThan(0);
  });

  test.each([
    ['(a?){200}$', 'a'],
    ['(\\w?){200}$', 'é'],
    ['(?i)([à-ž]?){200}$', 'É'],
    [`(?i)${'\\w?'.repeat(80)}$`, 'éä'],
    [`(?i)[${'\\w'.repeat(120)}]!`, 'é-'],
    [`${'\\b'.repeat(120)}!`, 'é-'],
    [`(${'a|'.repeat(120)}b)*$`, 'a'],
    [`(${'a?|'.repeat(60)}b){4}$`, 'a'],
  ])('A5: %s on a long text ends with the budget, after no more steps than that', (pattern, piece) => {
    const budget = { left: MOST_STEPS };
    const compiled = compilePattern(pattern, false);
    const text = `${piece.repeat(9_998 / piece.length)}!!`;
    expect(compiled.search(text, budget)).toBeUndefined();
    expect(budget.left).toBeLessThan(0);
    // What is taken at once is counted before it is looked at.
    expect(-budget.left).toBeLessThanOrEqual(compiled.cost);
    expect(MOST_STEPS).toBeLessThanOrEqual(100_000);
    // As on a short one it has an answer.
    expect(compiled.search(piece, { left: MOST_STEPS })).toBeDefined();
  });

  test('many ways to one place are one way', () => {
    const budget = { left: MOST_STEPS };
    expect(compilePattern(`(${'|'.repeat(240)}){400}x`, false).search('y'.repeat(9), budget)).toBe(false);
    expect(MOST_STEPS - budget.left).toBeLessThan(10_000);
  });

  test('a budget that is used up ends the search', () => {
    const budget = { left: 100 };
    expect(compilePattern('(a+)+$', false).search(`${'a'.repeat(99)}!`, budget)).toBeUndefined();
  });
});

const letter = fc.constantFrom('a', 'b', 'ab', '.', '[ab]', '[^a]', '\\w', '\\d', '\\s', 'é', '1', ' ');
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    letter,
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('*', '+', '?', '{0,2}', '{2}', '{1,}'))
      .map(([a, count]) => `(?:${a})${count}`),
    tie('expression').map((a) => `^${a}`),
    tie('expression').map((a) => `${a}$`),
    tie('expression').map((a) => `(?:\\b)${a}`),
  ),
}));
const subject = fc
  .array(fc.constantFrom('a', 'b', 'c', '1', ' '), { maxLength: 12 })
  .map((all) => all.join(''));

describe('the laws of patterns', () => {
  test('what both understand, the engine of the language finds as well', () => {
    let found = 0;
    fc.assert(
      fc.property(expression, subject, (pattern, text) => {
        const expected = new RegExp(pattern, 'u').test(text);
        if (expected) found += 1;
        expect(search(pattern, text)).toBe(expected);
      }),
      { numRuns: 3_000 },
    );
    expect(found).toBeGreaterThan(500);
  });

  test('any text is a pattern or refused at a place within it', () => {
    const piece = fc.constantFrom(
      'a',
      '(',
      ')',
      '[',
      ']',
      '*',
      '+',
      '?',
      '{1,2}',
      '|',
      '^',
      '$',
      '\\',
      '-',
      '.',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(piece).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (source) => {
        try {
          compilePattern(source, true);
        } catch (error) {
          if (!(error instanceof PatternError)) throw error;
          expect(error.column).toBeGreaterThanOrEqual(1);
          expect(error.column).toBeLessThanOrEqual(source.length + 1);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('no pattern takes more steps than its size times the length of the text', () => {
    fc.assert(
      fc.property(expression, fc.constantFrom('a', 'ab', 'é ', '1'), (pattern, piece) => {
        const text = piece.repeat(10_000 / piece.length);
        const compiled = compilePattern(pattern, true);
        const budget = { left: Number.MAX_SAFE_INTEGER };
        compiled.search(text, budget);
        expect(Number.MAX_SAFE_INTEGER - budget.left).toBeLessThanOrEqual(compiled.cost * (text.length + 1));
      }),
      { numRuns: 200 },
    );
  });
});
