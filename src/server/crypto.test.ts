import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

const path = '/crypto/certificatekeypairs/';
let postern: TestPostern;
beforeAll(async () => {
  postern = await testPostern();
}, 120_000);
afterAll(() => postern?.end());

const generate = async (common_name: string, alg: 'rsa' | 'ecdsa') =>
  (await postern.call('POST', `${path}generate/`, { body: { common_name, validity_days: 10, alg } })).body;
const rotate = (pk: string, token?: string) =>
  postern.call('POST', `${path}${pk}/rotate/`, {
    body: { validity_days: 90 },
    ...(token === undefined ? {} : { token }),
  });
const pem = async (pk: string) =>
  (await postern.call('GET', `${path}${pk}/view_certificate/`)).body.data as string;

describe('rotating a key', () => {
  test.each(['rsa', 'ecdsa'] as const)('of %s puts another of its kind in its place', async (alg) => {
    const before = await generate(`signer ${alg}`, alg);
    const old = await pem(before.pk);
    const { status, body: after } = await rotate(before.pk);
    expect(status).toBe(200);
    expect(after).toMatchObject({
      pk: before.pk,
      name: before.name,
      key_type: before.key_type,
      cert_subject: before.cert_subject,
      private_key_available: true,
    });
    expect(after.fingerprint_sha256).not.toBe(before.fingerprint_sha256);
    expect(Date.parse(after.cert_expiry) - Date.parse(before.cert_expiry)).toBeGreaterThan(79 * 86_400_000);
    const certificate = await pem(before.pk);
    expect(new X509Certificate(certificate).publicKey.equals(new X509Certificate(old).publicKey)).toBe(false);
    const said = JSON.stringify(after);
    expect(said).not.toContain('PRIVATE KEY');
  });

  test('a certificate whose key is elsewhere is not replaced by one of ours', async () => {
    const { pk } = await generate('elsewhere', 'rsa');
    const imported = await postern.call('POST', path, {
      body: { name: 'public', certificate_data: await pem(pk) },
    });
    const { status, body } = await rotate(imported.body.pk);
    expect([status, body.non_field_errors?.[0]]).toEqual([400, expect.stringMatching(/kept here/)]);
  });

  test('is for those who may change it', async () => {
    const { pk } = await generate('guarded', 'ecdsa');
    const { token } = await postern.account('stranger');
    expect((await rotate(pk, token)).status).toBe(403);
  });
});

test('the list of types says what is made, and what can be read beside an object', async () => {
  const { body } = await postern.call('GET', '/providers/all/types/');
  expect(body).toMatchObject([
    { generated: ['client_id', 'client_secret'], views: ['setup_urls', 'preview_user'] },
  ]);
});
