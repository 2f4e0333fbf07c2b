import { beforeAll, describe, expect, test } from 'vitest';
import { CLIENT, certify, KeyUsageFlags, type Made, NOW, SERVER } from '../../test/certificates.ts';
import { clientCertificates } from './client-certificates.ts';

let root: Made;
let other: Made;
beforeAll(async () => {
  root = await certify({ name: 'CN=Corp CA', ca: true, usages: KeyUsageFlags.keyCertSign });
  // The same name with another key: a name alone vouches for nobody.
  other = await certify({ name: 'CN=Corp CA', ca: true, usages: KeyUsageFlags.keyCertSign });
});

const verify = (chain: readonly Made[], authorities: readonly Made[] = [root], now = NOW) =>
  clientCertificates.verify({
    chain: chain.map(({ pem }) => pem),
    authorities: authorities.map(({ pem }) => pem),
    now,
  });
const refused = async (...asked: Parameters<typeof verify>) => {
  const said = await verify(...asked);
  return 'refused' in said ? said.refused : said.certificate.subject;
};

const person = 'CN=ada, O=Corp';

test('says who somebody is', async () => {
  const emails = ['ada@corp.test', 'a.lovelace@corp.test'];
  const made = await certify({ name: person, uses: CLIENT, emails }, root);
  expect(await verify([made])).toEqual({
    certificate: {
      subject: person,
      issuer: 'CN=Corp CA',
      serial_number: expect.stringMatching(/^[0-9a-f]+$/),
      fingerprint_sha256: expect.stringMatching(/^([0-9a-f]{2}:){31}[0-9a-f]{2}$/),
      fingerprint_sha1: expect.stringMatching(/^([0-9a-f]{2}:){19}[0-9a-f]{2}$/),
      common_names: ['ada'],
      emails,
      raw: made.pem,
    },
  });
});

test('names are read as they stand, whatever they look like', async () => {
  const made = await certify({ name: 'CN="eve, CN=ada\\nCN=root", O=Corp', uses: CLIENT }, root);
  const said = await verify([made]);
  expect('certificate' in said && said.certificate.common_names).toHaveLength(1);
  const twice = await certify({ name: 'CN=eve, CN=ada', uses: CLIENT }, root);
  const both = await verify([twice]);
  expect('certificate' in both && both.certificate.common_names).toEqual(['eve', 'ada']);
});

describe('a certificate', () => {
  test.each([
    ['for clients', { uses: CLIENT }, person],
    ['for clients and servers', { uses: [...CLIENT, ...SERVER] }, person],
    ['for every use, by saying nothing', {}, person],
    ['for every use, by saying so', { uses: ['2.5.29.37.0'] }, person],
    ['for servers', { uses: SERVER }, 'wrong_use'],
    ['of which nothing may be signed', { uses: CLIENT, usages: KeyUsageFlags.keyEncipherment }, 'wrong_use'],
    ['by which one may sign', { uses: CLIENT, usages: KeyUsageFlags.digitalSignature }, person],
    ['of an authority', { uses: CLIENT, ca: true }, 'wrong_use'],
    ['that has expired', { uses: CLIENT, until: NOW - 1_000 }, 'expired'],
    ['that will be valid', { uses: CLIENT, from: NOW + 1_000 }, 'not_yet_valid'],
    ['with something that has to be understood', { uses: CLIENT, critical: '1.2.3.4' }, 'unsupported'],
  ])('%s', async (_, wanted, want) => {
    expect(await refused([await certify({ name: person, ...wanted }, root)])).toBe(want);
  });

  test.each([
    ['of another authority', async () => [await certify({ name: person, uses: CLIENT }, other)]],
    ['of its own', async () => [await certify({ name: person, uses: CLIENT })]],
    [
      'of its own, with an authority beside it',
      async () => [await certify({ name: person, uses: CLIENT }), root],
    ],
    [
      'of an authority that came along and nobody trusts',
      async () => [await certify({ name: person, uses: CLIENT }, other), other],
    ],
  ])('%s is nobody’s', async (_, made) => {
    expect(await refused(await made())).toBe('unknown_authority');
  });

  test('that was changed is nobody’s', async () => {
    const made = await certify({ name: person, uses: CLIENT }, root);
    const bytes = Buffer.from(made.pem.replace(/-----.*-----|\s/g, ''), 'base64');
    bytes.write('eve', bytes.indexOf('ada'));
    const pem = `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64')}\n-----END CERTIFICATE-----\n`;
    expect(await refused([{ ...made, pem }])).toBe('unknown_authority');
  });

  test.each([
    ['nothing', ''],
    ['no certificate', 'hello'],
    ['an empty one', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----'],
  ])('%s is not read', async (_, pem) => {
    expect(await refused([{ ...root, pem }])).toBe('unreadable');
    expect(await refused([])).toBe('unreadable');
  });

  test('without authorities nobody is trusted', async () => {
    const made = await certify({ name: person, uses: CLIENT }, root);
    expect(await refused([made], [])).toBe('unknown_authority');
    expect(await refused([made], [other])).toBe('unknown_authority');
    expect(await refused([made], [other, root])).toBe(person);
  });
});

describe('an authority in between', () => {
  const between = { name: 'CN=Corp Desk', ca: true };
  test.each([
    ['that may stand there', between, person],
    ['that is none', { name: 'CN=Corp Desk' }, 'unknown_authority'],
    ['that may not sign', { ...between, usages: KeyUsageFlags.digitalSignature }, 'unknown_authority'],
    ['that has expired', { ...between, until: NOW - 1_000 }, 'unknown_authority'],
    ['with names that have to be understood', { ...between, critical: '2.5.29.30' }, 'unknown_authority'],
  ])('%s', async (_, wanted, want) => {
    const desk = await certify(wanted, root);
    const made = await certify({ name: person, uses: CLIENT }, desk);
    expect(await refused([made, desk])).toBe(want);
    // Without it there is no way to the one that is trusted; trusted itself, it is enough.
    expect(await refused([made])).toBe('unknown_authority');
    if (want === person) expect(await refused([made], [desk])).toBe(person);
  });

  test('stands only where the one above lets it', async () => {
    const strict = await certify({ name: 'CN=Strict CA', ca: true, pathLength: 0 });
    const desk = await certify(between, strict);
    const made = await certify({ name: person, uses: CLIENT }, desk);
    expect(await refused([made, desk], [strict])).toBe('unknown_authority');
    const direct = await certify({ name: person, uses: CLIENT }, strict);
    expect(await refused([direct], [strict])).toBe(person);
  });

  test('however many are sent along, in whatever order, it ends', async () => {
    const desk = await certify(between, root);
    const made = await certify({ name: person, uses: CLIENT }, desk);
    const noise = await Promise.all([1, 2, 3].map(() => certify(between, other)));
    expect(await refused([made, ...noise, root, desk])).toBe(person);
    expect(await refused([made, ...noise, other])).toBe('unknown_authority');
  });
});

test('an authority that has expired vouches for nobody', async () => {
  const made = await certify({ name: person, uses: CLIENT, until: NOW + 30 * 86_400_000 }, root);
  expect(await refused([made], [root], NOW + 10 * 86_400_000)).toBe('unknown_authority');
});
