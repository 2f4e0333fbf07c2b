import { createPrivateKey, webcrypto, X509Certificate } from 'node:crypto';
import type { X509CertificateCreateSelfSignedParams } from '@peculiar/x509';
import type { Certificates } from '../core/crypto/ports.ts';

const DAY = 86_400_000;
const KEYS = {
  ec: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  },
} as const;

/** Certificates read by Node, made by a library over the same cryptography. */
export const certificates: Certificates = {
  read(pem) {
    try {
      const certificate = new X509Certificate(pem);
      const type = certificate.publicKey.asymmetricKeyType;
      return {
        fingerprint_sha256: certificate.fingerprint256.toLowerCase(),
        fingerprint_sha1: certificate.fingerprint.toLowerCase(),
        cert_expiry: new Date(certificate.validTo).toISOString(),
        cert_subject: certificate.subject.replaceAll('\n', ', '),
        key_type: KEY_TYPES.find((known) => known === type) ?? null,
      };
    } catch {
      return undefined;
    }
  },

  matches(certificate, key) {
    try {
      return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key));
    } catch {
      return false;
    }
  },

  async selfSigned({ name, algorithm, days, now, hosts = [] }) {
    // Only the first start needs it, and it is slow to load; it asks for the polyfill itself to be there before.
    await import('reflect-metadata');
    const { SubjectAlternativeNameExtension, X509CertificateGenerator } = await import('@peculiar/x509');
    const keys = (await webcrypto.subtle.generateKey(KEYS[algorithm], true, [
      'sign',
      'verify',
    ])) as webcrypto.CryptoKeyPair;
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: [{ CN: [name] }],
      notBefore: new Date(now),
      notAfter: new Date(now + days * DAY),
      signingAlgorithm: KEYS[algorithm],
      ...(hosts.length > 0
        ? {
            extensions: [new SubjectAlternativeNameExtension(hosts.map((value) => ({ type: 'dns', value })))],
          }
        : {}),
      keys: keys as unknown as X509CertificateCreateSelfSignedParams['keys'],
    });
    const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
    return {
      certificate_data: certificate.toString('pem'),
      key_data: createPrivateKey({ key: Buffer.from(key), format: 'der', type: 'pkcs8' })
        .export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    };
  },
};

const KEY_TYPES = ['rsa', 'ec', 'dsa', 'ed25519', 'ed448'] as const;
