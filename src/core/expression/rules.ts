import type { PathRules } from './member-paths.ts';
import type { Path } from './reads.ts';
import { GLOBALS, WORDS } from './vocabulary.ts';

const named = <T>(value: (word: (typeof WORDS)[number]) => T | undefined): ReadonlyMap<string, T> =>
  new Map(
    WORDS.flatMap((word) => {
      const found = value(word);
      return found === undefined ? [] : word.names.map((name) => [name, found] as const);
    }),
  );

const VALUES: ReadonlyMap<string, Path> = named((word) => word.from);
const ARGUMENTS: ReadonlyMap<string, readonly Path[]> = named((word) => word.readsOfArgument);
const NEED_ADDRESS: ReadonlyMap<string, boolean> = named((word) => word.needsAddress);
const WORD_NAMES: ReadonlySet<string> = new Set(WORDS.flatMap((word) => word.names));
const GLOBAL_NAMES: ReadonlySet<string> = new Set(GLOBALS);

/** Where names get their values from: words have a place in `request`; what else is handed in stands below `extra`. */
export const RULES: PathRules = {
  roots: (name) => {
    const place = VALUES.get(name);
    if (place !== undefined) return [place, ['extra', name]];
    return isKnownName(name) ? [] : [['extra', name]];
  },
  argument: (callee, index) => (index === 0 ? ARGUMENTS.get(callee) : undefined),
};

export const needsAddress = (name: string): boolean => NEED_ADDRESS.has(name);
export const isKnownName = (name: string): boolean => WORD_NAMES.has(name) || GLOBAL_NAMES.has(name);
