import { positional, take } from './arguments.ts';
import { encode } from './bytes.ts';
import { Dict, isHuge, Slice, Tuple, toIndex } from './containers.ts';
import { pad } from './formatting.ts';
import { bounded, indexError, type Method, STR, typeError, type Value, valueError } from './objects.ts';
import { isIterable, iterate, nameOf, str } from './protocol.ts';

/** The methods of str. Places are counted in code points, as Python counts them. */

const ASTRAL = /[\ud800-\udfff]/;

/** What has an item for each character. */
export const letters = (text: string): ArrayLike<string> => (ASTRAL.test(text) ? Array.from(text) : text);
const textLength = (text: string): number => letters(text).length;

export function textItem(text: string, key: Value): string {
  const all = letters(text);
  if (key instanceof Slice) return key.of(all).join('');
  if (isHuge(key)) throw indexError("cannot fit 'int' into an index-sized integer");
  const index = toIndex(key);
  if (index === undefined) throw typeError(`string indices must be integers, not '${nameOf(key)}'`);
  const letter = all[index < 0 ? index + all.length : index];
  if (letter === undefined) throw indexError('string index out of range');
  return letter;
}

const SPACE =
  '\\t\\n\\v\\f\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const SPACES = new RegExp(`[${SPACE}]+`);
const LEADING = new RegExp(`^[${SPACE}]+`);
const TRAILING = new RegExp(`[${SPACE}]+$`);
const ALL_SPACES = new RegExp(`^[${SPACE}]+$`);
// biome-ignore lint/suspicious/noControlCharactersInRegex: these end lines, too
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/;

export const trimmed = (text: string): string => text.replace(LEADING, '').replace(TRAILING, '');

function stripped(text: string, characters: Value | undefined, side: 'both' | 'left' | 'right'): string {
  if (characters === undefined || characters === null) {
    const left = side === 'right' ? text : text.replace(LEADING, '');
    return side === 'left' ? left : left.replace(TRAILING, '');
  }
  if (typeof characters !== 'string')
    throw typeError(`${{ both: 'strip', left: 'lstrip', right: 'rstrip' }[side]} arg must be None or str`);
  const all = Array.from(text);
  const unwanted = new Set(characters);
  let [from, to] = [0, all.length];
  if (side !== 'right') while (from < to && unwanted.has(all[from] ?? '')) from++;
  if (side !== 'left') while (to > from && unwanted.has(all[to - 1] ?? '')) to--;
  return all.slice(from, to).join('');
}

const count = (value: Value | undefined): number => {
  const found = value === undefined ? -1 : toIndex(value);
  if (found === undefined)
    throw typeError(`'${nameOf(value ?? null)}' object cannot be interpreted as an integer`);
  return found < 0 ? Number.MAX_SAFE_INTEGER : found;
};

function separator(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw typeError(`must be str or None, not ${nameOf(value)}`);
  if (value === '') throw valueError('empty separator');
  return value;
}

function split(text: string, by: string | undefined, most: number): string[] {
  const parts: string[] = [];
  let rest = by === undefined ? text.replace(LEADING, '') : text;
  if (by === undefined && rest === '') return [];
  while (parts.length < most) {
    const found = by === undefined ? SPACES.exec(rest) : undefined;
    const at = by === undefined ? (found?.index ?? -1) : rest.indexOf(by);
    if (at < 0) break;
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + (by ?? found?.[0] ?? '').length);
    if (by === undefined && rest === '') return parts;
  }
  parts.push(rest);
  return parts;
}

function splitRight(text: string, by: string | undefined, most: number): string[] {
  const parts: string[] = [];
  let rest = by === undefined ? text.replace(TRAILING, '') : text;
  if (by === undefined && rest === '') return [];
  while (parts.length < most) {
    if (by === undefined) {
      const last = lastSpaces(rest);
      if (last === undefined) break;
      parts.unshift(rest.slice(last.to));
      rest = rest.slice(0, last.from);
      if (rest === '') return parts;
    } else {
      const at = rest.lastIndexOf(by);
      if (at < 0) break;
      parts.unshift(rest.slice(at + by.length));
      rest = rest.slice(0, at);
    }
  }
  parts.unshift(rest);
  return parts;
}

function lastSpaces(text: string): { from: number; to: number } | undefined {
  let to = text.length;
  while (to > 0 && !ALL_SPACES.test(text[to - 1] ?? '')) to--;
  if (to === 0) return undefined;
  let from = to;
  while (from > 0 && ALL_SPACES.test(text[from - 1] ?? '')) from--;
  return { from, to };
}

