import { Exc, type Type, VALUE_ERROR, type Value } from './objects.ts';

/** Regular expressions of Python as those of JavaScript. */

export interface Compiled {
  readonly expression: RegExp;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  /** A group in a repeated part may keep another round's text in Python than in JavaScript: then groups are refused. */
  readonly unsure: boolean;
}

export const FLAGS = { A: 256, I: 2, M: 8, S: 16, U: 32, X: 64 } as const;

const META = /[$()*+.?[\\\]^{|}/]/;
/** For texts and patterns that are ASCII, the small classes are the same and far quicker. */
const CLASSES: Readonly<Record<string, readonly [ascii: string, unicode: string]>> = {
  d: ['0-9', '\\p{Nd}'],
  w: ['A-Za-z0-9_', '\\p{L}\\p{N}_'],
  s: ['\\t\\n\\v\\f\\r\\x1c-\\x1f ', '\\s\\x1c-\\x1f\\x85'],
};

const reads = new Map<string, Compiled>();
const MOST_KEPT = 200;

/** Reads a pattern. `ascii` says that only ASCII text will be looked at. */
export function compilePattern(source: string, flags: number, ascii: boolean, error: Type): Compiled {
  const key = `${flags}${ascii ? 'a' : 'u'}${source}`;
  let compiled = reads.get(key);
  if (compiled === undefined) {
    compiled = new Reader(source, flags, ascii, error).compile();
    if (reads.size >= MOST_KEPT) reads.clear();
    reads.set(key, compiled);
  }
  return compiled;
}

class Reader {
  readonly #source: string;
  readonly #error: Type;
  readonly #ascii: boolean;
  #flags: number;
  #at = 0;
  #groups = 0;
  #unsure = false;
  readonly #names = new Map<string, number>();
  readonly #open: number[] = [];

  constructor(source: string, flags: number, ascii: boolean, error: Type) {
    this.#source = source;
    this.#flags = flags;
    this.#error = error;
    this.#ascii = ascii;
  }

