import type { PasswordHistory, PasswordStrength, PwnedPasswords, Strength } from '../password/ports.ts';
import type { Fault } from '../policy/verdict.ts';

/** Passwords that were stolen so and so often; `fault` where the list cannot be asked. */
export function stolenPasswords(
  counts: Readonly<Record<string, number>> = {},
  fault?: Fault,
): PwnedPasswords & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    asked,
    count: async (password) => {
      asked.push(password);
      return fault ?? (Object.hasOwn(counts, password) ? (counts[password] ?? 0) : 0);
    },
  };
}

/** An estimator that always says the same. */
export function constantStrength(
  said: Strength | Fault = { score: 4, advice: [] },
): PasswordStrength & { readonly asked: readonly { password: string; known: readonly string[] }[] } {
  const asked: { password: string; known: readonly string[] }[] = [];
  return {
    asked,
    estimate: async (password, known) => {
      asked.push({ password, known });
      return said;
    },
  };
}

/** Former passwords, the newest first, as `plainHashing` hashes them. */
export const formerPasswords = (
  passwords: readonly string[] = [],
): PasswordHistory & { readonly asked: readonly number[] } => {
  const asked: number[] = [];
  return {
    asked,
    recent: async (_user, count) => {
      asked.push(count);
      return passwords.slice(0, count).map((password) => `plain:${password}`);
    },
  };
};
