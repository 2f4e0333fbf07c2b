import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import { permissionsOf } from '../app/rbac/permissions.ts';
import type { Route } from '../contract/route.ts';

let postern: TestPostern;
let plain: Account;
let reader: Account;
/** An object of every model that has one, so that paths name something real. */
const keys = new Map<string, string>();

beforeAll(async () => {
  postern = await testPostern();
  await postern.firstStart.instances.sync();
  plain = await postern.account('plain');
  const { catalogue, objects } = postern;
  const views = [
    ...permissionsOf(catalogue)
      .map(({ app_label, codename }) => `${app_label}.${codename}`)
      .filter((name) => name.includes('.view_')),
  ];
  const role = await objects.insert(catalogue.model('authentik_rbac.role'), {
    name: 'readers',
    permissions: views,
  });
  reader = await postern.account('reader', { roles: [role.pk] });
  for (const model of catalogue.models) {
    const row = (await objects.list(model, { page: 1, page_size: 1 })).rows[0];
    if (row) keys.set(model.name, String(row[model.lookup] ?? row.pk));
  }
  keys.set('authentik_core.token', 'api-root-of-the-test'); // somebody else's
}, 120_000);
afterAll(() => postern?.end());

/** Operations that narrow down to what belongs to the caller. */
const OWN =
  /^core_(tokens|user_consent|authenticated_sessions)|^sources_user_connections|^events_notifications|^oauth2_/;

const pathOf = ({ path, id }: Route): string => {
  const resource = postern.api.resources.find(({ routes }) =>
    Object.values(routes).some((route) => route.id === id),
  );
  const key = resource ? keys.get(resource.model.name) : undefined;
  return path.replace(/\{(\w+)\}/g, (_, name) =>
    name === 'request_id' || /uuid/.test(name)
      ? (key ?? '00000000-0000-4000-8000-000000000000')
      : (key ?? (name === 'id' ? '1' : 'nothing')),
  );
};

const ask = (route: Route, token: string | null) =>
  postern.call(route.method, pathOf(route), { token, ...(route.body ? { body: {} } : {}) });

describe('A57: who may call what, read from the route list', () => {
  test('there is a list to read', () => expect(postern.api.routes.length).toBeGreaterThan(150));

  test('nobody who is not signed in gets further than the open routes', async () => {
    const open: string[] = [];
    for (const route of postern.api.routes) {
      const { status } = await ask(route, null);
      if (route.access === 'public') continue;
      if (status !== 403) open.push(`${route.method} ${route.path} ${status}`);
    }
    expect(open).toEqual([]);
  });

  test('a plain user reads and changes nothing that is not theirs', async () => {
    const open: string[] = [];
    for (const route of postern.api.routes) {
      if (route.access === 'public' || route.access === 'authenticated') continue;
      const { status } = await ask(route, plain.token);
      const isOwn = OWN.test(route.id);
      if (isOwn ? ![400, 403, 404].includes(status) : status !== 403)
        open.push(`${route.method} ${route.path} ${status}`);
    }
    expect(open).toEqual([]);
  });

  test('a role that may read everything can write nothing', async () => {
    const wrong: string[] = [];
    for (const route of postern.api.routes) {
      if (typeof route.access !== 'object') continue;
      const { status } = await ask(route, reader.token);
      const reads = /\.view_/.test(route.access.permission);
      const isOwn = OWN.test(route.id);
      const fine = reads
        ? [200, 304, 400, 404].includes(status)
        : isOwn
          ? [400, 403, 404].includes(status)
          : status === 403;
      if (!fine) wrong.push(`${route.method} ${route.path} ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  test('the control: a superuser is refused nowhere for lack of a permission', async () => {
    const refused: string[] = [];
    for (const route of postern.api.routes) {
      if (route.method === 'DELETE') continue;
      const { status } = await ask(route, postern.admin.token);
      if (status === 403) refused.push(`${route.method} ${route.path}`);
    }
    expect(refused).toEqual([]);
  });
});

describe('delegated administration is judged by effect', () => {
  let helper: Account;
  beforeAll(async () => {
    const { catalogue, objects } = postern;
    const permissions = [
      'view_user',
      'change_user',
      'add_user',
      'view_group',
      'change_group',
      'add_group',
      'add_user_to_group',
      'reset_user_password',
    ].map((name) => `authentik_core.${name}`);
    const role = await objects.insert(catalogue.model('authentik_rbac.role'), {
      name: 'help desk',
      permissions,
    });
    helper = await postern.account('helper', { roles: [role.pk] });
  });

  test('the help desk can change people, but not make or touch a superuser', async () => {
    const { token } = helper;
    const admins = (await postern.call('GET', '/core/groups/?search=admins%20of%20the%20test')).body
      .results[0].pk;
    const body = { username: 'new', name: 'New' };
    expect((await postern.call('POST', '/core/users/', { token, body })).status).toBe(201);
    const tries = await Promise.all([
      postern.call('POST', '/core/users/', {
        token,
        body: { username: 'evil', name: 'E', groups: [admins] },
      }),
      postern.call('PATCH', `/core/users/${helper.pk}/`, { token, body: { groups: [admins] } }),
      postern.call('POST', '/core/groups/', { token, body: { name: 'evil', is_superuser: true } }),
      postern.call('POST', '/core/groups/', { token, body: { name: 'evil2', parents: [admins] } }),
      postern.call('POST', `/core/groups/${admins}/add_user/`, { token, body: { pk: helper.pk } }),
      postern.call('POST', `/core/users/${postern.admin.pk}/set_password/`, {
        token,
        body: { password: 'x' },
      }),
      postern.call('PATCH', `/core/users/${postern.admin.pk}/`, { token, body: { email: 'evil@corp.test' } }),
      postern.call('PATCH', `/core/groups/${admins}/`, { token, body: { users: [helper.pk] } }),
    ]);
    expect(tries.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 403, 400, 400]);
    expect(postern.graph.user(helper.pk)?.is_superuser).toBe(false);
  });

  test('nobody takes from a role what they do not hold; what they hold they may take', async () => {
    const { catalogue, objects } = postern;
    const roles = catalogue.model('authentik_rbac.role');
    const held = [
      'authentik_rbac.view_role',
      'authentik_rbac.unassign_role_permissions',
      'authentik_core.view_group',
    ];
    const { pk: taking } = await objects.insert(roles, { name: 'takers', permissions: held });
    const { token } = await postern.account('taker', { roles: [taking] });
    const given = ['authentik_core.view_user', 'authentik_core.view_group'];
    const { pk } = await objects.insert(roles, { name: 'robbed', permissions: given });
    const take = async (permission: string, object: object = {}) =>
      (
        await postern.call('PATCH', `/rbac/permissions/assigned_by_roles/${pk}/unassign/`, {
          token,
          body: { permissions: [permission], ...object },
        })
      ).status;
    const left = async () => (await objects.find(roles, { pk }))?.permissions;
    const one = { model: 'authentik_core.user', object_pk: String(helper.pk) };
    expect(await take('authentik_core.view_user')).toBe(400);
    expect(await take('authentik_core.view_user', one)).toBe(400);
    expect(await left()).toEqual(given);
    expect(await take('authentik_core.view_group')).toBe(204);
    expect(await left()).toEqual(['authentik_core.view_user']);
  });
});
