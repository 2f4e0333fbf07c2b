import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import { signedIn } from '../../test/signed-in.ts';
import { anHttpRequest } from '../core/testing/policy.ts';

/** What people see and end of their own account by the API, and that nothing of anybody else is among it. */
let postern: TestPostern;
let ada: Account;
let bob: Account;

interface Kind {
  readonly path: string;
  /** The path parameter of what each of them has. */
  readonly keys: Record<'ada' | 'bob', string>;
  /** The field that the parameter is. */
  readonly field: string;
}
const kinds: Record<string, Kind> = {};

beforeAll(async () => {
  postern = await testPostern();
  ada = await postern.account('ada', { attributes: { upn: 'ada@corp.test', settings: { navbar: 'slim' } } });
  bob = await postern.account('bob');
  const { catalogue, objects, sessions, graph } = postern;
  const made = async (path: string, body: object) =>
    (await postern.call('POST', path, { body })).body as { readonly pk: string };
  const application = await made('/core/applications/', { name: 'Wiki', slug: 'wiki' });
  const source = await made('/sources/oauth/', {
    ...{ name: 'Other', slug: 'other', provider_type: 'openidconnect', consumer_key: 'k' },
    ...{
      consumer_secret: 's',
      authorization_url: 'https://idp.test/a',
      access_token_url: 'https://idp.test/t',
    },
    ...{ profile_url: 'https://idp.test/p', oidc_jwks_url: 'https://idp.test/keys' },
  });
  const each = async (field: string, path: string, make: (account: Account) => Promise<unknown>) => {
    kinds[path] = { path, field, keys: { ada: String(await make(ada)), bob: String(await make(bob)) } };
  };
  await each('uuid', '/core/authenticated_sessions/', async ({ pk }) => {
    const { session } = await signedIn(sessions, graph.user(pk), {
      http: anHttpRequest({
        user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
      }),
      how: { duration: 0 },
    });
    return session.uuid;
  });
  await each('pk', '/core/user_consent/', async ({ pk }) => {
    const model = catalogue.model('authentik_core.userconsent');
    const values = { user: pk, application: application.pk, permissions: 'openid email', expires: null };
    return (await objects.insert(model, { ...values, expiring: false })).pk;
  });
  await each('pk', '/sources/user_connections/all/', async ({ pk }) => {
    const model = catalogue.model('authentik_core.usersourceconnection');
    return (await objects.insert(model, { user: pk, source: source.pk, identifier: `at-idp-${pk}` })).pk;
  });
  await each('identifier', '/core/tokens/', async (account) => {
    const body = { identifier: `mail-${account.pk}`, intent: 'app_password' };
    return (await postern.call('POST', '/core/tokens/', { token: account.token, body })).body.identifier;
  });
});
afterAll(() => postern?.end());

describe.each([
  '/core/authenticated_sessions/',
  '/core/user_consent/',
  '/sources/user_connections/all/',
  '/core/tokens/',
])('%s', (path) => {
  const kind = () => kinds[path] as Kind;
  const as = (account: Account, method: string, more: string) =>
    postern.call(method, `${path}${more}`, {
      token: account.token,
      ...(method === 'PATCH' ? { body: {} } : {}),
    });
  const keysIn = ({ body }: Awaited<ReturnType<typeof as>>) =>
    body.results.map((one: Record<string, unknown>) => String(one[kind().field]));

  test('the list holds one’s own, whatever is asked for', async () => {
    const { keys } = kind();
    expect(keysIn(await as(ada, 'GET', ''))).toContain(keys.ada);
    for (const query of ['', `?user=${bob.pk}`, '?search=mail', '?page_size=100'])
      expect(keysIn(await as(ada, 'GET', query)), query).not.toContain(keys.bob);
  });

  test('A57: what somebody else has is not there: neither to read, to change nor to end', async () => {
    const { keys } = kind();
    expect((await as(ada, 'GET', `${keys.ada}/`)).status).toBe(200);
    for (const method of ['GET', 'DELETE', 'PATCH']) {
      const { status } = await as(ada, method, `${keys.bob}/`);
      expect([404, 405], method).toContain(status);
    }
    expect((await as(ada, 'GET', `${keys.bob}/used_by/`)).status).toBe(404);
    expect((await as(bob, 'GET', `${keys.bob}/`)).status).toBe(200);
  });

  test('one’s own can be ended', async () => {
    const { keys } = kind();
    expect((await as(ada, 'DELETE', `${keys.ada}/`)).status).toBe(204);
    expect((await as(ada, 'GET', `${keys.ada}/`)).status).toBe(404);
  });
});

test('a session says what browser it is, in the words of the wire', async () => {
  const { body } = await postern.call('GET', '/core/authenticated_sessions/', { token: bob.token });
  expect(body.results[0]).toMatchObject({
    current: false,
    user_agent: { user_agent: { family: 'Firefox', major: '143' }, os: { family: 'Linux' } },
  });
});

test('nobody makes a token for somebody else, or one that may do more than tokens of people do', async () => {
  const make = (body: object) =>
    postern.call('POST', '/core/tokens/', { token: ada.token, body: { identifier: 'x', ...body } });
  expect((await make({ user: bob.pk, intent: 'api' })).body).toHaveProperty('user');
  expect((await make({ intent: 'recovery' })).body).toHaveProperty('intent');
  const { status, body } = await make({ intent: 'api', user: ada.pk });
  expect([status, typeof body.key]).toEqual([201, 'string']);
});

describe('what people choose for themselves', () => {
  const choose = (settings: unknown, token: string | null = ada.token) =>
    postern.call('PATCH', '/core/users/me/', { token, body: { settings } });
  const key = '6f1c9b3e-2a47-4d1b-9b0e-8f3f2a1c7d55';

  test('is kept, and leaves the rest of the attributes alone', async () => {
    const { status, body } = await choose({ locale: 'de', library: { favourites: [key] } });
    expect([status, body.user.settings]).toEqual([
      200,
      { navbar: 'slim', locale: 'de', library: { favourites: [key] } },
    ]);
    await choose({ library: { layout: 'list' } });
    const me = (await postern.call('GET', '/core/users/me/', { token: ada.token })).body.user;
    expect(me.settings.library).toEqual({ layout: 'list', favourites: [key] });
    const { attributes } = (await postern.call('GET', `/core/users/${ada.pk}/`)).body;
    expect(attributes.upn).toBe('ada@corp.test');
  });

  test.each([
    [{ upn: 'root' }, 'settings.upn'],
    [{ theme: { base: 'pink' } }, 'settings.theme.base'],
    [{ library: { favourites: ['<script>'] } }, 'settings.library.favourites.0'],
  ])('%j is refused', async (settings, field) => {
    const { status, body } = await choose(settings);
    expect([status, Object.keys(body)]).toEqual([400, expect.arrayContaining([field])]);
  });

  test('is nobody’s who is not signed in, and tells no log', async () => {
    expect((await choose({ locale: 'de' }, null)).status).toBe(403);
    await postern.ports.logins.recent(0, 1); // whatever waits is written before anybody asks
    const told = await postern.call('GET', '/events/events/?action=model_updated&username=ada');
    expect(told.body.results).toEqual([]);
  });
});
