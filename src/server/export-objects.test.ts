import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

/** Exports of everything and of single objects: what is imported elsewhere is the same, and is exported as the same. */
let here: TestPostern;
let there: TestPostern;
let count = 0;
const fresh = (word: string) => `${word}-${++count}`;

beforeAll(async () => {
  [here, there] = await Promise.all([testPostern(), testPostern()]);
  await Promise.all([here.firstStart.instances.sync(), there.firstStart.instances.sync()]);
}, 60_000);
afterAll(() => Promise.all([here?.end(), there?.end()]));

const made = async (path: string, body: object, of = here): Promise<string> => {
  const answer = await of.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return String(answer.body.pk);
};
const exported = async (query = '', of = here): Promise<string> => {
  const { status, body } = await of.call('GET', `/managed/blueprints/export/${query}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
};
const imported = async (file: string, into = there): Promise<string[]> => {
  const { body } = await into.call('POST', '/managed/blueprints/import/', { body: { file } });
  const events = body.logs.map(({ event }: { event: string }) => event);
  if (!body.success) throw new Error(events.join('\n'));
  return events.filter((event: string) => !event.endsWith(': unchanged'));
};

const name = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 })
  .map((word) => word.trim() || 'x');
const drawn = fc.record({
  groups: fc.array(
    fc.record({ name, parent: fc.boolean(), attributes: fc.dictionary(name, fc.jsonValue()) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  policies: fc.array(fc.constantFrom('dummy', 'reputation', 'lockout', 'expression'), {
    minLength: 1,
    maxLength: 4,
  }),
  bindings: fc.array(
    fc.record({
      at: fc.constantFrom('app', 'flow', 'stage'),
      order: fc.nat(3),
      what: fc.nat(7),
      negate: fc.boolean(),
    }),
    { maxLength: 6 },
  ),
  people: fc.nat(2),
  rule: fc.boolean(),
});

/** Makes a small configuration; answers the key of its application. */
async function build(what: typeof drawn extends fc.Arbitrary<infer T> ? T : never): Promise<string> {
  const flow = await made('/flows/instances/', {
    name: 'x',
    slug: fresh('flow'),
    title: 'x',
    designation: 'authorization',
  });
  const groups: string[] = [];
  for (const { name: word, parent, attributes } of what.groups)
    groups.push(
      await made('/core/groups/', {
        name: `${word} ${fresh('group')}`,
        parents: parent ? groups.slice(-1) : [],
        attributes,
      }),
    );
  const people: string[] = [];
  for (let index = 0; index < what.people; index++)
    people.push(await made('/core/users/', { username: fresh('person'), name: 'x', groups }));
  const settings = {
    expression: { expression: 'return true;' },
    dummy: { result: true },
    lockout: { unlock_flow: flow },
  };
  const policies: string[] = [];
  for (const type of what.policies)
    policies.push(await made(`/policies/${type}/`, { name: fresh('policy'), ...settings[type as 'dummy'] }));
  const stage = await made('/stages/user_write/', { name: fresh('stage'), create_users_group: groups[0] });
  const bound = await made('/flows/bindings/', { target: flow, stage, order: 5 });
  const provider = await made('/providers/oauth2/', {
    name: fresh('provider'),
    authorization_flow: flow,
    invalidation_flow: flow,
    redirect_uris: [{ matching_mode: 'strict', url: 'https://app.test/' }],
  });
  const slug = fresh('app');
  const app = await made('/core/applications/', { name: slug, slug, provider: Number(provider) || provider });
  const entitlement = await made('/core/application_entitlements/', { name: fresh('may'), app });
  await made('/policies/bindings/', { target: entitlement, group: groups[0], order: 0 });
  const subjects = [
    ...policies.map((policy, index) => ({ policy, lockout: what.policies[index] === 'lockout' })),
    ...groups.map((group) => ({ group, lockout: false })),
    ...people.map((user) => ({ user: Number(user), lockout: false })),
  ];
  const seen = new Set<string>();
  for (const { at, order, what: index, negate } of what.bindings) {
    const { lockout = false, ...subject } = subjects[index % subjects.length] ?? {};
    const target = { app, flow, stage: bound }[at];
    const key = JSON.stringify([target, subject, order]);
    if (seen.has(key) || (lockout && at === 'stage')) continue;
    seen.add(key);
    await made('/policies/bindings/', { target, order, negate, ...subject });
  }
  if (what.rule) {
    const rule = await made('/events/rules/', {
      name: fresh('rule'),
      destination_group: groups[0],
      severity: 'notice',
    });
    await made('/policies/bindings/', { target: rule, group: groups[0], order: 0 });
  }
  return app;
}

describe('an export of everything', () => {
  test('that is imported elsewhere is always exported there as the same, and imported again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, async (what) => {
        await build(what);
        const before = await exported();
        await imported(before);
        expect(await exported('', there)).toBe(before);
        expect(await imported(before)).toEqual([]);
        expect(await imported(before, here)).toEqual([]);
      }),
      { numRuns: 5 },
    );
  }, 120_000);

  test('holds roles with what they may do, everywhere and with single objects, and no secret', async () => {
    const role = await made('/rbac/roles/', { name: fresh('role') });
    const app = await build({
      groups: [{ name: 'a', parent: false, attributes: {} }],
      policies: ['dummy'],
      bindings: [],
      people: 0,
      rule: false,
    });
    const assign = `/rbac/permissions/assigned_by_roles/${role}/assign/`;
    await here.call('POST', assign, { body: { permissions: ['authentik_core.view_group'] } });
    const one = { permissions: ['view_application'], model: 'authentik_core.application', object_pk: app };
    expect((await here.call('POST', assign, { body: one })).status).toBe(200);
    const user = await made('/core/users/', { username: fresh('holder'), name: 'x', roles: [role] });
    await here.call('POST', `/core/users/${user}/set_password/`, { body: { password: 'a-planted-secret' } });
    const text = await exported();
    expect(text).toContain('authentik_core.view_group');
    expect(text).toContain('permission: authentik_core.view_application');
    for (const secret of ['argon2', 'a-planted-secret', 'client_secret', 'PRIVATE KEY', 'key_hash'])
      expect(text).not.toContain(secret);
    await imported(text);
    expect(await exported('', there)).toBe(text);
  });

  test('policies that others name by their key keep it', async () => {
    const asked = await made('/policies/dummy/', { name: fresh('asked'), result: true });
    const group = await made('/core/groups/', { name: fresh('named') });
    const compare = {
      ...{ type: 'compare', variable: { key: 'user.groups' }, operator: 'has_item' },
      value: { type: 'literal', value: group },
    };
    const conditions = [{ type: 'policy', policy: asked }, compare];
    const actions = {
      version: 2,
      actions: conditions.map((condition) => ({ type: 'condition', condition })),
    };
    const answer = await here.call('POST', '/policies/conditional/', {
      body: { name: fresh('asks'), actions },
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    await imported(await exported());
    expect((await there.call('GET', `/policies/all/${asked}/`)).status).toBe(200);
    expect((await there.call('GET', `/core/groups/${group}/`)).status).toBe(200);
    expect(await exported('', there)).toBe(await exported());
  });
});

describe('an export of one object', () => {
  test('brings what it needs: imported where nothing of it is, it is exported as the same', async () => {
    const app = await build({
      groups: [
        { name: 'a', parent: false, attributes: { x: 1 } },
        { name: 'b', parent: true, attributes: {} },
      ],
      policies: ['dummy', 'expression'],
      bindings: [
        { at: 'app', order: 0, what: 0, negate: true },
        { at: 'flow', order: 1, what: 3, negate: false },
        { at: 'stage', order: 1, what: 1, negate: false },
      ],
      people: 0,
      rule: false,
    });
    const query = `?model=authentik_core.application&pk=${app}`;
    const text = await exported(query);
    const events = await imported(text);
    expect(events.length).toBeGreaterThan(8);
    const [{ slug }] = [
      (
        await here.call('GET', '/core/applications/?page_size=100&superuser_full_list=true')
      ).body.results.find(({ pk }: { pk: string }) => pk === app),
    ];
    const { body } = await there.call('GET', `/core/applications/${slug}/`);
    expect(await exported(`?model=authentik_core.application&pk=${body.pk}`, there)).toBe(text);
  });

  test.each([
    { query: '?model=authentik_core.application', status: 400, field: 'pk' },
    { query: '?model=nothing&pk=x', status: 400, field: 'model' },
    { query: '?pk=x', status: 400, field: 'model' },
    { query: '?model=authentik_core.token&pk=x', status: 400, field: 'model' },
    {
      query: '?model=authentik_core.application&pk=3f1c9b3e-2a47-4d1b-9b0e-8f3f2a1c7d55',
      status: 404,
      field: 'detail',
    },
  ])('$query is answered with $status', async ({ query, status, field }) => {
    const answer = await here.call('GET', `/managed/blueprints/export/${query}`);
    expect([answer.status, Object.keys(answer.body)]).toEqual([status, expect.arrayContaining([field])]);
  });

  test('A57: whoever may read blueprints sees in an export only what they may see anyway', async () => {
    const role = await made('/rbac/roles/', { name: fresh('role') });
    const group = await made('/core/groups/', { name: fresh('seen') });
    const assign = `/rbac/permissions/assigned_by_roles/${role}/assign/`;
    await here.call('POST', assign, {
      body: { permissions: ['authentik_blueprints.view_blueprintinstance'] },
    });
    const { token } = await here.account(fresh('reader'), { roles: [role] });
    const query = `/managed/blueprints/export/?model=authentik_core.group&pk=${group}`;
    expect((await here.call('GET', query, { token })).status).toBe(403);
    await here.call('POST', assign, { body: { permissions: ['authentik_core.view_group'] } });
    expect((await here.call('GET', query, { token })).status).toBe(200);
    expect((await here.call('GET', '/managed/blueprints/export/', { token })).status).toBe(403);
  });
});
