import type { Fault } from '../policy/verdict.ts';

/** Lists of passwords that were stolen somewhere. */
export interface PwnedPasswords {
  /** How often the password stands in them; a fault where nobody can say. Milliseconds. The password never leaves. */
  count(password: string, timeout: number): Promise<number | Fault>;
}

/** How hard a password is to guess, and what would help. */
export interface Strength {
  /** 0 (guessed at once) to 4 (very hard). */
  readonly score: number;
  /** Sentences for the person. */
  readonly advice: readonly string[];
}

export interface PasswordStrength {
  /** `known` is what others know about the person: it makes a password weak. Milliseconds. */
  estimate(password: string, known: readonly string[], timeout: number): Promise<Strength | Fault>;
}

/** What is kept of former passwords. */
export interface PasswordHistory {
  /** Hashes of a user's former passwords, the newest first; the current one is not among them. */
  recent(user: number, count: number): Promise<readonly string[]>;
}

/** The history with its upkeep. Entries are added by the database itself, whoever changes a password. */
export interface PasswordHistoryStore extends PasswordHistory {
  /** Forgets what no policy compares with any more; answers how many entries that were. */
  trim(): Promise<number>;
}
