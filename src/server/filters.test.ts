import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import { secretFields } from '../core/model/model.ts';
import { anHttpRequest } from '../core/testing/policy.ts';

let postern: TestPostern;
/** The answer's objects. */
type Found = readonly Readonly<Record<string, unknown>>[];

const made = async (path: string, body: object): Promise<Readonly<Record<string, unknown>>> => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const names = async (path: string, field = 'name'): Promise<unknown[]> => {
  const answer = await postern.call('GET', path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return (answer.body.results as Found).map((row) => row[field]).sort();
};

beforeAll(async () => {
  postern = await testPostern();
  const sales = await made('/core/groups/', { name: 'Sales', attributes: { floor: 2, open: { until: 18 } } });
  await made('/core/groups/', { name: 'Research', attributes: { floor: 3 } });
  const role = await made('/rbac/roles/', { name: 'Help desk' });
  await made('/core/users/', {
    username: 'ada',
    name: 'Ada',
    groups: [sales.pk],
    attributes: { team: 'blue' },
  });
  await made('/core/users/', { username: 'grace', name: 'Grace', roles: [role.pk] });
  await made('/core/brands/', { domain: 'corp.test' });
  const app = await made('/core/applications/', { name: 'Wiki', slug: 'wiki' });
  const policy = { result: true, wait_min: 0, wait_max: 1 };
  const used = await made('/policies/dummy/', { ...policy, name: 'used' });
  await made('/policies/dummy/', { ...policy, name: 'unused', result: false, execution_logging: true });
  const asked = await made('/policies/dummy/', { ...policy, name: 'asked' });
  await made('/policies/bindings/', { policy: used.pk, target: app.pk, order: 0 });
  const prompt = { name: 'colour', field_key: 'colour', label: 'Colour', type: 'text' };
  const field = await made('/stages/prompt/prompts/', prompt);
  await made('/stages/prompt/stages/', { name: 'form', fields: [field.pk], validation_policies: [asked.pk] });
});
afterAll(() => postern?.end());

test.each([
  ['/core/users/?is_superuser=true', 'username', ['root-of-the-test']],
  ['/core/users/?is_superuser=false', 'username', ['ada', 'grace']],
  ['/core/users/?groups_by_name=Sales', 'username', ['ada']],
  ['/core/users/?groups_by_name=Nobody', 'username', []],
  ['/core/users/?groups_by_name=Sales&is_superuser=true', 'username', []],
  ['/core/users/?roles_by_name=Help%20desk', 'username', ['grace']],
  ['/core/users/?attributes=%7B%22team%22%3A%22blue%22%7D', 'username', ['ada']],
  ['/core/users/?attributes=%7B%22team%22%3A%22red%22%7D', 'username', []],
  ['/core/groups/?attributes=%7B%22open%22%3A%7B%22until%22%3A18%7D%7D', 'name', ['Sales']],
  ['/core/groups/?members_by_username=ada', 'name', ['Sales']],
  ['/core/groups/?members_by_username=grace', 'name', []],
  ['/core/tokens/?user__username=root-of-the-test', 'identifier', ['api-root-of-the-test']],
  ['/core/tokens/?user__username=nobody', 'identifier', []],
  ['/policies/all/?bindings__isnull=false', 'name', ['used']],
  ['/policies/all/?bindings__isnull=true', 'name', ['asked', 'unused']],
  ['/policies/all/?type=dummy&bindings__isnull=false', 'name', ['used']],
  ['/policies/all/?type=nothing', 'name', []],
  ['/policies/all/?assigned=false', 'name', ['unused']],
  ['/policies/all/?assigned=true', 'name', ['asked', 'used']],
  ['/policies/all/?promptstage__isnull=false', 'name', ['asked']],
  ['/policies/dummy/?result=false', 'name', ['unused']],
  ['/policies/dummy/?wait_max=2', 'name', []],
  ['/policies/dummy/?execution_logging=true', 'name', ['unused']],
])('%s lists by %s %j', async (path, field, wanted) => {
  expect(await names(path, field)).toEqual(wanted);
});

test.each(['nonsense', '[]', '"x"', '7'])('attributes=%s is refused', async (text) => {
  const answer = await postern.call('GET', `/core/users/?attributes=${encodeURIComponent(text)}`);
  expect([answer.status, answer.body.attributes]).toEqual([400, [expect.stringContaining('JSON object')]]);
});

test('A58: no list filters by a secret field', () => {
  const told = postern.api.resources.flatMap(({ model, routes }) =>
    secretFields(model)
      .filter((field) => Object.keys(routes.list?.query.shape ?? {}).includes(field))
      .map((field) => `${model.name}.${field}`),
  );
  expect(told).toEqual([]);
});

describe('events', () => {
  beforeAll(async () => {
    const { events } = postern.ports;
    const user = postern.graph.user(postern.admin.pk);
    const application = { pk: 'app-1', name: 'Wiki', app: 'authentik_core', model_name: 'application' };
    for (const scopes of ['openid', 'email'])
      events.emit({
        action: 'authorize_application',
        app: 'test',
        context: { authorized_application: application, scopes },
        ...(user ? { user } : {}),
      });
    await vi.waitFor(async () =>
      expect(await names('/events/events/?action=authorize_application', 'action')).toHaveLength(2),
    );
  });

  test.each([
    ['username=root-of-the-test', 2],
    ['username=nobody', 0],
    ['context_authorized_app=app-1', 2],
    ['context_authorized_app=app-2', 0],
    ['context_authorized_app=app-1&username=nobody', 0],
  ])('the list and the figures are filtered by %s', async (query, count) => {
    const filter = `action=authorize_application&${query}`;
    expect(await names(`/events/events/?${filter}`, 'action')).toHaveLength(count);
    const volume = (await postern.call('GET', `/events/events/volume/?${filter}`)).body as Found;
    expect(volume.reduce((sum, { count: one }) => sum + Number(one), 0)).toBe(count);
    const stats = (await postern.call('GET', `/events/events/stats/?${filter}&count_steps=hours%3D1`)).body;
    expect(stats).toEqual({ count_step: { 'hours=1': count }, unique_users: count > 0 ? 1 : 0 });
    const top = (await postern.call('GET', `/events/events/top_per_user/?${filter}`)).body;
    expect(top).toHaveLength(count > 0 ? 1 : 0);
  });

  test('a range of time and a country choose among them, in the list as in the figures', async () => {
    const { events } = postern.ports;
    for (const client_ip of ['193.99.144.80', '193.99.144.81', '8.8.8.8'])
      events.emit({
        action: 'suspicious_request',
        app: 'test',
        context: {},
        http_request: anHttpRequest({ client_ip, host: 'id.corp.test' }),
      });
    const of = 'action=suspicious_request';
    await expect.poll(async () => (await names(`/events/events/?${of}`, 'action')).length).toBe(3);
    const [{ created, brand }] = (await postern.call('GET', `/events/events/?${of}&ordering=created`)).body
      .results;
    expect(brand).toMatchObject({ model_name: 'brand', name: 'corp.test' });
    const count = async (query: string) => {
      const list = (await names(`/events/events/?${of}&${query}`, 'action')).length;
      const volume = (await postern.call('GET', `/events/events/volume/?${of}&${query}`)).body as Found;
      expect(volume.reduce((sum, one) => sum + Number(one.count), 0)).toBe(list);
      return list;
    };
    const hour = (by: number) => new Date(Date.parse(created) + by * 3_600_000).toISOString();
    expect(await count(`created__gt=${hour(-1)}&created__lt=${hour(1)}`)).toBe(3);
    expect(await count(`created__gt=${hour(1)}`)).toBe(0);
    expect(await count(`created__lt=${hour(-1)}`)).toBe(0);
    expect(await count('brand_name=corp.test')).toBe(3);
    expect(await count('country=DE')).toBe(2);
    const countries = (await postern.call('GET', `/events/events/countries/?${of}`)).body as Found;
    expect(countries.map(({ country, counted_events }) => [country, counted_events])).toEqual([
      ['DE', 2],
      ['US', 1],
    ]);
  });

  test('events of one object are found by it', async () => {
    const group = await made('/core/groups/', { name: 'Told' });
    const path = `/events/events/?context_model_name=group&context_model_pk=${group.pk}`;
    await expect.poll(() => names(path, 'action')).toEqual(['model_created']);
    expect(await names(`/events/events/?context_model_name=user&context_model_pk=${group.pk}`)).toEqual([]);
  });

  test('what is no duration is refused', async () => {
    const answer = await postern.call('GET', '/events/events/stats/?count_steps=soon');
    expect([answer.status, answer.body.count_steps?.[0]]).toEqual([400, expect.stringContaining('"soon"')]);
  });
});

describe('a flow as a drawing', () => {
  test('its places and the ways between them say who gets where, but not to whom that is hidden', async () => {
    const flow = { name: 'f', slug: 'places', title: 'In', designation: 'authentication' };
    const { pk } = await made('/flows/instances/', flow);
    const stage = await made('/stages/deny/', { name: 'Not you' });
    const login = await made('/stages/user_login/', { name: 'Then in' });
    const bound = await made('/flows/bindings/', { target: pk, stage: stage.pk, order: 5 });
    await made('/flows/bindings/', { target: pk, stage: login.pk, order: 7, evaluate_on_plan: true });
    const group = await made('/core/groups/', { name: 'Suspects' });
    const rule = await made('/policies/bindings/', {
      target: bound.pk,
      group: group.pk,
      order: 0,
      negate: true,
    });
    const read = async (token?: string) =>
      (await postern.call('GET', '/flows/instances/places/diagram/', token ? { token } : {})).body;
    const { nodes, edges, diagram } = await read();
    expect(diagram).toContain('not Suspects');
    expect(
      nodes.map(({ kind, name, order }: { kind: string; name: string; order: number }) => [
        kind,
        name,
        order,
      ]),
    ).toEqual([
      ['start', 'In', null],
      ['gate', 'Not you', 5],
      ['stage', 'Not you', 5],
      ['stage', 'Then in', 7],
      ['end', '', null],
    ]);
    const [start, gate, deny, then, end] = nodes.map(({ id }: { id: string }) => id);
    expect(edges).toEqual([
      { from: start, to: gate, answer: null },
      { from: gate, to: deny, answer: true },
      { from: deny, to: then, answer: null },
      { from: gate, to: then, answer: false },
      { from: then, to: end, answer: null },
    ]);
    expect(nodes[1]).toMatchObject({
      judged: 'reached',
      stage_binding: bound.pk,
      gate: {
        mode: 'any',
        closed: false,
        conditions: [{ binding: rule.pk, kind: 'group', pk: group.pk, name: 'Suspects', negate: true }],
      },
    });

    const role = await made('/rbac/roles/', { name: 'Sees flows' });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, {
      body: { permissions: ['authentik_flows.view_flow'] },
    });
    const { token } = await postern.account('limited-drawer', { roles: [role.pk] });
    const limited = await read(token);
    expect(JSON.stringify(limited)).not.toContain('Suspects');
    expect(limited.nodes[1].gate.conditions[0]).toMatchObject({ kind: 'group', name: '' });
  });

  test('its mistakes are found', async () => {
    const flow = { name: 'f', slug: 'mistaken', title: 'In', designation: 'authentication' };
    const { pk } = await made('/flows/instances/', flow);
    const check = async () => (await postern.call('GET', '/flows/instances/mistaken/check/')).body.findings;
    expect(await check()).toMatchObject([{ level: 'hint', code: 'no_stages', stage_binding: null }]);
    const who = await made('/stages/identification/', { name: 'Who', user_fields: ['username'] });
    const login = await made('/stages/user_login/', { name: 'In' });
    await made('/flows/bindings/', { target: pk, stage: who.pk, order: 0 });
    const bound = await made('/flows/bindings/', { target: pk, stage: login.pk, order: 10 });
    expect(await check()).toEqual([
      {
        level: 'error',
        code: 'login_without_proof',
        message: expect.stringContaining('"In" signs in whoever was named'),
        names: { stage: 'In' },
        stage_binding: bound.pk,
      },
    ]);
    const password = await made('/stages/password/', {
      name: 'Secret',
      backends: ['authentik.core.auth.InbuiltBackend'],
    });
    await made('/flows/bindings/', { target: pk, stage: password.pk, order: 5 });
    expect(await check()).toEqual([]);
  });

  test('names of people cannot write into it', async () => {
    const flow = { name: 'f', slug: 'drawn', title: 'A"]; click <b>', designation: 'authentication' };
    const { pk } = await made('/flows/instances/', flow);
    const stage = await made('/stages/deny/', { name: 'Stop] --> evil["' });
    await made('/flows/bindings/', { target: pk, stage: stage.pk, order: 0 });
    const { diagram } = (await postern.call('GET', '/flows/instances/drawn/diagram/')).body;
    expect(diagram.split('\n')).toEqual([
      'graph TD',
      '  begin(["A#34;#93;; click #60;b#62;"])',
      '  begin --> stage0',
      '  stage0["Stop#93; --#62; evil#91;#34;<br/>deny"]',
      '  done(["Done"])',
      '  stage0 --> done',
    ]);
  });
});
