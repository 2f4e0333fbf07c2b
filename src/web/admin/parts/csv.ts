/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** A number is one in a spreadsheet too. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Tells spreadsheets that the file is UTF-8. */
const MARK = '\u{feff}';

/** One value of a file by RFC 4180. What a spreadsheet would run is made a text by an apostrophe. */
function cellOf(value: string): string {
  const safe = FORMULA.test(value.trimStart()) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as a CSV file's text. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `${MARK}${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;
