import { Cursor } from './cursor.ts';
import { type Place, wrong } from './refusal.ts';
import { plainText } from './strings.ts';
import type { Expression, Part } from './syntax.ts';
import { endOfString, type Token, tokenize } from './tokens.ts';

type ReadExpression = (cursor: Cursor) => Expression;

/** One string literal, or several that stand behind each other and make one. */
export function parseStrings(cursor: Cursor, read: ReadExpression): Expression {
  const at = cursor.token;
  const parts: Part[] = [];
  const kinds = new Set<boolean>();
  let formatted = false;
  while (cursor.token.kind === 'string') {
    const token = cursor.next();
    const { prefix, from, to } = literalOf(token);
    const raw = prefix.includes('r');
    const bytes = prefix.includes('b');
    kinds.add(bytes);
    if (kinds.size > 1) wrong(token, 'Text and bytes cannot stand behind each other.');
    if (prefix.includes('f')) {
      formatted = true;
      parts.push(...formattedParts(cursor, from, to, raw, false, read));
      continue;
    }
    const text = plainText(cursor.source.slice(from, to), token, { raw, bytes });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is which characters are ASCII
    if (bytes && !/^[\x00-\x7f]*$/.test(cursor.source.slice(from, to)))
      wrong(token, 'Bytes are written with ASCII characters only.');
    parts.push(text);
  }
  if (formatted) return { kind: 'formatted', parts: joined(parts), at };
  return { kind: kinds.has(true) ? 'bytes' : 'string', value: parts.join(''), at };
}

/** The range of the text between the quotes. */
function literalOf({ text, from, to }: Token): { prefix: string; from: number; to: number } {
  const prefix = /^[a-zA-Z]*/.exec(text)?.[0] ?? '';
  const rest = text.slice(prefix.length);
  const quote = rest.startsWith('"""') || rest.startsWith("'''") ? 3 : 1;
  return { prefix: prefix.toLowerCase(), from: from + prefix.length + quote, to: to - quote };
}

const joined = (parts: readonly Part[]): Part[] => {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else if (part !== '') result.push(part);
  }
  return result;
};

/** The parts of an f-string, or of the format in one of its braces. */
function formattedParts(
  cursor: Cursor,
  from: number,
  to: number,
  raw: boolean,
  inFormat: boolean,
  read: ReadExpression,
): Part[] {
  const { source, places } = cursor;
  const parts: Part[] = [];
  const text = (start: number, end: number) =>
    plainText(source.slice(start, end), places.of(start), { raw, bytes: false });
  let at = from;
  let start = from;
  while (at < to) {
    const char = source[at];
    const double = source[at + 1] === char && at + 1 < to && !inFormat;
    if (char === '\\' && !raw) at += 2;
    else if (char !== '{' && char !== '}') at++;
    else if (double) {
      parts.push(text(start, at + 1));
      at += 2;
      start = at;
    } else if (char === '}') wrong(places.of(at), 'A single `}` in an f-string is written `}}`.');
    else {
      parts.push(text(start, at));
      const end = closing(source, at, to, cursor);
      parts.push(...replacement(cursor, at + 1, end, raw, read));
      at = end + 1;
      start = at;
    }
  }
  parts.push(text(start, to));
  return joined(parts);
}

/** Walks over an expression in braces, and stops where `stop` says so. */
function walk(
  source: string,
  from: number,
  to: number,
  cursor: Cursor,
  stop: (char: string, at: number, depth: number) => boolean,
): number {
  let depth = 0;
  for (let at = from; at < to; ) {
    const char = source[at] ?? '';
    if (stop(char, at, depth)) return at;
    if (char === '"' || char === "'") {
      const quote = source.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
      const prefix = /[a-zA-Z]{0,2}$/.exec(source.slice(from, at))?.[0] ?? '';
      at = endOfString(source, at - prefix.length, prefix + quote, cursor.places);
      continue;
    }
    if ('([{'.includes(char)) depth++;
    if (')]}'.includes(char)) depth--;
    at++;
  }
  return to;
}

function closing(source: string, from: number, to: number, cursor: Cursor): number {
  const end = walk(source, from, to, cursor, (char, _, depth) => char === '}' && depth === 1);
  return end < to ? end : wrong(cursor.places.of(from), 'A `{` in an f-string is never closed.');
}

/** `value = !r :format`, of which all but the value may be missing. */
function replacement(cursor: Cursor, from: number, to: number, raw: boolean, read: ReadExpression): Part[] {
  const { source, places } = cursor;
  const isComparison = (at: number) => source[at + 1] === '=' || /[=!<>]/.test(source[at - 1] ?? '');
  const end = walk(
    source,
    from,
    to,
    cursor,
    (char, at, depth) =>
      depth === 0 &&
      (char === ':' || (char === '!' && source[at + 1] !== '=') || (char === '=' && !isComparison(at))),
  );
  const place: Place = places.of(from);
  if (source.slice(from, end).trim() === '')
    wrong(place, 'Between the braces of an f-string a value is missing.');
  const inner = new Cursor(source, places, tokenize(source, places, { from, to: end }), cursor.depth + 1);
  const value = inner.deeper(() => read(inner));
  if (inner.token.kind !== 'end') inner.unexpected('The value in the braces ends before this');
  let at = end;
  let shown: string | undefined;
  if (source[at] === '=' && at < to) {
    at++;
    while (at < to && /\s/.test(source[at] ?? '')) at++;
    shown = source.slice(from, at);
  }
  let conversion: '' | 'r' | 's' | 'a' = '';
  if (source[at] === '!' && at < to) {
    const letter = source[at + 1];
    if (letter !== 'r' && letter !== 's' && letter !== 'a')
      wrong(places.of(at), 'After `!` in an f-string comes `r`, `s` or `a`.');
    else conversion = letter;
    at += 2;
  }
  const format =
    source[at] === ':' && at < to ? formattedParts(cursor, at + 1, to, raw, true, read) : undefined;
  if (format === undefined && at < to) wrong(places.of(at), 'This stands behind the value in the braces.');
  if (shown !== undefined && conversion === '' && format === undefined) conversion = 'r';
  const part: Part = { value, conversion, format: format ?? [] };
  return shown === undefined ? [part] : [shown, part];
}
