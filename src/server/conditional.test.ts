import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
beforeAll(async () => {
  postern = await testPostern();
});
afterAll(() => postern.end());

const HOME = '/policies/conditional/';
let count = 0;

const looks = (key: string, operator: string, value?: unknown, more: object = {}) => ({
  type: 'compare',
  variable: { key, ...more },
  operator,
  ...(value === undefined ? {} : { value: { type: 'literal', value } }),
});
const condition = (node: object) => ({ type: 'condition', condition: node });
const other = (policy: string) => condition({ type: 'policy', policy });
const documentOf = (...actions: object[]) => ({ version: 2, actions });
const field = condition(looks('prompt_data', 'eq', 'x', { param: 'name', cast: 'string' }));

const save = (actions: object, more: object = {}) => {
  count += 1;
  return postern.call('POST', HOME, { body: { name: `conditional ${count}`, actions, ...more } });
};
const saved = async (actions: object, more: object = {}) => {
  const { status, body } = await save(actions, more);
  expect([status, body]).toEqual([201, body]);
  return String(body.pk);
};
const made = async (path: string, body: object) =>
  String((await postern.call('POST', path, { body })).body.pk);

describe('saving', () => {
  test('what was saved comes back, with the names of what it mentions', async () => {
    const group = await made('/core/groups/', { name: 'Engineers' });
    const first = await saved(documentOf(condition(looks('user.is_active', 'is_true'))));
    const actions = documentOf(
      condition(looks('user.groups', 'has_any', [group, '00000000-0000-4000-8000-000000000000'])),
      condition(looks('user.id', 'eq', postern.admin.pk)),
      other(first),
    );
    const pk = await saved(actions, { failure_message: 'm' });
    const { body } = await postern.call('GET', `${HOME}${pk}/`);
    expect(body).toMatchObject({
      actions,
      missing_behavior: 'fail',
      failure_message: 'm',
      component: 'ak-policy-conditional-form',
      meta_model_name: 'authentik_policies_conditional.conditionalpolicy',
      labels: {
        [`authentik_core.group:${group}`]: 'Engineers',
        [`authentik_core.user:${postern.admin.pk}`]: 'root-of-the-test',
        [`authentik_policies.policy:${first}`]: expect.stringContaining('conditional'),
      },
    });
    expect(Object.keys(body.labels)).toHaveLength(3);
  });

  test('mistakes are told by the path of their node', async () => {
    const { status, body } = await save(documentOf(condition(looks('user.name', 'is', 'x'))));
    expect([status, body]).toEqual([
      400,
      {
        actions: ['There is 1 mistake in the document.'],
        'actions.0.condition.operator': [expect.stringContaining('There is no operator "is".')],
        code: 'invalid',
      },
    ]);
    expect((await save([])).status).toBe(400);
    expect((await save({})).status).toBe(400);
  });

  test('164 a policy leads neither to itself nor back to itself', async () => {
    const first = await saved(documentOf(condition(looks('user.is_active', 'is_true'))));
    const second = await saved(documentOf(other(first)));
    for (const target of [first, second]) {
      const answer = await postern.call('PATCH', `${HOME}${first}/`, {
        body: { actions: documentOf(other(target)) },
      });
      expect([answer.status, Object.keys(answer.body)]).toEqual([
        400,
        expect.arrayContaining(['actions.0.condition.policy']),
      ]);
    }
    expect((await save(documentOf(other('00000000-0000-4000-8000-000000000000')))).status).toBe(400);
  });

  test('A5: a document of any depth is refused, and holds nobody up', async () => {
    const headers = { 'content-type': 'application/json' };
    const nested = async (depth: number) => {
      const node = JSON.stringify(looks('user.is_active', 'is_true'));
      const group = `${'{"type":"group","op":"all","children":['.repeat(depth)}${node}${']}'.repeat(depth)}`;
      const body = `{"name":"${depth} deep","actions":{"version":2,"actions":[{"type":"condition","condition":${group}}]}}`;
      return postern.call('POST', HOME, { body, headers });
    };
    const answer = await nested(20_000);
    expect([answer.status, answer.body.non_field_errors]).toEqual([
      400,
      [expect.stringContaining('100 deep')],
    ]);
    expect((await nested(10)).status).toBe(400);
    expect((await nested(9)).status).toBe(201);
    expect((await postern.call('GET', HOME)).status).toBe(200);
  });
});

