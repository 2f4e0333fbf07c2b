import {
  Configuration,
  CoreApi,
  CryptoApi,
  EventsApi,
  FlowsApi,
  PoliciesApi,
  PropertymappingsApi,
  SourcesApi,
  StagesApi,
} from '@goauthentik/api';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT_ID, CLIENT_SECRET, startUpstream, type Upstream } from '../sources/upstream.ts';
import { accessibilityFaults, openBrowser, openPage, shoot } from './browser.ts';
import { type DemoClient, startDemoClient } from './demo-client.ts';
import { type RunningServer, startServer } from './server.ts';

/**
 * The main job from end to end, on the real program in a real browser: the first administrator, an application with a
 * policy, a client that signs people in, one who is refused, and why. The tests are the stations of one road and run
 * in this order.
 */

const TOKEN = 'a-token-of-the-main-road-test-0123456789';
const PASSWORD = 'correct horse battery staple';
const SECRET = 'demo/secret+with:odd%characters';
const DEMO_PORT = 43_117;

let server: RunningServer;
let browser: Browser;
let demo: DemoClient;
let upstream: Upstream;
let api: { core: CoreApi; policies: PoliciesApi; events: EventsApi };
/** Keys of what the road makes. */
const made = { group: '', application: '', binding: '', source: '', sourceBinding: '' };

beforeAll(async () => {
  [server, browser] = await Promise.all([
    startServer({ POSTERN_BOOTSTRAP_TOKEN: TOKEN, POSTERN_EGRESS_ALLOW: '127.0.0.1' }),
    openBrowser(),
  ]);
  const configuration = new Configuration({ basePath: `${server.origin}/api/v3`, accessToken: TOKEN });
  api = {
    core: new CoreApi(configuration),
    policies: new PoliciesApi(configuration),
    events: new EventsApi(configuration),
  };
}, 180_000);

afterAll(async () => {
  await demo?.stop();
  await upstream?.close();
  await browser?.close();
  await server?.stop();
});

const configuration = () => new Configuration({ basePath: `${server.origin}/api/v3`, accessToken: TOKEN });

/** Fills in and sends the form of the step that is shown. */
async function answer(
  page: Page,
  fields: Readonly<Record<string, string>>,
  button: string | RegExp,
): Promise<void> {
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('button', { name: button }).click();
}

async function signIn(page: Page, username: string): Promise<void> {
  await answer(page, { 'Email or username': username }, /Log in|Continue/);
  await page.getByLabel('Password', { exact: true }).waitFor();
  await answer(page, { Password: PASSWORD }, /Continue|Log in/);
}

