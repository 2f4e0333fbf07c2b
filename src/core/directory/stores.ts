import type { UserField } from './ports.ts';

/** Direct statements for the directory's hot and secret paths, beside the general storage of objects. */
export interface PeopleStore {
  /** Keys of the users with that value in one of the fields, at most three. */
  find(fields: readonly UserField[], value: string, caseInsensitive: boolean): Promise<readonly number[]>;
  passwordHash(user: number): Promise<string>;
  /** A live token by the digest of its key. */
  tokenByHash(hash: string, now: number): Promise<StoredToken | undefined>;
  /** A live session by the digest of its cookie. */
  sessionByHash(hash: string, now: number): Promise<StoredSession | undefined>;
  /** Notes where and when a session was last used. */
  touchSession(
    uuid: string,
    input: { readonly ip: string; readonly user_agent: string; readonly now: number },
  ): Promise<void>;
  /**
   * Opens a session, ends the one that it replaces, and notes when the user signed in last: all or nothing, and on disk
   * when it resolves. What is decided next on this node knows of this login, on the others within five seconds. False,
   * and nothing has happened, where the user is gone or inactive, or proofs count from a later moment than `proven` on (ms;
   * undefined: nothing was proven).
   */
  openSession(session: NewSession, replaced: string | null, proven?: number): Promise<boolean>;
  endSession(uuid: string): Promise<boolean>;
  /**
   * Notes whom the person of a session acts as from now on; null: as themselves. What was granted in another's name ends.
   */
  actAs(uuid: string, user: number | null): Promise<void>;
  /** Ends every session of the user but one; answers their ids. */
  endSessions(user: number, except: string | null): Promise<readonly string[]>;
  /** Removes what has expired: sessions, tokens, consents, events. Answers how many rows went. */
  purge(now: number): Promise<number>;
}

/** A session before it is stored; it begins when it was used last. */
export interface NewSession extends Omit<StoredSession, 'created' | 'impersonated'> {
  readonly cookie_hash: string;
  readonly last_user_agent: string;
}

export interface StoredToken {
  readonly identifier: string;
  readonly intent: string;
  readonly user: number;
}

export interface StoredSession {
  readonly uuid: string;
  readonly user: number;
  readonly created: number;
  readonly expires: number;
  readonly last_used: number;
  readonly last_ip: string;
  readonly login: Readonly<Record<string, unknown>>;
  /** Whom its person acts as at the moment. */
  readonly impersonated: number | null;
}