/** The part of a text that `find`, `count` and their like look at, and where it begins. */
function part(
  text: string,
  from: Value | undefined,
  to: Value | undefined,
): { text: string; offset: number } | undefined {
  if (from === undefined && to === undefined) return { text, offset: 0 };
  const all = letters(text);
  const start = from === undefined || from === null ? 0 : (toIndex(from) ?? badSlice());
  if (start > all.length) return undefined;
  const { from: first, count: length } = new Slice(from ?? null, to ?? null, null).places(all.length);
  const cut = new Slice(first, first + length, null).of(all).join('');
  return { text: cut, offset: first };
}

const badSlice = (): never => {
  throw typeError('slice indices must be integers or None or have an __index__ method');
};

function find(name: string, self: string, args: readonly Value[], last: boolean): number {
  const [wanted, from, to] = positional(name, args, [], 1, 3);
  if (typeof wanted !== 'string') throw typeError(`must be str, not ${nameOf(wanted ?? null)}`);
  const within = part(self, from, to);
  if (within === undefined) return -1;
  const at = last ? within.text.lastIndexOf(wanted) : within.text.indexOf(wanted);
  return at < 0 ? -1 : within.offset + textLength(within.text.slice(0, at));
}

function begins(name: 'startswith' | 'endswith', self: string, args: readonly Value[]): boolean {
  const [wanted, from, to] = positional(name, args, [], 1, 3);
  const within = part(self, from, to);
  const all = wanted instanceof Tuple ? wanted.values : [wanted ?? null];
  return all.some((text) => {
    if (typeof text !== 'string') {
      throw typeError(
        wanted instanceof Tuple
          ? `tuple for ${name} must only contain str, not ${nameOf(text)}`
          : `${name} first arg must be str or a tuple of str, not ${nameOf(text)}`,
      );
    }
    if (within === undefined) return false;
    return name === 'startswith' ? within.text.startsWith(text) : within.text.endsWith(text);
  });
}

const isCased = (letter: string): boolean => letter.toLowerCase() !== letter.toUpperCase();

function titled(text: string): string {
  let result = '';
  let inWord = false;
  for (const letter of text) {
    result += inWord ? letter.toLowerCase() : capital(letter);
    inWord = isCased(letter);
  }
  return result;
}

const capital = (letter: string): string => {
  const upper = letter.toUpperCase();
  return upper.length > letter.length ? (upper[0] ?? '') + upper.slice(1).toLowerCase() : upper;
};

const all = (pattern: RegExp) => (text: string) => pattern.test(text);
const TESTS: Readonly<Record<string, (text: string) => boolean>> = {
  isalpha: all(/^\p{L}+$/u),
  isalnum: all(/^[\p{L}\p{N}]+$/u),
  isdigit: all(/^[\p{Nd}²³¹⁰⁴-⁹₀-₉]+$/u),
  isdecimal: all(/^\p{Nd}+$/u),
  isnumeric: all(/^\p{N}+$/u),
  isspace: all(ALL_SPACES),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is which characters are ASCII
  isascii: all(/^[\x00-\x7f]*$/),
  isidentifier: all(/^[\p{ID_Start}_][\p{ID_Continue}]*$/u),
  isprintable: all(/^(?:[^\p{C}\p{Z}]| )*$/u),
  isupper: (text) => text === text.toUpperCase() && text !== text.toLowerCase(),
  islower: (text) => text === text.toLowerCase() && text !== text.toUpperCase(),
  istitle: (text) => text === titled(text) && [...text].some(isCased),
};

type TextMethod = (self: string, args: readonly Value[], keywords: Parameters<Method>[2]) => Value;

const filled =
  (name: string, align: string): TextMethod =>
  (self, args) => {
    const [width, fill = ' '] = positional(name, args, [], 1, 2);
    const wanted = width === undefined ? undefined : toIndex(width);
    if (wanted === undefined)
      throw typeError(`'${nameOf(width ?? null)}' object cannot be interpreted as an integer`);
    if (typeof fill !== 'string')
      throw typeError(`The fill character must be a unicode character, not ${nameOf(fill)}`);
    if (textLength(fill) !== 1) throw typeError('The fill character must be exactly one character long');
    bounded(wanted);
    const missing = wanted - textLength(self);
    if (align !== '^' || missing <= 0) return pad(self, wanted, align, fill);
    // Of two uneven halves the left one is the larger where the width is odd.
    const left = Math.floor(missing / 2) + (missing & wanted & 1);
    return fill.repeat(left) + self + fill.repeat(missing - left);
  };

