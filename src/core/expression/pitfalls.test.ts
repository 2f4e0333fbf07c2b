import { describe, expect, test } from 'vitest';
import { parseBody } from './parse.ts';
import { pitfallsOf } from './pitfalls.ts';

const found = (source: string) => {
  const body = parseBody(source);
  if ('message' in body) throw new Error(body.message);
  return pitfallsOf(body).map(({ line, column, message }) => `${line}:${column} ${message}`);
};

describe('what compiles and means something else', () => {
  test.each([
    ['return request.user.username in ["ada"]', '1:8 `in` asks for keys'],
    ['const a = 1;\nreturn a && "x" in request.context', '2:13 `in` asks for keys'],
    ['return request.user.groups[-1].name', '1:8 There is nothing at a negative index'],
  ])('%s', (source, text) => {
    expect(found(source)).toEqual([expect.stringContaining(text)]);
  });

  test.each([
    'for (const key in {}) { key }',
    'return [1].at(-1)',
    'return [1][0] - 1',
    'return request.user.pk - -1',
  ])('the negative control: %s', (source) => {
    expect(found(source)).toEqual([]);
  });
});
