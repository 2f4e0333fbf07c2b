import type { z } from 'zod';
import type { PasswordConfig } from './schema.ts';

type Config = z.output<typeof PasswordConfig>;

export type Rule = 'too_short' | 'digits' | 'uppercase' | 'lowercase' | 'symbols';

/** A rule that the password breaks, and how many it wants. */
export interface Broken {
  readonly rule: Rule;
  readonly amount: number;
}

const countOf = (characters: readonly string[], counts: (character: string) => boolean): number =>
  characters.filter(counts).length;

/** The rules about length and kinds of characters that a password breaks. Characters are code points. */
export function brokenRules(config: Config, password: string): readonly Broken[] {
  const characters = [...password];
  const symbols = new Set(config.symbol_charset);
  const found: readonly [Rule, number, number][] = [
    ['too_short', config.length_min, characters.length],
    ['digits', config.amount_digits, countOf(characters, (one) => one >= '0' && one <= '9')],
    ['uppercase', config.amount_uppercase, countOf(characters, (one) => one >= 'A' && one <= 'Z')],
    ['lowercase', config.amount_lowercase, countOf(characters, (one) => one >= 'a' && one <= 'z')],
    ['symbols', config.amount_symbols, countOf(characters, (one) => symbols.has(one))],
  ];
  return found.flatMap(([rule, amount, count]) => (count < amount ? [{ rule, amount }] : []));
}
