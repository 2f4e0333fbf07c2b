import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import type { OAuthStore, TokenKind } from '../core/oauth/store.ts';
import { createOAuthStore } from '../store/oidc.ts';

let postern: TestPostern;
let store: OAuthStore;
let ada: Account;
let eve: Account;
let provider: number;
let other: number;
const applications = new Map<number, string>();

const made = async (path: string, body: object) => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

beforeAll(async () => {
  postern = await testPostern();
  store = createOAuthStore(postern.database.database);
  [ada, eve] = [await postern.account('ada'), await postern.account('eve')];
  const flow = async (slug: string) =>
    (await made('/flows/instances/', { name: slug, slug, title: slug, designation: 'authorization' })).pk;
  const [authorization_flow, invalidation_flow] = [await flow('in'), await flow('out')];
  const client = async (name: string): Promise<number> => {
    const { pk } = await made('/providers/oauth2/', {
      ...{ name, authorization_flow, invalidation_flow },
      redirect_uris: [{ matching_mode: 'strict', url: 'https://app.test/' }],
    });
    applications.set(pk, (await made('/core/applications/', { name, slug: name, provider: pk })).pk);
    return pk;
  };
  [provider, other] = [await client('mail'), await client('wiki')];
});
afterAll(() => postern.end());

const seconds = () => Math.floor(Date.now() / 1000);

interface Held {
  readonly grant: string;
  readonly value: Readonly<Record<TokenKind, string>>;
}

/** A code, an access token and a refresh token of one grant; the code has not been redeemed. */
async function given(user: number, to = provider, session: string | null = null): Promise<Held> {
  const grant = randomUUID();
  const value = { AuthorizationCode: randomUUID(), AccessToken: randomUUID(), RefreshToken: randomUUID() };
  const token = (kind: TokenKind) => ({
    ...{ value: value[kind], kind, expires: seconds() + 60 },
    payload: { scope: 'openid email', jti: value[kind] },
  });
  const family = { id: grant, provider: to, application: String(applications.get(to)), user, session };
  await store.begin({ ...family, payload: {}, expires: seconds() + 60 }, token('AuthorizationCode'), null);
  await store.issue(grant, [token('AccessToken'), token('RefreshToken')], null);
  return { grant, value };
}

beforeEach(async () => {
  for (const name of ['refresh_tokens', 'access_tokens', 'authorization_codes']) {
    const { body } = await postern.call('GET', `/oauth2/${name}/?page_size=100`);
    for (const { pk } of body.results) await postern.call('DELETE', `/oauth2/${name}/${pk}/`);
  }
});

const KINDS = [
  { path: 'access_tokens', kind: 'AccessToken', left: ['AuthorizationCode', 'RefreshToken'] },
  { path: 'authorization_codes', kind: 'AuthorizationCode', left: ['AccessToken', 'RefreshToken'] },
  // Without its refresh token a grant is over (RFC 7009, 2.1).
  { path: 'refresh_tokens', kind: 'RefreshToken', left: [] },
] as const;

describe.each(KINDS)('$path', ({ path, kind, left }) => {
  const list = (query = '', token?: string) =>
    postern.call('GET', `/oauth2/${path}/${query}`, token ? { token } : {});

  test('are shown with who gave them and to whom, and never with what the client holds', async () => {
    const { value } = await given(ada.pk);
    const { status, body } = await list();
    expect([status, body.results.length]).toEqual([200, 1]);
    expect(body.results[0]).toMatchObject({
      user: { username: 'ada' },
      provider: { name: 'mail' },
      scope: ['openid', 'email'],
      is_expired: false,
    });
    const one = await postern.call('GET', `/oauth2/${path}/${body.results[0].pk}/`);
    expect(one.body).toEqual(body.results[0]);
    for (const secret of Object.values(value)) expect(JSON.stringify(body)).not.toContain(secret);
  });

  test('A57: everybody sees and takes back their own, and nobody else’s', async () => {
    await given(ada.pk);
    const [{ pk }] = (await list('', ada.token)).body.results;
    expect((await list('', eve.token)).body.results).toEqual([]);
    expect((await postern.call('GET', `/oauth2/${path}/${pk}/`, { token: eve.token })).status).toBe(404);
    expect((await postern.call('DELETE', `/oauth2/${path}/${pk}/`, { token: eve.token })).status).toBe(404);
    expect((await list('', ada.token)).body.results).toHaveLength(1);
    expect((await postern.call('DELETE', `/oauth2/${path}/${pk}/`, { token: ada.token })).status).toBe(204);
    expect((await list()).body.results).toEqual([]);
  });

  test(`one that is deleted works no more; of the others ${left.length} do`, async () => {
    const { value } = await given(ada.pk);
    const second = await given(ada.pk);
    expect(await store.find(value[kind])).toBeDefined();
    const { results } = (await list('?ordering=pk')).body;
    const [pk] = results.map((row: { pk: number }) => row.pk).toSorted((a: number, b: number) => a - b);
    await postern.call('DELETE', `/oauth2/${path}/${pk}/`);
    const alive = [];
    for (const name of ['AccessToken', 'AuthorizationCode', 'RefreshToken'] as const)
      if (await store.find(value[name])) alive.push(name);
    expect(alive).toEqual(left);
    expect(await store.find(second.value[kind])).toBeDefined();
  });

  test('are found by person and by provider', async () => {
    await given(ada.pk);
    await given(eve.pk, other);
    const found = async (query: string) =>
      (await list(query)).body.results.map((row: { user: { username: string } }) => row.user.username);
    expect(await found(`?user=${ada.pk}`)).toEqual(['ada']);
    expect(await found(`?provider=${other}`)).toEqual(['eve']);
    expect(await found(`?provider=${other}&user=${ada.pk}`)).toEqual([]);
  });

  test('go from the list when the session that they end with has ended', async () => {
    const session = await postern.objects.insert(
      postern.catalogue.model('authentik_core.authenticatedsession'),
      {
        ...{ uuid: randomUUID(), user: ada.pk, cookie_hash: randomUUID(), last_ip: '', last_user_agent: '' },
        expires: new Date(Date.now() + 60_000).toISOString(),
        last_used: new Date().toISOString(),
        login: {},
      },
    );
    await given(ada.pk, provider, String(session.uuid));
    expect((await list()).body.results).toHaveLength(1);
    await postern.call('DELETE', `/core/authenticated_sessions/${session.uuid}/`);
    expect((await list()).body.results).toEqual([]);
  });

  test('say that nothing uses them', async () => {
    await given(ada.pk);
    const [{ pk }] = (await list()).body.results;
    expect((await postern.call('GET', `/oauth2/${path}/${pk}/used_by/`)).body).toEqual([]);
  });

  test('cannot be written by a blueprint', async () => {
    const name = `authentik_providers_oauth2.${kind.toLowerCase()}`;
    const file = `version: 1\nentries:\n  - model: ${name}\n    identifiers: {user: ${ada.pk}}\n`;
    const { body } = await postern.call('POST', '/managed/blueprints/import/', { body: { file } });
    expect([body.success, body.logs[0].event]).toEqual([false, expect.stringContaining('cannot write')]);
  });
});
