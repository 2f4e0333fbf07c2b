import { compactDecrypt, createRemoteJWKSet, importPKCS8, jwtVerify } from 'jose';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { Browser } from '../../test/oidc/browser.ts';
import { aClient, CALLBACK, type TestClient, tokensFor } from '../../test/oidc/client.ts';
import { type Furniture, furnish, pemOf, type Rig, startRig } from '../../test/oidc/rig.ts';
import { certificates } from '../adapters/certificates.ts';
import type { Row } from '../core/model/model.ts';

const PAIR = 'authentik_crypto.certificatekeypair';
const PROVIDER = 'authentik_providers_oauth2.oauth2provider';

describe('OpenID Connect, with the clients of others', () => {
  let held: TestDatabase;
  let rig: Rig;
  let furniture: Furniture;
  let ada: Row;

  beforeAll(async () => {
    held = await testDatabase();
    rig = await startRig(held.database);
    furniture = await furnish(rig);
    ada = await rig.add('authentik_core.user', { username: 'ada', name: 'Ada', email: 'ada@corp.test' });
  });
  afterAll(async () => {
    await rig.close();
    await held.drop();
  });

  async function signedIn(): Promise<Browser> {
    const browser = new Browser(rig);
    await browser.signIn(ada);
    return browser;
  }
  const keySetOf = (client: TestClient) =>
    createRemoteJWKSet(new URL(`${client.issuer}jwks/`), { cooldownDuration: 0 });
  const verify = (client: TestClient, token: unknown) =>
    jwtVerify(String(token), keySetOf(client), { issuer: client.issuer, audience: client.client_id });

  describe.each([
    ['ES256', () => furniture.ec],
    ['RS256', () => furniture.rsa],
  ] as const)('%s', (alg, key) => {
    test('openid-client signs somebody in, refreshes, introspects, revokes', async () => {
      const client = await aClient(rig, furniture, { signing_key: key().pk });
      const config = await openid.discovery(
        new URL(client.issuer),
        client.client_id,
        { id_token_signed_response_alg: alg },
        openid.ClientSecretBasic(client.client_secret),
        { execute: [openid.allowInsecureRequests, openid.enableNonRepudiationChecks] },
      );
      const pkceCodeVerifier = openid.randomPKCECodeVerifier();
      const [expectedState, expectedNonce] = [openid.randomState(), openid.randomNonce()];
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: CALLBACK,
        scope: 'openid profile email offline_access',
        code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
        state: expectedState,
        nonce: expectedNonce,
        max_age: '600',
      });
      const browser = await signedIn();
      let { url: back } = await browser.follow(url);
      if (back.pathname.startsWith('/if/')) {
        const shown = await browser.look(back);
        ({ url: back } = await browser.follow(
          String((await browser.answer(back, { token: shown.token })).to),
        ));
      }
      const tokens = await openid.authorizationCodeGrant(config, back, {
        pkceCodeVerifier,
        expectedState,
        expectedNonce,
        maxAge: 600,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      expect(claims).toMatchObject({ email: 'ada@corp.test', nonce: expectedNonce });
      const info = await openid.fetchUserInfo(config, tokens.access_token, String(claims?.sub));
      expect(info).toMatchObject({ name: 'Ada', email: 'ada@corp.test' });
      const { payload, protectedHeader } = await verify(client, tokens.id_token);
      expect([protectedHeader.alg, payload.sub]).toEqual([alg, claims?.sub]);
      const next = await openid.refreshTokenGrant(config, String(tokens.refresh_token));
      expect(next.refresh_token).not.toBe(tokens.refresh_token);
      expect(await openid.tokenIntrospection(config, next.access_token)).toMatchObject({
        active: true,
        client_id: client.client_id,
        scope: 'openid profile email offline_access',
      });
      await openid.tokenRevocation(config, String(next.refresh_token));
      expect(await openid.tokenIntrospection(config, next.access_token)).toEqual({ active: false });
    });

    test('a bad signature is refused, a good one is not', async () => {
      const client = await aClient(rig, furniture, { signing_key: key().pk });
      const { id_token } = await tokensFor(rig, await signedIn(), client);
      const good = String(id_token);
      const [head, body, signature = ''] = good.split('.');
      const flipped = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
      await expect(verify(client, `${head}.${body}.${flipped}`)).rejects.toThrow('signature');
      const other = await aClient(rig, furniture, { signing_key: (await aKey()).pk });
      const foreign = await tokensFor(rig, await signedIn(), other);
      await expect(verify(client, foreign.id_token)).rejects.toThrow();
      expect((await verify(client, good)).payload.sub).toBe(rig.uid({ uuid: String(ada.uuid) }));
    });
  });

  let keys = 0;
  const aKey = (): Promise<Row> =>
    rig.add(PAIR, { name: `key ${++keys}`, certificate_data: '-', key_data: pemOf('ec') });

  test.each(['plain-secret-of-enough-characters', '-+/%: is fine?'.replaceAll(' ', '') + '~'.repeat(32)])(
    'oauth4webapi gets in with the secret %s',
    async (client_secret) => {
      const client = await aClient(rig, furniture, { client_secret });
      const insecure = { [oauth.allowInsecureRequests]: true };
      const issuer = new URL(client.issuer);
      const server = await oauth
        .discoveryRequest(issuer, insecure)
        .then((response) => oauth.processDiscoveryResponse(issuer, response));
      const rp: oauth.Client = { client_id: client.client_id, id_token_signed_response_alg: 'ES256' };
      const verifier = oauth.generateRandomCodeVerifier();
      const url = new URL(String(server.authorization_endpoint));
      for (const [name, value] of Object.entries({
        client_id: rp.client_id,
        redirect_uri: CALLBACK,
        response_type: 'code',
        scope: 'openid email',
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }))
        url.searchParams.set(name, value);
      const back = (await (await signedIn()).follow(url)).url;
      const params = oauth.validateAuthResponse(server, rp, back, oauth.expectNoState);
      for (const auth of [oauth.ClientSecretPost('wrong'), oauth.ClientSecretBasic('wrong')]) {
        const refused = await oauth.authorizationCodeGrantRequest(
          server,
          rp,
          auth,
          params,
          CALLBACK,
          verifier,
          insecure,
        );
        expect(refused.status).toBe(401);
      }
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        rp,
        oauth.ClientSecretBasic(client_secret),
        params,
        CALLBACK,
        verifier,
        insecure,
      );
      const tokens = await oauth.processAuthorizationCodeResponse(server, rp, response, {
        requireIdToken: true,
      });
      expect(oauth.getValidatedIdTokenClaims(tokens)).toMatchObject({ email: 'ada@corp.test' });
      const info = await oauth.userInfoRequest(server, rp, tokens.access_token, insecure);
      expect(await oauth.processUserInfoResponse(server, rp, oauth.skipSubjectCheck, info)).toMatchObject({
        email: 'ada@corp.test',
      });
    },
  );

  test('without a key the client secret signs', async () => {
    const client = await aClient(rig, furniture, { signing_key: null });
    const { id_token } = await tokensFor(rig, await signedIn(), client);
    const secret = (text: string) => new TextEncoder().encode(text);
    const checks = { issuer: client.issuer, audience: client.client_id, algorithms: ['HS256'] };
    const { payload } = await jwtVerify(String(id_token), secret(client.client_secret), checks);
    expect(payload.email).toBe('ada@corp.test');
    await expect(jwtVerify(String(id_token), secret('another'), checks)).rejects.toThrow('signature');
    const { keys } = (await (await fetch(`${client.issuer}jwks/`)).json()) as { keys: unknown[] };
    expect(keys).toEqual([]);
  });

  describe('another key', () => {
    const kidsOf = async (client: TestClient): Promise<string[]> => {
      const { keys } = (await (await fetch(`${client.issuer}jwks/`)).json()) as { keys: { kid: string }[] };
      return keys.map(({ kid }) => kid);
    };

    test('signs from now on, and the old one verifies while its tokens live', async () => {
      const [first, second] = [await aKey(), await aKey()];
      const client = await aClient(rig, furniture, {
        signing_key: first.pk,
        redirect_uris: [
          { matching_mode: 'strict', url: CALLBACK, redirect_uri_type: 'authorization' },
          { matching_mode: 'strict', url: 'https://rp.test/bye', redirect_uri_type: 'logout' },
        ],
      });
      const browser = await signedIn();
      const old = await tokensFor(rig, browser, client);
      await rig.change(PROVIDER, client.provider.pk, { signing_key: second.pk });
      const fresh = await tokensFor(rig, browser, client);
      const kids = await kidsOf(client);
      expect(kids).toHaveLength(2);
      for (const { id_token } of [old, fresh]) await verify(client, id_token);
      // It is still good as a hint of who is meant.
      const url = `${client.issuer}end-session/?id_token_hint=${old.id_token}&post_logout_redirect_uri=https://rp.test/bye`;
      expect((await browser.follow(url)).url.href).toBe('https://rp.test/bye');
      await held.database.pool.query(
        `update oauth_keys set retired = now() - interval '2 days' where retired is not null`,
      );
      await rig.change(PROVIDER, client.provider.pk, { name: `${client.provider.name} again` });
      expect(await kidsOf(client)).toEqual([kids[0]]);
    });

    test('put into the same pair counts as another key', async () => {
      const pair = await aKey();
      const client = await aClient(rig, furniture, { signing_key: pair.pk });
      const old = await tokensFor(rig, await signedIn(), client);
      await rig.change(PAIR, pair.pk, { key_data: pemOf('rsa') });
      const fresh = await tokensFor(rig, await signedIn(), client);
      expect(await kidsOf(client)).toHaveLength(2);
      expect((await verify(client, old.id_token)).protectedHeader.alg).toBe('ES256');
      expect((await verify(client, fresh.id_token)).protectedHeader.alg).toBe('RS256');
    });

    test('that cannot be read is an error, never a weaker signature', async () => {
      const pair = await aKey();
      const client = await aClient(rig, furniture, { signing_key: pair.pk });
      await rig.change(PAIR, pair.pk, { key_data: '' });
      const browser = await signedIn();
      await expect(tokensFor(rig, browser, client)).rejects.toThrow();
      expect(rig.events.at(-1)).toMatchObject({ action: 'system_exception' });
      await rig.change(PAIR, pair.pk, { key_data: pemOf('ec') });
      expect(await tokensFor(rig, browser, client)).toHaveProperty('id_token');
    });
  });

  test('ID tokens are encrypted where the provider says so', async () => {
    const { certificate_data, key_data } = await certificates.selfSigned({
      name: 'rp.test',
      algorithm: 'rsa',
      days: 30,
      now: Date.now(),
    });
    const pair = await rig.add(PAIR, { name: 'encryption', certificate_data, key_data });
    const client = await aClient(rig, furniture, { encryption_key: pair.pk });
    const { id_token } = await tokensFor(rig, await signedIn(), client);
    const { plaintext, protectedHeader } = await compactDecrypt(
      String(id_token),
      await importPKCS8(key_data, 'RSA-OAEP-256'),
    );
    expect(protectedHeader).toMatchObject({ alg: 'RSA-OAEP-256', enc: 'A256CBC-HS512' });
    expect((await verify(client, new TextDecoder().decode(plaintext))).payload.email).toBe('ada@corp.test');
  });
});
