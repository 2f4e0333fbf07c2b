/**
 * Regular expressions that run in linear time: a subset of the usual syntax, compiled to a state machine that is
 * simulated state by state, so that no pattern and no input can make it run away. Always anchored at both ends.
 * Left out: look-around, back references, `^` and `$` inside, lazy or possessive quantifiers.
 */
export interface Pattern {
  /**
   * True where the whole text matches. Where `literalOnly` is true for a position, only a character that the author
   * wrote matches there: no `.`, no negated class.
   */
  matches(text: string, literalOnly?: (position: number) => boolean): boolean;
}

export class PatternError extends Error {}

const MAX_STATES = 2_000;
const MAX_TEXT = 2_048;

interface CharSet {
  readonly test: (code: number) => boolean;
  /** True where the author did not name the characters one by one. */
  readonly wild: boolean;
}

type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly items: readonly Node[] }
  | { readonly kind: 'repeat'; readonly item: Node; readonly min: number; readonly max: number };

/** Compiles a pattern; throws a `PatternError` that says what is not supported. */
export function compilePattern(source: string): Pattern {
  return machine(new Parser(source).parse());
}

const DIGIT = (code: number) => code >= 48 && code <= 57;
const WORD = (code: number) =>
  DIGIT(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const SPACE = (code: number) => code === 32 || (code >= 9 && code <= 13);
const not = (test: (code: number) => boolean) => (code: number) => !test(code);

const CLASSES: Readonly<Record<string, CharSet>> = {
  d: { test: DIGIT, wild: false },
  D: { test: not(DIGIT), wild: true },
  w: { test: WORD, wild: false },
  W: { test: not(WORD), wild: true },
  s: { test: SPACE, wild: false },
  S: { test: not(SPACE), wild: true },
};

const one = (code: number): CharSet => ({ test: (other) => other === code, wild: false });

class Parser {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    // The match is anchored anyway; the habit of writing the anchors is no mistake.
    const text = source.startsWith('^') ? source.slice(1) : source;
    this.#source = /(^|[^\\])(\\\\)*\$$/.test(text) ? text.slice(0, -1) : text;
  }

  parse(): Node {
    const node = this.#choice();
    if (this.#at < this.#source.length) throw new PatternError('There is a ")" too many.');
    return node;
  }

  #choice(): Node {
    const items = [this.#sequence()];
    while (this.#take('|')) items.push(this.#sequence());
    return items.length === 1 && items[0] ? items[0] : { kind: 'choice', items };
  }

  #sequence(): Node {
    const items: Node[] = [];
    for (;;) {
      const next = this.#source[this.#at];
      if (next === undefined || next === '|' || next === ')') break;
      items.push(this.#repeated(this.#atom()));
    }
    return items.length === 0 ? { kind: 'empty' } : { kind: 'sequence', items };
  }

  #repeated(item: Node): Node {
    const bounds = this.#quantifier();
    if (!bounds) return item;
    if (/[?+*{]/.test(this.#source[this.#at] ?? '')) {
      throw new PatternError('Lazy, possessive and doubled quantifiers are not supported.');
    }
    return { kind: 'repeat', item, min: bounds[0], max: bounds[1] };
  }

  #quantifier(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    const braces = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(this.#source.slice(this.#at, this.#at + 12));
    if (!braces) return undefined;
    this.#at += braces[0].length;
    const min = Number(braces[1]);
    const max = braces[2] === undefined ? min : braces[3] ? Number(braces[3]) : Number.POSITIVE_INFINITY;
    if (max < min) throw new PatternError('The bounds of a quantifier are the wrong way round.');
    return [min, max];
  }

  #atom(): Node {
    const character = this.#next();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'set', set: this.#bracket() };
      case '.':
        return { kind: 'set', set: { test: (code) => code !== 10 && code !== 13, wild: true } };
      case '\\':
        return { kind: 'set', set: this.#escape() };
      case '*':
      case '+':
      case '?':
        throw new PatternError(`There is nothing before "${character}" that could be repeated.`);
      case '^':
      case '$':
        throw new PatternError(`"${character}" is only supported at the ends, where it is implied.`);
      case '{':
        throw new PatternError('Write "\\{" where you mean the character.');
      default:
        return { kind: 'set', set: one(character.charCodeAt(0)) };
    }
  }

  #group(): Node {
    if (++this.#depth > 50) throw new PatternError('The groups are nested too deeply.');
    if (this.#take('?') && !this.#take(':')) {
      const name = /^P?<[A-Za-z_]\w*>/.exec(this.#source.slice(this.#at));
      if (!name) throw new PatternError('Look-around and flags in groups are not supported.');
      this.#at += name[0].length;
    }
    const node = this.#choice();
    if (!this.#take(')')) throw new PatternError('A ")" is missing.');
    this.#depth--;
    return node;
  }

  #escape(): CharSet {
    const character = this.#next();
    const known = CLASSES[character];
    if (known) return known;
    if (/[1-9k]/.test(character)) throw new PatternError('Back references are not supported.');
    if (/[A-Za-z0]/.test(character)) throw new PatternError(`"\\${character}" is not supported.`);
    return one(character.charCodeAt(0));
  }

  #bracket(): CharSet {
    const negated = this.#take('^');
    const tests: ((code: number) => boolean)[] = [];
    let wild = negated;
    for (let first = true; first || this.#source[this.#at] !== ']'; first = false) {
      const low = this.#member();
      if (typeof low !== 'number') {
        tests.push(low.test);
        wild ||= low.wild;
        continue;
      }
      if (this.#source[this.#at] !== '-' || this.#source[this.#at + 1] === ']') {
        tests.push((code) => code === low);
        continue;
      }
      this.#at++;
      const high = this.#member();
      if (typeof high !== 'number' || high < low) throw new PatternError('A range in "[…]" is not valid.');
      tests.push((code) => code >= low && code <= high);
    }
    this.#at++;
    const test = (code: number) => tests.some((each) => each(code));
    return { test: negated ? not(test) : test, wild };
  }

  #member(): number | CharSet {
    const character = this.#next();
    if (character !== '\\') return character.charCodeAt(0);
    const next = this.#source[this.#at] ?? '';
    if (CLASSES[next]) return this.#escape();
    this.#escape();
    return next.charCodeAt(0);
  }

  #take(character: string): boolean {
    if (this.#source[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #next(): string {
    const character = this.#source[this.#at++];
    if (character === undefined) throw new PatternError('The pattern ends too early.');
    return character;
  }
}

