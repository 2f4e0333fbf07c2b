import type { UserFacts } from '../policy/request.ts';

/** A token that an expression wants. */
export interface TokenOrder {
  /** Key of the provider that signs. */
  readonly provider: number;
  /** `https://id.example.com`: the address that the issuer is built on. */
  readonly origin: string;
  readonly seconds: number;
  /** Whom the token is about; it then says what the scopes tell. Without one, the token is about the client itself. */
  readonly person?: { readonly user: UserFacts; readonly scopes: readonly string[] };
  /** Further claims. None of them may be one of the protocol's own. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Signs tokens for expressions. Rejects with a plain sentence where one cannot be made. */
export interface TokenMint {
  mint(order: TokenOrder): Promise<string>;
}
