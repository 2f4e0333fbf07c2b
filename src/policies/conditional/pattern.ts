import { type CharacterSet, PatternError, type Place, parseExpression, type Tree } from './pattern-parse.ts';
import {
  type AnyCase,
  ASCII,
  CASE_STEPS,
  CLASS_STEPS,
  caseOf,
  isWord,
  NOTHING,
  type Taker,
  takerOf,
} from './pattern-set.ts';

/** States that a pattern may become; repetitions are written out. */
const MOST_STATES = 500;

/** The longest text that is searched. */
export const LONGEST_SUBJECT = 10_000;

/** The steps that one evaluation of a policy may still take for all of its patterns. */
export interface Budget {
  left: number;
}

/** A few milliseconds: nobody else is answered meanwhile. */
export const MOST_STEPS = 100_000;

/** A pattern whose steps grow with its own size and the length of the text, never faster. */
export interface Pattern {
  /** The most steps that one character of a text can take. */
  readonly cost: number;
  /** Undefined where the text is too long or the budget is used up. */
  search(text: string, budget: Budget): boolean | undefined;
}

type State =
  | { readonly is: 'one'; readonly of: Taker; readonly next: number }
  | { readonly is: 'place'; readonly at: Place; readonly next: number }
  | { is: 'fork'; readonly to: readonly number[] }
  | { readonly is: 'match' };

/**
 * Turns a regular expression into an automaton whose states are all followed at once (Thompson 1968). The engine of
 * the language goes back and tries again, which takes some patterns exponential time. Throws a `PatternError`.
 */
export function compilePattern(source: string, ignoreCase: boolean): Pattern {
  const { tree, ignore_case } = parseExpression(source);
  const states: State[] = [];
  const add = (state: State): number => {
    if (states.length >= MOST_STATES)
      throw new PatternError(
        1,
        `This pattern is too large: its repetitions make over ${MOST_STATES} states.`,
      );
    return states.push(state) - 1;
  };
  const anyCase = caseOf(ignoreCase || ignore_case);
  const takers = new Map<CharacterSet, Taker>();
  const takes = (set: CharacterSet): Taker => {
    const taker = takers.get(set) ?? takerOf(set, anyCase);
    takers.set(set, taker);
    return taker;
  };
  const start = built(tree, add({ is: 'match' }), { add, takes, states });
  const hasEdges = states.some((state) => state.is === 'place' && state.at.endsWith('edge'));
  const automaton = { states, start, hasEdges, strangeCost: strangeCost(anyCase, hasEdges) };
  return {
    cost: states.reduce((sum, state) => sum + costOf(state), 1 + automaton.strangeCost),
    search: (text, budget) => search(automaton, text, budget),
  };
}

/** Steps of a character outside of ASCII, besides those of the states that take it. */
const strangeCost = (anyCase: AnyCase, hasEdges: boolean): number =>
  (anyCase.forms > 1 ? CASE_STEPS : 0) + (hasEdges ? CLASS_STEPS : 0);

/** Steps of following a state: the ways of a fork that lead where it was already are looked at as well. */
const stepsOf = (state: State | undefined): number => (state?.is === 'fork' ? state.to.length - 1 : 1);

/** The most steps that a state takes for one character. */
const costOf = (state: State): number => stepsOf(state) + (state.is === 'one' ? state.of.cost : 0);

interface Automaton {
  readonly states: readonly State[];
  readonly start: number;
  /** Whether it asks where words begin and end. */
  readonly hasEdges: boolean;
  readonly strangeCost: number;
}

interface Builder {
  readonly add: (state: State) => number;
  readonly takes: (set: CharacterSet) => Taker;
  readonly states: State[];
}

/** Adds the states of a tree, from its end to its beginning; answers the first one. */
function built(tree: Tree, next: number, builder: Builder): number {
  const { add } = builder;
  switch (tree.is) {
    case 'one':
      return add({ is: 'one', of: builder.takes(tree.of), next });
    case 'place':
      return add({ is: 'place', at: tree.at, next });
    case 'row':
      return tree.parts.reduceRight((after, part) => built(part, after, builder), next);
    case 'choice': {
      const [first = next, ...others] = new Set(tree.parts.map((part) => built(part, next, builder)));
      return others.length === 0 ? first : add({ is: 'fork', to: [first, ...others] });
    }
    case 'repeat':
      return repeated(tree, next, builder);
  }
}

