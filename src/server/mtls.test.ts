import { afterAll, beforeAll, expect, test } from 'vitest';
import { CLIENT, certify, type Made } from '../../test/certificates.ts';
import { type TestPostern, testPostern } from '../../test/postern.ts';

/** A certificate on its way from the header of a proxy to a session, on the real routes. */
let postern: TestPostern;
let ca: Made;
let ada: Made;

const valid = { from: Date.now() - 3_600_000, until: Date.now() + 3_600_000 };

beforeAll(async () => {
  postern = await testPostern({
    POSTERN_TRUSTED_PROXIES: '10.0.0.0/8',
    POSTERN_CLIENT_CERTIFICATE_HEADER: 'X-SSL-Client-Cert',
  });
  await postern.account('ada');
  ca = await certify({ name: 'CN=Corp CA', ca: true, ...valid });
  ada = await certify({ name: 'CN=ada', uses: CLIENT, ...valid }, ca);
  const post = async (path: string, body: object) => (await postern.call('POST', path, { body })).body;
  const pair = await post('/crypto/certificatekeypairs/', { name: 'Corp CA', certificate_data: ca.pem });
  const flow = await post('/flows/instances/', {
    ...{ name: 'cert', slug: 'cert', title: 'Certificate', designation: 'authentication' },
  });
  const fields = {
    mode: 'required',
    certificate_authorities: [pair.pk],
    cert_attribute: 'common_name',
    user_attribute: 'username',
  };
  const mtls = await post('/stages/mtls/', { name: 'certificate', ...fields });
  const login = await post('/stages/user_login/', { name: 'in' });
  await post('/flows/bindings/', { target: flow.pk, stage: mtls.pk, order: 0 });
  await post('/flows/bindings/', { target: flow.pk, stage: login.pk, order: 1 });
});
afterAll(() => postern.end());

async function visit(remoteAddress: string, headers: Readonly<Record<string, string>>) {
  const answer = await postern.server.inject({
    method: 'GET',
    url: '/api/v3/flows/executor/cert/?query=',
    headers: { host: 'localhost:9000', 'sec-fetch-site': 'same-origin', ...headers },
    remoteAddress,
  });
  const session = [answer.headers['set-cookie'] ?? []]
    .flat()
    .find((one) => one.startsWith('postern_session='));
  return { shown: answer.json(), session };
}

const shows = ({ pem }: Made) => ({ 'x-ssl-client-cert': encodeURIComponent(pem) });
const denied = { component: 'ak-stage-access-denied' };

test('a trusted proxy’s word signs somebody in', async () => {
  const { shown, session } = await visit('10.0.0.1', shows(ada));
  expect(shown).toMatchObject({ component: 'xak-flow-redirect', to: '/' });
  expect(session).toBeDefined();
  await expect
    .poll(async () => (await postern.call('GET', '/events/events/?action=login')).body.results)
    .toMatchObject([
      {
        user: { username: 'ada' },
        context: { auth_method: 'mtls', auth_method_args: { certificate: { subject: 'CN=ada' } } },
      },
    ]);
});

test.each([
  ['A2: the same certificate from somebody else', '203.0.113.9', () => shows(ada)],
  [
    'A2: the same certificate from somebody else, who says that a proxy sent it',
    '203.0.113.9',
    () => ({ ...shows(ada), 'x-forwarded-for': '10.0.0.1' }),
  ],
  [
    'the certificate in another header',
    '10.0.0.1',
    () => ({ 'ssl-client-cert': encodeURIComponent(ada.pem) }),
  ],
  ['no certificate', '10.0.0.1', () => ({})],
  ['no certificate, said aloud', '10.0.0.1', () => ({ 'x-ssl-client-cert': '' })],
  ['no certificate but a name', '10.0.0.1', () => ({ 'x-ssl-client-cert': 'CN=ada' })],
])('%s signs nobody in', async (_, address, headers) => {
  const { shown, session } = await visit(address, headers());
  expect(shown).toMatchObject(denied);
  expect(session).toBeUndefined();
});

test.each<[string, () => Promise<Made>]>([
  ['of another authority', async () => certify({ name: 'CN=ada', uses: CLIENT, ...valid })],
  [
    'that has expired',
    () => certify({ name: 'CN=ada', uses: CLIENT, ...valid, until: Date.now() - 1_000 }, ca),
  ],
  ['for servers', () => certify({ name: 'CN=ada', uses: ['1.3.6.1.5.5.7.3.1'], ...valid }, ca)],
  ['of nobody', () => certify({ name: 'CN=ghost', uses: CLIENT, ...valid }, ca)],
])('a certificate %s signs nobody in', async (_, made) => {
  const { shown, session } = await visit('10.0.0.1', shows(await made()));
  expect(shown).toMatchObject(denied);
  expect(session).toBeUndefined();
});

test('the log tells of a certificate that came from nobody who may say so', async () => {
  await expect
    .poll(async () =>
      (await postern.call('GET', '/events/events/?action=suspicious_request')).body.results.map(
        ({ context }: { context: { forwarding?: string } }) => context.forwarding,
      ),
    )
    .toContain('certificate ignored');
});
