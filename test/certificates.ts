import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509CertificateCreateSelfSignedParams,
  X509CertificateGenerator,
} from '@peculiar/x509';

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;
export const NOW = Date.parse('2026-06-01T12:00:00Z');

type Keys = X509CertificateCreateSelfSignedParams['keys'];

export interface Made {
  readonly pem: string;
  readonly name: string;
  readonly keys: Keys;
}

export interface Wanted {
  readonly name?: string;
  readonly ca?: boolean;
  readonly pathLength?: number;
  readonly usages?: KeyUsageFlags;
  /** Extended key usages; none: the extension is left out. */
  readonly uses?: readonly string[];
  readonly emails?: readonly string[];
  readonly from?: number;
  readonly until?: number;
  /** A critical extension that nobody knows. */
  readonly critical?: string;
}

let serial = 1;

/** A certificate that `issuer` has signed, or its own where none is given. */
export async function certify(wanted: Wanted, issuer?: Made): Promise<Made> {
  const { name = 'CN=test', ca = false, usages, uses = [], emails = [], from = NOW - DAY } = wanted;
  const keys = (await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])) as unknown as Keys;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: (serial++).toString(16).padStart(4, '0'),
    subject: name,
    issuer: issuer?.name ?? name,
    notBefore: new Date(from),
    notAfter: new Date(wanted.until ?? NOW + DAY),
    signingAlgorithm: EC,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    extensions: [
      ...(ca ? [new BasicConstraintsExtension(true, wanted.pathLength, true)] : []),
      ...(usages === undefined ? [] : [new KeyUsagesExtension(usages, true)]),
      ...(uses.length > 0 ? [new ExtendedKeyUsageExtension([...uses])] : []),
      ...(emails.length > 0
        ? [new SubjectAlternativeNameExtension(emails.map((value) => ({ type: 'email' as const, value })))]
        : []),
      ...(wanted.critical ? [new Extension(wanted.critical, true, new Uint8Array([5, 0]))] : []),
    ],
  });
  return { pem: certificate.toString('pem'), name, keys };
}

export const CLIENT = [ExtendedKeyUsage.clientAuth];
export const SERVER = [ExtendedKeyUsage.serverAuth];
export { KeyUsageFlags };
