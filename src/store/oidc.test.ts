import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import type { Grant, OAuthStore, Token } from '../core/oauth/store.ts';
import { createOAuthStore } from './oidc.ts';

const now = () => Math.floor(Date.now() / 1000);

describe('the store of OAuth 2', () => {
  let held: TestDatabase;
  let store: OAuthStore;
  let user: number;
  let provider: number;
  let application: string;
  let session: string;

  beforeAll(async () => {
    held = await testDatabase();
    store = createOAuthStore(held.database);
    const one = async <Row>(text: string) =>
      (await sql.raw<Row>(text).execute(held.database.kysely)).rows[0] as Row;
    user = (await one<{ pk: number }>(`insert into users (username) values ('ada') returning pk`)).pk;
    const flow = await one<{ pk: string }>(
      `insert into flows (name, slug, title, designation) values ('f', 'f', 'f', 'authorization') returning pk`,
    );
    provider = (
      await one<{ pk: number }>(
        `insert into providers (name, authorization_flow, invalidation_flow)
         values ('p', '${flow.pk}', '${flow.pk}') returning pk`,
      )
    ).pk;
    application = (
      await one<{ pk: string }>(
        `insert into applications (name, slug, provider) values ('a', 'a', ${provider}) returning pk`,
      )
    ).pk;
    session = (
      await one<{ uuid: string }>(
        `insert into sessions ("user", cookie_hash, expires) values (${user}, 'h', now() + interval '1 hour')
         returning uuid`,
      )
    ).uuid;
  });
  afterAll(() => held.drop());

  const aGrant = (over: Partial<Grant> = {}): Grant => ({
    id: randomUUID(),
    provider,
    application,
    user,
    session,
    payload: { scope: 'openid' },
    expires: now() + 60,
    ...over,
  });
  const aToken = (kind: Token['kind'], over: Partial<Token> = {}): Token => ({
    value: randomUUID(),
    kind,
    payload: { some: 'thing' },
    expires: now() + 60,
    ...over,
  });
  async function begun(over: Partial<Grant> = {}): Promise<{ grant: Grant; code: Token }> {
    const [grant, code] = [aGrant(over), aToken('AuthorizationCode')];
    await store.begin(grant, code, null);
    return { grant, code };
  }

  test('what was begun is found, with its grant', async () => {
    const { grant, code } = await begun();
    expect(await store.find(code.value)).toMatchObject({
      kind: 'AuthorizationCode',
      payload: { some: 'thing' },
      consumed: false,
      grant: { id: grant.id, provider, application, user, session, payload: { scope: 'openid' } },
    });
    expect(await store.find('something else')).toBeUndefined();
  });

  test('A69: nothing that a client holds is stored as it is', async () => {
    const { grant, code } = await begun();
    const [access, refresh] = [aToken('AccessToken'), aToken('RefreshToken')];
    await store.issue(grant.id, [access, refresh], code.value);
    await store.saveRequest('the key of a request', { a: 1 }, now() + 60);
    const { rows } = await sql<{ all: string }>`
      select (select json_agg(t)::text from oauth_tokens t) || (select json_agg(g)::text from oauth_grants g)
        || (select json_agg(r)::text from oauth_requests r) as all`.execute(held.database.kysely);
    for (const secret of [code.value, access.value, refresh.value, 'the key of a request']) {
      expect(rows[0]?.all).not.toContain(secret);
    }
    expect(rows[0]?.all).toContain(grant.id); // the search does see what is there
  });

  test('a code is redeemed once, and a second time ends the whole family', async () => {
    const { grant, code } = await begun();
    const access = aToken('AccessToken');
    expect(await store.issue(grant.id, [access], code.value)).toBe(true);
    expect(await store.find(access.value)).toBeDefined();
    expect(await store.find(code.value)).toMatchObject({ consumed: true });

    expect(await store.issue(grant.id, [aToken('AccessToken')], code.value)).toBe(false);
    expect(await store.find(access.value)).toBeUndefined();
    expect(await store.find(code.value)).toBeUndefined();
  });

  test('of parallel redemptions exactly one wins', async () => {
    for (let round = 0; round < 25; round++) {
      const { grant, code } = await begun();
      const attempts = Array.from({ length: 6 }, () => [aToken('AccessToken'), aToken('RefreshToken')]);
      const won = await Promise.all(attempts.map((tokens) => store.issue(grant.id, tokens, code.value)));
      expect(won.filter(Boolean)).toHaveLength(1);
      const left = await Promise.all(attempts.flat().map(({ value }) => store.find(value)));
      expect(left.filter(Boolean)).toHaveLength(0); // whoever redeemed twice has lost everything
    }
  });

  test('a grant lives as long as its longest token', async () => {
    const { grant, code } = await begun({ expires: now() + 60 });
    const refresh = aToken('RefreshToken', { expires: now() + 5_000 });
    await store.issue(grant.id, [refresh], code.value);
    expect((await store.find(refresh.value))?.grant.expires).toBeGreaterThanOrEqual(now() + 4_990);
  });

  test('tokens end with the session, unless access is offline', async () => {
    const other = (
      await sql<{ uuid: string }>`
        insert into sessions ("user", cookie_hash, expires) values (${user}, 'other', now() + interval '1 hour')
        returning uuid`.execute(held.database.kysely)
    ).rows[0]?.uuid;
    if (!other) throw new Error('no session');
    const bound = await begun({ session: other });
    const offline = await begun({ session: null });
    expect(await store.find(bound.code.value)).toBeDefined();
    await sql`delete from sessions where uuid = ${other}`.execute(held.database.kysely);
    expect(await store.find(bound.code.value)).toBeUndefined();
    expect(await store.find(offline.code.value)).toBeDefined();
  });

  test('a session of somebody else gives no life to a token', async () => {
    const { rows } = await sql<{
      pk: number;
    }>`insert into users (username) values ('eve') returning pk`.execute(held.database.kysely);
    const { code } = await begun({ user: rows[0]?.pk ?? 0 });
    expect(await store.find(code.value)).toBeUndefined();
  });

  test('what has expired is not found, and purging takes it away', async () => {
    const grant = aGrant({ expires: now() - 1 });
    const code = aToken('AuthorizationCode', { expires: now() - 1 });
    await store.begin(grant, code, null);
    await store.saveRequest('old', {}, now() - 1);
    expect(await store.find(code.value)).toBeUndefined();
    expect(await store.findRequest('old')).toBeUndefined();
    const live = await begun();
    expect(await store.purge()).toBeGreaterThanOrEqual(3);
    expect(await store.purge()).toBe(0);
    expect(await store.find(live.code.value)).toBeDefined();
  });

  test('a code is redeemable from memory, and worth nothing if it was ended meanwhile', async () => {
    const [live, dead] = [await begun(), await begun()];
    const other = createOAuthStore(held.database); // another node
    await other.revoke(dead.grant.id);
    for (const { grant, code } of [live, dead]) {
      expect(await store.redeemable(code.value)).toMatchObject({ consumed: false, grant: { id: grant.id } });
    }
    expect(await store.issue(dead.grant.id, [aToken('AccessToken')], dead.code.value)).toBe(false);
    expect(await store.issue(live.grant.id, [aToken('AccessToken')], live.code.value)).toBe(true);
    expect(await store.redeemable(live.code.value)).toMatchObject({ consumed: true });
    expect(await other.redeemable((await begun()).code.value)).toBeDefined();
  });

  test('nothing is handed out for a session that has ended', async () => {
    const { rows } = await sql<{ uuid: string }>`
      insert into sessions ("user", cookie_hash, expires) values (${user}, 'short', now() + interval '1 hour')
      returning uuid`.execute(held.database.kysely);
    const { grant, code } = await begun({ session: rows[0]?.uuid ?? '' });
    await sql`delete from sessions where cookie_hash = 'short'`.execute(held.database.kysely);
    expect(await store.redeemable(code.value)).toBeDefined();
    expect(await store.issue(grant.id, [aToken('AccessToken')], code.value)).toBe(false);
  });

  test('many at a time: each gets its own, and one that fails takes nobody along', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => begun()));
    await Promise.all(all.slice(0, 10).map(({ grant }) => store.revoke(grant.id)));
    const tokens = all.map(() => aToken('AccessToken'));
    const won = await Promise.all(
      all.map(({ grant, code }, index) => store.issue(grant.id, [tokens[index] as Token], code.value)),
    );
    expect(won).toEqual(all.map((_, index) => index >= 10));
    const found = await Promise.all(tokens.map(({ value }) => store.find(value)));
    expect(found.map((one) => one?.grant.id)).toEqual(
      all.map(({ grant }, index) => (index >= 10 ? grant.id : undefined)),
    );
    const nobody = store.begin(aGrant({ user: 999_999 }), aToken('AuthorizationCode'), null);
    const [spoilt, ...others] = await Promise.allSettled([nobody, begun(), begun(), begun()]);
    expect(spoilt?.status).toBe('rejected');
    expect(others.every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  test('revoking ends a family, and the grants of one session to one application', async () => {
    const [one, two, offline] = [await begun(), await begun(), await begun({ session: null })];
    await store.revoke(one.grant.id);
    expect(await store.find(one.code.value)).toBeUndefined();
    expect(await store.issue(one.grant.id, [aToken('AccessToken')], one.code.value)).toBe(false);
    expect(await store.issue(one.grant.id, [aToken('AccessToken')], null)).toBe(false);
    expect(await store.find(two.code.value)).toBeDefined();

    await store.revokeSession(session, randomUUID());
    expect(await store.find(two.code.value)).toBeDefined();
    await store.revokeSession(session, application);
    expect(await store.find(two.code.value)).toBeUndefined();
    expect(await store.find(offline.code.value)).toBeDefined();
  });

  test('a request waits for a person until it is answered', async () => {
    await store.saveRequest('key', { step: 1 }, now() + 60);
    expect(await store.updateRequest('key', { step: 2 })).toBe(true);
    expect(await store.findRequest('key')).toEqual({ step: 2 });
    await store.begin(aGrant(), aToken('AuthorizationCode'), 'key');
    expect(await store.findRequest('key')).toBeUndefined();
    expect(await store.updateRequest('key', { step: 3 })).toBe(false);
  });

  test('a replaced key is remembered, and forgotten when it comes back', async () => {
    const key = (kid: string) => ({ kid, jwk: { kty: 'EC', kid } });
    expect(await store.signsWith(provider, key('one'))).toEqual([]);
    expect(await store.signsWith(provider, key('two'))).toMatchObject([{ kid: 'one', jwk: { kty: 'EC' } }]);
    expect(await store.signsWith(provider, key('two'))).toMatchObject([{ kid: 'one' }]);
    expect(await store.signsWith(provider, key('one'))).toMatchObject([{ kid: 'two' }]);
    expect(await store.signsWith(provider, null)).toHaveLength(2);
  });
});
