import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
const keys: Record<string, string> = {};

const made = async (path: string, body: object) => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const names = async (path: string, field = 'name'): Promise<unknown[]> => {
  const { status, body } = await postern.call('GET', path);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body.results.map((row: Record<string, unknown>) => row[field]).sort();
};

beforeAll(async () => {
  postern = await testPostern();
  const keep = async (name: string, path: string, body: object): Promise<string> => {
    keys[name] = String((await made(path, body)).pk);
    return keys[name];
  };
  const dummy = { result: true, wait_min: 0, wait_max: 1 };
  await keep('one', '/policies/dummy/', { ...dummy, name: 'one' });
  await keep('two', '/policies/dummy/', { ...dummy, name: 'two', wait_min: 5 });
  const prompt = { field_key: 'x', label: 'X', type: 'text' };
  await keep('colour', '/stages/prompt/prompts/', { ...prompt, name: 'colour' });
  await keep('size', '/stages/prompt/prompts/', { ...prompt, name: 'size' });
  await keep('form', '/stages/prompt/stages/', {
    ...{ name: 'form', fields: [keys.colour], validation_policies: [keys.one] },
  });
  await keep('other', '/stages/prompt/stages/', { name: 'other', fields: [keys.size] });
  await keep('flow', '/flows/instances/', { name: 'f', slug: 'f', title: 'f', designation: 'enrollment' });
  await keep('guarded', '/flows/bindings/', { target: keys.flow, stage: keys.form, order: 1 });
  await keep('open', '/flows/bindings/', { target: keys.flow, stage: keys.other, order: 2 });
  await keep('binding', '/policies/bindings/', { policy: keys.one, target: keys.guarded, order: 0 });
  const scope = { expression: 'return {};' };
  await keep('mail', '/propertymappings/provider/scope/', { ...scope, name: 'mail', scope_name: 'mail' });
  await keep('none', '/propertymappings/provider/scope/', { ...scope, name: 'none', scope_name: 'none' });
  await keep('provider', '/providers/oauth2/', {
    ...{ name: 'provider', authorization_flow: keys.flow, invalidation_flow: keys.flow },
    ...{ property_mappings: [keys.mail], redirect_uris: [] },
  });
  const source = {
    ...{ provider_type: 'openidconnect', consumer_key: 'k', consumer_secret: 's' },
    ...{ authorization_url: 'https://idp.test/a', access_token_url: 'https://idp.test/t' },
    profile_url: 'https://idp.test/p',
  };
  await keep('known', '/sources/oauth/', {
    ...source,
    ...{ name: 'known', slug: 'known', oidc_jwks_url: 'https://idp.test/keys' },
  });
  await keep('unknown', '/sources/oauth/', {
    ...{ ...source, oidc_well_known_url: 'https://idp.test/.well-known/openid-configuration' },
    ...{ name: 'unknown', slug: 'unknown' },
  });
  for (const name of ['direct', 'of-group', 'of-parent', 'unused'])
    await keep(name, '/rbac/roles/', { name });
  await keep('parent', '/core/groups/', { name: 'parent', roles: [keys['of-parent']] });
  await keep('group', '/core/groups/', { name: 'group', roles: [keys['of-group']], parents: [keys.parent] });
  await keep('ada', '/core/users/', {
    ...{ username: 'ada', name: 'Ada', groups: [keys.group], roles: [keys.direct] },
  });
});
afterAll(() => postern.end());

const key = (path: string): string => path.replace(/<([\w-]+)>/g, (_, name) => keys[name] ?? '');

