/** What OAuth 2 and OpenID Connect keep. Secrets are stored as digests only; times are seconds since the epoch. */

export type TokenKind = 'AuthorizationCode' | 'AccessToken' | 'RefreshToken';

/** JSON data. */
export type Payload = Readonly<Record<string, unknown>>;

/**
 * One authorization of one client by one person: the family that its code and all tokens made of it belong to. Gone
 * with it are they all.
 */
export interface Grant {
  readonly id: string;
  readonly provider: number;
  readonly application: string;
  readonly user: number;
  /** The session that the family ends with; null for offline access. */
  readonly session: string | null;
  readonly payload: Payload;
  readonly expires: number;
}

export interface Token {
  /** What the client holds. */
  readonly value: string;
  readonly kind: TokenKind;
  readonly payload: Payload;
  readonly expires: number;
}

export interface FoundToken {
  readonly kind: TokenKind;
  readonly payload: Payload;
  readonly expires: number;
  readonly consumed: boolean;
  readonly grant: Grant;
}

/** A key that signed tokens of a provider, kept so that they can be verified after it was replaced. */
export interface PastKey {
  readonly kid: string;
  /** Public part, as a JWK. */
  readonly jwk: Payload;
  /** Seconds since the epoch. */
  readonly retired: number;
}

export interface OAuthStore {
  /** A live token of a live grant of a live session, with its grant; also one that was consumed already. */
  find(value: string): Promise<FoundToken | undefined>;
  /**
   * What a code was made for. It may come from this node's memory, where nothing that happened since is known: only
   * `issue`, which consumes it, says whether it is still good.
   */
  redeemable(code: string): Promise<FoundToken | undefined>;
  /** A new grant with its first token; ends the request that it answers. */
  begin(grant: Grant, token: Token, request: string | null): Promise<void>;
  /**
   * Hands out tokens of a grant, and consumes the token that they are made of, in one step. False where that token was
   * consumed before or the grant is gone: then nothing was handed out and the whole grant is revoked.
   */
  issue(grant: string, tokens: readonly Token[], consumes: string | null): Promise<boolean>;
  /** Ends one token. */
  destroy(value: string): Promise<void>;
  /** Ends a grant and all its tokens. */
  revoke(grant: string): Promise<void>;
  /** Ends all grants that a session gave to an application. */
  revokeSession(session: string, application: string): Promise<void>;
  /** Ends all grants that a person gave, to whatever application. */
  revokeUser(user: number): Promise<void>;

  /** Keeps a request that waits for a person. */
  saveRequest(key: string, payload: Payload, expires: number): Promise<void>;
  findRequest(key: string): Promise<Payload | undefined>;
  /** Replaces what is kept; false where the request is not there any more. */
  updateRequest(key: string, payload: Payload): Promise<boolean>;
  endRequest(key: string): Promise<void>;

  /** Says which key signs for a provider now (null: none); answers the keys that it replaced. */
  signsWith(
    provider: number,
    key: { readonly kid: string; readonly jwk: Payload } | null,
  ): Promise<readonly PastKey[]>;
  /** Deletes what has expired, a bounded number at a time; answers how many rows went. */
  purge(): Promise<number>;
}
