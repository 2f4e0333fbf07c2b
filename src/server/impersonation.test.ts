import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Browser } from '../../test/sources/browser.ts';
import { type Rig, startRig, type TestSource } from '../../test/sources/rig.ts';
import { createOAuthStore } from '../store/oidc.ts';

/** Acting as another user: who may, what it shows and changes, what it never does, and how it ends. */
let rig: Rig;
let root: number;
let ada: number;
let helper: number;
let groups: string;
let source: TestSource;

const REASON = { reason: 'She cannot find her applications.' };

beforeAll(async () => {
  rig = await startRig();
  const { postern } = rig;
  root = postern.admin.pk;
  ada = (await postern.account('ada')).pk;
  const role = await roleWith(['authentik_core.impersonate', 'authentik_core.view_user']);
  helper = (await postern.account('helper', { roles: [role] })).pk;
  groups = (await made('/core/groups/', { name: 'everybody' })).pk;
  source = await rig.source({ user_matching_mode: 'identifier' });
});
afterAll(() => rig?.end());

let browser: Browser;
beforeEach(async () => {
  browser = await signedIn(root);
});

async function signedIn(pk: number): Promise<Browser> {
  const fresh = new Browser(rig.postern);
  await fresh.signIn(pk);
  return fresh;
}

async function made(path: string, body: object) {
  const answer = await rig.postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

let roles = 0;
async function roleWith(permissions: readonly string[], object: object = {}): Promise<string> {
  const { pk } = await made('/rbac/roles/', { name: `role ${++roles}` });
  await rig.postern.call('POST', `/rbac/permissions/assigned_by_roles/${pk}/assign/`, {
    body: { permissions, ...object },
  });
  return pk;
}

/** The API as a page in that browser asks it. */
async function ask(
  from: Browser,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' },
) {
  const answer = await rig.postern.server.inject({
    method,
    url: `/api/v3${path}`,
    headers: {
      host: 'localhost:9000',
      cookie: `postern_session=${from.cookie('postern_session')}`,
      ...headers,
    },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
}

const begin = (from: Browser, user: number, body: object = REASON) =>
  ask(from, 'POST', `/core/users/${user}/impersonate/`, body);
const end = (from: Browser) => ask(from, 'GET', '/core/users/impersonate_end/');
const me = async (from: Browser) => (await ask(from, 'GET', '/core/users/me/')).body;

describe('acting as another user', () => {
  test('shows what they see, keeps both, and is over when one says so', async () => {
    expect((await begin(browser, ada)).status).toBe(204);
    const { user, original } = await me(browser);
    expect([user.username, original.username]).toEqual(['ada', 'root-of-the-test']);
    expect(user.system_permissions).toEqual([]);
    expect((await ask(browser, 'GET', '/core/users/')).status).toBe(403);
    expect((await end(browser)).status).toBe(204);
    expect(await me(browser)).toMatchObject({ user: { username: 'root-of-the-test' } });
    expect(await me(browser)).not.toHaveProperty('original');
    expect((await ask(browser, 'GET', '/core/users/')).status).toBe(200);
    expect((await end(browser)).status).toBe(204);
  });

  test('is told of at its beginning and its end', async () => {
    await begin(browser, ada);
    await end(browser);
    const started = await newest('impersonation_started', '&search=ada');
    expect(started).toMatchObject({
      user: { username: 'root-of-the-test', pk: root },
      context: { ...REASON, subject: { username: 'ada', pk: ada } },
    });
    const ended = await newest('impersonation_ended', '&search=ada');
    expect(ended).toMatchObject({
      user: { username: 'root-of-the-test' },
      context: { subject: { username: 'ada' } },
    });
  });

  test('what is done meanwhile is written to whoever did it', async () => {
    const writer = await roleWith(['authentik_core.add_group', 'authentik_core.view_group']);
    const { pk } = await rig.postern.account('grace', { roles: [writer] });
    await begin(browser, pk);
    expect((await ask(browser, 'POST', '/core/groups/', { name: 'made by grace?' })).status).toBe(201);
    const event = await newest('model_created', '&search=made%20by%20grace');
    expect(event.user).toMatchObject({
      username: 'root-of-the-test',
      on_behalf_of: { username: 'grace', pk },
    });
  });

  test('a decision keeps who really asked', async () => {
    await begin(browser, ada);
    const { postern } = rig;
    const { pk: application } = await made('/core/applications/', { name: 'Wiki', slug: 'wiki' });
    const session = await postern.sessions.find(browser.cookie('postern_session') ?? '', http());
    const decision = await postern.decisions.decide(application, {
      user: session?.user ?? (undefined as never),
      http_request: { ...http(), impersonator: { pk: root, username: 'r', email: '', as: ada } },
    });
    expect(decision.passing).toBe(true);
    await postern.decisionLog.flush();
    const [kept] = await postern.decisionLog.find(REQUEST);
    expect(kept?.username).toBe('ada');
    expect(kept?.facts).toMatchObject({ http_request: { impersonator: { pk: root, as: ada } } });
  });

  test('is over with the session', async () => {
    await begin(browser, ada);
    const { body } = await rig.postern.call(
      'GET',
      '/core/authenticated_sessions/?user__username=root-of-the-test',
    );
    const own = body.results.find((session: { impersonated: unknown }) => session.impersonated === ada);
    expect((await rig.postern.call('DELETE', `/core/authenticated_sessions/${own.uuid}/`)).status).toBe(204);
    expect((await ask(browser, 'GET', '/core/users/me/')).status).toBe(403);
  });

  test('is over when the user is gone, inactive, or may do more than before', async () => {
    const { postern } = rig;
    for (const change of [
      (pk: number) => postern.call('PATCH', `/core/users/${pk}/`, { body: { is_active: false } }),
      (pk: number) => postern.call('DELETE', `/core/users/${pk}/`),
      async (pk: number) => {
        const role = await roleWith(['authentik_core.delete_group']);
        return postern.call('PATCH', `/core/users/${pk}/`, { body: { roles: [role] } });
      },
    ]) {
      const { pk } = await postern.account(`fleeting-${++roles}`);
      const from = await signedIn(helper);
      expect((await begin(from, pk)).status).toBe(204);
      expect((await me(from)).user.pk).toBe(pk);
      expect((await change(pk)).status).toBeLessThan(300);
      expect(await me(from)).toMatchObject({ user: { username: 'helper' } });
      expect(await me(from)).not.toHaveProperty('original');
    }
  });
});

describe('who may not, and the control', () => {
  test.each([
    { row: 'row 74: without a reason', user: () => ada, body: {}, status: 400, says: /Say why/ },
    { row: 'with blanks as a reason', user: () => ada, body: { reason: '  ' }, status: 400, says: /Say why/ },
    { row: 'oneself', user: () => root, body: REASON, status: 400, says: /already/ },
    { row: 'nobody', user: () => 4_711, body: REASON, status: 404, says: /no such/ },
    { row: 'the control', user: () => ada, body: REASON, status: 204, says: undefined },
  ])('$row: $status', async ({ user, body, status, says }) => {
    const answer = await begin(browser, user(), body);
    expect(answer.status).toBe(status);
    if (says) expect(JSON.stringify(answer.body)).toMatch(says);
  });

  test.each([
    { values: { type: 'service_account' }, status: 400 },
    { values: { is_active: false }, status: 400 },
    { values: {}, status: 204 },
  ])('somebody with $values: $status', async ({ values, status }) => {
    const { pk } = await rig.postern.account(`odd-${++roles}`, values);
    expect((await begin(browser, pk)).status).toBe(status);
  });

  test('never upwards: not whoever is superuser or holds what one does not hold; equals are fine', async () => {
    const { postern } = rig;
    const more = await roleWith(['authentik_core.delete_user']);
    const same = await roleWith(['authentik_core.view_user']);
    const one = await roleWith(['authentik_core.change_group'], {
      model: 'authentik_core.group',
      object_pk: groups,
    });
    const child = (await made('/core/groups/', { name: 'deputies', parents: [await superusers()] })).pk;
    const from = await signedIn(helper);
    for (const [values, status] of [
      [{ roles: [more] }, 403],
      [{ roles: [one] }, 403],
      [{ groups: [child] }, 403],
      [{ roles: [same] }, 204],
    ] as const) {
      const { pk } = await postern.account(`peer-${++roles}`, values);
      expect([values, (await begin(from, pk)).status]).toEqual([values, status]);
    }
    await end(from);
    expect((await begin(from, root)).status).toBe(403);
  });

  test('not without the permission; over one person it counts for that person alone', async () => {
    const { postern } = rig;
    const stranger = await signedIn((await postern.account('stranger')).pk);
    expect((await begin(stranger, ada)).status).toBe(403);
    const own = await roleWith(['authentik_core.impersonate'], {
      model: 'authentik_core.user',
      object_pk: String(ada),
    });
    const tutor = await signedIn((await postern.account('tutor', { roles: [own] })).pk);
    const { pk: other } = await postern.account('other');
    expect((await begin(tutor, other)).status).toBe(403);
    expect((await begin(tutor, ada)).status).toBe(204);
  });

  test('not from another site, neither to begin nor to end; and not by a token', async () => {
    const evil = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' };
    const path = `/core/users/${ada}/impersonate/`;
    expect((await ask(browser, 'POST', path, REASON, evil)).status).toBe(403);
    expect((await begin(browser, ada)).status).toBe(204);
    for (const headers of [evil, { 'sec-fetch-site': 'cross-site' }, {}])
      expect((await ask(browser, 'GET', '/core/users/impersonate_end/', undefined, headers)).status).toBe(
        403,
      );
    expect((await me(browser)).user.username).toBe('ada');
    expect((await end(browser)).status).toBe(204);
    expect((await rig.postern.call('POST', path, { body: REASON })).status).toBe(400);
  });

  test('not one in another', async () => {
    const { pk } = await rig.postern.account('third');
    const role = await roleWith(['authentik_core.impersonate']);
    const { pk: second } = await rig.postern.account('second', { roles: [role] });
    await begin(browser, second);
    const nested = await begin(browser, pk);
    expect(nested.status).toBe(400);
    expect(JSON.stringify(nested.body)).toMatch(/acting as second already/);
    expect((await me(browser)).user.username).toBe('second');
    await end(browser);
    expect((await begin(browser, pk)).status).toBe(204);
  });
});

describe('what one never does in the name of others, and the control: as oneself', () => {
  /** A superuser acts as another one: nothing is refused for want of rights. */
  let deputy: number;
  beforeAll(async () => {
    deputy = (await rig.postern.account('deputy', { groups: [await superusers()] })).pk;
  });
  let count = 0;

  const deeds: readonly {
    readonly deed: string;
    readonly how: () =>
      | Promise<readonly ['POST' | 'DELETE', string, object?]>
      | readonly ['POST' | 'DELETE', string, object?];
    readonly done: number;
  }[] = [
    {
      deed: 'set their password',
      how: () => ['POST', `/core/users/${deputy}/set_password/`, { password: 'mine now' }],
      done: 204,
    },
    {
      deed: 'set the password of somebody else',
      how: () => ['POST', `/core/users/${ada}/set_password/`, { password: 'mine now' }],
      done: 204,
    },
    {
      deed: 'make them a token',
      how: () => ['POST', '/core/tokens/', { identifier: `kept-${++count}`, intent: 'api' }],
      done: 201,
    },
    {
      deed: 'give a token another key',
      how: async () => {
        const identifier = `token-${++count}`;
        await made('/core/tokens/', { identifier, intent: 'api', user: ada });
        return ['POST', `/core/tokens/${identifier}/set_key/`, { key: 'k'.repeat(30) + count }];
      },
      done: 204,
    },
    {
      deed: 'make a service account with its key',
      how: () => ['POST', '/core/users/service_account/', { name: `robot-${++count}` }],
      done: 200,
    },
    { deed: 'make a link into an account', how: () => ['POST', `/core/users/${ada}/recovery/`], done: 400 },
  ];

  test.each(deeds)('$deed', async ({ how, done }) => {
    const acting = await signedIn(root);
    expect((await begin(acting, deputy)).status).toBe(204);
    const [method, path, body] = await how();
    const refused = await ask(acting, method, path, body);
    expect([400, 403]).toContain(refused.status);
    expect(JSON.stringify(refused.body)).toMatch(/acting as deputy/);
    await end(acting);
    expect((await ask(acting, method, path, body)).status).toBe(done);
  });

  test('connect one’s own identity to their account', async () => {
    rig.person();
    await begin(browser, ada);
    const refused = await rig.signIn(source, { browser });
    expect(JSON.stringify(refused.shown)).toMatch(/acting as ada/);
    expect(await rig.connections(source)).toEqual([]);
    await end(browser);
    await rig.signIn(source, { browser });
    expect(await rig.connections(source)).toMatchObject([{ user: root }]);
  });

  test('end their sessions or tokens by what is theirs alone: seen, and not changed', async () => {
    const theirs = await signedIn(ada);
    await begin(browser, ada);
    const { body } = await ask(browser, 'GET', '/core/authenticated_sessions/');
    const uuid = body.results.find((one: { user: number }) => one.user === ada)?.uuid;
    expect((await ask(browser, 'DELETE', `/core/authenticated_sessions/${uuid}/`)).status).toBe(403);
    expect((await ask(browser, 'DELETE', '/core/tokens/api-ada/')).status).toBe(403);
    expect((await ask(theirs, 'DELETE', `/core/authenticated_sessions/${uuid}/`)).status).toBe(204);
  });

  test('give up or rename their devices, even where one may do that as oneself', async () => {
    const { catalogue, objects } = rig.postern;
    const device = () =>
      objects.insert(catalogue.model('authentik_stages_authenticator_static.staticdevice'), {
        name: 'codes',
        user: deputy,
      });
    const path = `/authenticators/admin/static/${(await device()).pk}/`;
    await begin(browser, deputy);
    for (const refused of [
      await ask(browser, 'DELETE', path),
      await ask(browser, 'PATCH', path, { name: 'mine' }),
    ])
      expect([refused.status, JSON.stringify(refused.body)]).toEqual([
        400,
        expect.stringMatching(/acting as/),
      ]);
    await end(browser);
    expect((await ask(browser, 'PATCH', path, { name: 'lost' })).status).toBe(200);
    expect((await ask(browser, 'DELETE', path)).status).toBe(204);
  });

  test('a flow that changes the account is closed; one that leads into an application is open', async () => {
    const flow = async (designation: string) => {
      const slug = `flow-${designation}`.replaceAll('_', '-');
      await made('/flows/instances/', { name: slug, slug, title: slug, designation });
      return new URL(`http://localhost:9000/if/flow/${slug}/`);
    };
    const [settings, application] = [await flow('stage_configuration'), await flow('authorization')];
    await begin(browser, ada);
    const refused = await browser.look(settings);
    expect(refused.component).toBe('ak-stage-access-denied');
    expect(JSON.stringify(refused)).toMatch(/acting as ada/);
    expect((await browser.look(application)).component).toBe('xak-flow-redirect');
    await end(browser);
    expect((await browser.look(settings)).component).toBe('xak-flow-redirect');
  });
});

test('what an application was granted meanwhile ends with it', async () => {
  const { postern } = rig;
  const store = createOAuthStore(postern.database.database);
  const flows = await Promise.all(
    ['in', 'out'].map(async (slug) =>
      made('/flows/instances/', { name: slug, slug, title: slug, designation: 'authorization' }),
    ),
  );
  const provider = await made('/providers/oauth2/', {
    name: 'client',
    authorization_flow: flows[0]?.pk,
    invalidation_flow: flows[1]?.pk,
    redirect_uris: [{ matching_mode: 'strict', url: 'https://app.test/' }],
  });
  const application = (await made('/core/applications/', { name: 'App', slug: 'app', provider: provider.pk }))
    .pk;
  await begin(browser, ada);
  const { body } = await postern.call('GET', '/core/authenticated_sessions/?page_size=100');
  const { uuid } = body.results.find((one: { impersonated: unknown }) => one.impersonated === ada);
  const expires = Math.floor(Date.now() / 1000) + 600;
  const grant = async (user: number) => {
    const id = crypto.randomUUID();
    const token = { value: `code-${id}`, kind: 'AuthorizationCode' as const, payload: {}, expires };
    await store.begin(
      { id, provider: provider.pk, application, user, session: uuid, payload: { oidc: {} }, expires },
      token,
      null,
    );
    return token.value;
  };
  const [theirs, own, foreign] = [await grant(ada), await grant(root), await grant(helper)];
  expect(await store.find(theirs)).toBeDefined();
  expect(await store.find(own)).toBeDefined();
  expect(await store.find(foreign)).toBeUndefined();
  await end(browser);
  expect(await store.find(theirs)).toBeUndefined();
  expect(await store.find(own)).toBeDefined();
});

async function superusers(): Promise<string> {
  const { body } = await rig.postern.call('GET', '/core/groups/?name=admins%20of%20the%20test');
  return body.results[0].pk;
}

/** Events are written in batches, so they are asked for until they are there. */
async function newest(action: string, more = '') {
  return vi.waitFor(async () => {
    const { body } = await rig.postern.call('GET', `/events/events/?action=${action}${more}`);
    const [event] = body.results as { user: Record<string, unknown>; context: Record<string, unknown> }[];
    if (!event) throw new Error(`no event tells of ${action}${more}`);
    return event;
  }, 5_000);
}

const REQUEST = '7d8f6f0e-6d1c-4c55-9a0c-0d6f2f3b7a11';
const http = () => ({
  client_ip: '127.0.0.1',
  method: 'GET',
  path: '/',
  host: 'localhost:9000',
  user_agent: 'Browser',
  request_id: REQUEST,
});