const parted = (self: string, by: string, at: number, last: boolean): Tuple => {
  if (at < 0) return new Tuple(last ? ['', '', self] : [self, '', '']);
  return new Tuple([self.slice(0, at), by, self.slice(at + by.length)]);
};

const textArgument = (name: string, value: Value | undefined): string => {
  if (typeof value !== 'string') throw typeError(`${name}() argument must be str, not ${given(value)}`);
  return value;
};

/** In some texts None is called by its own name, and not by that of its type. */
const given = (value: Value | undefined): string =>
  value === undefined || value === null ? 'None' : nameOf(value);

const METHODS: Readonly<Record<string, TextMethod>> = {
  lower: (self) => self.toLowerCase(),
  upper: (self) => self.toUpperCase(),
  title: (self) => titled(self),
  capitalize: (self) => {
    const [first = '', ...rest] = self;
    return capital(first) + rest.join('').toLowerCase();
  },
  casefold: (self) => self.replace(/[^ı]/gu, (letter) => letter.toUpperCase().toLowerCase()),
  swapcase: (self) =>
    Array.from(self, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    ).join(''),
  strip: (self, args) => stripped(self, positional('strip', args, [], 0, 1)[0], 'both'),
  lstrip: (self, args) => stripped(self, positional('lstrip', args, [], 0, 1)[0], 'left'),
  rstrip: (self, args) => stripped(self, positional('rstrip', args, [], 0, 1)[0], 'right'),
  split: (self, args, keywords) => {
    const [by, most] = take('split', args, keywords, ['sep', 'maxsplit']);
    return split(self, separator(by), count(most));
  },
  rsplit: (self, args, keywords) => {
    const [by, most] = take('rsplit', args, keywords, ['sep', 'maxsplit']);
    return splitRight(self, separator(by), count(most));
  },
  splitlines: (self, args, keywords) => {
    const [keep] = take('splitlines', args, keywords, ['keepends']);
    const lines: string[] = [];
    let rest = self;
    for (let found = LINE_END.exec(rest); found; found = LINE_END.exec(rest)) {
      const end = found.index + found[0].length;
      lines.push(rest.slice(0, keep ? end : found.index));
      rest = rest.slice(end);
    }
    return rest === '' ? lines : [...lines, rest];
  },
  partition: (self, args) => {
    const by = positional('str.partition', args, [], 1)[0];
    if (typeof by !== 'string') throw typeError(`must be str, not ${nameOf(by ?? null)}`);
    if (by === '') throw valueError('empty separator');
    return parted(self, by, self.indexOf(by), false);
  },
  rpartition: (self, args) => {
    const by = positional('str.rpartition', args, [], 1)[0];
    if (typeof by !== 'string') throw typeError(`must be str, not ${nameOf(by ?? null)}`);
    if (by === '') throw valueError('empty separator');
    return parted(self, by, self.lastIndexOf(by), true);
  },
  replace: (self, args) => {
    const [from, to, most] = positional('replace', args, [], 2, 3);
    for (const [index, value] of [from, to].entries())
      if (typeof value !== 'string')
        throw typeError(`replace() argument ${index + 1} must be str, not ${given(value)}`);
    return replaced(self, str(from ?? null), str(to ?? null), count(most));
  },
  startswith: (self, args) => begins('startswith', self, args),
  endswith: (self, args) => begins('endswith', self, args),
  find: (self, args) => find('find', self, args, false),
  rfind: (self, args) => find('rfind', self, args, true),
  index: (self, args) => found(find('index', self, args, false)),
  rindex: (self, args) => found(find('rindex', self, args, true)),
  count: (self, args) => {
    const [wanted, from, to] = positional('count', args, [], 1, 3);
    if (typeof wanted !== 'string') throw typeError(`must be str, not ${nameOf(wanted ?? null)}`);
    const within = part(self, from, to);
    if (within === undefined) return 0;
    return wanted === '' ? textLength(within.text) + 1 : within.text.split(wanted).length - 1;
  },
  join: (self, args) => {
    const [items] = positional('str.join', args, [], 1);
    const texts: string[] = [];
    let length = 0;
    for (const item of iterate(joinable(items ?? null))) {
      if (typeof item !== 'string')
        throw typeError(`sequence item ${texts.length}: expected str instance, ${nameOf(item)} found`);
      length += item.length + self.length;
      bounded(length);
      texts.push(item);
    }
    return texts.join(self);
  },
  zfill: (self, args) => {
    const [width = 0] = positional('zfill', args, [], 1);
    const wanted = toIndex(width);
    if (wanted === undefined)
      throw typeError(`'${nameOf(width)}' object cannot be interpreted as an integer`);
    bounded(wanted);
    const sign = /^[+-]/.exec(self)?.[0] ?? '';
    return sign + self.slice(sign.length).padStart(wanted - sign.length, '0');
  },
  center: filled('center', '^'),
  ljust: filled('ljust', '<'),
  rjust: filled('rjust', '>'),
  removeprefix: (self, args) => {
    const prefix = textArgument('removeprefix', args[0]);
    return prefix !== '' && self.startsWith(prefix) ? self.slice(prefix.length) : self;
  },
  removesuffix: (self, args) => {
    const suffix = textArgument('removesuffix', args[0]);
    return suffix !== '' && self.endsWith(suffix) ? self.slice(0, -suffix.length) : self;
  },
  encode: (self, args, keywords) => {
    const [encoding = 'utf-8'] = take('encode', args, keywords, ['encoding', 'errors']);
    return encode(self, str(encoding));
  },
  expandtabs: (self, args) => {
    const [width = 8] = positional('expandtabs', args, [], 0, 1);
    const size = toIndex(width) ?? 8;
    if (size <= 0) return self.replaceAll('\t', '');
    bounded(size * self.length);
    return self
      .split('\n')
      .map((line) =>
        line.split('\t').reduce((done, next) => done + ' '.repeat(size - (textLength(done) % size)) + next),
      )
      .join('\n');
  },
  translate: (self, args) => {
    const [table] = args;
    if (!(table instanceof Dict)) throw typeError(`'${nameOf(table ?? null)}' object is not subscriptable`);
    return Array.from(self, (letter) => {
      const to = table.get(letter.codePointAt(0) ?? 0);
      if (to === undefined) return letter;
      return to === null ? '' : typeof to === 'number' ? String.fromCodePoint(to) : str(to);
    }).join('');
  },
};

