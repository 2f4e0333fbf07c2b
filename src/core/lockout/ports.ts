import type { HttpFacts, UserFacts } from '../policy/request.ts';

/** Whose secret somebody tries to give; `identifier` is what was typed, for names that nobody has. */
export interface Guessed {
  readonly user: UserFacts | undefined;
  readonly identifier: string;
}

/** A try that may be judged, or that may not. What was judged is told by exactly one of the two. */
export type Try =
  | { readonly admitted: false }
  | { readonly admitted: true; right(): Promise<void>; wrong(): Promise<void> };

/** Every secret that can be guessed costs a try before it is compared, whatever asks for it. */
export interface Tries {
  take(guessed: Guessed): Promise<Try>;
  /** Until when somebody who comes from that address is locked out; null: not at all. Milliseconds since the epoch. */
  lockedUntil(guessed: Guessed, ip: string | null): Promise<number | null>;
  /** Forgets every wrong try of a user, wherever it came from. */
  forgive(user: number): Promise<void>;
}

/** That nobody is let in for a while. */
export interface Locked {
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** The owner of the account, where there is one, gets a link that ends it. */
  readonly mails: boolean;
}

/** The tries of one request in one flow. */
export interface Guard extends Tries {
  /** Set once a try was refused or was the last one. */
  readonly locked: Locked | undefined;
  /** Whether somebody is locked out here by now. */
  check(user: UserFacts): Promise<Locked | undefined>;
  /** Somebody has signed in: their own wrong tries are forgotten. */
  cleared(user: UserFacts): Promise<void>;
}

/** Where a try comes from. */
export interface Place {
  /** The key of the flow, whose lockout policies count. */
  readonly flow: string;
  readonly http: HttpFacts;
  /** The secret of a device on which somebody has signed in before. */
  readonly device: string | null;
}

export interface Lockout {
  guard(place: Place): Guard;
}

/** How much may be tried, from the first wrong try on. */
export interface Allowance {
  /** Seconds after the first wrong try when the count begins again. */
  readonly window: number;
  /** Seconds that nothing is judged after the last try. */
  readonly duration: number;
}

/** One count of tries, and how many it allows. */
export interface Count {
  readonly key: string;
  readonly most: number;
}

/** Where tries are counted. Times are in milliseconds since the epoch; keys and subjects are digests. */
export interface TryStore {
  /**
   * Takes one try of all counts, or of none where one of them is locked. `until` says then how long; of a try that is
   * taken it says how long everything is locked unless this try turns out right. Of parallel tries exactly so many are
   * taken as are left.
   */
  take(
    subject: string,
    counts: readonly Count[],
    allowance: Allowance,
    now: number,
  ): Promise<{ readonly admitted: boolean; readonly until: number | null }>;
  /** The try was right: it is as if it had not been. */
  giveBack(keys: readonly string[]): Promise<void>;
  lockedUntil(keys: readonly string[], now: number): Promise<number | null>;
  forget(keys: readonly string[]): Promise<void>;
  /** Forgets every count of a subject. */
  forgive(subject: string): Promise<void>;
  purge(now: number): Promise<number>;
}

/** Devices on which people have signed in. Of the secret in the cookie only a digest is kept. */
export interface KnownDevices {
  add(device: { readonly secret: string; readonly user: number; readonly expires: number }): Promise<void>;
  /** Whose device it is; undefined for one that is unknown or too old. */
  owner(secret: string, now: number): Promise<number | undefined>;
  /** Every device of a user. */
  forget(user: number): Promise<void>;
  purge(now: number): Promise<number>;
}
