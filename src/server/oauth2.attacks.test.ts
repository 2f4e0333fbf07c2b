import { createHmac, createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { Browser } from '../../test/oidc/browser.ts';
import {
  type Answer,
  aClient,
  authorizeUrl,
  CALLBACK,
  codeFor,
  pkce,
  post,
  redeem,
  refresh,
  type TestClient,
  tokensFor,
  userinfo,
} from '../../test/oidc/client.ts';
import { type Furniture, furnish, type Rig, startRig } from '../../test/oidc/rig.ts';
import type { Row } from '../core/model/model.ts';

const USER = 'authentik_core.user';
const PROVIDER = 'authentik_providers_oauth2.oauth2provider';
const BINDING = 'authentik_policies.policybinding';

describe('attacks on OpenID Connect', () => {
  let held: TestDatabase;
  let rig: Rig;
  let furniture: Furniture;
  let staff: Row;
  let count = 0;

  beforeAll(async () => {
    held = await testDatabase();
    rig = await startRig(held.database);
    furniture = await furnish(rig);
    staff = await rig.add('authentik_core.group', { name: 'staff' });
  });
  afterAll(async () => {
    await rig.close();
    await held.drop();
  });

  const aPerson = (more: object = {}) =>
    rig.add(USER, {
      username: `person-${++count}`,
      name: `Person ${count}`,
      email: `person-${count}@corp.test`,
      groups: [staff.pk],
      ...more,
    });
  async function signedIn(user: Row): Promise<Browser> {
    const browser = new Browser(rig);
    await browser.signIn(user);
    return browser;
  }
  /** A code, and a family with a refresh token, of one person at one client. */
  async function holdings(client: TestClient, user: Row) {
    const browser = await signedIn(user);
    const params = { scope: 'openid email offline_access' };
    let { url } = await browser.follow(authorizeUrl(rig, client, params));
    if (url.pathname.startsWith('/if/')) {
      const shown = await browser.look(url);
      ({ url } = await browser.follow(String((await browser.answer(url, { token: shown.token })).to)));
    }
    const { body } = await redeem(rig, client, url.searchParams.get('code') ?? '');
    const code = await codeFor(rig, browser, client);
    return { browser, code, access: String(body.access_token), refresh: String(body.refresh_token) };
  }
  type Holdings = Awaited<ReturnType<typeof holdings>>;

  const bindTo = (client: TestClient, more: object) =>
    rig.add(BINDING, { target: client.application.pk, order: 0, ...more });

  /** Every road that hands something out about a person. */
  const roads: readonly (readonly [
    name: string,
    go: (client: TestClient, holdings: Holdings) => Promise<Answer>,
  ])[] = [
    ['code', (client, { code }) => redeem(rig, client, code)],
    ['refresh', (client, { refresh: token }) => refresh(rig, client, token)],
    ['userinfo', (_client, { access }) => userinfo(rig, access)],
    ['introspection', (client, { access }) => post(rig, 'introspect', client, { token: access })],
  ];
  const refused = ({ status, body }: Answer) =>
    body.active === false || (status === 400 && body.error === 'invalid_grant') || status === 401;

  describe.each(roads)('by %s', (_name, go) => {
    test('A25: a denied person is denied by the application’s decision, and an admitted one is not', async () => {
      const client = await aClient(rig, furniture);
      const [ada, bob] = [await aPerson(), await aPerson()];
      const [hers, his] = [await holdings(client, ada), await holdings(client, bob)];
      await bindTo(client, { user: bob.pk });
      rig.decided.length = 0;
      const denied = await go(client, hers);
      expect(refused(denied)).toBe(true);
      const [decision] = rig.decided;
      expect(decision).toMatchObject({ target: { pk: client.application.pk }, decision: { passing: false } });
      if (denied.status !== 200) {
        expect(denied.body.error_description).toContain(decision?.request_id);
      }
      expect(refused(await go(client, his))).toBe(false);
    });

    test.each([
      [
        'the user is disabled',
        (_c: TestClient, user: Row) => rig.change(USER, user.pk, { is_active: false }),
      ],
      ['the user is deleted', (_c: TestClient, user: Row) => rig.remove(USER, user.pk).then(() => {})],
      [
        'the provider is taken from the application',
        (c: TestClient) => rig.change('authentik_core.application', c.application.pk, { provider: null }),
      ],
      [
        'the application is deleted',
        (c: TestClient) => rig.remove('authentik_core.application', c.application.pk).then(() => {}),
      ],
      ['the provider is deleted', (c: TestClient) => rig.remove(PROVIDER, c.provider.pk).then(() => {})],
    ] as const)('A26: refused at once when %s', async (_what, disable) => {
      const client = await aClient(rig, furniture);
      const user = await aPerson();
      const [used, kept] = [await holdings(client, user), await holdings(client, user)];
      expect(refused(await go(client, used))).toBe(false);
      await disable(client, user);
      expect(refused(await go(client, kept))).toBe(true);
    });

    test('A27: a group that is taken away acts at once, in what is open too', async () => {
      const client = await aClient(rig, furniture);
      await bindTo(client, { group: staff.pk });
      const user = await aPerson();
      const [used, kept] = [await holdings(client, user), await holdings(client, user)];
      expect(refused(await go(client, used))).toBe(false);
      await rig.change(USER, user.pk, { groups: [] });
      expect(refused(await go(client, kept))).toBe(true);
    });

    test('an expression over the browser’s address judges the browser, not the client that asks', async () => {
      const client = await aClient(rig, furniture);
      const policy = await rig.add('authentik_policies_expression.expressionpolicy', {
        name: `address ${++count}`,
        expression: 'return http_request.user_agent === "node" && http_request.client_ip === "127.0.0.1"',
      });
      await bindTo(client, { policy: policy.pk });
      const user = await aPerson();
      const [used, kept] = [await holdings(client, user), await holdings(client, user)];
      expect(refused(await go(client, used))).toBe(false);
      await rig.change('authentik_policies_expression.expressionpolicy', policy.pk, {
        expression: 'return http_request.client_ip !== "127.0.0.1"',
      });
      expect(refused(await go(client, kept))).toBe(true);
    });
  });

  test('A27: after a meant refusal the refresh token stays dead, whatever changes later', async () => {
    const client = await aClient(rig, furniture);
    await bindTo(client, { group: staff.pk });
    const user = await aPerson();
    const mine = await holdings(client, user);
    await rig.change(USER, user.pk, { groups: [] });
    expect((await refresh(rig, client, mine.refresh)).body.error).toBe('invalid_grant');
    await rig.change(USER, user.pk, { groups: [staff.pk] });
    expect((await refresh(rig, client, mine.refresh)).body.error).toBe('invalid_grant');
    expect((await userinfo(rig, mine.access)).status).toBe(401);
  });

  test('A27: an error in a policy refuses, and ends nothing', async () => {
    const client = await aClient(rig, furniture);
    const policy = await rig.add('authentik_policies_expression.expressionpolicy', {
      name: `broken ${++count}`,
      expression: 'return true',
    });
    await bindTo(client, { policy: policy.pk });
    const mine = await holdings(client, await aPerson());
    await rig.change('authentik_policies_expression.expressionpolicy', policy.pk, {
      expression: 'return nothing.here',
    });
    expect((await refresh(rig, client, mine.refresh)).body.error).toBe('invalid_grant');
    await rig.change('authentik_policies_expression.expressionpolicy', policy.pk, {
      expression: 'return true',
    });
    expect((await refresh(rig, client, mine.refresh)).status).toBe(200);
  });

  test('A25, A26: at the authorization endpoint too', async () => {
    const client = await aClient(rig, furniture);
    const [ada, bob] = [await aPerson(), await aPerson()];
    await bindTo(client, { user: ada.pk });
    expect(await codeFor(rig, await signedIn(ada), client)).toBeTruthy();
    const browser = await signedIn(bob);
    const { url } = await browser.follow(authorizeUrl(rig, client));
    expect(await browser.look(url)).toMatchObject({
      component: 'ak-stage-access-denied',
      request_id: rig.decided.at(-1)?.request_id,
    });
    const disabled = await signedIn(ada);
    expect(await codeFor(rig, disabled, client)).toBeTruthy();
    await rig.change(USER, ada.pk, { is_active: false });
    await expect(codeFor(rig, disabled, client)).rejects.toThrow('no code');
  });

  test('A28: a code redeemed by another client is refused, and its family ends', async () => {
    const [client, thief] = [await aClient(rig, furniture), await aClient(rig, furniture)];
    const user = await aPerson();
    const control = await holdings(client, user);
    expect((await redeem(rig, client, control.code)).status).toBe(200);
    const stolen = await holdings(client, user);
    expect(await redeem(rig, thief, stolen.code)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect((await redeem(rig, client, stolen.code)).body.error).toBe('invalid_grant');
  });

  test('A28: a refresh token used by another client is refused, and its family ends', async () => {
    const [client, thief] = [await aClient(rig, furniture), await aClient(rig, furniture)];
    const mine = await holdings(client, await aPerson());
    expect(await refresh(rig, thief, mine.refresh)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' },
    });
    expect((await refresh(rig, client, mine.refresh)).body.error).toBe('invalid_grant');
    expect((await userinfo(rig, mine.access)).status).toBe(401);
  });

  test('A28: a code is bound to its redirect URI and redeemed once', async () => {
    const client = await aClient(rig, furniture, {
      redirect_uris: [CALLBACK, `${CALLBACK}/other`].map((url) => ({
        matching_mode: 'strict',
        url,
        redirect_uri_type: 'authorization',
      })),
    });
    const user = await aPerson();
    const first = await codeFor(rig, await signedIn(user), client);
    const other = { redirect_uri: `${CALLBACK}/other` };
    expect((await redeem(rig, client, first, other)).body.error).toBe('invalid_grant');
    const second = await codeFor(rig, await signedIn(user), client);
    const { status, body } = await redeem(rig, client, second);
    expect(status).toBe(200);
    expect((await redeem(rig, client, second)).body.error).toBe('invalid_grant');
    expect((await userinfo(rig, body.access_token)).status).toBe(401); // RFC 6749 section 4.1.2
  });

  test('A28: of parallel redemptions of one code exactly one wins', async () => {
    const client = await aClient(rig, furniture);
    const user = await aPerson();
    for (let round = 0; round < 5; round++) {
      const code = await codeFor(rig, await signedIn(user), client);
      const answers = await Promise.all(Array.from({ length: 8 }, () => redeem(rig, client, code)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(7);
    }
  });

  test('A29: another client learns nothing of a token, and cannot end it', async () => {
    const [client, other] = [await aClient(rig, furniture), await aClient(rig, furniture)];
    const mine = await holdings(client, await aPerson());
    for (const token of [mine.access, mine.refresh]) {
      expect((await post(rig, 'introspect', other, { token })).body).toEqual({ active: false });
      await post(rig, 'revoke', other, { token });
      expect((await post(rig, 'introspect', client, { token })).body).toMatchObject({ active: true });
    }
    expect((await userinfo(rig, mine.access)).status).toBe(200);
    expect((await userinfo(rig, 'made-up')).status).toBe(401);
    expect((await post(rig, 'introspect', null, { token: mine.access })).status).toBe(401);
    expect((await userinfo(rig, mine.refresh)).status).toBe(401); // a refresh token is no access token
  });

  test('A30: no grant gives more scope than was consented to', async () => {
    const client = await aClient(rig, furniture, {
      property_mappings: furniture.mappings.filter(({ name }) => name !== 'profile').map(({ pk }) => pk),
    });
    const user = await aPerson();
    const code = await codeFor(rig, await signedIn(user), client, { scope: 'openid profile email admin' });
    const { body } = await redeem(rig, client, code, { scope: 'openid email profile admin' });
    expect(body.scope).toBe('openid email');
    const mine = await holdings(client, user);
    const more = await refresh(rig, client, mine.refresh, { scope: 'openid email profile' });
    expect(more).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
    const less = await refresh(rig, client, mine.refresh, { scope: 'openid' });
    expect(less.body.scope).toBe('openid');
    expect((await userinfo(rig, less.body.access_token)).body).not.toHaveProperty('email');
    const nothing = await (await signedIn(user)).follow(authorizeUrl(rig, client, { scope: 'admin' }));
    expect(nothing.url.searchParams.get('error')).toBe('invalid_scope');
  });

  test('A30: a mapping that is taken away takes its claims along', async () => {
    const client = await aClient(rig, furniture);
    const mine = await holdings(client, await aPerson());
    expect((await userinfo(rig, mine.access)).body).toHaveProperty('email');
    await rig.change(PROVIDER, client.provider.pk, { property_mappings: [] });
    expect((await userinfo(rig, mine.access)).body).not.toHaveProperty('email');
  });

  describe('A31: PKCE', () => {
    const right = pkce();
    const S256 = { code_challenge: right.challenge, code_challenge_method: 'S256' };

    test.each<{
      what: string;
      type: string;
      ask: Record<string, string>;
      send: Record<string, string>;
      ok: boolean;
    }>([
      { what: 'all is well', type: 'public', ask: S256, send: { code_verifier: right.verifier }, ok: true },
      {
        what: 'all is well',
        type: 'confidential',
        ask: S256,
        send: { code_verifier: right.verifier },
        ok: true,
      },
      { what: 'not used at all', type: 'confidential', ask: {}, send: {}, ok: true },
      { what: 'not used at all', type: 'public', ask: {}, send: {}, ok: false },
      { what: 'verifier left out', type: 'confidential', ask: S256, send: {}, ok: false },
      { what: 'verifier left out', type: 'public', ask: S256, send: {}, ok: false },
      { what: 'verifier empty', type: 'confidential', ask: S256, send: { code_verifier: '' }, ok: false },
      {
        what: 'another verifier',
        type: 'public',
        ask: S256,
        send: { code_verifier: pkce().verifier },
        ok: false,
      },
      {
        what: 'the challenge as verifier',
        type: 'public',
        ask: S256,
        send: { code_verifier: right.challenge },
        ok: false,
      },
      {
        what: 'verifier without a challenge',
        type: 'confidential',
        ask: {},
        send: { code_verifier: right.verifier },
        ok: false,
      },
      {
        what: 'method plain',
        type: 'confidential',
        ask: { code_challenge: right.verifier, code_challenge_method: 'plain' },
        send: { code_verifier: right.verifier },
        ok: false,
      },
      {
        what: 'no method',
        type: 'confidential',
        ask: { code_challenge: right.verifier },
        send: { code_verifier: right.verifier },
        ok: false,
      },
      {
        what: 'challenge empty',
        type: 'public',
        ask: { code_challenge: '', code_challenge_method: 'S256' },
        send: {},
        ok: false,
      },
      {
        what: 'challenge and method empty',
        type: 'public',
        ask: { code_challenge: '', code_challenge_method: '' },
        send: {},
        ok: false,
      },
      {
        what: 'challenge too short',
        type: 'public',
        ask: { code_challenge: 'short', code_challenge_method: 'S256' },
        send: { code_verifier: 'short' },
        ok: false,
      },
    ])('$what, $type', async ({ type, ask, send, ok }) => {
      const client = await aClient(rig, furniture, { client_type: type });
      const { url } = await (await signedIn(await aPerson())).follow(authorizeUrl(rig, client, ask));
      const code = url.searchParams.get('code');
      if (code === null) {
        expect([ok, url.searchParams.get('error')]).toEqual([false, 'invalid_request']);
        return;
      }
      const answer =
        type === 'public'
          ? await post(rig, 'token', null, {
              grant_type: 'authorization_code',
              code,
              redirect_uri: CALLBACK,
              client_id: client.client_id,
              ...send,
            })
          : await redeem(rig, client, code, send);
      expect(answer.status === 200).toBe(ok);
    });
  });

  test('A33: a hint is only believed with the right signature of the right key', async () => {
    const client = await aClient(rig, furniture, { signing_key: furniture.rsa.pk });
    const user = await aPerson();
    const { id_token } = await tokensFor(rig, await signedIn(user), client);
    const [head = '', body = '', signature = ''] = String(id_token).split('.');
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString());
    const pem = createPublicKey(String(furniture.rsa.key_data)).export({ type: 'spki', format: 'pem' });
    const forged = (over: object, sign?: (input: string) => string) => {
      const input = `${encode({ ...header, ...over })}.${body}`;
      return `${input}.${sign ? sign(input) : signature}`;
    };
    const hmac = (input: string) => createHmac('sha256', pem).update(input).digest('base64url');
    const hints: Record<string, string> = {
      'no algorithm': `${encode({ alg: 'none' })}.${body}.`,
      'HS256 with the public key': forged({ alg: 'HS256' }, hmac),
      'HS256 with the public key, without kid': forged({ alg: 'HS256', kid: undefined }, hmac),
      'a path as kid': forged({ kid: '../../../../dev/null' }),
      'a remote key set': forged({ jku: 'https://evil.test/jwks', kid: 'evil' }),
      'a key in the header': forged({ jwk: { kty: 'oct', k: '' }, kid: 'evil' }),
      'an unknown critical header': forged({ crit: ['exp'] }),
      'another payload': `${head}.${encode({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), sub: 'x' })}.${signature}`,
    };
    const ask = async (hint: string) => {
      const { url } = await (await signedIn(user)).follow(authorizeUrl(rig, client, { id_token_hint: hint }));
      return url.searchParams;
    };
    for (const [what, hint] of Object.entries(hints)) {
      const params = await ask(hint);
      expect([what, params.get('code'), params.get('error')]).toEqual([what, null, 'invalid_request']);
      const logout = await (await signedIn(user)).open(
        `${client.issuer}end-session/?id_token_hint=${encodeURIComponent(hint)}`,
      );
      expect([what, logout.status]).toEqual([what, 400]);
    }
    expect((await ask(String(id_token))).get('code')).toBeTruthy();
  });

  test('A34: only a registered address is redirected to, with success or with an error', async () => {
    const client = await aClient(rig, furniture);
    const browser = await signedIn(await aPerson());
    const hostile = [
      `${CALLBACK}/`,
      `${CALLBACK}?x=1`,
      `${CALLBACK}#x`,
      'https://rp.test/callback/../evil',
      'https://rp.test/%2e%2e/callback',
      'https://rp.test:443/callback',
      'https://rp.test./callback',
      'https://RP.test/callback',
      'http://rp.test/callback',
      'https://rp.test@evil.test/callback',
      'https://evil.test\\@rp.test/callback',
      'https://rp.test.evil.test/callback',
      'https://evil.test/callback',
      '//rp.test/callback',
      'javascript:alert(1)',
      'data:text/html,x',
      '',
    ];
    for (const redirect_uri of hostile) {
      for (const more of [{}, { prompt: 'none' }, { response_type: 'nonsense' }]) {
        const response = await browser.open(authorizeUrl(rig, client, { redirect_uri, ...more }));
        expect([redirect_uri, response.status]).toEqual([redirect_uri, 400]);
        expect(response.headers.get('location')).toBeNull();
      }
    }
    const twice = authorizeUrl(rig, client);
    twice.searchParams.append('redirect_uri', 'https://evil.test/');
    expect((await browser.open(twice)).headers.get('location')).toBeNull();
    expect(await codeFor(rig, browser, client)).toBeTruthy();
  });

  test('A34: row 31: a pattern matches whole addresses, and a wildcard stays inside the host', async () => {
    const client = await aClient(rig, furniture, {
      redirect_uris: [
        { matching_mode: 'regex', url: 'https://.*\\.a\\.test/cb', redirect_uri_type: 'authorization' },
      ],
    });
    const browser = await signedIn(await aPerson());
    const status = async (redirect_uri: string) =>
      (await browser.open(authorizeUrl(rig, client, { redirect_uri }))).status;
    expect(await status('https://one.a.test/cb')).toBe(303);
    expect(await status('https://one.two.a.test/cb')).toBe(303);
    for (const uri of [
      'https://evil.test/.a.test/cb',
      'https://evil.test?.a.test/cb',
      'https://one.a.test/cb/x',
      'https://x@one.a.test/cb',
      'https://one.a.test.evil.test/cb',
    ]) {
      expect([uri, await status(uri)]).toEqual([uri, 400]);
    }
  });

  test('A35: a logout leads to registered addresses only', async () => {
    const LOGOUT = 'https://rp.test/bye';
    const client = await aClient(rig, furniture, {
      redirect_uris: [
        { matching_mode: 'strict', url: CALLBACK, redirect_uri_type: 'authorization' },
        { matching_mode: 'strict', url: LOGOUT, redirect_uri_type: 'logout' },
      ],
    });
    const other = await aClient(rig, furniture);
    const browser = await signedIn(await aPerson());
    const { id_token } = await tokensFor(rig, browser, client);
    const foreign = await tokensFor(rig, browser, other);
    const ask = (params: Record<string, string>) =>
      browser.open(`${client.issuer}end-session/?${new URLSearchParams(params)}`);
    for (const uri of [
      'https://evil.test/',
      `${LOGOUT}.evil.test`,
      `${LOGOUT}/x`,
      CALLBACK,
      'https://rp.test/bye@evil.test',
      'javascript:alert(1)',
    ]) {
      const answer = await ask({ id_token_hint: String(id_token), post_logout_redirect_uri: uri });
      expect([uri, answer.status, answer.headers.get('location')]).toEqual([uri, 400, null]);
    }
    // The hint of another application says nothing here.
    expect(
      (await ask({ id_token_hint: String(foreign.id_token), post_logout_redirect_uri: LOGOUT })).status,
    ).toBe(400);
    const right = await ask({ id_token_hint: String(id_token), post_logout_redirect_uri: LOGOUT });
    expect(right.status).toBe(303);
  });

  test('A35: a login hint is a name, never a place', async () => {
    const client = await aClient(rig, furniture);
    const browser = new Browser(rig);
    const { url } = await browser.follow(authorizeUrl(rig, client, { login_hint: 'https://evil.test/' }));
    expect(url.origin).toBe(rig.origin);
    expect(url.searchParams.get('next')).toMatch(/^\/application\/o\/authorize\//);
  });

  test('A36: an answer by form is escaped, and brings no script of its own', async () => {
    const client = await aClient(rig, furniture);
    const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`;
    const browser = await signedIn(await aPerson());
    const url = authorizeUrl(rig, client, { response_mode: 'form_post', state: hostile });
    for (const more of ['', 'login']) {
      if (more) url.searchParams.set('prompt', 'none');
      const response = await (more ? new Browser(rig) : browser).open(url);
      const html = await response.text();
      expect(response.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; base-uri 'none'",
      );
      expect(html).not.toContain('<script>');
      expect(html).not.toContain('<img');
      expect(html).toContain('<script src="/application/o/submit.js"></script>');
      expect(html).toContain('&quot;&gt;&lt;script&gt;alert(1)');
      expect(html).toContain(`action="${CALLBACK}"`);
    }
    const script = await fetch(`${rig.origin}/application/o/submit.js`);
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/);
  });

  test('A36: an error page escapes what it quotes', async () => {
    const response = await new Browser(rig).open(
      '/application/o/authorize/?client_id=%3Cscript%3Ealert(1)%3C/script%3E',
    );
    const html = await response.text();
    expect(response.status).toBe(400);
    expect(html).not.toContain('<script');
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
  });

  test('A44: markup in an attribute comes out as it is', async () => {
    const client = await aClient(rig, furniture);
    const name = `<b>&"'\u0000\u202e]]></saml:Assertion>`.replace('\u0000', '');
    const { body } = await userinfo(
      rig,
      (await tokensFor(rig, await signedIn(await aPerson({ name })), client)).access_token,
    );
    expect(body.name).toBe(name);
  });

  test('A52: a person who is locked between code and redemption gets nothing', async () => {
    const client = await aClient(rig, furniture);
    const user = await aPerson();
    const code = await codeFor(rig, await signedIn(user), client);
    await rig.change(USER, user.pk, { is_active: false });
    expect((await redeem(rig, client, code)).body.error).toBe('invalid_grant');
    const other = await aPerson();
    expect((await redeem(rig, client, await codeFor(rig, await signedIn(other), client))).status).toBe(200);
  });

  test('A53, A54: an unknown client and a wrong secret are told the same', async () => {
    const client = await aClient(rig, furniture);
    const form = { grant_type: 'authorization_code', code: 'x', redirect_uri: CALLBACK };
    const wrong = await post(rig, 'token', { ...client, client_secret: 'wrong' }, form);
    const unknown = await post(rig, 'token', { ...client, client_id: 'nobody' }, form);
    expect([wrong.status, wrong.body, wrong.headers.get('www-authenticate')]).toEqual([
      unknown.status,
      unknown.body,
      unknown.headers.get('www-authenticate'),
    ]);
    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    const none = await post(rig, 'token', null, { ...form, client_id: client.client_id });
    expect(none).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    // The right secret gets as far as the code.
    expect((await post(rig, 'token', client, form)).body.error).toBe('invalid_grant');
  });

  test('A69: codes, tokens and secrets appear in no log, event, decision or address but the client’s', async () => {
    const client = await aClient(rig, furniture);
    const user = await aPerson();
    const browser = await signedIn(user);
    const response = await browser.open(authorizeUrl(rig, client));
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await response.text()).toBe('');
    const code = new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const { body } = await redeem(rig, client, code);
    await redeem(rig, client, code); // refused
    const mine = await holdings(client, user);
    await refresh(rig, client, mine.refresh);
    await refresh(rig, client, mine.refresh); // refused
    const planted = [
      code,
      body.access_token,
      body.id_token,
      mine.access,
      mine.refresh,
      mine.code,
      client.client_secret,
    ];
    const told = JSON.stringify([rig.events, rig.decided, rig.logged]);
    for (const secret of planted) expect(told).not.toContain(secret);
    expect(told).toContain(client.client_id); // the search does see what is there
  });

  describe('A71: too much of something', () => {
    test('a giant scope list is cut to what there is', async () => {
      const client = await aClient(rig, furniture);
      const scope = `openid ${Array.from({ length: 1_500 }, (_, index) => `s${index}`).join(' ')}`;
      const browser = await signedIn(await aPerson());
      const code = await codeFor(rig, browser, client, { scope: scope.slice(0, 6_000) });
      expect((await redeem(rig, client, code)).body.scope).toBe('openid');
      const longer = await browser.open(authorizeUrl(rig, client, { state: 's'.repeat(10_000) }));
      expect(longer.status).toBe(414);
    });

    test('a giant form is not read', async () => {
      const answer = await fetch(`${rig.origin}/application/o/token/`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'x'.repeat(60_000) }),
      });
      expect(answer.status).toBe(413);
    });

    test('a pattern that would run away elsewhere does not here', async () => {
      const client = await aClient(rig, furniture, {
        redirect_uris: [
          { matching_mode: 'regex', url: 'https://(a|aa|a+)+b/cb', redirect_uri_type: 'authorization' },
        ],
      });
      const browser = await signedIn(await aPerson());
      const began = performance.now();
      const redirect_uri = `https://${'a'.repeat(1_500)}/cb`;
      expect((await browser.open(authorizeUrl(rig, client, { redirect_uri }))).status).toBe(400);
      expect(performance.now() - began).toBeLessThan(1_000);
    });
  });

  test('a bearer of nothing, twice, or in the address is refused', async () => {
    const client = await aClient(rig, furniture);
    const { access_token } = await tokensFor(rig, await signedIn(await aPerson()), client);
    const at = `${rig.origin}/application/o/userinfo/`;
    const ask = async (url: string, headers: Record<string, string>) =>
      (await fetch(url, { headers })).status;
    const bearer = { authorization: `Bearer ${access_token}` };
    expect(await ask(at, {})).toBe(401);
    expect(await ask(`${at}?access_token=${access_token}`, {})).toBe(401);
    expect(await ask(`${at}?access_token=${access_token}`, bearer)).toBe(400);
    expect(await ask(at, bearer)).toBe(200);
  });
});
