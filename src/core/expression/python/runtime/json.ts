import { take } from './arguments.ts';
import { Bytes, decode } from './bytes.ts';
import { Dict, Tuple } from './containers.ts';
import { toInt } from './numbers.ts';
import {
  bounded,
  type Callable,
  Exc,
  Float,
  type Keywords,
  Type,
  typeError,
  VALUE_ERROR,
  type Value,
  valueError,
} from './objects.ts';
import { call, compareTexts, deeper, nameOf, str, truth } from './protocol.ts';

export const JSON_ERROR = new Type('json.decoder.JSONDecodeError', VALUE_ERROR);

/** Reads JSON as Python does: `1` is an int and `1.0` a float. */
class JsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Value {
    const value = this.#value();
    this.#space();
    if (this.#at < this.#text.length) this.#fail('Extra data');
    return value;
  }

  #fail(problem: string, at = this.#at): never {
    const before = this.#text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    throw new Exc(JSON_ERROR, [`${problem}: line ${line} column ${column} (char ${at})`]);
  }

  #space(): void {
    while (/[ \t\n\r]/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #value(): Value {
    this.#space();
    const start = this.#at;
    if (this.#take('{')) return deeper('while decoding a JSON object', () => this.#object());
    if (this.#take('[')) return deeper('while decoding a JSON array', () => this.#array());
    if (this.#take('"')) return this.#string(start);
    if (this.#take('null')) return null;
    if (this.#take('true')) return true;
    if (this.#take('false')) return false;
    if (this.#take('NaN')) return new Float(Number.NaN);
    if (this.#take('Infinity')) return new Float(Number.POSITIVE_INFINITY);
    if (this.#take('-Infinity')) return new Float(Number.NEGATIVE_INFINITY);
    const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
    number.lastIndex = start;
    const found = number.exec(this.#text);
    if (found === null) return this.#fail('Expecting value');
    this.#at += found[0].length;
    return found[1] === undefined && found[2] === undefined
      ? toInt(BigInt(found[0]))
      : new Float(Number(found[0]));
  }

  #array(): Value {
    const items: Value[] = [];
    this.#space();
    if (this.#take(']')) return items;
    for (;;) {
      items.push(this.#value());
      this.#space();
      if (this.#take(']')) return items;
      if (!this.#take(',')) this.#fail("Expecting ',' delimiter");
    }
  }

  #object(): Value {
    const made = new Dict();
    this.#space();
    if (this.#take('}')) return made;
    for (;;) {
      this.#space();
      const start = this.#at;
      if (!this.#take('"')) this.#fail('Expecting property name enclosed in double quotes');
      const key = this.#string(start);
      this.#space();
      if (!this.#take(':')) this.#fail("Expecting ':' delimiter");
      made.put(key, this.#value());
      this.#space();
      if (this.#take('}')) return made;
      if (!this.#take(',')) this.#fail("Expecting ',' delimiter");
    }
  }

  #string(start: number): string {
    for (let at = this.#at; ; at++) {
      const char = this.#text[at];
      if (char === undefined) return this.#fail('Unterminated string starting at', start);
      if (char === '\\') {
        const next = this.#text[at + 1] ?? '';
        if (next === 'u' && !/^[0-9a-fA-F]{4}/.test(this.#text.slice(at + 2)))
          this.#fail('Invalid \\uXXXX escape', at + 1);
        if (!'"\\/bfnrtu'.includes(next) || next === '') this.#fail(`Invalid \\escape`, at);
        at++;
      } else if (char < ' ') this.#fail('Invalid control character at', at);
      else if (char === '"') {
        const text: unknown = JSON.parse(this.#text.slice(start, at + 1));
        this.#at = at + 1;
        return String(text);
      }
    }
  }
}

interface Style {
  readonly indent: string | undefined;
  readonly item: string;
  readonly key: string;
  readonly sort: boolean;
  readonly ascii: boolean;
  readonly otherwise: Value;
}

const jsonText = (text: string, ascii: boolean): string => {
  const quoted = JSON.stringify(text);
  return ascii
    ? quoted.replace(
        /[\u0080-\uffff]/g,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
      )
    : quoted;
};

function jsonKey(key: Value): string {
  if (typeof key === 'string') return key;
  if (key === null) return 'null';
  if (typeof key === 'boolean') return key ? 'true' : 'false';
  if (typeof key === 'number' || typeof key === 'bigint' || key instanceof Float) return str(key);
  throw typeError(`keys must be str, int, float, bool or None, not ${nameOf(key)}`);
}

function write(value: Value, style: Style, level: number): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'string') return jsonText(value, style.ascii);
  if (typeof value === 'number' || typeof value === 'bigint') return str(value);
  if (value instanceof Float) {
    if (Number.isNaN(value.value)) return 'NaN';
    return Number.isFinite(value.value) ? value.repr() : value.value > 0 ? 'Infinity' : '-Infinity';
  }
  const newLine = (depth: number) => (style.indent === undefined ? '' : `\n${style.indent.repeat(depth)}`);
  const wrap = (items: readonly string[], open: string, close: string): string => {
    if (items.length === 0) return open + close;
    const text = `${open}${newLine(level + 1)}${items.join(style.item + newLine(level + 1))}${newLine(level)}${close}`;
    bounded(text.length);
    return text;
  };
  if (Array.isArray(value) || value instanceof Tuple) {
    const items = Array.isArray(value) ? value : value.values;
    return deeper('while encoding a JSON object', () =>
      wrap(
        items.map((item) => write(item, style, level + 1)),
        '[',
        ']',
      ),
    );
  }
  if (value instanceof Dict)
    return deeper('while encoding a JSON object', () => {
      const pairs = [...value.entries.values()].map(([key, item]) => [jsonKey(key), item] as const);
      if (style.sort) pairs.sort(([one], [two]) => compareTexts(one, two));
      return wrap(
        pairs.map(
          ([key, item]) => `${jsonText(key, style.ascii)}${style.key}${write(item, style, level + 1)}`,
        ),
        '{',
        '}',
      );
    });
  if (style.otherwise !== null)
    return deeper('while encoding a JSON object', () => write(call(style.otherwise, [value]), style, level));
  throw typeError(`Object of type ${typeLabel(value)} is not JSON serializable`);
}

const typeLabel = (value: Value): string => nameOf(value).replace(/^.*\./, '');

const dumps: Callable = (args, keywords: Keywords = []) => {
  const [value = null, ...more] = args;
  if (more.length > 0) throw typeError(`dumps() takes 1 positional argument but ${args.length} were given`);
  const [indent = null, sort = false, ascii = true, separators = null, otherwise = null] = take(
    'dumps',
    [],
    keywords,
    ['indent', 'sort_keys', 'ensure_ascii', 'separators', 'default'],
  );
  const [item, key] =
    separators instanceof Tuple ? separators.values.map(str) : [indent === null ? ', ' : ',', ': '];
  return write(
    value,
    {
      indent:
        indent === null
          ? undefined
          : typeof indent === 'string'
            ? indent
            : ' '.repeat(Math.max(0, Math.min(100, Number(indent)))),
      item: item ?? ', ',
      key: key ?? ': ',
      sort: truth(sort),
      ascii: truth(ascii),
      otherwise,
    },
    0,
  );
};

const loads: Callable = (args) => {
  const [given = null] = args;
  const text = given instanceof Bytes ? decode(given, 'utf-8') : given;
  if (typeof text !== 'string')
    throw typeError(`the JSON object must be str, bytes or bytearray, not ${nameOf(given)}`);
  if (text.startsWith('\ufeff'))
    throw valueError('Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)');
  return new JsonReader(text).read();
};

JSON_ERROR.construct = (args) => new Exc(JSON_ERROR, args);
export const JSON_MODULE: readonly (readonly [string, Value])[] = [
  ['dumps', Object.assign(dumps, { label: 'dumps' })],
  ['loads', Object.assign(loads, { label: 'loads' })],
  ['JSONDecodeError', JSON_ERROR],
];
