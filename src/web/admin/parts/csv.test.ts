import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf } from './csv.ts';

describe('a CSV file', () => {
  test.each([
    ['plain', '"plain"'],
    ['a,b', '"a,b"'],
    ['a;b', '"a;b"'],
    ['a-b=c', '"a-b=c"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', `"'=1+1"`],
    ['=HYPERLINK("http://x";"y")', `"'=HYPERLINK(""http://x"";""y"")"`],
    ['bob;=HYPERLINK("http://evil")', `"bob;'=HYPERLINK(""http://evil"")"`],
    ['bob; "=1', `"bob;' ""=1"`],
    ['bob\n=1', `"bob\n'=1"`],
    ['+49 30', `"'+49 30"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['＝1+1', `"'＝1+1"`],
    ['＋1', `"'＋1"`],
    ['－1', `"'－1"`],
    ['＠SUM(A1)', `"'＠SUM(A1)"`],
    ['  =1+1', `"'  =1+1"`],
    ['-12.5', '"-12.5"'],
    ['-1+cmd', `"'-1+cmd"`],
    ['', '""'],
  ])('writes %j as %j', (value, want) => expect(csvOf([[value]])).toBe(`\u{feff}${want}\r\n`));

  test('never begins a cell with what a spreadsheet runs, whatever separates, and gives back what went in', () => {
    const piece = fc.constantFrom(...';,="\'\t\r\n+-@＝＠ ab1');
    const cell = fc.oneof(fc.string(), fc.string({ unit: piece }));
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    const bare = (text: string) => text.replaceAll("'", '');
    fc.assert(
      fc.property(rows, fc.constantFrom(',', ';', '\t'), (given, separator) => {
        const file = csvOf(given).slice(1);
        expect(parse(file, ',').map((row) => row.map(bare))).toEqual(given.map((row) => row.map(bare)));
        for (const row of parse(file, separator))
          for (const one of row) expect(one).not.toMatch(/^\s*[=@＝＋－＠]/);
      }),
    );
  });
});

/** Reads as spreadsheets do: what stands behind a closing quote belongs to the cell. */
function parse(text: string, separator: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; at < text.length && !(text[at] === '"' && text[at + 1] !== '"'); at++) {
        if (text[at] === '"') at++;
        cell += text[at];
      }
      at++;
    }
    while (at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n')
      cell += text[at++];
    row.push(cell);
    if (text[at] === separator) at++;
    else {
      rows.push(row);
      row = [];
      at += text.startsWith('\r\n', at) ? 2 : 1;
    }
  }
  return rows;
}
