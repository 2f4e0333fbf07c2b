/** What a certificate says of itself. */
export interface CertificateFacts {
  readonly fingerprint_sha256: string;
  readonly fingerprint_sha1: string;
  /** ISO 8601. */
  readonly cert_expiry: string;
  readonly cert_subject: string;
  readonly key_type: 'rsa' | 'ec' | 'dsa' | 'ed25519' | 'ed448' | null;
}

export interface Certificates {
  /** Undefined where the text is no PEM certificate. */
  read(pem: string): CertificateFacts | undefined;
  /** Whether the private key (PEM) is that of the certificate; false too where it cannot be read. */
  matches(certificate: string, key: string): boolean;
  /** A new key (P-256 or RSA 2048) and a certificate that it signs itself, PEM. `now` in ms since the epoch. */
  selfSigned(input: {
    readonly name: string;
    readonly algorithm: 'ec' | 'rsa';
    readonly days: number;
    readonly now: number;
    /** Names of hosts that the certificate is for, beside its own name. */
    readonly hosts?: readonly string[];
  }): Promise<{ readonly certificate_data: string; readonly key_data: string }>;
}
