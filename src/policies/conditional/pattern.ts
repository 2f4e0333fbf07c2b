import { type CharacterSet, PatternError, type Place, parseExpression, type Tree } from './pattern-parse.ts';

/** States that a pattern may become; repetitions are written out. */
const MOST_STATES = 500;

/** The longest text that is searched. */
export const LONGEST_SUBJECT = 10_000;

/** The steps that one evaluation of a policy may still take for its patterns: about a tenth of a second. */
export interface Budget {
  left: number;
}

export const MOST_STEPS = 1_000_000;

/** A pattern whose steps grow with its own size and the length of the text, never faster. */
export interface Pattern {
  /** The most steps that one character of a text can take. */
  readonly cost: number;
  /** Undefined where the text is too long or the budget is used up. */
  search(text: string, budget: Budget): boolean | undefined;
}

type State =
  | {
      readonly is: 'one';
      readonly takes: (forms: readonly number[]) => boolean;
      readonly cost: number;
      readonly next: number;
    }
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
  const start = built(tree, add({ is: 'match' }), { add, states });
  const fold = ignoreCase || ignore_case;
  return {
    cost: states.reduce((sum, state) => sum + costOf(state), 0),
    search: (text, budget) => search({ states, start, fold }, text, budget),
  };
}

/** A set of many ranges takes longer to look through than a single character. */
const costOf = (state: State | undefined): number => (state?.is === 'one' ? state.cost : 1);

interface Automaton {
  readonly states: readonly State[];
  readonly start: number;
  readonly fold: boolean;
}

interface Builder {
  readonly add: (state: State) => number;
  readonly states: State[];
}

/** Adds the states of a tree, from its end to its beginning; answers the first one. */
function built(tree: Tree, next: number, builder: Builder): number {
  const { add } = builder;
  switch (tree.is) {
    case 'one':
      return add({ is: 'one', ...takerOf(tree.of), next });
    case 'place':
      return add({ is: 'place', at: tree.at, next });
    case 'row':
      return tree.parts.reduceRight((after, part) => built(part, after, builder), next);
    case 'choice':
      return add({ is: 'fork', to: tree.parts.map((part) => built(part, next, builder)) });
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
function search({ states, start, fold }: Automaton, text: string, budget: Budget): boolean | undefined {
  if (text.length > LONGEST_SUBJECT) return undefined;
  const codes = Array.from(text, codeOf);
  // Which states were reached at which place: each is followed once there, so that no circle is walked.
  const reached = new Int32Array(states.length).fill(-1);
  let current: number[] = [];
  for (let at = 0; at <= codes.length; at++) {
    const taking: number[] = [];
    // A match may begin anywhere.
    const open = [start, ...current];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (reached[state] === at) continue;
      reached[state] = at;
      const one = states[state];
      budget.left -= costOf(one);
      if (budget.left < 0) return undefined;
      if (one?.is === 'match') return true;
      if (one?.is === 'one') taking.push(state);
      else if (one?.is === 'fork') open.push(...one.to);
      else if (one?.is === 'place' && isPlace(one.at, codes, at)) open.push(one.next);
    }
    const code = codes[at];
    if (code === undefined) return false;
    const forms = fold ? formsOf(code) : [code];
    current = taking.flatMap((state) => {
      const one = states[state];
      return one?.is === 'one' && one.takes(forms) ? [one.next] : [];
    });
  }
  return false;
}

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;

function isPlace(place: Place, codes: readonly number[], at: number): boolean {
  switch (place) {
    case 'start':
      return at === 0;
    case 'end':
      return at === codes.length;
    case 'line_start':
      return at === 0 || codes[at - 1] === 10;
    case 'line_end':
      return at === codes.length || codes[at] === 10;
    case 'edge':
      return isEdge(codes, at);
    case 'no_edge':
      return !isEdge(codes, at);
  }
}

const isEdge = (codes: readonly number[], at: number): boolean =>
  isWordAt(codes, at - 1) !== isWordAt(codes, at);

function isWordAt(codes: readonly number[], at: number): boolean {
  const code = codes[at];
  return code !== undefined && CLASSES.w(code);
}

const CLASSES = {
  d: (code: number) => (code < 128 ? code >= 48 && code <= 57 : /\p{Nd}/u.test(String.fromCodePoint(code))),
  w: (code: number) =>
    code < 128 ? ASCII_WORD[code] === true : /[\p{L}\p{N}]/u.test(String.fromCodePoint(code)),
  // What Python takes as blank: four separators more than the language does, and no byte order mark.
  s: (code: number) =>
    code === 0x20 ||
    (code >= 9 && code <= 13) ||
    (code >= 0x1c && code <= 0x1f) ||
    code === 0x85 ||
    (code >= 0xa0 && code !== 0xfeff && /\s/u.test(String.fromCodePoint(code))),
} as const;

const ASCII_WORD: readonly boolean[] = Array.from({ length: 128 }, (_, code) =>
  /\w/.test(String.fromCharCode(code)),
);

function takerOf({ ranges, classes, negated }: CharacterSet): {
  readonly takes: (forms: readonly number[]) => boolean;
  readonly cost: number;
} {
  const tests = classes.map((name) => {
    const lower = CLASSES[name.toLowerCase() as keyof typeof CLASSES];
    return name === name.toLowerCase() ? lower : (code: number) => !lower(code);
  });
  const has = (code: number): boolean =>
    ranges.some(([low, high]) => code >= low && code <= high) || tests.some((test) => test(code));
  return {
    takes: (forms) => forms.some(has) !== negated,
    cost: 1 + ranges.length + 4 * classes.length,
  };
}

const DOTLESS_I = 0x131;
const DOTTED_I = 0x130;

/** A character in both cases, where each is one character; Turkish `ı` and `İ` are no forms of `i`. */
function formsOf(code: number): readonly number[] {
  if (code === DOTLESS_I || code === DOTTED_I) return [code];
  const character = String.fromCodePoint(code);
  const upper = character.toUpperCase();
  const forms = [character, character.toLowerCase(), upper, upper.toLowerCase()];
  return [
    ...new Set(
      forms.flatMap((form) => {
        const own = codeOf(form);
        return String.fromCodePoint(own) === form ? [own] : [];
      }),
    ),
  ];
}
