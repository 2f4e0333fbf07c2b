import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
beforeAll(async () => {
  postern = await testPostern();
});
afterAll(() => postern?.end());

/** Somebody with these global permissions and nothing else. */
async function holder(name: string, permissions: readonly string[]): Promise<Account> {
  const { catalogue, objects } = postern;
  const role = await objects.insert(catalogue.model('authentik_rbac.role'), {
    name: `role of ${name}`,
    permissions,
  });
  return postern.account(name, { roles: [role.pk] });
}

const application = async (slug: string) =>
  (await postern.call('POST', '/core/applications/', { body: { name: slug, slug } })).body.pk as string;
const group = async (name: string, values: object = {}) =>
  (await postern.call('POST', '/core/groups/', { body: { name, ...values } })).body.pk as string;
const bind = (target: string, subject: object) =>
  postern.call('POST', '/policies/bindings/', { body: { target, order: 0, ...subject } });

describe('nobody gives or takes more than they hold', () => {
  test('through the members of a group whose role holds more', async () => {
    const strong = await holder('strong', ['authentik_core.delete_application']);
    const [role] = (await postern.call('GET', `/core/users/${strong.pk}/`)).body.roles;
    const powerful = await group('powerful', { roles: [role] });
    const plain = await group('plain group');
    const { token, pk } = await holder('grouper', [
      'authentik_core.view_group',
      'authentik_core.change_group',
    ]);
    const tried = await postern.call('PATCH', `/core/groups/${powerful}/`, { token, body: { users: [pk] } });
    const control = await postern.call('PATCH', `/core/groups/${plain}/`, { token, body: { users: [pk] } });
    expect([tried.status, control.status]).toEqual([400, 200]);
    expect(tried.body.users).toBeDefined();
  });

  test('through tokens, passwords and fields of somebody who holds more', async () => {
    const strong = await holder('stronger', ['authentik_core.delete_application']);
    const weak = await postern.account('weaker');
    const { token } = await holder('desk', [
      'authentik_core.view_user',
      'authentik_core.change_user',
      'authentik_core.reset_user_password',
      'authentik_core.add_token',
      'authentik_core.view_token',
      'authentik_core.set_token_key',
    ]);
    const on = async ({ pk }: Account, name: string) =>
      (
        await Promise.all([
          postern.call('POST', '/core/tokens/', {
            token,
            body: { identifier: `for-${name}`, intent: 'api', user: pk },
          }),
          postern.call('POST', `/core/tokens/api-${name}/set_key/`, {
            token,
            body: { key: `a-new-key-of-${name}-0123456789` },
          }),
          postern.call('POST', `/core/users/${pk}/set_password/`, {
            token,
            body: { password: 'another password' },
          }),
          postern.call('PATCH', `/core/users/${pk}/`, { token, body: { email: `${name}@evil.test` } }),
        ])
      ).map(({ status }) => status);
    expect(await on(strong, 'stronger')).toEqual([400, 403, 403, 400]);
    expect(await on(weak, 'weaker')).toEqual([201, 204, 204, 200]);
  });

  test('through a source that takes over accounts, or a stage that puts people into a group', async () => {
    const { token } = await holder('connector', ['authentik_sources_oauth.add_oauthsource']);
    const source = (slug: string, user_matching_mode: string) =>
      postern.call('POST', '/sources/oauth/', {
        token,
        body: {
          name: slug,
          slug,
          user_matching_mode,
          provider_type: 'openidconnect',
          consumer_key: 'k',
          consumer_secret: 's',
          oidc_well_known_url: 'https://idp.test/.well-known/openid-configuration',
        },
      });
    expect((await source('takes', 'email_link')).body.user_matching_mode).toBeDefined();
    expect((await source('enrols', 'identifier')).status).toBe(201);

    const admins = (await postern.call('GET', '/core/groups/?search=admins%20of%20the%20test')).body
      .results[0].pk;
    const writer = await holder('writer', ['authentik_stages_user_write.add_userwritestage']);
    const stage = (name: string, create_users_group: string | null) =>
      postern.call('POST', '/stages/user_write/', {
        token: writer.token,
        body: { name, create_users_group },
      });
    expect((await stage('makes admins', admins)).status).toBe(400);
    expect((await stage('makes users', null)).status).toBe(201);
  });
});

describe('bindings stay where they guard', () => {
  test('a binding of somebody else cannot be moved away, and a last one not at all', async () => {
    const [theirs, mine] = [await application('theirs'), await application('mine')];
    const secret = await group('secret society');
    const only = (await bind(theirs, { group: secret })).body.pk;
    const mover = await holder('mover', [
      'authentik_policies.change_policybinding',
      'authentik_policies.view_policybinding',
    ]);
    const move = (pk: string, token?: string) =>
      postern.call('PATCH', `/policies/bindings/${pk}/`, {
        ...(token ? { token } : {}),
        body: { target: mine },
      });
    expect((await move(only, mover.token)).status).toBe(400);
    expect((await move(only)).body.target?.[0]).toMatch(/last binding/);
    await bind(theirs, { group: await group('second society'), order: 1 });
    expect((await move(only)).status).toBe(200);
  });
});

