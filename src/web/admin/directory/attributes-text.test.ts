import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { read, textOf } from './attributes-text.ts';

describe('attributes as text', () => {
  test.each([
    { text: '', value: {} },
    { text: '# nothing yet\n', value: {} },
    { text: 'team: sales\nfloor: 3\n', value: { team: 'sales', floor: 3 } },
    { text: '{"team": "sales", "tags": ["a", "b"]}', value: { team: 'sales', tags: ['a', 'b'] } },
  ])('$text is read', ({ text, value }) => expect(read(text)).toEqual({ value }));

  test.each([
    { text: 'team: [sales', line: 1, words: /\]/ },
    { text: 'a: 1\nteam: "sales', line: 2, words: /quote/ },
    { text: 'a: 1\na: 2', line: 2, words: /unique/ },
    { text: '- sales', line: 1, words: /^$/ },
    { text: 'just words', line: 1, words: /^$/ },
  ])('$text is refused with its line', ({ text, line, words }) => {
    const found = read(text);
    expect('faults' in found && found.faults[0]).toMatchObject({
      line,
      column: expect.any(Number),
      words: expect.stringMatching(words),
    });
  });

  test('a text that stands for more than anybody means is refused', () => {
    const levels = Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`);
    const bomb = ['a0: &a0 [lol]', ...levels].join('\n');
    expect(read(bomb)).toHaveProperty('faults');
  });

  test('what is written is always read as it was, in both syntaxes', () => {
    const data = fc.dictionary(fc.string(), fc.jsonValue({ depthSize: 'small' }));
    fc.assert(
      fc.property(data, fc.constantFrom('yaml', 'json'), (value, syntax) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(read(textOf(plain, syntax as 'yaml'))).toEqual({ value: plain });
      }),
      { numRuns: 200 },
    );
  });
});
