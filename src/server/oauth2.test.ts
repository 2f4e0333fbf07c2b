import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { Browser } from '../../test/oidc/browser.ts';
import {
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

describe('OpenID Connect, as browsers and clients see it', () => {
  let held: TestDatabase;
  let rig: Rig;
  let furniture: Furniture;
  let staff: Row;
  let ada: Row;

  beforeAll(async () => {
    held = await testDatabase();
    rig = await startRig(held.database);
    furniture = await furnish(rig);
    staff = await rig.add('authentik_core.group', { name: 'staff' });
    ada = await rig.add('authentik_core.user', {
      username: 'ada',
      name: 'Ada Lovelace',
      email: 'ada@corp.test',
      groups: [staff.pk],
    });
    await rig.change('authentik_core.user', ada.pk, { password: 'plain:secret' });
  });
  afterAll(async () => {
    await rig.close();
    await held.drop();
  });

  async function signedIn(user = ada, authenticated?: number): Promise<Browser> {
    const browser = new Browser(rig);
    await browser.signIn(user, authenticated);
    return browser;
  }
  const payloadOf = (token: unknown): Record<string, unknown> =>
    JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString());

  describe('the code flow', () => {
    test('hands out tokens whose claims come from the scope mappings', async () => {
      const client = await aClient(rig, furniture);
      const tokens = await tokensFor(rig, await signedIn(), client);
      expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'openid profile email' });
      expect(tokens).not.toHaveProperty('refresh_token');
      const sub = rig.uid({ uuid: ada.uuid });
      const claims = {
        name: 'Ada Lovelace',
        groups: ['staff'],
        email: 'ada@corp.test',
        email_verified: false,
      };
      expect(payloadOf(tokens.id_token)).toMatchObject({
        ...claims,
        sub,
        iss: client.issuer,
        aud: client.client_id,
        acr: 'postern/default',
        amr: ['pwd'],
        auth_time: expect.any(Number),
      });
      const { status, body } = await userinfo(rig, tokens.access_token);
      expect(status).toBe(200);
      expect(body).toMatchObject({ ...claims, sub });
      expect(body).not.toHaveProperty('acr');
    });

    test('tells of each authorization in an event', async () => {
      const client = await aClient(rig, furniture);
      await codeFor(rig, await signedIn(), client);
      expect(rig.events.at(-1)).toMatchObject({
        action: 'authorize_application',
        context: {
          authorized_application: { pk: client.application.pk },
          flow: 'silent',
          scopes: 'openid profile email',
        },
        user: { username: 'ada' },
      });
    });

    test('keeps claims out of the ID token where the provider says so', async () => {
      const client = await aClient(rig, furniture, { include_claims_in_id_token: false });
      const tokens = await tokensFor(rig, await signedIn(), client);
      expect(payloadOf(tokens.id_token)).not.toHaveProperty('email');
      expect(payloadOf(tokens.id_token)).toHaveProperty('sub');
      expect((await userinfo(rig, tokens.access_token)).body).toMatchObject({ email: 'ada@corp.test' });
    });

    const subjects: Record<string, () => unknown> = {
      user_id: () => String(ada.pk),
      user_uuid: () => ada.uuid,
      user_username: () => 'ada',
      user_email: () => 'ada@corp.test',
      user_upn: () => rig.uid({ uuid: String(ada.uuid) }),
      hashed_user_id: () => rig.uid({ uuid: String(ada.uuid) }),
    };
    test.each(Object.entries(subjects))('knows a person by %s', async (sub_mode, subject) => {
      const client = await aClient(rig, furniture, { sub_mode });
      const tokens = await tokensFor(rig, await signedIn(), client);
      expect(payloadOf(tokens.id_token).sub).toBe(subject());
      expect((await userinfo(rig, tokens.access_token)).body.sub).toBe(subject());
      const { body } = await post(rig, 'introspect', client, { token: String(tokens.access_token) });
      expect(body).toMatchObject({ active: true, sub: subject(), username: 'ada', iss: client.issuer });
    });

    test('refuses a person without what the subject is made of', async () => {
      const client = await aClient(rig, furniture, { sub_mode: 'user_email' });
      const nobody = await rig.add('authentik_core.user', { username: 'bare', name: '' });
      const { url } = await (await signedIn(nobody)).follow(authorizeUrl(rig, client));
      expect(url.pathname).toMatch(/^\/if\/flow\//);
      expect(rig.events.at(-1)).toMatchObject({ action: 'configuration_error' });
    });

    test('an expression that fails says nothing, and an event names it', async () => {
      const broken = await rig.add('authentik_providers_oauth2.scopemapping', {
        name: 'broken',
        scope_name: 'profile',
        expression: 'return request.user.nothing.here',
      });
      const greedy = await rig.add('authentik_providers_oauth2.scopemapping', {
        name: 'greedy',
        scope_name: 'email',
        expression:
          'return { sub: "somebody else", iss: "https://evil.test", exp: 1, aud: "x", good: { deep: [1] } }',
      });
      const client = await aClient(rig, furniture, { property_mappings: [broken.pk, greedy.pk] });
      const tokens = await tokensFor(rig, await signedIn(), client);
      expect(payloadOf(tokens.id_token)).toMatchObject({
        sub: rig.uid({ uuid: ada.uuid }),
        iss: client.issuer,
        aud: client.client_id,
        good: { deep: [1] },
      });
      expect(rig.events.filter(({ action }) => action === 'property_mapping_exception')).toContainEqual(
        expect.objectContaining({
          context: expect.objectContaining({ mapping: { pk: broken.pk, name: 'broken' } }),
        }),
      );
    });

    test('mappings see the user, the provider and the scopes', async () => {
      const nosy = await rig.add('authentik_providers_oauth2.scopemapping', {
        name: 'nosy',
        scope_name: 'profile',
        expression:
          'return { seen: [user.username, request.user.username, provider.client_id, token.scopes.join(" ")] }',
      });
      const client = await aClient(rig, furniture, { property_mappings: [nosy.pk] });
      const tokens = await tokensFor(rig, await signedIn(), client, { scope: 'openid profile' });
      expect(payloadOf(tokens.id_token).seen).toEqual(['ada', 'ada', client.client_id, 'openid profile']);
    });
  });

  describe('scopes', () => {
    test('row 34: unknown ones are dropped', async () => {
      const client = await aClient(rig, furniture);
      const tokens = await tokensFor(rig, await signedIn(), client, { scope: 'openid email something' });
      expect(tokens.scope).toBe('openid email');
    });

    test('row 35: none means all that are configured, and consent lists them', async () => {
      const client = await aClient(rig, furniture, { authorization_flow: furniture.asking.pk });
      const browser = await signedIn();
      const url = authorizeUrl(rig, client);
      url.searchParams.delete('scope');
      const page = await browser.follow(url);
      expect(await browser.look(page.url)).toMatchObject({
        component: 'ak-stage-consent',
        permissions: [{ id: 'email', name: 'Your e-mail address' }],
      });
    });

    test('row 36: offline access without a mapping gives no refresh token', async () => {
      const mappings = furniture.mappings.filter(({ name }) => name !== 'offline_access');
      const client = await aClient(rig, furniture, { property_mappings: mappings.map(({ pk }) => pk) });
      const tokens = await tokensFor(rig, await signedIn(), client, { scope: 'openid offline_access' });
      expect(tokens).not.toHaveProperty('refresh_token');
      expect(tokens.scope).toBe('openid');
    });

    test('row 37: a policy reads the scopes that are asked for', async () => {
      const admin = await rig.add('authentik_providers_oauth2.scopemapping', {
        name: 'admin',
        scope_name: 'admin',
        expression: 'return {}',
      });
      const client = await aClient(rig, furniture, { property_mappings: [admin.pk] });
      const policy = await rig.add('authentik_policies_expression.expressionpolicy', {
        name: 'no admin',
        expression:
          'if (!context.oauth_scopes.includes("admin")) return true; message("Only admins may."); return false',
      });
      await rig.add('authentik_policies.policybinding', {
        target: client.application.pk,
        policy: policy.pk,
        order: 0,
      });
      const browser = await signedIn();
      expect(await codeFor(rig, browser, client, { scope: 'openid' })).toBeTruthy();
      const refused = await browser.follow(authorizeUrl(rig, client, { scope: 'openid admin' }));
      expect(await browser.look(refused.url)).toMatchObject({
        component: 'ak-stage-access-denied',
        messages: ['Only admins may.'],
        request_id: expect.any(String),
        application_name: client.application.name,
        home_url: '/',
      });
    });
  });

  describe('a person is needed', () => {
    test('row 28: an anonymous person goes through the provider’s own login flow, then comes back', async () => {
      const client = await aClient(rig, furniture, { authentication_flow: furniture.login.pk });
      const browser = new Browser(rig);
      const page = await browser.follow(authorizeUrl(rig, client, { login_hint: 'ada' }));
      expect(page.url.pathname).toBe('/if/flow/login/');
      expect(await browser.look(page.url)).toMatchObject({ component: 'ak-stage-identification' });
      const onward = await browser.answer(page.url, { uid_field: 'ada', password: 'secret' });
      expect(onward).toMatchObject({ component: 'xak-flow-redirect' });
      const { url } = await browser.follow(String(onward.to));
      expect(url.origin + url.pathname).toBe(CALLBACK);
      const { body } = await redeem(rig, client, url.searchParams.get('code') ?? '');
      expect(payloadOf(body.id_token)).toMatchObject({ sub: rig.uid({ uuid: ada.uuid }), amr: ['pwd'] });
    });

    test('without one, the brand’s login flow runs', async () => {
      const client = await aClient(rig, furniture);
      const page = await new Browser(rig).follow(authorizeUrl(rig, client));
      expect(page.url.pathname).toBe('/if/flow/login/');
    });

    test('consent is asked once, and again for more', async () => {
      const client = await aClient(rig, furniture, { authorization_flow: furniture.asking.pk });
      const browser = await signedIn();
      const page = await browser.follow(authorizeUrl(rig, client));
      const shown = await browser.look(page.url);
      const onward = await browser.answer(page.url, { token: shown.token });
      const { url } = await browser.follow(String(onward.to));
      expect(url.searchParams.get('code')).toBeTruthy();
      expect(await codeFor(rig, browser, client)).toBeTruthy(); // remembered
    });

    test('a finished authorization is good once', async () => {
      const client = await aClient(rig, furniture, { authorization_flow: furniture.asking.pk });
      const browser = await signedIn();
      const page = await browser.follow(authorizeUrl(rig, client, { prompt: 'consent' }));
      const shown = await browser.look(page.url);
      const onward = await browser.answer(page.url, { token: shown.token });
      const first = await browser.follow(String(onward.to));
      expect(first.url.searchParams.get('code')).toBeTruthy();
      const second = await browser.follow(String(onward.to));
      expect(second.response.status).toBe(400);
      expect(await second.response.text()).toContain('This sign-in has expired');
    });

    test('a finished authorization is no good in another session', async () => {
      const client = await aClient(rig, furniture, { authorization_flow: furniture.asking.pk });
      const browser = await signedIn();
      const page = await browser.follow(authorizeUrl(rig, client));
      const shown = await browser.look(page.url);
      const onward = await browser.answer(page.url, { token: shown.token });
      const eve = await rig.add('authentik_core.user', { username: `eve-${Date.now()}`, name: 'Eve' });
      const other = await signedIn(eve);
      const { url } = await other.follow(String(onward.to));
      expect(url.pathname).toBe('/if/flow/asking/'); // Eve is asked for herself
      expect((await browser.follow(String(onward.to))).url.searchParams.get('code')).toBeTruthy();
    });

    test('row 32: prompt=none with nobody there is login_required', async () => {
      const client = await aClient(rig, furniture);
      const { url } = await new Browser(rig).follow(authorizeUrl(rig, client, { prompt: 'none' }));
      expect(url.origin + url.pathname).toBe(CALLBACK);
      expect(Object.fromEntries(url.searchParams)).toMatchObject({
        error: 'login_required',
        state: 'some-state',
        iss: client.issuer,
      });
      const signed = await (await signedIn()).follow(authorizeUrl(rig, client, { prompt: 'none' }));
      expect(signed.url.searchParams.get('code')).toBeTruthy();
    });

    test('prompt=none where consent is missing is consent_required', async () => {
      const client = await aClient(rig, furniture, { authorization_flow: furniture.asking.pk });
      const { url } = await (await signedIn()).follow(authorizeUrl(rig, client, { prompt: 'none' }));
      expect(url.searchParams.get('error')).toBe('consent_required');
    });

    test('prompt=none for somebody who is refused is access_denied', async () => {
      const client = await aClient(rig, furniture, {}, { when_unbound: 'fail' });
      const { url } = await (await signedIn()).follow(authorizeUrl(rig, client, { prompt: 'none' }));
      expect(url.searchParams.get('error')).toBe('access_denied');
    });

    test('row 33: prompt=consent shows consent once where the flow has none', async () => {
      const client = await aClient(rig, furniture);
      const browser = await signedIn();
      const page = await browser.follow(authorizeUrl(rig, client, { prompt: 'consent' }));
      const shown = await browser.look(page.url);
      expect(shown).toMatchObject({ component: 'ak-stage-consent' });
      const onward = await browser.answer(page.url, { token: shown.token });
      expect((await browser.follow(String(onward.to))).url.searchParams.get('code')).toBeTruthy();
    });

    test.each([['login'], ['select_account']])('prompt=%s asks for a new login, once', async (prompt) => {
      const client = await aClient(rig, furniture);
      const browser = await signedIn(ada, Date.now() - 60_000);
      const page = await browser.follow(authorizeUrl(rig, client, { prompt }));
      expect(page.url.pathname).toBe('/if/flow/login/');
      const next = page.url.searchParams.get('next') ?? '';
      // Coming back without a login does not help.
      expect((await browser.follow(next)).url.pathname).toBe('/if/flow/login/');
      const onward = await browser.answer(page.url, { uid_field: 'ada', password: 'secret' });
      expect((await browser.follow(String(onward.to))).url.searchParams.get('code')).toBeTruthy();
    });

    test('somebody who never gets anywhere is sent back to the client', async () => {
      const client = await aClient(rig, furniture);
      const browser = await signedIn(ada, Date.now() - 60_000);
      let { url } = await browser.follow(authorizeUrl(rig, client, { prompt: 'login' }));
      for (let turn = 0; turn < 12 && url.pathname.startsWith('/if/'); turn++) {
        ({ url } = await browser.follow(url.searchParams.get('next') ?? ''));
      }
      expect(url.searchParams.get('error')).toBe('login_required');
    });

    test.each([
      { ago: 30, max_age: '60', asked: false },
      { ago: 90, max_age: '60', asked: true },
      { ago: 30, max_age: '0', asked: true },
    ])('max_age=$max_age, signed in $ago s ago', async ({ ago, max_age, asked }) => {
      const client = await aClient(rig, furniture);
      const browser = await signedIn(ada, Date.now() - ago * 1000);
      const { url } = await browser.follow(authorizeUrl(rig, client, { max_age }));
      expect(url.pathname === '/if/flow/login/').toBe(asked);
      if (!asked) return;
      const onward = await browser.answer(url, { uid_field: 'ada', password: 'secret' });
      expect((await browser.follow(String(onward.to))).url.searchParams.get('code')).toBeTruthy();
    });

    test('id_token_hint: the same person passes, another one has to sign in', async () => {
      const client = await aClient(rig, furniture);
      const browser = await signedIn();
      const { id_token } = await tokensFor(rig, browser, client);
      const hint = { id_token_hint: String(id_token) };
      expect(await codeFor(rig, browser, client, hint)).toBeTruthy();
      const bob = await rig.add('authentik_core.user', { username: 'bob', name: 'Bob' });
      const { url } = await (await signedIn(bob)).follow(authorizeUrl(rig, client, hint));
      expect(url.pathname).toBe('/if/flow/login/');
      const silent = await (await signedIn(bob)).follow(
        authorizeUrl(rig, client, { ...hint, prompt: 'none' }),
      );
      expect(silent.url.searchParams.get('error')).toBe('login_required');
    });

    test('a request by POST goes on as one by GET', async () => {
      const client = await aClient(rig, furniture);
      const browser = await signedIn();
      const form = authorizeUrl(rig, client).searchParams;
      const short = await browser.open('/application/o/authorize/', { method: 'POST', body: form });
      expect(short.status).toBe(303);
      expect(
        (await browser.follow(short.headers.get('location') ?? '')).url.searchParams.get('code'),
      ).toBeTruthy();
      form.set('state', 's'.repeat(6_000));
      const long = await browser.open('/application/o/authorize/', { method: 'POST', body: form });
      expect(long.headers.get('location')).toMatch(/^\/application\/o\/authorize\/[\w-]{20,}\/$/);
      const { url } = await browser.follow(long.headers.get('location') ?? '');
      expect(url.searchParams.get('state')).toHaveLength(6_000);
    });
  });

  describe('refresh', () => {
    const offline = { scope: 'openid offline_access email' };
    async function family(client: TestClient, browser: Browser): Promise<Record<string, unknown>> {
      const page = await browser.follow(authorizeUrl(rig, client, offline));
      let { url } = page;
      if (url.pathname.startsWith('/if/')) {
        const shown = await browser.look(url);
        const onward = await browser.answer(url, { token: shown.token });
        ({ url } = await browser.follow(String(onward.to)));
      }
      return (await redeem(rig, client, url.searchParams.get('code') ?? '')).body;
    }

    test('what is granted while somebody acts as a user says that user, and ends with it; the control goes on', async () => {
      const client = await aClient(rig, furniture);
      const admins = await rig.add('authentik_core.group', { name: 'admins', is_superuser: true });
      const root = await rig.add('authentik_core.user', { username: 'root', name: 'R', groups: [admins.pk] });
      const browser = await signedIn(root);
      const own = await family(client, browser);
      await browser.actAs(ada);
      const hers = await family(client, browser);
      expect((await userinfo(rig, hers.access_token)).body.sub).toBe(rig.uid({ uuid: ada.uuid }));
      const again = await refresh(rig, client, hers.refresh_token);
      expect(again.status).toBe(200);
      await browser.actAs(null);
      expect((await userinfo(rig, again.body.access_token)).status).toBe(401);
      expect((await refresh(rig, client, again.body.refresh_token)).body.error).toBe('invalid_grant');
      expect((await refresh(rig, client, own.refresh_token)).status).toBe(200);
    });

    test('whoever is let in is in the decision log each time, under the id of the request', async () => {
      const client = await aClient(rig, furniture);
      const tokens = await family(client, await signedIn());
      rig.decided.length = 0;
      const again = await codeFor(rig, await signedIn(), client);
      const answers = [
        await redeem(rig, client, again),
        await userinfo(rig, tokens.access_token),
        await post(rig, 'introspect', client, { token: String(tokens.access_token) }),
        await refresh(rig, client, tokens.refresh_token),
      ];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const [authorize, ...others] = rig.decided.filter(({ target }) => target.pk === client.application.pk);
      expect(authorize?.request.context).toMatchObject({ oauth_endpoint: 'authorize' });
      expect(
        others.map(({ request_id, decision, request: { context } }) => ({
          request_id,
          passing: decision.passing,
          at: context.oauth_endpoint,
        })),
      ).toEqual(
        ['token', 'userinfo', 'introspect', 'token'].map((at, index) => ({
          request_id: answers[index]?.headers.get('x-postern-request-id'),
          passing: true,
          at,
        })),
      );
    });

    test('offline access is consented to once, and rotates with each use', async () => {
      const client = await aClient(rig, furniture);
      const browser = await signedIn();
      const first = await family(client, browser);
      expect(first.refresh_token).toBeTruthy();
      const second = await refresh(rig, client, first.refresh_token);
      expect(second.status).toBe(200);
      expect(second.body.refresh_token).not.toBe(first.refresh_token);
      expect(payloadOf(second.body.id_token)).toMatchObject({ email: 'ada@corp.test' });
      expect((await userinfo(rig, second.body.access_token)).status).toBe(200);
      // The next time nobody is asked any more.
      const again = await browser.follow(authorizeUrl(rig, client, offline));
      expect(again.url.searchParams.get('code')).toBeTruthy();
    });

    test('a refresh token that was used before ends the family', async () => {
      const client = await aClient(rig, furniture);
      const first = await family(client, await signedIn());
      const second = await refresh(rig, client, first.refresh_token);
      expect(second.status).toBe(200);
      const replay = await refresh(rig, client, first.refresh_token);
      expect(replay).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      expect((await refresh(rig, client, second.body.refresh_token)).body.error).toBe('invalid_grant');
      expect((await userinfo(rig, second.body.access_token)).status).toBe(401);
    });

    test('of parallel refreshes one wins, and the family ends', async () => {
      const client = await aClient(rig, furniture);
      const first = await family(client, await signedIn());
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => refresh(rig, client, first.refresh_token)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ body }) => body.error === 'invalid_grant')).toHaveLength(4);
      const winner = answers.find(({ status }) => status === 200);
      expect((await refresh(rig, client, winner?.body.refresh_token)).status).toBe(400);
    });

    test('with a threshold the token stays the same until it is nearly over', async () => {
      const client = await aClient(rig, furniture, { refresh_token_threshold: 'hours=1' });
      const first = await family(client, await signedIn());
      const second = await refresh(rig, client, first.refresh_token);
      expect(second.body.refresh_token).toBe(first.refresh_token);
      await rig.change('authentik_providers_oauth2.oauth2provider', client.provider.pk, {
        refresh_token_threshold: 'days=31',
      });
      const third = await refresh(rig, client, first.refresh_token);
      expect(third.body.refresh_token).not.toBe(first.refresh_token);
    });

    test('offline access outlives the session, everything else ends with it', async () => {
      const client = await aClient(rig, furniture);
      const browser = await signedIn();
      const lasting = await family(client, browser);
      const bound = await tokensFor(rig, browser, client);
      const { rows } = await held.database.pool.query<{ session: string }>(
        'select session from oauth_grants where session is not null and application = $1',
        [client.application.pk],
      );
      expect((await userinfo(rig, bound.access_token)).status).toBe(200);
      await rig.people.endSession(rows[0]?.session ?? '');
      expect((await userinfo(rig, bound.access_token)).status).toBe(401);
      const { body } = await post(rig, 'introspect', client, { token: String(bound.access_token) });
      expect(body).toEqual({ active: false });
      expect((await refresh(rig, client, lasting.refresh_token)).status).toBe(200);
    });

    test.each(['access_token', 'refresh_token'] as const)('revoking the %s ends the family', async (kind) => {
      const client = await aClient(rig, furniture);
      const [tokens, others] = [
        await family(client, await signedIn()),
        await family(client, await signedIn()),
      ];
      const revoked = await post(rig, 'revoke', client, { token: String(tokens[kind]) });
      expect(revoked.status).toBe(200);
      expect((await userinfo(rig, tokens.access_token)).status).toBe(401);
      expect((await refresh(rig, client, tokens.refresh_token)).body.error).toBe('invalid_grant');
      expect((await userinfo(rig, others.access_token)).status).toBe(200);
      expect((await post(rig, 'revoke', client, { token: 'nothing' })).status).toBe(200); // RFC 7009 section 2.2
    });
  });

  describe('logout by the client', () => {
    const LOGOUT = 'https://rp.test/bye';
    const uris = [
      { matching_mode: 'strict', url: CALLBACK, redirect_uri_type: 'authorization' },
      { matching_mode: 'strict', url: LOGOUT, redirect_uri_type: 'logout' },
    ];

    test('ends what the session gave to the application, and goes where the client asked', async () => {
      const client = await aClient(rig, furniture, { redirect_uris: uris });
      const other = await aClient(rig, furniture);
      const browser = await signedIn();
      const tokens = await tokensFor(rig, browser, client);
      const others = await tokensFor(rig, browser, other);
      const url = new URL(`${client.issuer}end-session/`);
      url.searchParams.set('id_token_hint', String(tokens.id_token));
      url.searchParams.set('post_logout_redirect_uri', LOGOUT);
      url.searchParams.set('state', 'a b&c');
      const gone = await browser.follow(url);
      expect(gone.url.href).toBe(`${LOGOUT}?state=a+b%26c`);
      expect((await userinfo(rig, tokens.access_token)).status).toBe(401);
      expect((await userinfo(rig, others.access_token)).status).toBe(200);
      expect(await codeFor(rig, browser, client)).toBeTruthy(); // row 46: the session itself stays
    });

    test('without an address, a page says what ended', async () => {
      const client = await aClient(rig, furniture);
      const browser = await signedIn();
      const { url } = await browser.follow(`${client.issuer}end-session/`);
      expect(await browser.look(url)).toMatchObject({
        component: 'ak-stage-session-end',
        application_name: client.application.name,
      });
    });

    test('somebody who is not signed in is only sent on', async () => {
      const client = await aClient(rig, furniture, { redirect_uris: uris });
      const url = new URL(`${client.issuer}end-session/`);
      url.searchParams.set('post_logout_redirect_uri', LOGOUT);
      expect((await new Browser(rig).follow(url)).url.href).toBe(LOGOUT);
    });
  });

  describe('discovery', () => {
    const get = async (url: string) => (await fetch(url)).json() as Promise<Record<string, unknown>>;

    test('each application has its own, with the shared addresses', async () => {
      const client = await aClient(rig, furniture);
      const shared = `${rig.origin}/application/o`;
      expect(await get(`${client.issuer}.well-known/openid-configuration`)).toMatchObject({
        issuer: client.issuer,
        authorization_endpoint: `${shared}/authorize/`,
        token_endpoint: `${shared}/token/`,
        userinfo_endpoint: `${shared}/userinfo/`,
        introspection_endpoint: `${shared}/introspect/`,
        revocation_endpoint: `${shared}/revoke/`,
        end_session_endpoint: `${client.issuer}end-session/`,
        jwks_uri: `${client.issuer}jwks/`,
        id_token_signing_alg_values_supported: ['ES256'],
        code_challenge_methods_supported: ['S256'],
        response_types_supported: ['code'],
        grant_types_supported: ['authorization_code', 'refresh_token'],
        subject_types_supported: ['public'],
        scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      });
      const { keys } = (await get(`${client.issuer}jwks/`)) as { keys: Record<string, unknown>[] };
      expect(keys).toEqual([expect.objectContaining({ kty: 'EC', alg: 'ES256', use: 'sig' })]);
      expect(keys[0]).not.toHaveProperty('d');
    });

    test('a global issuer is the same for all that want it, found at the root', async () => {
      const one = await aClient(rig, furniture, { issuer_mode: 'global' });
      const two = await aClient(rig, furniture, { issuer_mode: 'global', signing_key: furniture.rsa.pk });
      const root = await get(`${rig.origin}/.well-known/openid-configuration`);
      expect(root).toMatchObject({
        issuer: `${rig.origin}/`,
        jwks_uri: `${rig.origin}/.well-known/jwks.json`,
        id_token_signing_alg_values_supported: expect.arrayContaining(['ES256', 'RS256']),
      });
      const { keys } = (await get(String(root.jwks_uri))) as { keys: { kid: string }[] };
      expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
      for (const client of [one, two]) {
        const { id_token } = await tokensFor(rig, await signedIn(), client);
        expect(payloadOf(id_token).iss).toBe(`${rig.origin}/`);
        const header = JSON.parse(Buffer.from(String(id_token).split('.')[0] ?? '', 'base64url').toString());
        expect(keys.map(({ kid }) => kid)).toContain(header.kid);
      }
    });

    test('an application that is not there has none', async () => {
      expect(
        (await fetch(`${rig.origin}/application/o/nothing/.well-known/openid-configuration`)).status,
      ).toBe(404);
      expect((await fetch(`${rig.origin}/application/o/nothing/jwks/`)).status).toBe(404);
    });

    test('a change of the provider acts on the next request', async () => {
      const client = await aClient(rig, furniture);
      await tokensFor(rig, await signedIn(), client);
      await rig.change('authentik_providers_oauth2.oauth2provider', client.provider.pk, {
        access_token_validity: 'minutes=5',
      });
      expect(await tokensFor(rig, await signedIn(), client)).toMatchObject({ expires_in: 300 });
      await rig.change('authentik_core.application', client.application.pk, { provider: null });
      const { response } = await (await signedIn()).follow(authorizeUrl(rig, client));
      expect(response.status).toBe(400);
    });
  });

  describe('browsers of other sites', () => {
    test('a page of a public client may redeem its code, and nobody else may', async () => {
      const client = await aClient(rig, furniture, { client_type: 'public' });
      const { verifier, challenge } = pkce();
      const params = { code_challenge: challenge, code_challenge_method: 'S256' };
      const browser = await signedIn();
      const ask = async (origin: string) => {
        const code = await codeFor(rig, browser, client, params);
        return fetch(`${rig.origin}/application/o/token/`, {
          method: 'POST',
          headers: { origin },
          body: new URLSearchParams({
            grant_type: 'authorization_code',
            code,
            redirect_uri: CALLBACK,
            client_id: client.client_id,
            code_verifier: verifier,
          }),
        });
      };
      const own = await ask('https://rp.test');
      expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, 'https://rp.test']);
      const foreign = await ask('https://evil.test');
      expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([400, null]);
      const preflight = await fetch(`${rig.origin}/application/o/token/`, {
        method: 'OPTIONS',
        headers: { origin: 'https://rp.test', 'access-control-request-method': 'POST' },
      });
      expect(preflight.status).toBe(204);
    });
  });
});