describe('secrets cannot be found out by sorting or filtering', () => {
  test('A59: an order by a secret is no order', async () => {
    for (const name of ['aaa', 'zzz'])
      await postern.call('POST', '/sources/oauth/', {
        body: {
          name,
          slug: name,
          provider_type: 'openidconnect',
          consumer_key: 'k',
          consumer_secret: name === 'aaa' ? 'z-secret' : 'a-secret',
          oidc_well_known_url: 'https://idp.test/.well-known/openid-configuration',
        },
      });
    const slugs = async (ordering: string) =>
      (await postern.call('GET', `/sources/oauth/?search=&ordering=${ordering}`)).body.results.map(
        (row: { slug: string }) => row.slug,
      );
    expect(await slugs('consumer_secret')).toEqual(await slugs('pk'));
    expect(await slugs('-consumer_secret')).toEqual(await slugs('pk'));
    expect(await slugs('-slug')).not.toEqual(await slugs('slug'));
    const filtered = await postern.call('GET', '/sources/oauth/?consumer_secret=a-secret');
    expect(filtered.body.pagination.count).toBeGreaterThan(1); // no such filter: everything
  });
});

describe('what cannot be stored or compared is refused, and never an error of ours', () => {
  test.each([
    '/core/users/?search=%00',
    '/core/users/?username=%00',
    '/core/users/?path_startswith=%00',
    '/core/groups/?name=%00',
    '/events/events/?username=%00',
    '/core/applications/%00/',
    '/core/tokens/%00/',
    '/flows/instances/%00/',
    '/core/users/?attributes={"a":"%5Cu0000"}',
    '/core/users/?attributes={"a":"%5Cud800"}',
    '/core/tokens/?user=99999999999999',
    '/policies/bindings/?order=99999999999',
    '/core/users/?date_joined__gt=0000-01-01T00:00:00Z',
  ])('GET %s', async (path) => {
    const { status, body } = await postern.call('GET', path);
    expect([400, 404], JSON.stringify(body)).toContain(status);
  });

  test.each(['a\u0000b', 'a\ud800b'])('a name like %j', async (name) => {
    const answer = await postern.call('POST', '/core/groups/', { body: { name } });
    expect(answer.status).toBe(400);
    expect(answer.body.name).toBeDefined();
    const nested = await postern.call('POST', '/core/groups/', {
      body: { name: 'nested', attributes: { deep: { er: name } } },
    });
    expect(nested.body).toHaveProperty(['attributes.deep.er']);
  });

  test.each(['constructor', 'toString', 'colour'])('an unknown field called %s', async (field) => {
    const { status, body } = await postern.call('POST', '/core/groups/', { body: { name: 'g', [field]: 1 } });
    expect([status, body[field]]).toEqual([400, ['There is no such field.']]);
  });

  test('control characters in the names of a user, and the control: what was there before may stay', async () => {
    const users = '/core/users/';
    for (const field of ['username', 'name']) {
      const values = { username: 'torn', name: 'Torn', [field]: 'to\u0085rn' };
      const { status, body } = await postern.call('POST', users, { body: values });
      expect([status, Object.keys(body)]).toEqual([400, [field, 'code']]);
    }
    const { pk } = (await postern.call('POST', users, { body: { username: 'torn', name: 'Törn' } })).body;
    await postern.objects.update(postern.catalogue.model('authentik_core.user'), pk, { name: 'To\nrn' });
    expect((await postern.call('PATCH', `${users}${pk}/`, { body: { is_active: false } })).status).toBe(200);
  });

  test('a broken address answers in the API’s own shape', async () => {
    for (const path of ['/api/v3/%', '/api/v3/%ff'])
      expect((await postern.call('GET', path)).body).toEqual({
        detail: expect.any(String),
        code: expect.any(String),
      });
  });

  test('a body that is announced and not sent is none', async () => {
    const headers = { 'content-type': 'application/json' };
    const pk = await group('short-lived');
    expect((await postern.call('POST', '/core/groups/', { headers })).status).toBe(400);
    expect((await postern.call('DELETE', `/core/groups/${pk}/`, { headers })).status).toBe(204);
    for (const payload of ['{', '{"__proto__": {"admin": true}}', ' '])
      expect(
        (await postern.call('POST', '/core/groups/', { headers, body: payload })).body,
        payload,
      ).toMatchObject({ code: 'parse_error' });
  });

  test('of names that differ only in case, parallel creations make one', async () => {
    const tries = await Promise.all(
      ['RaceUser', 'raceuser', 'RACEUSER'].map((username) =>
        postern.call('POST', '/core/users/', { body: { username, name: 'Race' } }),
      ),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
    expect(tries.find(({ status }) => status === 400)?.body.username).toBeDefined();
  });
});