/** A state: either a character to match and the state after it, or free moves to others. */
interface State {
  readonly set?: CharSet;
  readonly to: number[];
}

const ACCEPT = 0;

function machine(node: Node): Pattern {
  const states: State[] = [{ to: [] }];
  const add = (state: State): number => {
    if (states.length >= MAX_STATES) throw new PatternError('The pattern is too large.');
    return states.push(state) - 1;
  };

  /** Builds the states of `part` that lead on to `next`; answers where they begin. */
  function build(part: Node, next: number): number {
    switch (part.kind) {
      case 'empty':
        return next;
      case 'set':
        return add({ set: part.set, to: [next] });
      case 'sequence':
        return part.items.reduceRight((after, item) => build(item, after), next);
      case 'choice':
        return add({ to: part.items.map((item) => build(item, next)) });
      case 'repeat':
        return repeat(part.item, part.min, part.max, next);
    }
  }

  function repeat(item: Node, min: number, max: number, next: number): number {
    let after = next;
    if (max === Number.POSITIVE_INFINITY) {
      const loop: State = { to: [next] };
      after = add(loop);
      loop.to.push(build(item, after));
    } else {
      for (let rest = max - min; rest > 0; rest--) after = add({ to: [next, build(item, after)] });
    }
    for (let rest = min; rest > 0; rest--) after = build(item, after);
    return after;
  }

  const start = build(node, ACCEPT);
  return { matches: (text, literalOnly) => simulate(states, start, text, literalOnly ?? (() => false)) };
}

function simulate(
  states: readonly State[],
  start: number,
  text: string,
  literalOnly: (position: number) => boolean,
): boolean {
  if (text.length > MAX_TEXT) return false;
  let current = closure(states, [start]);
  for (let position = 0; position < text.length && current.size > 0; position++) {
    const code = text.charCodeAt(position);
    const literal = literalOnly(position);
    const next: number[] = [];
    for (const index of current) {
      const state = states[index];
      if (state?.set?.test(code) && !(literal && state.set.wild)) next.push(...state.to);
    }
    current = closure(states, next);
  }
  return current.has(ACCEPT);
}

/** The states that can be reached without reading a character. */
function closure(states: readonly State[], from: readonly number[]): Set<number> {
  const reached = new Set<number>();
  const open = [...from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const state = states[index];
    if (state && !state.set) open.push(...state.to);
  }
  return reached;
}
