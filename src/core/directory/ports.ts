import type { HttpFacts, UserFacts } from '../policy/request.ts';

/** A way to find a person: fields that an identification stage accepts. */
export type UserField = 'username' | 'email' | 'upn';

/** What stages, sources and providers ask of the directory. */
export interface Users {
  /** Every user with that value, at most two (two means ambiguous). */
  find(fields: readonly UserField[], value: string, caseInsensitive: boolean): Promise<readonly UserFacts[]>;
  /** The user as of now; undefined where there is none (any more). */
  byPk(pk: number): Promise<UserFacts | undefined>;
  /**
   * From when on proofs of that user count (ms since the epoch), as this node has it in memory: since the password was
   * changed, the account was locked down or deactivated. 0: all do.
   */
  proofsSince(pk: number): number;
  /** The stored password hash; blank where the password is unusable or no such user exists. Never leaves the server. */
  passwordHash(pk: number): Promise<string>;
  /** The token's identifier where `key` is a live app password of that user. */
  appPassword(pk: number, key: string): Promise<{ readonly identifier: string } | undefined>;
  /** Makes the stored password unusable until a new one is set; when it was set stays known. */
  expirePassword(pk: number): Promise<void>;
  /** Creates or changes a user in one transaction; a refusal is a value. Emits no event: the caller knows why it wrote. */
  write(input: UserWrite): Promise<UserWritten>;
  /**
   * Deletes the user with all that is theirs; what was open to them alone closes. Harmless where there is none. The last
   * active superuser stays: nobody could let anybody in again. `by`: who asked for it, for the log.
   */
  remove(
    pk: number,
    by: { readonly user: UserFacts; readonly http: HttpFacts },
  ): Promise<'gone' | 'last_superuser'>;
}

export interface UserWrite {
  /** The user to change; null creates one. */
  readonly pk: number | null;
  /** Fields under their wire names; `attributes` is merged into what is there. */
  readonly values: Readonly<Record<string, unknown>>;
  /** A new password in clear; hashed here, never logged. Setting it also sets `password_change_date`. */
  readonly password?: string;
  /** Keys of groups to add the user to. */
  readonly addGroups?: readonly string[];
}

export type UserWritten =
  | { readonly user: UserFacts; readonly created: boolean }
  | { readonly refused: 'duplicate' | 'invalid'; readonly field: string; readonly message: string };

/** Remembered consents of a user to an application. */
export interface Consents {
  /** Ids of the permissions that an unexpired consent holds; undefined where there is none. */
  find(user: number, application: string): Promise<readonly string[] | undefined>;
  /** `expires` in ms since the epoch; null = until revoked. */
  save(input: {
    readonly user: number;
    readonly application: string;
    readonly permissions: readonly string[];
    readonly expires: number | null;
  }): Promise<void>;
}

/** A signed-in browser, as the rest of Postern sees it. */
export interface SessionFacts {
  readonly uuid: string;
  /** Whom it acts for: its own person, or the one whom that person acts as. */
  readonly user: number;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly expires: number;
  /** How the person was proven, and when (ms since the epoch): the source of `acr`, `amr` and `auth_time`. */
  readonly method: string;
  readonly method_args: Readonly<Record<string, unknown>>;
  readonly authenticated: number;
}

/** Who makes a request. */
export interface Actor {
  /** `ANONYMOUS` where nobody is signed in. */
  readonly user: UserFacts;
  /** Who really sits there, while they act as `user`. */
  readonly original?: UserFacts;
  readonly session: SessionFacts | null;
  readonly via: 'anonymous' | 'session' | 'token';
  readonly http: import('../policy/request.ts').HttpFacts;
}
