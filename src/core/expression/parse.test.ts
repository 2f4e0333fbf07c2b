import { describe, expect, test } from 'vitest';
import { LONGEST_SOURCE, parseBody } from './parse.ts';

const parsed = (source: string) => {
  const body = parseBody(source);
  if ('message' in body) throw new Error(body.message);
  return body;
};

describe('the body of an expression', () => {
  test('is a list of statements with `return` and `await`', () => {
    expect(parsed('if (a) return 1;\nreturn await b')).toMatchObject({ awaits: true });
    expect(parsed('return async () => await b')).toMatchObject({ awaits: false });
    expect(parsed('for await (const a of b) {}')).toMatchObject({ awaits: true });
  });

  test('tells the names that it uses from those that are only keys', () => {
    const { used, declared } = parsed('const { a: b = c } = d.e; return { f: g, h, [i]: j?.k[l] }');
    expect([...used].sort()).toEqual(['b', 'c', 'd', 'g', 'h', 'i', 'j', 'l']);
    expect([...declared]).toEqual(['b']);
  });

  test('tells all the ways to declare', () => {
    const { declared } = parsed(
      'var a; let [b, ...c] = []; function d(e, { f } = {}) {} class g {} const h = (i) => { try {} catch (j) {} };',
    );
    expect([...declared].sort()).toEqual([...'abcdefghij']);
  });

  test.each([
    ['}); evil(); (() => {', 1, 1],
    ['} evil(); {', 1, 1],
    ['return 1 }', 1, 10],
    ['\nreturn {', 2, 9],
    ['with (a) {}', 1, 1],
    ['return 010', 1, 8],
    ['import a from "a"', 1, 1],
    ['return import("fs")', 1, 8],
    ['\n  return import.meta', 2, 10],
    ['export const a = 1', 1, 1],
    ['<!-- a', 1, 1],
    ['new.target', 1, 1],
    ['delete a', 1, 1],
    ['eval = 1', 1, 1],
  ])('%j is refused at its place', (source, line, column) =>
    expect(parseBody(source)).toMatchObject({ line, column }),
  );

  test.each(['(', '[', '{', '!', '() => ', 'a ? '])(
    'A5: a thousand nested %j are refused or read, never a crash',
    (open) => {
      const body = parseBody(`return ${open.repeat(20_000)}1`);
      expect(body).toHaveProperty('message');
    },
  );

  test('A5: a text that is too long is not read', () => {
    expect(parseBody(' '.repeat(LONGEST_SOURCE + 1))).toMatchObject({ code: 'size' });
    expect(parseBody(' '.repeat(LONGEST_SOURCE))).toHaveProperty('program');
  });
});
