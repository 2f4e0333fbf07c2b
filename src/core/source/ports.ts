import type { SuspendedRun } from './suspended.ts';

/** Somebody who has left for a source and is expected back. */
export interface PendingAuthorization {
  readonly source: string;
  /** Who was signed in when they left; null where nobody was. */
  readonly user: number | null;
  /** Their session then. */
  readonly session: string | null;
  /** True where they left in order to connect the identity to their account. */
  readonly linking: boolean;
  /** Where they wanted to go: a path of ours. */
  readonly next: string | null;
  /** What the protocol needs when they come back. */
  readonly memory: Readonly<Record<string, unknown>>;
  /** The run that sent them and waits for what the source says. */
  readonly resume?: SuspendedRun;
}

/**
 * Keeps who has left for a source. `state` and `browser` are secrets of which only digests are stored; each state works
 * once, for the source and the browser that it was made for. Times are in milliseconds since the epoch.
 */
export interface PendingAuthorizations {
  /** Also drops the oldest of a browser that leaves too often. */
  save(state: string, browser: string, pending: PendingAuthorization, expires: number): Promise<void>;
  /** Undefined where there is none (any more), or it belongs to another browser or source. */
  take(
    state: string,
    browser: string,
    source: string,
    now: number,
  ): Promise<PendingAuthorization | undefined>;
  /** Deletes what has expired and answers how many. */
  purge(now: number): Promise<number>;
}
