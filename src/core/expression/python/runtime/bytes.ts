import { placeOf, repeated, Slice } from './containers.ts';
import {
  Exc,
  LOOKUP_ERROR,
  OBJECT,
  Obj,
  Type,
  typeError,
  UNICODE_DECODE_ERROR,
  UNICODE_ENCODE_ERROR,
  type Value,
  valueError,
} from './objects.ts';
import { compareItems, nameOf, str } from './protocol.ts';

export const BYTES = new Type('bytes', OBJECT);
/** Bytes, each a number from 0 to 255. */
export class Bytes extends Obj {
  readonly values: readonly number[];

  constructor(values: readonly number[]) {
    super();
    this.values = values;
  }

  /** Each character of the text is one byte. */
  static of(text: string): Bytes {
    return new Bytes(Array.from(text, (letter) => letter.charCodeAt(0)));
  }

  get type(): Type {
    return BYTES;
  }

  override truth(): boolean {
    return this.values.length > 0;
  }

  override equals(other: Value): boolean | undefined {
    if (!(other instanceof Bytes)) return undefined;
    return (
      other.values.length === this.values.length && this.values.every((byte, at) => byte === other.values[at])
    );
  }

  override order(other: Value): number | undefined {
    return other instanceof Bytes ? compareItems(this.values, other.values, '<') : undefined;
  }

  override hashed(): unknown {
    return `\0b${this.hex()}`;
  }

  hex(): string {
    return this.values.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  override repr(): string {
    const quote = this.values.includes(0x27) && !this.values.includes(0x22) ? '"' : "'";
    const letters = this.values.map((byte) => {
      const letter = String.fromCharCode(byte);
      if (letter === '\\' || letter === quote) return `\\${letter}`;
      const named = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[letter];
      if (named !== undefined) return named;
      return byte >= 0x20 && byte < 0x7f ? letter : `\\x${byte.toString(16).padStart(2, '0')}`;
    });
    return `b${quote}${letters.join('')}${quote}`;
  }

  override items(): Iterator<Value> {
    return this.values[Symbol.iterator]();
  }

  override size(): number {
    return this.values.length;
  }

  override holds(item: Value): boolean {
    if (item instanceof Bytes)
      return `,${this.values.join()},`.includes(`,${item.values.join()},`) || item.values.length === 0;
    if (typeof item !== 'number') throw typeError(`a bytes-like object is required, not '${nameOf(item)}'`);
    return this.values.includes(item);
  }

  override item(key: Value): Value {
    if (key instanceof Slice) return new Bytes(key.of(this.values));
    const place = placeOf(key, this.values.length, 'byte');
    return this.values[place] ?? 0;
  }

  override operate(operator: string, other: Value): Value | undefined {
    if (operator === '*') return repeated(this.values, other, (values) => new Bytes(values.map(Number)));
    if (operator !== '+') return undefined;
    if (other instanceof Bytes) return new Bytes([...this.values, ...other.values]);
    throw typeError(`can't concat ${nameOf(other)} to bytes`);
  }

  plain(): unknown {
    return this.values.length === 0 ? '' : this.repr();
  }
}

const codecName = (name: string): string => name.toLowerCase().replace(/[-_ ]/g, '');

export function encode(text: string, encoding: string): Bytes {
  const codec = codecName(encoding);
  if (codec === 'utf8') return new Bytes(utf8(text));
  const limit = { ascii: 0x80, usascii: 0x80, latin1: 0x100, iso88591: 0x100 }[codec];
  if (limit === undefined) throw new Exc(LOOKUP_ERROR, [`unknown encoding: ${encoding}`]);
  return new Bytes(
    Array.from(text, (letter, at) => {
      const code = letter.codePointAt(0) ?? 0;
      if (code < limit) return code;
      const shown = limit === 0x80 ? 'ascii' : 'latin-1';
      throw new Exc(UNICODE_ENCODE_ERROR, [
        `'${shown}' codec can't encode character '${spell(code)}' in position ${at}: ordinal not in range(${limit})`,
      ]);
    }),
  );
}

const spell = (code: number): string => {
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
};

function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else {
      const count = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      bytes.push(((0xff00 >> (count + 1)) & 0xff) | (code >> (6 * count)));
      for (let left = count - 1; left >= 0; left--) bytes.push(0x80 | ((code >> (6 * left)) & 0x3f));
    }
  }
  return bytes;
}

export function decode({ values }: Bytes, encoding: string): string {
  const codec = codecName(encoding);
  if (codec === 'latin1' || codec === 'iso88591') return String.fromCharCode(...values);
  if (codec !== 'utf8' && codec !== 'ascii') throw new Exc(LOOKUP_ERROR, [`unknown encoding: ${encoding}`]);
  let text = '';
  for (let at = 0; at < values.length; ) {
    const first = values[at] ?? 0;
    const count =
      first < 0x80
        ? 0
        : codec === 'ascii' || first < 0xc2 || first > 0xf4
          ? -1
          : first < 0xe0
            ? 1
            : first < 0xf0
              ? 2
              : 3;
    let code = count <= 0 ? first : first & (0x3f >> count);
    const rest = values.slice(at + 1, at + 1 + Math.max(0, count));
    for (const byte of rest) code = (code << 6) | (byte & 0x3f);
    const least = [0, 0x80, 0x800, 0x10000][Math.max(0, count)] ?? 0;
    const sound =
      rest.length === count && rest.every((byte) => byte >> 6 === 2) && code >= least && code <= 0x10ffff;
    if (count < 0 || (count > 0 && (!sound || (code >= 0xd800 && code < 0xe000)))) {
      const why =
        codec === 'ascii'
          ? 'ordinal not in range(128)'
          : count < 0
            ? 'invalid start byte'
            : rest.length < count
              ? 'unexpected end of data'
              : 'invalid continuation byte';
      throw new Exc(UNICODE_DECODE_ERROR, [
        `'${codec === 'ascii' ? 'ascii' : 'utf-8'}' codec can't decode byte 0x${first.toString(16).padStart(2, '0')} in position ${at}: ${why}`,
      ]);
    }
    text += String.fromCodePoint(code);
    at += count + 1;
  }
  return text;
}

BYTES.methods.set('decode', (self, args, keywords) => {
  const encoding = args[0] ?? keywords.find(([name]) => name === 'encoding')?.[1] ?? 'utf-8';
  return self instanceof Bytes ? decode(self, str(encoding)) : '';
});
BYTES.methods.set('hex', (self) => (self instanceof Bytes ? self.hex() : ''));
BYTES.construct = (args) => {
  const [from, encoding] = args;
  if (from === undefined) return new Bytes([]);
  if (from instanceof Bytes) return from;
  if (typeof from === 'string') {
    if (encoding === undefined) throw typeError('string argument without an encoding');
    return encode(from, str(encoding));
  }
  if (!Array.isArray(from)) throw typeError(`cannot convert '${nameOf(from)}' object to bytes`);
  return new Bytes(
    from.map((byte) => {
      if (typeof byte !== 'number')
        throw typeError(`'${nameOf(byte)}' object cannot be interpreted as an integer`);
      if (byte < 0 || byte > 255) throw valueError('bytes must be in range(0, 256)');
      return byte;
    }),
  );
};
