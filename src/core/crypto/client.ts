/** What a verified certificate says of whoever holds its key. */
export interface ClientCertificate {
  /** As RFC 4514 writes it. */
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal. */
  readonly serial_number: string;
  readonly fingerprint_sha256: string;
  readonly fingerprint_sha1: string;
  readonly common_names: readonly string[];
  readonly emails: readonly string[];
  /** PEM. */
  readonly raw: string;
}

export type ClientRefusal =
  | 'unreadable'
  | 'expired'
  | 'not_yet_valid'
  /** No path leads to one of the authorities. */
  | 'unknown_authority'
  /** It is not meant for showing who somebody is, or an authority's own. */
  | 'wrong_use'
  /** It holds something that has to be understood and is not, or is signed in a way that is broken. */
  | 'unsupported';

/** Checks the certificates that people show. That they hold the key, the proxy has seen. */
export interface ClientCertificates {
  verify(input: {
    /** PEM, the person's own first, then whatever they sent along. */
    readonly chain: readonly string[];
    /** PEM: the certificates that a path may end at. */
    readonly authorities: readonly string[];
    /** Milliseconds since the epoch. */
    readonly now: number;
  }): Promise<{ readonly certificate: ClientCertificate } | { readonly refused: ClientRefusal }>;
}