test.each([
  ['/policies/dummy/?policy_uuid=<one>', ['one']],
  ['/policies/dummy/?wait_min=5', ['two']],
  ['/propertymappings/all/?name=mail', ['mail']],
  ['/stages/prompt/stages/?fields=<colour>', ['form']],
  ['/stages/prompt/stages/?fields=<colour>&fields=<size>', ['form', 'other']],
  ['/stages/prompt/stages/?validation_policies=<one>', ['form']],
  ['/stages/prompt/stages/?validation_policies=<two>', []],
  ['/stages/prompt/stages/?validation_policies=<one>&fields=<size>', []],
  ['/providers/oauth2/?property_mappings=<mail>', ['provider']],
  ['/providers/oauth2/?property_mappings=<none>', []],
  ['/sources/oauth/?has_jwks=true', ['known']],
  ['/sources/oauth/?has_jwks=false', ['unknown']],
  ['/rbac/roles/?users=<ada>', ['direct']],
  ['/rbac/roles/?users=<ada>&inherited=true', ['direct', 'of-group', 'of-parent']],
  ['/rbac/roles/?groups=<group>', ['of-group']],
  ['/rbac/roles/?groups=<group>&inherited=true', ['of-group', 'of-parent']],
  ['/rbac/roles/?users=<ada>&groups=<parent>&inherited=true', ['of-parent']],
  ['/rbac/roles/?managed__isnull=true', ['direct', 'of-group', 'of-parent', 'unused']],
  ['/rbac/roles/?managed__isnull=false', []],
  ['/rbac/roles/?managed=anything', []],
])('%s lists %j', async (path, wanted) => {
  expect(await names(key(path))).toEqual(wanted);
});

test('stage bindings are found by the policies that guard them', async () => {
  expect(await names(key('/flows/bindings/?policies=<one>'), 'pk')).toEqual([keys.guarded]);
  expect(await names(key('/flows/bindings/?policies=<two>'), 'pk')).toEqual([]);
});

test.each(['date_joined', 'last_updated'])('users are found by the moment of %s', async (field) => {
  const { body } = await postern.call('GET', `/core/users/${keys.ada}/`);
  const moment = encodeURIComponent(body[field]);
  expect(await names(`/core/users/?${field}=${moment}`, 'username')).toEqual(['ada']);
  expect(await names(`/core/users/?${field}=2001-01-01T00:00:00Z`, 'username')).toEqual([]);
});

test.each(['/core/users/?last_login=soon', '/policies/dummy/?created=soon', '/policies/dummy/?wait_min=few'])(
  '%s is refused',
  async (path) => expect((await postern.call('GET', path)).status).toBe(400),
);

test('everybody has a day on which they joined, also who was made before that was noted', async () => {
  const model = postern.catalogue.model('authentik_core.user');
  const { pk } = await postern.objects.insert(model, {
    ...model.fields.parse({ username: 'old', name: 'O' }),
  });
  const { body } = await postern.call('GET', `/core/users/${pk}/`);
  expect(body.date_joined).toBe(body.created);
});

test('a prompt shows the stages that ask it, with what they ask and who judges the answers', async () => {
  const { body } = await postern.call('GET', `/stages/prompt/prompts/${keys.colour}/`);
  expect(body.prompt_stages_obj).toMatchObject([
    { name: 'form', fields: [keys.colour], validation_policies: [keys.one] },
  ]);
});

test('a group of a source shows the source', async () => {
  const body = { group: keys.group, source: keys.known, identifier: 'staff' };
  const { source_obj } = await made('/sources/group_connections/oauth/', body);
  expect(source_obj).toMatchObject({ slug: 'known' });
});

describe('permissions', () => {
  beforeAll(async () => {
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${keys.direct}/assign/`, {
      body: {
        permissions: ['authentik_core.view_group'],
        model: 'authentik_core.group',
        object_pk: keys.group,
      },
    });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${keys.unused}/assign/`, {
      body: { permissions: ['authentik_rbac.view_role'] },
    });
  });

  test.each([
    [
      'content_type__app_label=authentik_flows&content_type__model=flow&codename=export_flow',
      ['export_flow'],
    ],
    ['content_type__app_label=authentik_core&codename=export_flow', []],
    ['role=<unused>', ['view_role']],
  ])('%s lists %j', async (query, wanted) => {
    expect(await names(key(`/rbac/permissions/?${query}`), 'codename')).toEqual(wanted);
  });

  test('over single objects name the object, to those who may see it', async () => {
    const { token } = await postern.account('auditor', { roles: [keys.unused] });
    const path = `/rbac/permissions/roles/?uuid=${keys.direct}`;
    const asked = async (who?: string) => (await postern.call('GET', path, who ? { token: who } : {})).body;
    expect((await asked()).results).toMatchObject([
      { codename: 'view_group', object_pk: keys.group, object_description: 'group' },
    ]);
    expect((await asked(token)).results).toMatchObject([{ object_pk: keys.group, object_description: null }]);
    expect(await names(`/rbac/permissions/roles/?uuid=${keys.unused}`)).toEqual([]);
  });
});
