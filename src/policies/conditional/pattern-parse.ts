/** A regular expression, read: a tree that only ever grows by counted repetition. */
export type Tree =
  | { readonly is: 'one'; readonly of: CharacterSet }
  | { readonly is: 'place'; readonly at: Place }
  | { readonly is: 'row' | 'choice'; readonly parts: readonly Tree[] }
  /** `most`: null where there is no end. */
  | { readonly is: 'repeat'; readonly part: Tree; readonly least: number; readonly most: number | null };

export type Place = 'start' | 'end' | 'line_start' | 'line_end' | 'edge' | 'no_edge';

export interface CharacterSet {
  readonly ranges: readonly (readonly [number, number])[];
  readonly classes: readonly CharacterClass[];
  readonly negated: boolean;
}

/** `d`, `w` and `s` as in Python, for all of Unicode; capitals stand for the opposite. */
export type CharacterClass = 'd' | 'D' | 'w' | 'W' | 's' | 'S';

export interface Expression {
  readonly tree: Tree;
  readonly ignore_case: boolean;
}

/** Why a regular expression is refused. */
export class PatternError extends Error {
  /** 1-based. */
  readonly column: number;

  constructor(column: number, message: string) {
    super(message);
    this.name = 'PatternError';
    this.column = column;
  }
}

const MOST_REPEATS = 1_000;
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, a: 7 };
const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const LAST_CHARACTER = 0x10ffff;

const single = (code: number): CharacterSet => ({ ranges: [[code, code]], classes: [], negated: false });
const ofClass = (name: CharacterClass): CharacterSet => ({ ranges: [], classes: [name], negated: false });
const isClass = (text: string): text is CharacterClass => /^[dDwWsS]$/.test(text);

/** Reads a regular expression in the part of Python's language that needs no going back. Throws a `PatternError`. */
export function parseExpression(source: string): Expression {
  return new Reader([...source]).expression();
}

class Reader {
  readonly #characters: readonly string[];
  #at = 0;
  #flags = new Set<string>();

  constructor(characters: readonly string[]) {
    this.#characters = characters;
  }

  expression(): Expression {
    this.#readFlags();
    const tree = this.#choice();
    if (this.#at < this.#characters.length) throw this.#wrong('There is no bracket that this one closes.');
    return { tree, ignore_case: this.#flags.has('i') };
  }

  #wrong(message: string, at = this.#at): PatternError {
    return new PatternError(at + 1, message);
  }

  #peek(offset = 0): string {
    return this.#characters[this.#at + offset] ?? '';
  }

  #take(text: string): boolean {
    if (!this.#looksAt(text)) return false;
    this.#at += text.length;
    return true;
  }

  #looksAt(text: string): boolean {
    return [...text].every((character, index) => this.#peek(index) === character);
  }

  #readFlags(): void {
    const flags = /^\(\?([ims]+)\)/.exec(this.#characters.join(''));
    if (!flags) return;
    this.#at = flags[0].length;
    this.#flags = new Set(flags[1]);
  }

