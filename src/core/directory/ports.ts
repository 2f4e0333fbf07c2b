import type { UserFacts } from '../policy/request.ts';

/** What stages ask of the directory. Each call is one database statement or one look into the snapshot. */
export interface SessionPorts {
  readonly users: Users;
}

/** A way to find a person: fields that an identification stage accepts. */
export type UserField = 'username' | 'email' | 'upn';

export interface Users {
  /** Every user with that value, at most two (two means ambiguous). */
  find(fields: readonly UserField[], value: string, caseInsensitive: boolean): Promise<readonly UserFacts[]>;
  byPk(pk: number): Promise<UserFacts | undefined>;
  /** The stored password hash, or blank where the password is unusable. Never leaves the server. */
  passwordHash(pk: number): Promise<string>;
  /** The user and the token's identifier where `key` is a live app password of that user. */
  appPassword(pk: number, key: string): Promise<{ readonly identifier: string } | undefined>;
}
