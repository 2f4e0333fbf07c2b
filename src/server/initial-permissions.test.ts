import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
let maker: Account;
let role: string;
const numbers: Record<string, number> = {};

const made = async (path: string, body: object, token?: string) => {
  const answer = await postern.call('POST', path, { body, ...(token ? { token } : {}) });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const mayDo = (method: string, pk: string, account: Account) =>
  postern.call(method, `/core/groups/${pk}/`, {
    token: account.token,
    ...(method === 'PATCH' ? { body: {} } : {}),
  });

beforeAll(async () => {
  postern = await testPostern();
  const label = 'content_type__app_label=authentik_core&content_type__model=group';
  for (const { codename, id } of (await postern.call('GET', `/rbac/permissions/?${label}&page_size=100`)).body
    .results)
    numbers[codename] = id;
  role = (await made('/rbac/roles/', { name: 'makers' })).pk;
  await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role}/assign/`, {
    body: { permissions: ['authentik_core.add_group', 'authentik_core.add_user'] },
  });
  maker = await postern.account('maker', { roles: [role] });
});
afterAll(() => postern.end());

describe('initial permissions', () => {
  test('without any, whoever makes an object holds nothing over it', async () => {
    const { pk } = await made('/core/groups/', { name: 'bare' }, maker.token);
    expect((await mayDo('GET', pk, maker)).status).toBe(403);
  });

  test('the role of whoever makes an object gets what is named for its model, over that object alone', async () => {
    const permissions = [numbers.view_group, numbers.change_group];
    const kept = await made('/rbac/initial_permissions/', { name: 'of makers', role, permissions });
    expect(kept.permissions_obj.map(({ codename }: { codename: string }) => codename)).toEqual([
      'view_group',
      'change_group',
    ]);
    const { pk } = await made('/core/groups/', { name: 'own' }, maker.token);
    const { pk: foreign } = await made('/core/groups/', { name: 'foreign' });
    expect((await mayDo('GET', pk, maker)).status).toBe(200);
    expect((await mayDo('PATCH', pk, maker)).status).toBe(200);
    expect((await mayDo('DELETE', pk, maker)).status).toBe(403);
    expect((await mayDo('GET', foreign, maker)).status).toBe(404);
    const other = await postern.account('other-maker', { roles: [role] });
    expect((await mayDo('GET', pk, other)).status).toBe(200);
  });

  test('objects of other models and people without the role get nothing', async () => {
    const given = async () =>
      (await postern.call('GET', `/rbac/permissions/roles/?uuid=${role}&page_size=100`)).body.pagination
        .count;
    const before = await given();
    await made('/core/users/', { username: 'made', name: 'Made' }, maker.token);
    await made('/core/groups/', { name: 'of the administrator' });
    expect(await given()).toBe(before);
  });

  test('go with their role', async () => {
    const { pk } = await made('/rbac/roles/', { name: 'short-lived' });
    await made('/rbac/initial_permissions/', { name: 'gone', role: pk, permissions: [] });
    await postern.call('DELETE', `/rbac/roles/${pk}/`);
    expect((await postern.call('GET', '/rbac/initial_permissions/?name=gone')).body.results).toEqual([]);
  });

  test.each([
    { body: () => ({ name: 'x', role, permissions: [1] }), field: 'permissions' },
    { body: () => ({ name: 'x', role: '00000000-0000-4000-8000-000000000000' }), field: 'role' },
    { body: () => ({ name: 'of makers', role }), field: 'name' },
  ])('a wrong $field is refused', async ({ body, field }) => {
    const answer = await postern.call('POST', '/rbac/initial_permissions/', { body: body() });
    expect([answer.status, Object.keys(answer.body)]).toEqual([400, expect.arrayContaining([field])]);
  });

  test('A: nobody gives by them what they do not hold, nor moves it to another role', async () => {
    const { pk: delegated } = await made('/rbac/roles/', { name: 'delegated' });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${delegated}/assign/`, {
      body: {
        permissions: [
          ...['add', 'change', 'view'].map((verb) => `authentik_rbac.${verb}_initialpermissions`),
          'authentik_core.view_group',
        ],
      },
    });
    const { token } = await postern.account('delegate', { roles: [delegated] });
    const give = (body: object) => postern.call('POST', '/rbac/initial_permissions/', { token, body });
    const own = { role: delegated };
    expect((await give({ ...own, name: 'less', permissions: [numbers.view_group] })).status).toBe(201);
    expect((await give({ ...own, name: 'more', permissions: [numbers.delete_group] })).status).toBe(400);
    const [{ pk }] = (await postern.call('GET', '/rbac/initial_permissions/?name=of%20makers')).body.results;
    const path = `/rbac/initial_permissions/${pk}/`;
    expect((await postern.call('PATCH', path, { token, body: { name: 'renamed' } })).status).toBe(200);
    expect((await postern.call('PATCH', path, { token, body: own })).status).toBe(400);
  });
});

test('permissions keep their numbers, whatever is added around them', () => {
  expect(numbers).toMatchObject({ view_group: expect.any(Number) });
  expect(numbers.view_group).toBe(1499975180);
});
