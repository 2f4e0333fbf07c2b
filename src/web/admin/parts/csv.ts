/** What spreadsheets take for the beginning of a formula, in full width too. */
const FORMULA = /^[=+\-@＝＋－＠]/;
/** The same behind what separates cells elsewhere: a spreadsheet that separates so takes the quotes for text. */
const INNER = /(?<=[;\t\r\n])(?=(?:"|[^\S\t\r\n])*[=+\-@＝＋－＠])/g;
/** A number is one in a spreadsheet too. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Tells spreadsheets that the file is UTF-8. */
const MARK = '\u{feff}';

/** One value of a file by RFC 4180, in quotes. What a spreadsheet would run is made a text by an apostrophe. */
function cellOf(value: string): string {
  const inside = value.replaceAll(INNER, "'");
  const safe = FORMULA.test(value.trimStart()) && !NUMBER.test(value) ? `'${inside}` : inside;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Rows as a CSV file's text. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `${MARK}${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;
