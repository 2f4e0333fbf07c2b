import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import { aRequest } from '../core/testing/policy.ts';

/** Tokens that expressions make, as whoever gets one sees it. */

const ORIGIN = 'https://id.corp.test';
let postern: TestPostern;
let ada: Account;

beforeAll(async () => {
  postern = await testPostern({ POSTERN_PUBLIC_URL: ORIGIN });
  ada = await postern.account('ada', { email: 'ada@corp.test' });
  await furnish();
});
afterAll(() => postern?.end());

async function made(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await postern.call('POST', path, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

/** An application whose provider tells the e-mail address. */
async function furnish(): Promise<void> {
  const pair = await postern.call('POST', '/crypto/certificatekeypairs/generate/', {
    body: { common_name: 'wiki', validity_days: 30, alg: 'ecdsa' },
  });
  const flow = await made('/flows/instances/', {
    name: 'Flow',
    slug: 'flow',
    title: 'Flow',
    designation: 'authorization',
  });
  const email = await made('/propertymappings/provider/scope/', {
    name: 'mail of the wiki',
    scope_name: 'email',
    expression: "return { email: user.email, iss: 'https://evil.test', scope: 'everything' }",
  });
  const { pk } = await made('/providers/oauth2/', {
    name: 'wiki',
    client_id: 'wiki',
    client_secret: 'x'.repeat(40),
    authorization_flow: flow.pk,
    invalidation_flow: flow.pk,
    signing_key: pair.body.pk,
    property_mappings: [email.pk],
    redirect_uris: [],
  });
  await made('/core/applications/', { name: 'Wiki', slug: 'wiki', provider: pk });
}

/** What an expression that is bound to the wiki tells ada where its answer counts, and where it is only tried. */
async function told(expression: string, language = 'typescript', debug = false): Promise<string> {
  const app = (await postern.call('GET', '/core/applications/wiki/')).body;
  const policy = await made('/policies/expression/', { name: `p${Math.random()}`, expression, language });
  const binding = await made('/policies/bindings/', { target: app.pk, policy: policy.pk, order: 0 });
  const user = postern.graph.user(ada.pk);
  if (!user) throw new Error('ada is not there');
  const { messages, trace } = await postern.decisions.decide(app.pk, {
    user,
    http_request: aRequest({}).http_request,
    debug,
  });
  await postern.call('DELETE', `/policies/bindings/${binding.pk}/`);
  return messages[0] ?? JSON.stringify(trace);
}

describe('a token that an expression makes', () => {
  test('is about the person, signed by the provider, for its client, for a minute', async () => {
    const token = await told(
      "ak_message(await ak_create_jwt(request.user, 'wiki', ['email', 'files']) ?? 'none')",
    );
    const jwks = (await postern.server.inject('/application/o/wiki/jwks/')).json();
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(jwks), {
      issuer: `${ORIGIN}/application/o/wiki/`,
      audience: 'wiki',
      typ: 'at+jwt',
    });
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({ client_id: 'wiki', email: 'ada@corp.test', scope: 'email' });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(60);
  });

  test('is the same in Python', async () => {
    const token = await told(
      `ak_message(ak_create_jwt(request.user, "wiki", ["email"], validity="minutes=2"))\nreturn False`,
      'python',
    );
    const payload = decodeJwt(token);
    expect(payload).toMatchObject({ aud: 'wiki', email: 'ada@corp.test' });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(120);
    const raw = decodeJwt(
      await told(
        'ak_message(ak_create_jwt_raw("wiki", "seconds=30", room=7, tags=["a"]))\nreturn False',
        'python',
      ),
    );
    expect(raw).toMatchObject({ iss: `${ORIGIN}/application/o/wiki/`, sub: 'wiki', room: 7, tags: ['a'] });
  });

  test.each(['iss', 'sub', 'aud', 'exp', 'nonce', 'events', 'acr', 'cnf', 'scope', 'client_id'])(
    'never says "%s" in words of the expression',
    async (claim) => {
      const text = `try { ak_message(await ak_create_jwt_raw('wiki', 'seconds=5', { ${claim}: 'mine' })) } catch (error) { ak_message(String(error)) }`;
      expect(await told(text)).toContain(`"${claim}" is Postern's own`);
    },
  );

  test('opens nothing at Postern itself', async () => {
    const token = await told("ak_message(await ak_create_jwt(request.user, 'wiki', ['email']) ?? 'none')");
    expect((await postern.call('GET', '/core/users/me/', { token })).status).toBe(403);
    const headers = { authorization: `Bearer ${token}` };
    const userinfo = await postern.server.inject({ url: '/application/o/userinfo/', headers });
    expect(userinfo.statusCode).toBe(401);
  });

  test('is not made where an answer is only tried', async () => {
    const text =
      "try { ak_message(await ak_create_jwt_raw('wiki')) } catch (error) { ak_message(String(error)) }";
    expect(decodeJwt(await told(text))).toMatchObject({ aud: 'wiki' });
    expect(await told(text, 'typescript', true)).toContain('In a trial no token is made');
  });
});