const found = (at: number): number => {
  if (at < 0) throw valueError('substring not found');
  return at;
};

const joinable = (value: Value): Value => {
  if (!isIterable(value)) throw typeError('can only join an iterable');
  return value;
};

function replaced(text: string, from: string, to: string, most: number): string {
  const pieces = from === '' ? ['', ...text, ''] : split(text, from, most);
  bounded(text.length + pieces.length * to.length);
  if (from !== '') return pieces.join(to);
  let result = '';
  for (const [index, letter] of [...text].entries()) result += (index < most ? to : '') + letter;
  return result + (textLength(text) < most ? to : '');
}

const asText = (name: string, self: Value): string => {
  if (typeof self === 'string') return self;
  throw typeError(`descriptor '${name}' for 'str' objects doesn't apply to a '${nameOf(self)}' object`);
};

for (const [name, method] of Object.entries(METHODS))
  STR.methods.set(name, (self, args, keywords) => {
    if (method.length === 1) positional(`str.${name}`, args, keywords, 0);
    return method(asText(name, self), args, keywords);
  });
for (const [name, test] of Object.entries(TESTS))
  STR.methods.set(name, (self, args) => {
    positional(`str.${name}`, args, [], 0);
    return test(asText(name, self));
  });
STR.statics.set('maketrans', (args) => {
  const [from = null, to, gone] = args;
  if (from instanceof Dict)
    return new Dict(
      [...from.entries.values()].map(([key, value]) => [
        typeof key === 'string' ? (key.codePointAt(0) ?? 0) : key,
        value,
      ]),
    );
  const targets = [...str(to ?? '')];
  const pairs = [...str(from)].map((letter, at): [Value, Value] => [
    letter.codePointAt(0) ?? 0,
    targets[at]?.codePointAt(0) ?? 0,
  ]);
  if (pairs.length !== targets.length)
    throw valueError('the first two maketrans arguments must have equal length');
  return new Dict([
    ...pairs,
    ...[...str(gone ?? '')].map((letter): [Value, Value] => [letter.codePointAt(0) ?? 0, null]),
  ]);
});
