import type { CharacterSet } from './pattern-parse.ts';

/** Stands where there is no character: before the first one and behind the last one. */
export const NOTHING = -1;

/** What comes before this is ASCII. */
export const ASCII = 128;

/** Steps of looking a character outside of ASCII up in a class of Unicode. */
export const CLASS_STEPS = 4;

/** Steps of finding both cases of a character outside of ASCII. */
export const CASE_STEPS = 10;

/** Most forms that a character has in both cases. */
const MOST_FORMS = 4;

/** A set of characters, made for being asked often. */
export interface Taker {
  /** Steps of asking for a character outside of ASCII; for the others the answer is kept. */
  readonly cost: number;
  takes(code: number): boolean;
}

const DIGIT = /\p{Nd}/u;
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;
const BLANK = /\s/u;

const CLASSES = {
  d: (code: number) => (code < ASCII ? code >= 48 && code <= 57 : DIGIT.test(String.fromCodePoint(code))),
  w: (code: number) =>
    code < ASCII ? ASCII_WORD[code] === true : LETTER_OR_NUMBER.test(String.fromCodePoint(code)),
  // What Python takes as blank: four separators more than the language does, and no byte order mark.
  s: (code: number) =>
    code === 0x20 ||
    (code >= 9 && code <= 13) ||
    (code >= 0x1c && code <= 0x1f) ||
    code === 0x85 ||
    (code >= 0xa0 && code !== 0xfeff && BLANK.test(String.fromCodePoint(code))),
} as const;

const ASCII_WORD: readonly boolean[] = Array.from({ length: ASCII }, (_, code) =>
  /\w/.test(String.fromCharCode(code)),
);

export const isWord = (code: number): boolean => code !== NOTHING && CLASSES.w(code);

const UNKNOWN = 0;
const TAKEN = 1;
const LEFT = 2;

/** `anyCase` says whether one of a character's forms is in a set. */
export function takerOf({ ranges, classes, negated }: CharacterSet, anyCase: AnyCase): Taker {
  const tests = classes.map((name) => {
    const lower = CLASSES[name.toLowerCase() as keyof typeof CLASSES];
    return name === name.toLowerCase() ? lower : (code: number) => !lower(code);
  });
  const has = (code: number): boolean => {
    for (const range of ranges) if (code >= range[0] && code <= range[1]) return true;
    for (const test of tests) if (test(code)) return true;
    return false;
  };
  const known = new Uint8Array(ASCII);
  return {
    cost: anyCase.forms * (ranges.length + CLASS_STEPS * classes.length),
    takes(code) {
      if (code >= ASCII) return anyCase.has(code, has) !== negated;
      if (known[code] === UNKNOWN) known[code] = anyCase.has(code, has) === negated ? LEFT : TAKEN;
      return known[code] === TAKEN;
    },
  };
}

/** How one pattern looks at upper and lower case. */
export interface AnyCase {
  /** How many forms of a character are looked at, at most. */
  readonly forms: number;
  has(code: number, isMember: (form: number) => boolean): boolean;
}

export function caseOf(fold: boolean): AnyCase {
  if (!fold) return { forms: 1, has: (code, isMember) => isMember(code) };
  // All states ask for the same character before the next one comes.
  let last = NOTHING;
  let forms: readonly number[] = [];
  return {
    forms: MOST_FORMS,
    has(code, isMember) {
      if (code !== last) {
        forms = formsOf(code);
        last = code;
      }
      return forms.some(isMember);
    },
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
        const own = form.codePointAt(0) ?? NOTHING;
        return String.fromCodePoint(own) === form ? [own] : [];
      }),
    ),
  ];
}
