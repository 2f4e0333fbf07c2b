import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';

/** What counts for somebody and why: groups, roles, applications; and where a group is bound. */
let postern: TestPostern;
let ada: Account;
let bob: Account;
let eve: Account;
const keys: Record<string, string> = {};

const made = async (path: string, body: object) => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const group = async (name: string, values: object = {}) => {
  keys[name] = (await made('/core/groups/', { name, ...values })).pk;
};

beforeAll(async () => {
  postern = await testPostern();
  for (const name of ['reader', 'writer']) keys[name] = (await made('/rbac/roles/', { name })).pk;
  await group('company', { roles: [keys.reader] });
  await group('sales', { parents: [keys.company] });
  await group('support', { parents: [keys.company] });
  await group('europe', { parents: [keys.sales] });
  ada = await postern.account('ada', { groups: [keys.europe, keys.support], roles: [keys.writer] });
  bob = await postern.account('bob', { groups: [keys.company] });
  eve = await postern.account('eve');
  for (const [slug, bound] of [
    ['wiki', { group: keys.company }],
    ['mail', { group: keys.sales }],
    ['cellar', { user: bob.pk }],
  ] as const) {
    keys[slug] = (await made('/core/applications/', { name: slug, slug })).pk;
    await made('/policies/bindings/', { target: keys[slug], order: 0, ...bound });
  }
  keys.night = (
    await made('/policies/expression/', {
      name: 'at night',
      expression: 'return request.http_request?.client_ip !== "1.2.3.4"',
    })
  ).pk;
  keys.vault = (await made('/core/applications/', { name: 'vault', slug: 'vault' })).pk;
  await made('/policies/bindings/', { target: keys.vault, order: 0, policy: keys.night });
});
afterAll(() => postern?.end());

const get = async (path: string, token?: string) =>
  postern.call('GET', path, token === undefined ? {} : { token });
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);

async function withPermissions(name: string, permissions: readonly string[], object: object = {}) {
  const { pk } = await made('/rbac/roles/', { name });
  await postern.call('POST', `/rbac/permissions/assigned_by_roles/${pk}/assign/`, {
    body: { permissions, ...object },
  });
  return postern.account(name, { roles: [pk] });
}

describe('groups and roles of a user', () => {
  test('direct and inherited ones, each with the ways to it', async () => {
    const { body } = await get(`/core/users/${ada.pk}/standing/`);
    const seen = body.groups.map((one: { name: string; direct: boolean; through: { name: string }[][] }) => [
      one.name,
      one.direct,
      one.through.map(names),
    ]);
    expect(seen).toEqual([
      ['company', false, [['support'], ['europe', 'sales']]],
      ['europe', true, []],
      ['sales', false, [['europe']]],
      ['support', true, []],
    ]);
    expect(body.roles).toMatchObject([
      { name: 'reader', direct: false, through: [[{ name: 'support' }, { name: 'company' }]] },
      { name: 'writer', direct: true, through: [] },
    ]);
  });

  test('whoever may see the user alone sees no group; the control sees one', async () => {
    const one = { model: 'authentik_core.user', object_pk: String(ada.pk) };
    const blind = await withPermissions('blind', ['authentik_core.view_user'], one);
    expect((await get(`/core/users/${ada.pk}/standing/`, blind.token)).body).toEqual({
      groups: [],
      roles: [],
    });
    expect((await get(`/core/users/${bob.pk}/standing/`, blind.token)).status).toBe(403);
    expect((await get(`/core/users/${ada.pk}/standing/`, eve.token)).status).toBe(403);
    const sighted = await withPermissions('sighted', [
      'authentik_core.view_user',
      'authentik_core.view_group',
    ]);
    const { body } = await get(`/core/users/${ada.pk}/standing/`, sighted.token);
    expect([body.groups.length, body.roles.length]).toEqual([4, 0]);
  });
});

describe('what a user may open', () => {
  test.each([
    { query: '', found: { cellar: false, mail: true, vault: null, wiki: true } },
    { query: '?passing=true', found: { mail: true, wiki: true } },
    { query: '?passing=false', found: { cellar: false } },
    { query: '?passing=depends', found: { vault: null } },
    { query: '?search=WIK', found: { wiki: true } },
    { query: '?page=2&page_size=3', found: { wiki: true } },
  ])('"$query"', async ({ query, found }) => {
    const { body } = await get(`/core/users/${ada.pk}/access/${query}`);
    const seen = body.results.map((row: { application: { slug: string }; passing: boolean | null }) => [
      row.application.slug,
      row.passing,
    ]);
    expect(Object.fromEntries(seen)).toEqual(found);
  });

  test('and what decides', async () => {
    const { body } = await get(`/core/users/${ada.pk}/access/`);
    expect(body.counts).toEqual({ passing: 2, refused: 1, depends: 1 });
    expect(body.results.map(({ because }: { because: string }) => because)).toEqual([
      'Does not pass: is not the user "bob".',
      'Passes: is a member of the group "sales".',
      expect.stringMatching(/^Depends on the request.*"at night"/),
      'Passes: is a member of the group "company".',
    ]);
  });

  test('only applications that one may view, of users that one may view', async () => {
    const permissions = ['authentik_core.view_user_applications', 'authentik_core.view_user'];
    const some = await withPermissions('some', permissions);
    expect((await get(`/core/users/${ada.pk}/access/`, some.token)).body.results).toEqual([]);
    const more = await withPermissions('more', [...permissions, 'authentik_core.view_application']);
    expect((await get(`/core/users/${ada.pk}/access/`, more.token)).body.results).toHaveLength(4);
    const blind = await withPermissions('blind-to-users', ['authentik_core.view_user_applications']);
    expect((await get(`/core/users/${ada.pk}/access/`, blind.token)).status).toBe(404);
    expect((await get(`/core/users/${ada.pk}/access/`, eve.token)).status).toBe(403);
  });
});

test.each([
  {
    row: 'members, also of groups below',
    path: () => `/core/users/?member_of=${keys.company}`,
    want: ['ada', 'bob'],
  },
  {
    row: 'members through a group below alone',
    path: () => `/core/users/?member_of=${keys.sales}`,
    want: ['ada'],
  },
  {
    row: 'groups without a parent',
    path: () => '/core/groups/?parents__isnull=true&search=company',
    want: ['company'],
  },
  {
    row: 'groups with a parent',
    path: () => '/core/groups/?parents__isnull=false',
    want: ['europe', 'sales', 'support'],
  },
  {
    row: 'groups right below',
    path: () => `/core/groups/?parents_by_pk=${keys.company}`,
    want: ['sales', 'support'],
  },
  { row: 'groups with a role', path: () => `/core/groups/?roles_by_pk=${keys.reader}`, want: ['company'] },
])('filter: $row', async ({ path, want }) => {
  const { body } = await get(path());
  expect(body.results.map((one: { username?: string; name: string }) => one.username ?? one.name)).toEqual(
    want,
  );
});

test('a binding says what it is bound to, to those who may view that', async () => {
  const bound = async (token?: string) =>
    (await get(`/policies/bindings/?group=${keys.sales}`, token)).body.results.map(
      ({ target_obj }: { target_obj: unknown }) => target_obj,
    );
  expect(await bound()).toEqual([{ kind: 'application', name: 'mail', slug: 'mail' }]);
  const some = await withPermissions('bindings-only', ['authentik_policies.view_policybinding']);
  expect(await bound(some.token)).toEqual([null]);
  expect((await get(`/policies/bindings/?user=${bob.pk}`)).body.results).toHaveLength(1);
});
