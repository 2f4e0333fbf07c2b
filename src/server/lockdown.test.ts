import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import { LOGIN, signedIn } from '../../test/signed-in.ts';
import { createFlowTokens } from '../store/flow-tokens.ts';

let postern: TestPostern;
let lockFlow: string;

const LOCKED = {
  deactivate_user: true,
  set_unusable_password: true,
  delete_sessions: true,
  revoke_tokens: true,
  delete_devices: true,
};

beforeAll(async () => {
  postern = await testPostern();
  const flow = await postern.call('POST', '/flows/instances/', {
    body: { name: 'lock', slug: 'lock', title: 'Lock', designation: 'stage_configuration' },
  });
  lockFlow = flow.body.pk;
  const stage = await postern.call('POST', '/stages/account_lockdown/', { body: { name: 'lock' } });
  await postern.call('POST', '/flows/bindings/', {
    body: { target: lockFlow, stage: stage.body.pk, order: 0 },
  });
});
afterAll(() => postern.end());

describe('an account that is locked', () => {
  test('A66: has no session, no token, no password, no link, and nothing with any application', async () => {
    const { ports, sessions, database } = postern;
    const flowTokens = createFlowTokens(database.database);
    const ada = await postern.account('ada');
    await postern.call('POST', `/core/users/${ada.pk}/set_password/`, {
      body: { password: 'correct horse' },
    });
    const http = { ...LOGIN, client_ip: null };
    const opened = await signedIn(sessions, await ports.users.byPk(ada.pk), { http });
    const link = 'a-link-that-was-sent';
    const now = Date.now();
    const kept = { flow: lockFlow, user: ada.pk, created: now, expires: now + 60_000, inactive: true };
    await flowTokens.put(link, kept);
    const application = await postern.call('POST', '/core/applications/', { body: { name: 'a', slug: 'a' } });
    await database.database.pool.query(
      `insert into oauth_grants (id, provider, application, "user", payload, expires)
       values ($1, 1, $2, $3, '{}', now() + interval '1 hour')`,
      [randomUUID(), application.body.pk, ada.pk],
    );
    const grants = async () =>
      (await database.database.pool.query('select 1 from oauth_grants where "user" = $1', [ada.pk])).rowCount;
    expect(await sessions.find(opened.key, http)).toBeDefined();
    expect((await postern.call('GET', '/core/users/me/', { token: ada.token })).status).toBe(200);
    expect(await flowTokens.peek(link, lockFlow, now)).toBeDefined();
    expect(await grants()).toBe(1);

    expect(await ports.lockdown.lock(ada.pk, LOCKED)).toBe('locked');

    expect(await sessions.find(opened.key, http)).toBeUndefined();
    expect((await postern.call('GET', '/core/users/me/', { token: ada.token })).status).toBe(403);
    expect(await ports.users.passwordHash(ada.pk)).toBe('');
    expect(await flowTokens.peek(link, lockFlow, now)).toBeUndefined();
    expect(await grants()).toBe(0);
    expect((await postern.call('GET', `/core/users/${ada.pk}/`)).body).toMatchObject({ is_active: false });
  });

  test('keeps what was not to be taken', async () => {
    const { ports } = postern;
    const bob = await postern.account('bob');
    await ports.lockdown.lock(bob.pk, { ...LOCKED, deactivate_user: false, revoke_tokens: false });
    expect((await postern.call('GET', '/core/users/me/', { token: bob.token })).status).toBe(200);
  });

  test('is never the last superuser’s', async () => {
    const { ports } = postern;
    expect(await ports.lockdown.lock(postern.admin.pk, LOCKED)).toBe('last_superuser');
    expect((await postern.call('GET', '/core/users/me/')).status).toBe(200);
    expect(await ports.lockdown.lock(999_999, LOCKED)).toBe('gone');
  });
});

describe('beginning a lockdown', () => {
  const begin = (body: object, token?: string) =>
    postern.call('POST', '/core/users/account_lockdown/', { body, ...(token ? { token } : {}) });

  test('needs a flow of the brand', async () => {
    expect(await begin({})).toMatchObject({ status: 400, body: { non_field_errors: [/no lockdown flow/] } });
    const [brand] = (await postern.call('GET', '/core/brands/')).body.results;
    const path = brand ? `/core/brands/${brand.brand_uuid}/` : '/core/brands/';
    const body = { domain: 'localhost', default: true, flow_lockdown: lockFlow };
    expect((await postern.call(brand ? 'PATCH' : 'POST', path, { body })).status).toBeLessThan(300);
  });

  test('locks the account that was named, and says so in the log', async () => {
    const cleo = await postern.account('cleo');
    const { status, body } = await begin({ user: cleo.pk });
    expect([status, Object.keys(body)]).toEqual([200, ['link']]);
    expect((await postern.call('GET', `/core/users/${cleo.pk}/`)).body).toMatchObject({ is_active: false });
    await expect
      .poll(async () => (await postern.call('GET', '/events/events/?action=user_write')).body.results)
      .toMatchObject([
        { user: { username: 'root-of-the-test' }, context: { subject: { username: 'cleo' } } },
      ]);
  });

  test('A57: is for one’s own account, and for others only with the right to change them', async () => {
    const [dora, eve] = [await postern.account('dora'), await postern.account('eve')];
    expect(
      (await postern.call('POST', '/core/users/account_lockdown/', { token: null, body: {} })).status,
    ).toBe(403);
    for (const user of [dora.pk, postern.admin.pk, 999_999])
      expect((await begin({ user }, eve.token)).status).toBe(404);
    const active = async (pk: number) => (await postern.call('GET', `/core/users/${pk}/`)).body.is_active;
    expect(await active(dora.pk)).toBe(true);

    const role = await postern.call('POST', '/rbac/roles/', { body: { name: 'desk' } });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.body.pk}/assign/`, {
      body: { permissions: ['authentik_core.view_user'] },
    });
    await postern.call('PATCH', `/core/users/${eve.pk}/`, { body: { roles: [role.body.pk] } });
    expect((await begin({ user: dora.pk }, eve.token)).status).toBe(403);
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.body.pk}/assign/`, {
      body: { permissions: ['authentik_core.change_user'] },
    });
    // A superuser holds more than the desk does.
    expect((await begin({ user: postern.admin.pk }, eve.token)).status).toBe(403);
    expect((await begin({ user: dora.pk }, eve.token)).status).toBe(200);
    expect(await active(dora.pk)).toBe(false);
    expect((await begin({}, eve.token)).status).toBe(200);
    expect(await active(eve.pk)).toBe(false);
  });
});