function repeated(
  { part, least, most }: Extract<Tree, { is: 'repeat' }>,
  next: number,
  builder: Builder,
): number {
  let first = next;
  if (most === null) {
    first = builder.add({ is: 'fork', to: [] });
    builder.states[first] = { is: 'fork', to: [built(part, first, builder), next] };
  } else {
    for (let left = most - least; left > 0; left--) {
      first = builder.add({ is: 'fork', to: [built(part, first, builder), next] });
    }
  }
  for (let left = least; left > 0; left--) {
    const after = first;
    first = built(part, after, builder);
    // However often nothing is repeated, it stays nothing.
    if (first === after) break;
  }
  return first;
}

/** Follows all states at once, through the text once. */
function search(automaton: Automaton, text: string, budget: Budget): boolean | undefined {
  if (text.length > LONGEST_SUBJECT) return undefined;
  const walk = new Walk(automaton, budget);
  let before = NOTHING;
  for (let at = 0; ; at += before > 0xffff ? 2 : 1) {
    const code = text.codePointAt(at) ?? NOTHING;
    const found = walk.follow(before, code);
    if (found !== false) return found;
    if (code === NOTHING) return false;
    walk.take(code);
    before = code;
  }
}

/** The states on the way through one text. Everything it needs is there before the first step. */
class Walk {
  readonly #automaton: Automaton;
  readonly #budget: Budget;
  /** Which states were reached at which place: each is followed once there, so that no circle is walked. */
  readonly #reached: Int32Array;
  /** To be followed at this place. */
  readonly #open: Int32Array;
  #opened = 0;
  /** Those that wait for the next character. */
  readonly #waiting: Int32Array;
  #waits = 0;
  #place = 1;
  #wasWord = false;

  constructor(automaton: Automaton, budget: Budget) {
    const { length } = automaton.states;
    this.#automaton = automaton;
    this.#budget = budget;
    this.#reached = new Int32Array(length);
    this.#open = new Int32Array(length);
    this.#waiting = new Int32Array(length);
  }

  /** Between two characters: true for a match, undefined where the budget is used up. */
  follow(before: number, code: number): boolean | undefined {
    const { states, start, hasEdges, strangeCost } = this.#automaton;
    this.#budget.left -= code < ASCII ? 1 : 1 + strangeCost;
    const word = hasEdges && isWord(code);
    const edge = word !== this.#wasWord;
    this.#wasWord = word;
    this.#waits = 0;
    // A match may begin anywhere.
    this.#reach(start);
    while (this.#opened > 0) {
      this.#opened -= 1;
      const index = this.#open[this.#opened] ?? start;
      const state = states[index];
      this.#budget.left -= stepsOf(state);
      if (this.#budget.left < 0) return undefined;
      if (state?.is === 'match') return true;
      if (state?.is === 'one') {
        this.#waiting[this.#waits] = index;
        this.#waits += 1;
      } else if (state?.is === 'fork') for (const to of state.to) this.#reach(to);
      else if (state?.is === 'place' && isPlace(state.at, before, code, edge)) this.#reach(state.next);
    }
    return false;
  }

  /** Goes on behind a character; a budget that this uses up ends what follows. */
  take(code: number): void {
    const { states } = this.#automaton;
    this.#place += 1;
    for (let index = 0; index < this.#waits; index++) {
      const state = states[this.#waiting[index] ?? 0];
      if (state?.is !== 'one') continue;
      if (code >= ASCII) this.#budget.left -= state.of.cost;
      if (this.#budget.left < 0) return;
      if (state.of.takes(code)) this.#reach(state.next);
    }
  }

  #reach(state: number): void {
    if (this.#reached[state] === this.#place) return;
    this.#reached[state] = this.#place;
    this.#open[this.#opened] = state;
    this.#opened += 1;
  }
}

function isPlace(place: Place, before: number, code: number, edge: boolean): boolean {
  switch (place) {
    case 'start':
      return before === NOTHING;
    case 'end':
      return code === NOTHING;
    case 'line_start':
      return before === NOTHING || before === LINE_BREAK;
    case 'line_end':
      return code === NOTHING || code === LINE_BREAK;
    case 'edge':
      return edge;
    case 'no_edge':
      return !edge;
  }
}

const LINE_BREAK = 10;
