import type { Said } from '../../core/policy/with-expression.ts';
import type { Program } from './programs.ts';

/** Answers that are kept, and characters that one and its question may have: some megabytes in all. */
const MOST_ANSWERS = 2_000;
const LONGEST = 4_096;

/**
 * Whether a script is a function of what it is handed and of nothing else: it asks neither the host nor what time it
 * is. There is no other way to the world in the sandbox.
 */
export const isPure = ({ body, reads, asksHost }: Pick<Program, 'body' | 'reads' | 'asksHost'>): boolean =>
  !asksHost &&
  !IMPURE.some((name) => body.used.has(name)) &&
  !reads.whole &&
  !readsTime(reads.keys.get('request'));

/** The clock, and the object by which any word can be had under no name. */
const IMPURE = ['Date', 'globalThis'];

const readsTime = (request: Program['reads'] | undefined): boolean =>
  request !== undefined && (request.whole || request.keys.has('time'));

/**
 * What pure scripts said, keyed by the script and by everything that they were handed, letter by letter. So one
 * network's answer is never given to another, and no change of anything has to be noticed: a script that is given
 * something else is asked anew.
 */
export class Remembered {
  readonly #answers = new Map<string, Said>();

  get size(): number {
    return this.#answers.size;
  }

  find(key: string): Said | undefined {
    const found = this.#answers.get(key);
    if (found === undefined) return undefined;
    this.#answers.delete(key);
    this.#answers.set(key, found);
    return found;
  }

  keep(key: string, said: Said): void {
    if (key.length > LONGEST || JSON.stringify(said).length > LONGEST) return;
    this.#answers.set(key, said);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= MOST_ANSWERS) break;
      this.#answers.delete(oldest);
    }
  }

  clear(): void {
    this.#answers.clear();
  }
}