describe('binding', () => {
  test('167 a policy that reads a form cannot be bound to a notification rule, nor one that refers to it', async () => {
    const rule = await made('/events/rules/', { name: 'Tell', severity: 'notice' });
    const pk = await saved(documentOf(field));
    const above = await saved(documentOf(other(pk)));
    for (const policy of [pk, above]) {
      const { status, body } = await postern.call('POST', '/policies/bindings/', {
        body: { target: rule, policy, order: 0 },
      });
      expect([status, body.policy]).toEqual([
        400,
        [expect.stringContaining('"prompt_data" is not known at a notification rule')],
      ]);
    }
    const fitting = await saved(documentOf(condition(looks('event.action', 'eq', 'login'))));
    const bound = { target: rule, policy: fitting, order: 0 };
    expect((await postern.call('POST', '/policies/bindings/', { body: bound })).status).toBe(201);
    const change = await postern.call('PATCH', `${HOME}${fitting}/`, {
      body: { actions: documentOf(field) },
    });
    expect([change.status, change.body.non_field_errors]).toEqual([
      400,
      [expect.stringContaining('prompt_data')],
    ]);
  });

  test('a form takes what it knows, and nothing of the flow around it', async () => {
    const inFlow = await saved(documentOf(condition(looks('flow.slug', 'is_set'))));
    const inForm = await saved(documentOf(field));
    const stage = (validation_policies: string[]) =>
      postern.call('POST', '/stages/prompt/stages/', {
        body: { name: `form ${validation_policies[0]}`, fields: [], validation_policies },
      });
    expect(await stage([inFlow])).toMatchObject({
      status: 400,
      body: { validation_policies: [expect.stringContaining('flow.slug')] },
    });
    expect((await stage([inForm])).status).toBe(201);
    const change = await postern.call('PATCH', `${HOME}${inForm}/`, {
      body: { actions: documentOf(condition(looks('flow.slug', 'is_set'))) },
    });
    expect(change.status).toBe(400);
  });
});

describe('asking', () => {
  const tried = (pk: string, body: object = {}) =>
    postern.call('POST', `/policies/all/${pk}/test/`, { body: { user: postern.admin.pk, ...body } });

  test('a test shows every node with what it saw', async () => {
    const inner = await saved(documentOf({ type: 'stop', result: 'fail', message: 'inner' }));
    const pk = await saved(
      documentOf(condition(looks('request.client_ip', 'in_network', ['192.0.2.0/24'])), other(inner)),
      { failure_message: 'outer' },
    );
    const { body } = await tried(pk, { client_ip: '192.0.2.8' });
    expect(body).toMatchObject({
      passing: false,
      messages: ['inner', 'outer'],
      raw_result: { at: 'actions.1' },
      log_messages: [
        {
          event: 'actions.0.condition',
          attributes: {
            variable: 'request.client_ip',
            operator: 'in_network',
            value: '192.0.2.8',
            result: true,
          },
        },
        { event: 'actions.1.condition', attributes: { policy: inner, result: false } },
      ],
    });
    expect((await tried(pk, { client_ip: '198.51.100.1' })).body).toMatchObject({ messages: ['outer'] });
  });

  test('an application is decided by it, with the place and the network of the client', async () => {
    const { body: application } = await postern.call('POST', '/core/applications/', {
      body: { name: 'Wiki', slug: 'wiki' },
    });
    const policy = await saved(
      documentOf(
        condition(looks('application.slug', 'eq', 'wiki')),
        condition(looks('request.geoip.country', 'in', ['DE', 'AT'])),
      ),
      { failure_message: 'Not from there.' },
    );
    await postern.call('POST', '/policies/bindings/', { body: { target: application.pk, policy, order: 0 } });
    const ask = async (country: string) =>
      (
        await postern.call('POST', '/policies/explain/', {
          body: { user: postern.admin.pk, target: application.pk, geoip: { country } },
        })
      ).body;
    expect(await ask('DE')).toMatchObject({ passing: true });
    expect(await ask('FR')).toMatchObject({
      passing: false,
      messages: ['Not from there.'],
      trace: [{ raw: { at: 'actions.1' } }],
    });
  });

  test('a referenced policy that is gone is a fault, not a refusal', async () => {
    const inner = await saved(documentOf({ type: 'stop', result: 'pass' }));
    const pk = await saved(
      documentOf(condition({ type: 'group', op: 'none', children: [{ type: 'policy', policy: inner }] })),
    );
    await postern.objects.delete(postern.catalogue.model('authentik_policies.policy'), inner);
    const { body } = await tried(pk);
    expect(body).toMatchObject({ passing: false, messages: [expect.stringContaining(inner)] });
  });

  test('the world is asked for e-mails that somebody has', async () => {
    await postern.account('eve', { email: 'eve@corp.test' });
    const pk = await saved(
      documentOf(condition(looks('prompt_data.email_in_use', 'is_false', undefined, { param: 'email' }))),
    );
    const asked = async (email: string) =>
      (await tried(pk, { context: { prompt_data: { email } } })).body.passing;
    expect([await asked('EVE@corp.test'), await asked('new@corp.test')]).toEqual([false, true]);
  });

  test('an expression of its own has the last word', async () => {
    const pk = await saved(documentOf(condition(looks('user.is_active', 'is_true'))), {
      expression: 'return result.passing && request.user.username === "nobody";',
    });
    expect((await tried(pk)).body).toMatchObject({ passing: false });
  });
});

test('the catalogue is for whoever is signed in', async () => {
  const { status, body } = await postern.call('GET', `${HOME}catalog/`);
  expect(status).toBe(200);
  expect(body.variables).toContainEqual({
    key: 'user.groups',
    label: expect.any(String),
    type: { kind: 'list', of: { kind: 'model', model: 'authentik_core.group' } },
    param: null,
    requires: ['user'],
  });
  expect(body.operators.map(({ key }: { key: string }) => key)).toContain('has_any');
  expect(body.scenarios).toContainEqual(
    expect.objectContaining({
      key: 'notification_rule',
      facts: ['user', 'event'],
      models: ['authentik_events.notificationrule'],
    }),
  );
  expect((await postern.call('GET', `${HOME}catalog/`, { token: null })).status).toBe(403);
});