  compile(): Compiled {
    const front = /^\(\?([aimsux]+)\)/.exec(this.#source);
    if (front) {
      this.#at = front[0].length;
      for (const letter of front[1] ?? '') this.#flags |= FLAGS[letter.toUpperCase() as keyof typeof FLAGS];
    }
    const text = this.#alternatives();
    if (this.#at < this.#source.length) this.#fail('unbalanced parenthesis');
    const flags = this.#has('I') ? 'iu' : 'u';
    try {
      return {
        expression: new RegExp(text, flags),
        groups: this.#groups,
        names: this.#names,
        unsure: this.#unsure,
      };
    } catch (cause) {
      return this.#fail(
        `this pattern is not possible in expressions (${cause instanceof Error ? cause.message : cause})`,
      );
    }
  }

  #has(flag: keyof typeof FLAGS): boolean {
    return (this.#flags & FLAGS[flag]) !== 0;
  }

  #fail(text: string, at = this.#at): never {
    throw new Exc(this.#error, [`${text} at position ${at}`]);
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #alternatives(): string {
    let text = this.#sequence();
    while (this.#take('|')) text += `|${this.#sequence()}`;
    return text;
  }

  #sequence(): string {
    let text = '';
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at] ?? '')) {
      if (this.#has('X') && this.#skipSpace()) continue;
      const before = this.#groups;
      const start = this.#at;
      const piece = this.#piece();
      const piecesSource = this.#source.slice(start, this.#at);
      const times = this.#times();
      if (times !== '' && piece === '') this.#fail('nothing to repeat', start);
      const repeats = times !== '' && !/^\?/.test(times) && !/^\{[01](?:,1)?\}/.test(times);
      if (repeats && this.#groups > before && /[|?*{]/.test(piecesSource.replace(/\(\?/g, '(')))
        this.#unsure = true;
      text += times === '' ? piece : `${piece}${times}`;
    }
    return text;
  }

  #skipSpace(): boolean {
    const space = /^(?:\s+|#[^\n]*)/.exec(this.#source.slice(this.#at));
    this.#at += space?.[0].length ?? 0;
    return space !== null;
  }

  #times(): string {
    const rest = this.#source.slice(this.#at);
    const found = /^(?:[*+?]|\{(\d*)(,?)(\d*)\})/.exec(rest);
    if (found === null || found[0] === '{}' || found[0] === '{,}') {
      if (found?.[0] !== '{,}') return '';
    }
    this.#at += found[0].length;
    if (this.#source[this.#at] === '+') this.#fail('possessive repeats do not exist in expressions');
    const lazy = this.#take('?') ? '?' : '';
    if (
      /^[*+?{]/.test(this.#source.slice(this.#at)) &&
      /^(?:[*+?]|\{\d*,?\d*\})/.test(this.#source.slice(this.#at))
    )
      this.#fail('multiple repeat');
    if (!found[0].startsWith('{')) return found[0] + lazy;
    const [, least = '', comma, most = ''] = found;
    if (least !== '' && most !== '' && Number(most) < Number(least))
      this.#fail('min repeat greater than max repeat');
    return `{${least || '0'}${comma}${most}}${lazy}`;
  }

  #piece(): string {
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += char.length;
    switch (char) {
      case '.':
        return this.#has('S') ? '[^]' : '[^\\n]';
      case '^':
        return this.#has('M') ? '(?<![^\\n])' : '^';
      case '$':
        return this.#has('M') ? '(?![^\\n])' : '(?=\\n?(?![^]))';
      case '[':
        return this.#set();
      case '(':
        return this.#group();
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        return this.#fail('nothing to repeat', this.#at - 1);
      default:
        return META.test(char) ? `\\${char}` : char;
    }
  }

  #group(): string {
    const start = this.#at - 1;
    if (!this.#take('?')) return this.#capture(start);
    if (this.#take('P<')) return this.#capture(start, this.#name('>'));
    if (this.#take('P=')) {
      const name = this.#name(')');
      const number = this.#names.get(name);
      if (number === undefined) this.#fail(`unknown group name '${name}'`, start + 4);
      return this.#reference(number ?? 0, start);
    }
    if (this.#take('#')) {
      const end = this.#source.indexOf(')', this.#at);
      if (end < 0) this.#fail('missing ), unterminated comment', start);
      this.#at = end + 1;
      return '(?:)';
    }
    for (const opening of [':', '=', '!', '<=', '<!'])
      if (this.#take(opening)) return this.#closed(`(?${opening}`, start);
    const flags = /^([aimsux]*)(?:-([imsx]+))?([:)])/.exec(this.#source.slice(this.#at));
    if (flags?.[3] === ')') this.#fail('global flags not at the start of the expression', start);
    if (flags !== null) {
      this.#at += flags[0].length;
      if (/[iIu]/.test(`${flags[1]}${flags[2] ?? ''}`))
        this.#fail('case can only be ignored in the whole pattern, by (?i) at its start', start);
      const outer = this.#flags;
      for (const letter of flags[1] ?? '') this.#flags |= FLAGS[letter.toUpperCase() as keyof typeof FLAGS];
      for (const letter of flags[2] ?? '') this.#flags &= ~FLAGS[letter.toUpperCase() as keyof typeof FLAGS];
      const text = this.#closed('(?:', start);
      this.#flags = outer;
      return text;
    }
    if (this.#take('>') || this.#take('('))
      this.#fail('groups of this kind do not exist in expressions', start);
    return this.#fail(`unknown extension ?${this.#source[this.#at] ?? ''}`, start + 1);
  }

  #capture(start: number, name?: string): string {
    const number = ++this.#groups;
    if (name !== undefined) {
      if (this.#names.has(name))
        this.#fail(
          `redefinition of group name '${name}' as group ${number}; was group ${this.#names.get(name)}`,
          start + 4,
        );
      this.#names.set(name, number);
    }
    this.#open.push(number);
    const text = this.#closed('(', start);
    this.#open.pop();
    return text;
  }

  #closed(opening: string, start: number): string {
    const inner = this.#alternatives();
    if (!this.#take(')')) this.#fail('missing ), unterminated subpattern', start);
    return `${opening}${inner})`;
  }

  #name(end: string): string {
    const to = this.#source.indexOf(end, this.#at);
    const name = this.#source.slice(this.#at, to < 0 ? undefined : to);
    if (to < 0) this.#fail(`missing ${end}, unterminated name`);
    if (name === '') this.#fail('missing group name');
    if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name))
      this.#fail(`bad character in group name '${name}'`);
    this.#at = to + 1;
    return name;
  }

  /** A group that has matched nothing makes its reference fail in Python, and match nothing in JavaScript. */
  #reference(number: number, start: number): string {
    if (number > this.#groups) this.#fail(`invalid group reference ${number}`, start + 1);
    if (this.#open.includes(number)) this.#fail('cannot refer to an open group', start);
    this.#unsure ||= /[|?*{]/.test(this.#source);
    return `\\${number}(?:)`;
  }

  #escape(): string {
    const start = this.#at - 1;
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    if (this.#at >= this.#source.length) this.#fail('bad escape (end of pattern)', start);
    const octal = /^(?:0[0-7]{0,2}|[1-3][0-7]{2})/.exec(this.#source.slice(this.#at));
    const number = /^[1-9]\d?/.exec(this.#source.slice(this.#at));
    if (octal === null && number !== null) {
      this.#at += number[0].length;
      return this.#reference(Number(number[0]), start);
    }
    const word = `[${CLASSES.w?.[this.#ascii || this.#has('A') ? 0 : 1]}]`;
    const edges: Readonly<Record<string, string>> = {
      A: '(?<![^])',
      Z: '(?![^])',
      b: `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`,
      B: `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`,
    };
    const edge = Object.hasOwn(edges, char) ? edges[char] : undefined;
    if (edge !== undefined) {
      this.#at += char.length;
      return edge;
    }
    const one = this.#letter(start);
    return one.startsWith('^')
      ? `[${one}]`
      : one.length > 1 && !/^\\./u.test(one)
        ? `[${one}]`
        : /^\\[pst]|-/.test(one)
          ? `[${one}]`
          : one;
  }

  /** One character or class after a backslash, for use in a set; a class that is turned around begins with `^`. */
  #letter(start: number): string {
    const rest = this.#source.slice(this.#at);
    const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest);
    const octal = /^(?:0[0-7]{0,2}|[0-3][0-7]{2})/.exec(rest);
    const digits = hex?.[1] ?? hex?.[2] ?? hex?.[3];
    if (digits !== undefined || octal !== null) {
      this.#at += (hex ?? octal)?.[0].length ?? 0;
      const code = digits === undefined ? Number.parseInt(octal?.[0] ?? '0', 8) : Number.parseInt(digits, 16);
      return `\\u{${code.toString(16)}}`;
    }
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += char.length;
    const known = CLASSES[char.toLowerCase()];
    if (known !== undefined) {
      const found = known[this.#ascii || this.#has('A') ? 0 : 1];
      return char === char.toLowerCase() ? found : `^${found}`;
    }
    const control = { n: '\\n', t: '\\t', r: '\\r', f: '\\f', v: '\\v', a: '\\x07' }[char];
    if (control !== undefined) return control;
    if (/[A-Za-z]/.test(char)) this.#fail(`bad escape \\${char}`, start);
    return META.test(char) || char === '-' ? `\\${char}` : char;
  }

  #set(): string {
    const start = this.#at - 1;
    const negative = this.#take('^');
    const parts: string[] = [];
    const turned: string[] = [];
    let first = true;
    for (; first || this.#source[this.#at] !== ']'; first = false) {
      if (this.#at >= this.#source.length) this.#fail('unterminated character set', start);
      const from = this.#member(start);
      const isRange =
        this.#source[this.#at] === '-' &&
        this.#source[this.#at + 1] !== ']' &&
        this.#at + 1 < this.#source.length;
      if (!isRange) {
        (from.startsWith('^') ? turned : parts).push(from);
        continue;
      }
      const place = this.#at;
      this.#at++;
      const to = this.#member(start);
      const isClass = (text: string) =>
        text.startsWith('^') || Object.values(CLASSES).some((texts) => texts.includes(text));
      if (isClass(from) || isClass(to) || codeOf(from) > codeOf(to))
        this.#fail(`bad character range ${this.#source.slice(place - 1, this.#at)}`, place - 1);
      parts.push(`${from}-${to}`);
    }
    this.#at++;
    if (turned.length === 0) return `[${negative ? '^' : ''}${parts.join('')}]`;
    const choices = [
      ...turned.map((text) => `[${text}]`),
      ...(parts.length > 0 ? [`[${parts.join('')}]`] : []),
    ];
    return negative ? `(?:(?!${choices.join('|')})[^])` : `(?:${choices.join('|')})`;
  }

  #member(start: number): string {
    if (this.#take('\\')) {
      if (this.#take('b')) return '\\x08';
      return this.#letter(start);
    }
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += char.length;
    return META.test(char) || char === '-' ? `\\${char}` : char;
  }
}

function codeOf(member: string): number {
  const hex = /^\\(?:u\{([0-9a-f]+)\}|x([0-9a-f]{2}))$/.exec(member);
  if (hex) return Number.parseInt(hex[1] ?? hex[2] ?? '0', 16);
  const control = { '\\n': 10, '\\t': 9, '\\r': 13, '\\f': 12, '\\v': 11 }[member];
  return control ?? member.replace(/^\\/, '').codePointAt(0) ?? 0;
}

export const isAsciiText = (value: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is which characters are ASCII
  /^[\x00-\x7f]*$/.test(value);

export const notSure = (): Exc =>
  new Exc(VALUE_ERROR, [
    'the groups of this pattern are not certain in expressions: repeat a part without groups, or use several patterns',
  ] satisfies Value[]);