describe('the main road', () => {
  test('the set-up link makes the first administrator, who lands in the user interface', async () => {
    expect(server.setupLink).toBeDefined();
    const { page, complaints, close } = await openPage(browser, 'light');
    await page.goto(String(server.setupLink));
    await page.getByRole('heading', { name: 'Welcome to Postern' }).waitFor();
    await shoot(page, 'road-1-set-up');
    expect(await accessibilityFaults(page)).toEqual([]);
    await answer(
      page,
      { 'E-mail': 'admin@corp.test', 'New password': PASSWORD, 'New password, once more': PASSWORD },
      'Continue',
    );
    await page.waitForURL('**/if/user/**');
    await page.getByRole('heading', { name: 'My applications' }).waitFor();
    await shoot(page, 'road-2-user-interface');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);

    await page.getByRole('link', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: /Welcome/ }).waitFor();
    await close();
  });

  test('A24: the set-up link is gone for ever once it was used', async () => {
    const { page, close } = await openPage(browser, 'light');
    const response = await page.goto(String(server.setupLink));
    expect(response?.status()).toBe(404);
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    await close();
  });

  test('an administrator makes people, a provider and an application with one binding, by the npm client', async () => {
    const { core } = api;
    const group = await core.coreGroupsCreate({ groupRequest: { name: 'Engineers' } });
    made.group = group.pk;
    for (const [username, groups] of [
      ['ada', [group.pk]],
      ['bob', []],
    ] as const) {
      const user = await core.coreUsersCreate({
        userRequest: { username, name: username, email: `${username}@corp.test`, groups: [...groups] },
      });
      await core.coreUsersSetPasswordCreate({ id: user.pk, userPasswordSetRequest: { password: PASSWORD } });
    }
    const flows = await new FlowsApi(configuration()).flowsInstancesList({ pageSize: 100 });
    const flow = (slug: string) => String(flows.results.find((found) => found.slug === slug)?.pk);
    const scopes = await new PropertymappingsApi(configuration()).propertymappingsProviderScopeList({});
    const keys = await new CryptoApi(configuration()).cryptoCertificatekeypairsList({ hasKey: true });
    const applied = await core.coreTransactionalApplicationsUpdate({
      transactionApplicationRequest: {
        app: { name: 'Demo', slug: 'demo', group: 'Try out' },
        providerModel: 'authentik_providers_oauth2.oauth2provider',
        provider: {
          providerModel: 'authentik_providers_oauth2.oauth2provider',
          name: 'Demo',
          authorizationFlow: flow('default-provider-authorization-explicit-consent'),
          invalidationFlow: flow('default-provider-invalidation-flow'),
          clientId: 'demo',
          clientSecret: SECRET,
          signingKey: keys.results.find(({ keyType }) => keyType === 'ec')?.pk ?? null,
          propertyMappings: scopes.results.map(({ pk }) => pk),
          redirectUris: [
            {
              matchingMode: 'strict',
              url: `http://localhost:${DEMO_PORT}/callback`,
              redirectUriType: 'authorization',
            },
            { matchingMode: 'strict', url: `http://localhost:${DEMO_PORT}/`, redirectUriType: 'logout' },
          ],
        },
        policyBindings: [{ group: group.pk, order: 0 }],
      },
    });
    expect(applied.applied).toBe(true);
    made.application = (await core.coreApplicationsRetrieve({ slug: 'demo' })).pk;
    const bindings = await api.policies.policiesBindingsList({ target: made.application });
    expect(bindings.results).toMatchObject([
      { group: group.pk, groupObj: { name: 'Engineers' }, order: 0, enabled: true },
    ]);
    made.binding = String(bindings.results[0]?.pk);
    demo = await startDemoClient({
      issuer: `${server.origin}/application/o/demo/`,
      'client-id': 'demo',
      'client-secret': SECRET,
      scope: 'openid profile email offline_access',
      port: String(DEMO_PORT),
    });
  });

  test('who is in the group signs in: login, consent, code, tokens, userinfo; and signs out', async () => {
    const { page, close } = await openPage(browser, 'light');
    await page.goto(demo.origin);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Email or username').waitFor();
    expect(await page.getByText('Demo').first().isVisible()).toBe(true);
    await shoot(page, 'road-3-login');
    await signIn(page, 'ada');
    await page.getByRole('button', { name: 'Allow' }).waitFor();
    await shoot(page, 'road-4-consent');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'Signed in' }).waitFor();
    const shown = await page.locator('body').textContent();
    expect(shown).toContain('"preferred_username": "ada"');
    expect(shown).toContain('"email": "ada@corp.test"');
    expect(shown).toContain('"Engineers"');
    await shoot(page, 'road-5-signed-in');

    // The refresh token is replaced, and still the same decision is asked.
    await page.getByRole('link', { name: 'Refresh' }).click();
    await page.getByRole('heading', { name: 'Signed in' }).waitFor();

    await page.goto(`${server.origin}/if/user/`);
    await page.getByRole('link', { name: /Demo/ }).waitFor();
    await shoot(page, 'road-6-library');
    await close();
  });

  test('who is not in the group is refused in plain words, with a request id that opens the decision', async () => {
    const { page, close } = await openPage(browser, 'light');
    await page.goto(`${demo.origin}/login`);
    await signIn(page, 'bob');
    await page.getByRole('heading', { name: 'Access denied' }).waitFor();
    await page.getByText('You may not open Demo.').waitFor();
    await shoot(page, 'road-7-denied');
    expect(await accessibilityFaults(page)).toEqual([]);
    const id = await requestIdOn(page);
    const decision = await decisionOf(id);
    expect(decision.results).toHaveLength(1);
    expect(decision.results[0]).toMatchObject({
      target_name: 'Demo',
      username: 'bob',
      passing: false,
      mode: 'any',
      trace: [{ outcome: 'fail', why: 'not_member', subject: { kind: 'group', label: 'Engineers' } }],
    });
    // Bob does not even see it.
    await page.goto(`${server.origin}/if/user/`);
    await page.getByRole('heading', { name: 'My applications' }).waitFor();
    expect(await page.getByText('Demo').count()).toBe(0);
    await close();
  });

  test('the group is exchanged for an expression, and sessions that are open follow at once', async () => {
    const ada = await openPage(browser, 'light');
    await ada.page.goto(`${demo.origin}/login`);
    await signIn(ada.page, 'ada');
    await ada.page.getByRole('heading', { name: 'Signed in' }).waitFor();

    const policy = await api.policies.policiesExpressionCreate({
      expressionPolicyRequest: {
        name: 'Only the other company',
        expression:
          'if (request.user.email.endsWith("@other.test")) return true;\nak_message("Demo is for the other company.");\nreturn false;',
      },
    });
    await api.policies.policiesBindingsUpdate({
      policyBindingUuid: made.binding,
      policyBindingRequest: { policy: policy.pk, group: null, target: made.application, order: 0 },
    });

    // In the session that was open before: the next authorization is refused, with the policy's own words.
    await ada.page.goto(`${demo.origin}/login`);
    await ada.page.getByText('Demo is for the other company.').waitFor();
    await shoot(ada.page, 'road-8-denied-by-expression');
    const refused = await decisionOf(await requestIdOn(ada.page));
    expect(refused.results[0]).toMatchObject({
      passing: false,
      messages: ['Demo is for the other company.'],
      trace: [{ outcome: 'fail', subject: { kind: 'policy', label: 'Only the other company' }, raw: false }],
    });
    expect(refused.results[0]).toMatchObject({
      facts: { user: { username: 'ada', email: 'ada@corp.test' } },
    });

    // And the refresh token of before is worth nothing.
    await ada.page.goto(`${demo.origin}/refresh`);
    expect(await ada.page.locator('body').textContent()).toContain('invalid_grant');

    await api.policies.policiesExpressionPartialUpdate({
      policyUuid: policy.pk,
      patchedExpressionPolicyRequest: { expression: 'return request.user.email.endsWith("@corp.test")' },
    });
    await ada.page.goto(`${demo.origin}/login`);
    await ada.page.getByRole('heading', { name: 'Signed in' }).waitFor();

    // One over the client's address: here everybody comes from this machine.
    await api.policies.policiesExpressionPartialUpdate({
      policyUuid: policy.pk,
      patchedExpressionPolicyRequest: {
        expression: 'return request.http_request?.client_ip?.startsWith("10.") ?? false',
      },
    });
    await ada.page.goto(`${demo.origin}/login`);
    await ada.page.getByRole('heading', { name: 'Access denied' }).waitFor();
    await api.policies.policiesExpressionPartialUpdate({
      policyUuid: policy.pk,
      patchedExpressionPolicyRequest: {
        expression: 'return request.http_request?.client_ip === "127.0.0.1"',
      },
    });
    await ada.page.goto(`${demo.origin}/login`);
    await ada.page.getByRole('heading', { name: 'Signed in' }).waitFor();
    await ada.close();
  });

  test('ada also signs in through another OpenID provider, whose button is on the login page', async () => {
    const callback = `${server.origin}/source/oauth/callback/upstream/`;
    upstream = await startUpstream([callback]);
    upstream.person = { sub: 'upstream-ada', preferred_username: 'ada', name: 'Ada', email: 'ada@corp.test' };
    const flows = await new FlowsApi(configuration()).flowsInstancesList({ pageSize: 100 });
    const flow = (slug: string) => String(flows.results.find((found) => found.slug === slug)?.pk);
    const source = await new SourcesApi(configuration()).sourcesOauthCreate({
      oAuthSourceRequest: {
        name: 'Other company',
        slug: 'upstream',
        providerType: 'openidconnect',
        consumerKey: CLIENT_ID,
        consumerSecret: CLIENT_SECRET,
        oidcWellKnownUrl: upstream.wellKnown,
        userMatchingMode: 'email_link',
        authenticationFlow: flow('default-source-authentication'),
        enrollmentFlow: flow('default-source-enrollment'),
      },
    });
    made.source = source.pk;
    const stages = new StagesApi(configuration());
    const [identification] = (await stages.stagesIdentificationList({})).results;
    await stages.stagesIdentificationPartialUpdate({
      stageUuid: String(identification?.pk),
      patchedIdentificationStageRequest: { sources: [source.pk] },
    });

    const { page, close } = await openPage(browser, 'light');
    await page.goto(`${server.origin}/`);
    const button = page
      .getByRole('link', { name: /Other company/ })
      .or(page.getByRole('button', { name: /Other company/ }));
    await button.waitFor();
    await shoot(page, 'road-9-source');
    expect(await accessibilityFaults(page)).toEqual([]);
    await button.click();
    await page.waitForURL('**/if/user/**');
    await page.getByText('ada', { exact: true }).first().waitFor();
    await close();
    const connections = await new SourcesApi(configuration()).sourcesUserConnectionsOauthList({});
    expect(connections.results).toMatchObject([{ identifier: 'upstream-ada', source: source.pk }]);
  });

  test('a binding on the source takes the button away and stops whoever goes there all the same', async () => {
    const binding = await api.policies.policiesBindingsCreate({
      policyBindingRequest: { target: made.source, group: made.group, order: 0 },
    });
    made.sourceBinding = binding.pk;
    // Bound to the group: the login page cannot know who comes, so the button stays, and the callback judges.
    const ada = await openPage(browser, 'light');
    await ada.page.goto(`${server.origin}/source/oauth/login/upstream/`);
    await ada.page.waitForURL('**/if/user/**');
    await ada.close();

    upstream.person = {
      sub: 'upstream-eve',
      preferred_username: 'eve',
      name: 'Eve',
      email: 'eve@other.test',
    };
    const eve = await openPage(browser, 'light');
    await eve.page.goto(`${server.origin}/source/oauth/login/upstream/`);
    await eve.page.getByRole('heading', { name: 'Access denied' }).waitFor();
    const [newest] = (await decisionOf(await requestIdOn(eve.page))).results;
    expect(newest).toMatchObject({ target_name: 'Other company', passing: false });
    const people = await api.core.coreUsersList({ username: 'eve' });
    expect(people.results).toEqual([]);
    await eve.close();

    // A policy that refuses whoever comes from here: no button, and no redirect.
    const policy = await api.policies.policiesExpressionCreate({
      expressionPolicyRequest: {
        name: 'Not from this machine',
        expression: 'return request.http_request?.client_ip !== "127.0.0.1"',
      },
    });
    await api.policies.policiesBindingsUpdate({
      policyBindingUuid: binding.pk,
      policyBindingRequest: { target: made.source, policy: policy.pk, group: null, order: 0 },
    });
    const anybody = await openPage(browser, 'light');
    await anybody.page.goto(`${server.origin}/`);
    await anybody.page.getByLabel('Email or username').waitFor();
    expect(await anybody.page.getByText('Other company').count()).toBe(0);
    upstream.asked.length = 0;
    await anybody.page.goto(`${server.origin}/source/oauth/login/upstream/`);
    await anybody.page.getByRole('heading', { name: 'Access denied' }).waitFor();
    expect(upstream.asked).toEqual([]);
    await anybody.close();
  });

  test('an expression that does not fit is refused where it is written, with line and reason', async () => {
    const response = await fetch(`${server.origin}/api/v3/policies/expression/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Typo', expression: 'const x = 1;\nreturn request.user.emial === "x"' }),
    });
    expect(response.status).toBe(400);
    const body = (await response.json()) as { expression: string[] };
    expect(body.expression[0]).toMatch(/^As TypeScript: Line 2, column \d+: .*emial/);
  });

  test('the events tell what happened', async () => {
    const { results } = await api.events.eventsEventsList({ pageSize: 100 });
    const actions = new Set(results.map(({ action }) => String(action)));
    for (const action of [
      'login',
      'logout',
      'model_created',
      'model_updated',
      'authorize_application',
      'password_set',
    ])
      expect(actions, action).toContain(action);
    expect(JSON.stringify(results)).not.toContain(PASSWORD);
    expect(JSON.stringify(results)).not.toContain(SECRET);
  });
});

async function requestIdOn(page: Page): Promise<string> {
  const text = (await page.locator('body').textContent()) ?? '';
  const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/.exec(text)?.[0];
  expect(id, text).toBeDefined();
  return String(id);
}

async function decisionOf(id: string): Promise<{ results: Record<string, unknown>[] }> {
  const response = await fetch(`${server.origin}/api/v3/policies/decisions/${id}/`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as { results: Record<string, unknown>[] };
}
