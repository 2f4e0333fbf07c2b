import type { Named } from '../wire.ts';

/** A certificate with or without its private key, which never leaves. */
export interface Certificate extends Named {
  readonly managed: string | null;
  readonly fingerprint_sha256: string | null;
  readonly fingerprint_sha1: string | null;
  readonly cert_expiry: string | null;
  readonly cert_subject: string | null;
  readonly key_type: string | null;
  readonly private_key_available: boolean;
  readonly certificate_download_url: string;
}

export const CERTIFICATES = '/crypto/certificatekeypairs/';
