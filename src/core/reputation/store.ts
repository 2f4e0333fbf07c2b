import type { Change, Limits } from './change.ts';
import type { Scores, Suspect } from './ports.ts';

/** Changes of one kind, each name and address at most once. */
export interface Changes {
  readonly kind: Change['kind'];
  readonly entries: readonly ChangeEntry[];
}

export interface ChangeEntry extends Suspect {
  /** How often it happened. */
  readonly times: number;
  /** Where the address is, and whose network: kept from the first time on. */
  readonly geo: Readonly<Record<string, unknown>>;
  readonly asn: Readonly<Record<string, unknown>>;
}

/** Where scores are kept. Times are milliseconds since the epoch. */
export interface ReputationStore {
  /** Applies all of them in one statement; whoever else does the same at this moment, nothing is lost. */
  apply(changes: Changes, limits: Limits, now: number): Promise<void>;
  scores(suspect: Suspect, now: number): Promise<Scores>;
  /** Forgets what has expired, and lets bad scores recover. Answers how many scores that concerned. */
  settle(limits: Limits, now: number): Promise<number>;
  /**
   * Hears which scores have changed, on whatever node; `undefined` where it may have been any. Answers the function
   * that ends it.
   */
  follow(changed: (suspects: readonly Suspect[] | undefined) => void): Promise<() => Promise<void>>;
}
