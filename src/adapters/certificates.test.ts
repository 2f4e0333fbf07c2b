import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { certificates } from './certificates.ts';

test.each(['ec', 'rsa'] as const)(
  'a self-signed %s certificate is one that others read and verify',
  async (algorithm) => {
    const now = Date.parse('2026-01-02T03:04:05Z');
    const made = await certificates.selfSigned({ name: 'Pförtner', algorithm, days: 365 * 30, now });
    const certificate = new X509Certificate(made.certificate_data);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificates.matches(made.certificate_data, made.key_data)).toBe(true);
    expect(certificates.read(made.certificate_data)).toMatchObject({
      key_type: algorithm,
      cert_subject: 'CN=Pförtner',
      cert_expiry: new Date(now + 365 * 30 * 86_400_000).toISOString(),
    });
  },
);

test('another key does not match, and what is no certificate is not read as one', async () => {
  const [one, other] = await Promise.all(
    ['one', 'other'].map((name) =>
      certificates.selfSigned({ name, algorithm: 'ec', days: 1, now: Date.now() }),
    ),
  );
  expect(certificates.matches(one?.certificate_data ?? '', other?.key_data ?? '')).toBe(false);
  expect(certificates.read('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toBeUndefined();
});
