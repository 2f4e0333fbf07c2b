import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf } from './csv.ts';

describe('a CSV file', () => {
  test.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x";"y")', '"\'=HYPERLINK(""http://x"";""y"")"'],
    ['+49 30', "'+49 30"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1+1', "'  =1+1"],
    ['\t=1', "'\t=1"],
    ['-12.5', '-12.5'],
    ['-1+cmd', "'-1+cmd"],
    ['', ''],
  ])('writes %j as %j', (value, want) => expect(csvOf([[value]])).toBe(`\u{feff}${want}\r\n`));

  test('never begins a cell with what a spreadsheet runs, and gives back what went in', () => {
    const rows = fc.array(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(rows, (given) => {
        const read = parse(csvOf(given).slice(1));
        expect(read.map((row) => row.length)).toEqual(given.map((row) => row.length));
        for (const [y, row] of read.entries())
          for (const [x, cell] of row.entries()) {
            const value = given[y]?.[x] ?? '';
            expect([value, `'${value}`]).toContain(cell);
            expect(/^\s*[=@]/.test(cell)).toBe(false);
          }
      }),
    );
  });
});

/** Reads RFC 4180, plainly. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; !(text[at] === '"' && text[at + 1] !== '"'); at++) {
        if (text[at] === '"') at++;
        cell += text[at];
      }
      at++;
    } else while (text[at] !== ',' && text[at] !== '\r') cell += text[at++];
    row.push(cell);
    if (text[at] === ',') at++;
    else {
      rows.push(row);
      row = [];
      at += 2;
    }
  }
  return rows;
}
