import type { Row } from '../model/model.ts';

type Json = Readonly<Record<string, unknown>>;

/** Somebody leaves for a source. */
export interface Departure {
  readonly source: Row;
  /** Where the source sends the person back to. */
  readonly callback: string;
  /** Random, one use; the source has to bring it back. */
  readonly state: string;
  /** Whom the source should expect, where that is known. */
  readonly login_hint?: string;
}

/** Somebody comes back from a source. */
export interface Return {
  readonly source: Row;
  /** What the departure asked to be remembered. */
  readonly memory: Json;
  /** The query of the callback; a name that came twice is not in it. */
  readonly answer: Readonly<Record<string, string>>;
}

/** A person, as a source describes them. Everything in it was said by somebody else. */
export interface Identity {
  /** How the source calls the person, for ever: at most 255 characters. */
  readonly identifier: string;
  /** All claims. */
  readonly info: Json;
  /** What they mean for a user here: `username`, `email`, `name`, and `groups` as a list of names. */
  readonly properties: Json;
  /** Null where the source does not say. */
  readonly email_verified: boolean | null;
  /** Further names for property mappings; never a secret. */
  readonly words: Json;
}

/** Why there is no identity. `message` is for the person, `detail` for the administrator. */
export interface SourceFault {
  /** `refused`: the source or the person said no; `failed`: it did not work; `wrong`: what came must not be believed. */
  readonly fault: 'refused' | 'failed' | 'wrong';
  readonly message: string;
  readonly detail: string;
}

export const isFault = <T extends object>(value: T | SourceFault): value is SourceFault => 'fault' in value;

/** The protocol of a source type. Never rejects for what the other side does. */
export interface SourceDriver {
  /** Where to send the browser, and what has to be remembered until it comes back. */
  leave(departure: Departure): Promise<{ readonly to: string; readonly memory: Json } | SourceFault>;
  /** Who it is. */
  arrive(answer: Return): Promise<Identity | SourceFault>;
}
