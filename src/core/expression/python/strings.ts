import { type Place, refused, wrong } from './refusal.ts';

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The text of a literal, its escapes replaced. An found that Python does not know stays as it stands. */
export function plainText(
  text: string,
  place: Place,
  { raw, bytes }: { readonly raw: boolean; readonly bytes: boolean },
): string {
  const lines = text.replace(/\r\n?/g, '\n');
  if (raw || !lines.includes('\\')) return lines;
  return lines.replace(
    /\\([0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g,
    (whole, found: string) => {
      const letter = found[0] ?? '';
      if (/[0-7]/.test(letter))
        return String.fromCharCode(Number.parseInt(found, 8) & (bytes ? 0xff : 0x1ff));
      const simple = Object.hasOwn(SIMPLE, found) ? SIMPLE[found] : undefined;
      if (simple !== undefined) return simple;
      if (letter === 'N' && !bytes)
        return refused(
          place,
          'A character cannot be named by `\\N{…}`: write the character itself, or `\\u` with its number.',
        );
      const length = bytes && letter !== 'x' ? undefined : DIGITS[letter];
      if (length === undefined) return whole;
      const code = found.length > 1 ? Number.parseInt(found.slice(1), 16) : Number.POSITIVE_INFINITY;
      if (code > 0x10ffff)
        return wrong(place, `After \`\\${letter}\` come ${length} hexadecimal digits of a character.`);
      return String.fromCodePoint(code);
    },
  );
}