  #choice(): Tree {
    const parts = [this.#row()];
    while (this.#take('|')) parts.push(this.#row());
    return parts.length === 1 && parts[0] ? parts[0] : { is: 'choice', parts };
  }

  #row(): Tree {
    const parts: Tree[] = [];
    while (this.#at < this.#characters.length && this.#peek() !== '|' && this.#peek() !== ')') {
      parts.push(this.#repeated(this.#item()));
    }
    return { is: 'row', parts };
  }

  #repeated(part: Tree): Tree {
    const at = this.#at;
    const count = this.#count();
    if (!count) return part;
    if (part.is === 'place') throw this.#wrong('There is nothing here to repeat.', at);
    // Whether as many or as few as possible are taken does not matter to whether there is a match.
    this.#take('?');
    if (this.#peek() === '+') throw this.#wrong('Possessive repetition is not supported.');
    const after = this.#at;
    if (this.#count()) throw this.#wrong('A repetition cannot be repeated without brackets.', after);
    return { is: 'repeat', part, ...count };
  }

  #count(): { least: number; most: number | null } | undefined {
    if (this.#take('*')) return { least: 0, most: null };
    if (this.#take('+')) return { least: 1, most: null };
    if (this.#take('?')) return { least: 0, most: 1 };
    const rest = this.#characters.slice(this.#at, this.#at + 16).join('');
    const braces = /^\{(\d*)(,?)(\d*)\}/.exec(rest);
    if (!braces || (braces[1] === '' && braces[3] === '')) return undefined;
    const [whole, first = '', comma, last = ''] = braces;
    const least = Number(first);
    const most = comma === '' ? least : last === '' ? null : Number(last);
    if (Math.max(least, most ?? 0) > MOST_REPEATS) throw this.#wrong(`At most ${MOST_REPEATS} repetitions.`);
    if (most !== null && most < least) throw this.#wrong('The larger number stands behind the smaller one.');
    this.#at += whole.length;
    return { least, most };
  }

  #item(): Tree {
    const at = this.#at;
    const character = this.#peek();
    this.#at += 1;
    switch (character) {
      case '(':
        return this.#group(at);
      case '[':
        return { is: 'one', of: this.#set(at) };
      case '.':
        return {
          is: 'one',
          of: this.#flags.has('s')
            ? { ranges: [], classes: [], negated: true }
            : { ...single(10), negated: true },
        };
      case '^':
        return { is: 'place', at: this.#flags.has('m') ? 'line_start' : 'start' };
      case '$':
        return { is: 'place', at: this.#flags.has('m') ? 'line_end' : 'end' };
      case '*':
      case '+':
      case '?':
        throw this.#wrong('There is nothing here to repeat.', at);
      case '\\':
        return this.#escaped(at);
      default:
        return { is: 'one', of: single(codeOf(character)) };
    }
  }

  #group(at: number): Tree {
    if (this.#take('?')) this.#groupKind(at);
    const tree = this.#choice();
    if (!this.#take(')')) throw this.#wrong('This bracket is not closed.', at);
    return tree.is === 'place' ? { is: 'row', parts: [tree] } : tree;
  }

  /** What stands behind `(?`: groups are only brackets here, so their names do not matter. */
  #groupKind(at: number): void {
    if (this.#take(':')) return;
    if (['=', '!', '<=', '<!'].some((sign) => this.#looksAt(sign)))
      throw this.#wrong('Looking ahead or behind is not supported.', at);
    if (this.#looksAt('P=')) throw this.#wrong('References to groups are not supported.', at);
    this.#take('P');
    const name = /^<[A-Za-z_]\w*>/.exec(this.#characters.slice(this.#at).join(''));
    if (!name) throw this.#wrong('This kind of bracket is not supported.', at);
    this.#at += name[0].length;
  }

  #escaped(at: number): Tree {
    const letter = this.#peek();
    const places: Readonly<Record<string, Place>> = {
      A: 'start',
      Z: 'end',
      z: 'end',
      b: 'edge',
      B: 'no_edge',
    };
    const place = Object.hasOwn(places, letter) ? places[letter] : undefined;
    if (place) {
      this.#at += 1;
      return { is: 'place', at: place };
    }
    if (/^[1-9k]$/.test(letter)) throw this.#wrong('References to groups are not supported.', at);
    return { is: 'one', of: this.#escape(at) };
  }

  /** What stands behind a backslash, in a set or outside of one. */
  #escape(at: number): CharacterSet {
    const letter = this.#peek();
    if (letter === '') throw this.#wrong('There is nothing behind this backslash.', at);
    this.#at += 1;
    if (isClass(letter)) return ofClass(letter);
    const control = Object.hasOwn(CONTROLS, letter) ? CONTROLS[letter] : undefined;
    if (control !== undefined) return single(control);
    const digits = Object.hasOwn(DIGITS, letter) ? DIGITS[letter] : undefined;
    if (digits !== undefined) {
      const hex = this.#characters.slice(this.#at, this.#at + digits).join('');
      const code = new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(hex) ? Number.parseInt(hex, 16) : Number.NaN;
      if (!(code <= LAST_CHARACTER)) throw this.#wrong(`\\${letter} needs ${digits} hexadecimal digits.`, at);
      this.#at += digits;
      return single(code);
    }
    if (/^[A-Za-z0-9]$/.test(letter)) throw this.#wrong(`\\${letter} is not supported.`, at);
    return single(codeOf(letter));
  }

  #set(at: number): CharacterSet {
    const negated = this.#take('^');
    const ranges: (readonly [number, number])[] = [];
    const classes: CharacterClass[] = [];
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      if (this.#at >= this.#characters.length) throw this.#wrong('This bracket is not closed.', at);
      const from = this.#member();
      const isRange = this.#peek() === '-' && this.#peek(1) !== ']' && this.#peek(1) !== '';
      if (!isRange) {
        ranges.push(...from.ranges);
        classes.push(...from.classes);
        continue;
      }
      const place = this.#at;
      this.#at += 1;
      const low = from.ranges[0]?.[0];
      const high = this.#member().ranges[0]?.[0];
      if (low === undefined || high === undefined || high < low)
        throw this.#wrong('A range goes from a character to a later one.', place);
      ranges.push([low, high]);
    }
    this.#at += 1;
    return { ranges, classes, negated };
  }

  #member(): CharacterSet {
    const at = this.#at;
    if (!this.#take('\\')) {
      this.#at += 1;
      return single(codeOf(this.#characters[at] ?? ''));
    }
    if (this.#take('b')) return single(8);
    return this.#escape(at);
  }
}

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;
