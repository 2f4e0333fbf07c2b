import type { z } from 'zod';
import { partsOf } from './person.ts';
import type { PasswordConfig } from './schema.ts';

type Config = z.output<typeof PasswordConfig>;

export type Rule = 'too_short' | 'digits' | 'uppercase' | 'lowercase' | 'symbols' | 'personal';

/** A rule that the password breaks, and how many it wants. */
export interface Broken {
  readonly rule: Rule;
  readonly amount: number;
}

const countOf = (characters: readonly string[], counts: (character: string) => boolean): number =>
  characters.filter(counts).length;

/** Shorter words stand in many a password by chance. */
const SHORTEST_NAME = 4;

/** The rules about length and characters that a password breaks. Characters are code points. */
export function brokenRules(config: Config, password: string, person: readonly string[]): readonly Broken[] {
  const characters = [...password];
  const symbols = new Set(config.symbol_charset);
  const found: readonly [Rule, number, number][] = [
    ['too_short', config.length_min, characters.length],
    ['digits', config.amount_digits, countOf(characters, (one) => one >= '0' && one <= '9')],
    ['uppercase', config.amount_uppercase, countOf(characters, (one) => one >= 'A' && one <= 'Z')],
    ['lowercase', config.amount_lowercase, countOf(characters, (one) => one >= 'a' && one <= 'z')],
    ['symbols', config.amount_symbols, countOf(characters, (one) => symbols.has(one))],
  ];
  const broken = found.flatMap(([rule, amount, count]): Broken[] =>
    count < amount ? [{ rule, amount }] : [],
  );
  return config.forbid_personal_data && isPersonal(password, person)
    ? [...broken, { rule: 'personal', amount: 0 }]
    : broken;
}

function isPersonal(password: string, person: readonly string[]): boolean {
  const folded = password.toLowerCase();
  return (
    person
      // The host of an address is everybody's.
      .flatMap((text) => [text, ...partsOf(text.replace(/@.*/, ''))])
      .some((word) => [...word].length >= SHORTEST_NAME && folded.includes(word.toLowerCase()))
  );
}
