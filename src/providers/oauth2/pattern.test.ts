import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compilePattern, PatternError } from './pattern.ts';

describe('patterns', () => {
  test.each<[pattern: string, text: string, matches: boolean]>([
    ['abc', 'abc', true],
    ['abc', 'xabc', false],
    ['abc', 'abcx', false],
    ['^abc$', 'abc', true],
    ['a\\$', 'a$', true],
    ['', '', true],
    ['', 'a', false],
    ['a|b', 'b', true],
    ['(?:ab)+', 'ababab', true],
    ['(?<name>a)(?P<other>b)', 'ab', true],
    ['a{2,3}', 'a', false],
    ['a{2,3}', 'aaa', true],
    ['a{2,3}', 'aaaa', false],
    ['a{2}', 'aa', true],
    ['a{2,}', 'aaaaa', true],
    ['[a-c]+', 'abc', true],
    ['[^a-c]', 'a', false],
    ['[^a-c]', 'd', true],
    ['[-a]', '-', true],
    ['[a-]', '-', true],
    ['[]a]', ']', true],
    ['[\\]\\-]', '-', true],
    ['[\\w.]+', 'a_1.', true],
    ['\\d+\\.\\d', '12.3', true],
    ['.', '\n', false],
    ['\\.', 'x', false],
    ['(a*)*b', 'aaab', true],
    ['(|a)+', 'aaa', true],
  ])('%s on %j: %s', (pattern, text, matches) => {
    expect(compilePattern(pattern).matches(text)).toBe(matches);
  });

  test.each([
    '(',
    ')',
    'a)',
    '(?=a)',
    '(?!a)',
    '(?<=a)b',
    '(?i)a',
    '(a)\\1',
    '\\k<x>',
    'a**',
    'a+?',
    'a{3,2}',
    '*a',
    '[a',
    '[z-a]',
    'a^b',
    'a$b',
    '\\',
    '\\b',
    '\\x41',
    'a{',
    '(a{999}){999}',
    '('.repeat(60) + ')'.repeat(60),
  ])('%s is not supported, and says why', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError);
  });

  test('A34: a wildcard matches nowhere where only written characters may', () => {
    const at =
      (...positions: number[]) =>
      (position: number) =>
        positions.includes(position);
    expect(compilePattern('a.c').matches('abc', at(1))).toBe(false);
    expect(compilePattern('a[^x]c').matches('abc', at(1))).toBe(false);
    expect(compilePattern('a\\Dc').matches('abc', at(1))).toBe(false);
    expect(compilePattern('a[b.]c').matches('abc', at(1))).toBe(true);
    expect(compilePattern('abc').matches('abc', at(0, 1, 2))).toBe(true);
  });

  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', 'c');
  const patterns = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      atom,
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a}${b}`),
      fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(${a}|${b})`),
      fc.tuple(tie('node'), fc.constantFrom('*', '+', '?', '{1,2}')).map(([a, q]) => `(?:${a})${q}`),
    ),
  })).node;

  test('the same answers as the engine that can run away, on small inputs', () => {
    fc.assert(
      fc.property(
        patterns,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), maxLength: 8 }),
        (pattern, text) => {
          expect(compilePattern(pattern).matches(text)).toBe(new RegExp(`^(?:${pattern})$`).test(text));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test('A71: what runs away elsewhere takes its time in proportion to the text', () => {
    const pattern = compilePattern('(a|aa|a+)+b');
    const began = performance.now();
    expect(pattern.matches('a'.repeat(2_000))).toBe(false);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(pattern.matches(`${'a'.repeat(2_000)}b`)).toBe(true);
  });
});
