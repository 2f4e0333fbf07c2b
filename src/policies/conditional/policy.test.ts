import { describe, expect, test } from 'vitest';
import type { PolicyRequest } from '../../core/policy/request.ts';
import { type Fault, isFault } from '../../core/policy/verdict.ts';
import { aRequest, aUser } from '../../core/testing/policy.ts';
import { conditional } from './policy.ts';
import {
  type Case,
  calls,
  compare,
  condition,
  group,
  inFlow,
  judge,
  literal,
  missing,
  no,
  OTHER,
  policy,
  says,
  set,
  stop,
  THIRD,
  variable,
  when,
  yes,
} from './scene.ts';
import { ConditionalConfig } from './schema.ts';

const m = { failure_message: 'm' };
const lenient = { missing_behavior: 'false' };

describe('rows of behaviour', () => {
  test.each<Case & { title: string; passing: boolean; messages?: string[] }>([
    { title: '145 a condition that is true', actions: [condition(yes)], passing: true },
    {
      title: '146 a condition that is false',
      actions: [condition(no)],
      fields: m,
      passing: false,
      messages: ['m'],
    },
    {
      title: '147 a stop with a message of its own',
      actions: [stop('fail', 'x')],
      fields: m,
      passing: false,
      messages: ['x'],
    },
    { title: 'a stop without one', actions: [stop('fail')], fields: m, passing: false, messages: ['m'] },
    {
      title: '148 a stop that passes',
      actions: [stop('pass', 'x'), condition(no)],
      fields: m,
      passing: true,
      messages: ['x'],
    },
    { title: '149 a stop within an if', actions: [when(yes, [stop('fail')])], passing: false },
    {
      title: 'the other branch',
      actions: [when(no, [stop('fail')], [stop('pass', 'x')]), condition(no)],
      passing: true,
      messages: ['x'],
    },
    { title: 'an if that stops nothing', actions: [when(no, [stop('fail')]), condition(yes)], passing: true },
    {
      title: '150 a condition that is switched off',
      actions: [condition(no, { enabled: false })],
      passing: true,
    },
    {
      title: '151 a missing value',
      actions: [condition(missing)],
      fields: m,
      passing: false,
      messages: ['m'],
    },
    {
      title: '152 a missing value that is false',
      actions: [condition(group('any', missing, yes))],
      fields: lenient,
      passing: true,
    },
    {
      title: '153 a missing value ends everything',
      actions: [condition(group('any', missing, yes))],
      fields: m,
      passing: false,
      messages: ['m'],
    },
    { title: '153 in an if as well', actions: [when(missing, [], [stop('pass')])], passing: false },
    {
      title: '154 what is not reached is not missing',
      actions: [condition(group('any', yes, missing))],
      passing: true,
    },
    {
      title: '155 a missing value is false even where negated',
      actions: [
        condition({
          ...compare(
            'user.attributes',
            'contains',
            'x',
            { negate: true },
            { param: 'nothing', cast: 'string' },
          ),
        }),
      ],
      fields: lenient,
      passing: false,
    },
    { title: '156 none of two that are false', actions: [condition(group('none', no, no))], passing: true },
    { title: 'none of two, one true', actions: [condition(group('none', no, yes))], passing: false },
    {
      title: '158 is_set on what is missing',
      actions: [
        condition(
          group('any', compare('user.attributes', 'is_set', undefined, {}, { param: 'nothing' }), yes),
        ),
      ],
      passing: true,
    },
    {
      title: '159 upper and lower case',
      actions: [condition(compare('user.username', 'contains', 'admin', { case_sensitive: false }))],
      request: { user: aUser({ username: 'THE ADMIN' }) },
      passing: true,
    },
    {
      title: '161 bounds in the wrong order',
      actions: [condition(compare('request.asn.asn', 'between', [5, 1]))],
      request: { context: { asn: { asn: 3 } } },
      passing: false,
    },
    {
      title: '162 all of nothing',
      actions: [condition(compare('user.groups', 'has_all', []))],
      passing: true,
    },
    {
      title: '163 a network with bits behind its length',
      actions: [condition(compare('request.client_ip', 'in_network', ['10.0.0.1/8']))],
      request: {
        http_request: { ...aRequest().http_request, client_ip: '10.9.9.9' } as PolicyRequest['http_request'],
      },
      passing: true,
    },
  ])('$title: $passing', async ({ passing, messages = [], ...given }) => {
    expect(await judge(given)).toMatchObject({ passing, messages });
  });
});

describe('referenced policies', () => {
  const a = policy(OTHER);
  const b = policy(THIRD);
  test.each<Case & { title: string; passing: boolean; messages?: string[]; asked?: number }>([
    {
      title: 'one that passes',
      actions: [condition(a)],
      policies: { [OTHER]: says(true, 'a') },
      passing: true,
    },
    {
      title: 'one that fails: its messages, then ours',
      actions: [condition(a)],
      fields: m,
      policies: { [OTHER]: says(false, 'a') },
      passing: false,
      messages: ['a', 'm'],
    },
    {
      title: 'messages of a group that passes are dropped',
      actions: [condition(group('any', a, yes)), condition(no)],
      fields: m,
      policies: { [OTHER]: says(false, 'a') },
      passing: false,
      messages: ['m'],
    },
    {
      title: 'none: what failed is not why',
      actions: [condition(group('none', a, yes))],
      policies: { [OTHER]: says(false, 'a') },
      passing: false,
    },
    {
      title: 'all: only what failed says why',
      actions: [condition(group('all', a, b))],
      policies: { [OTHER]: says(true, 'a'), [THIRD]: says(false, 'b') },
      passing: false,
      messages: ['b'],
    },
    {
      title: 'any: both say why',
      actions: [condition(group('any', a, b))],
      policies: { [OTHER]: says(false, 'a'), [THIRD]: says(false, 'b') },
      passing: false,
      messages: ['a', 'b'],
      asked: 2,
    },
    {
      title: 'a stop in the other branch: why it came to that',
      actions: [when(a, [], [stop('fail', 'x')])],
      policies: { [OTHER]: says(false, 'a') },
      passing: false,
      messages: ['a', 'x'],
    },
    {
      title: 'what an earlier if asked is no cause of a later refusal',
      actions: [when(a, [], []), condition(no)],
      policies: { [OTHER]: says(false, 'a') },
      passing: false,
    },
    {
      title: 'what is not reached is not asked',
      actions: [
        condition(group('any', yes, a)),
        condition(group('all', yes, yes)),
        stop('pass'),
        condition(b),
      ],
      passing: true,
      asked: 0,
    },
    {
      title: 'one that is switched off is not asked',
      actions: [condition(a, { enabled: false })],
      passing: true,
      asked: 0,
    },
    {
      title: 'twice at different places',
      actions: [condition(a), condition(group('none', a))],
      policies: { [OTHER]: says(true) },
      passing: false,
      asked: 2,
    },
  ])('$title: $passing', async ({ passing, messages = [], asked, ...given }) => {
    const recorded = calls(given.policies);
    expect(await judge(given, recorded)).toMatchObject({ passing, messages });
    if (asked !== undefined) expect(recorded.asked).toHaveLength(asked);
  });

  test('one that is not there, or has no answer, leaves no answer', async () => {
    expect(await judge({ actions: [condition(a)] })).toMatchObject({ fault: 'missing' });
    const late: Fault = { fault: 'timeout', detail: 'no answer within 1 s' };
    expect(await judge({ actions: [condition(group('none', a))], policies: { [OTHER]: late } })).toEqual({
      fault: 'timeout',
      detail: 'no answer within 1 s (actions.0.condition.children.0)',
    });
  });

  test('they see what was set before, and only that', async () => {
    const recorded = calls({ [OTHER]: says(true) });
    await judge(
      { actions: [condition(a), set('color', literal('red')), condition(a)], request: inFlow({ size: 1 }) },
      recorded,
    );
    expect(recorded.asked).toEqual([
      {},
      { color: 'red', flow_plan: expect.objectContaining({ context: { size: 1, color: 'red' } }) },
    ]);
  });
});

describe('set', () => {
  test('what is set is seen by what comes after, and is an effect', async () => {
    const color = { param: 'color', cast: 'string' };
    expect(
      await judge({
        actions: [
          set('color', literal('red')),
          condition(compare('plan.context', 'eq', 'red', {}, color)),
          set('copy', variable('plan.context', { param: 'color' })),
          condition(compare('plan.context', 'eq', 'red', {}, { ...color, param: 'copy' })),
          set('prompt_data', literal({ name: 'Ada' })),
          condition(compare('prompt_data', 'eq', 'Ada', {}, { param: 'name', cast: 'string' })),
        ],
        request: inFlow({ color: 'blue' }),
      }),
    ).toMatchObject({
      passing: true,
      effects: [
        { kind: 'set_context', key: 'color', value: 'red' },
        { kind: 'set_context', key: 'copy', value: 'red' },
        { kind: 'set_context', key: 'prompt_data', value: { name: 'Ada' } },
      ],
    });
  });

  test('the request itself stays as it was', async () => {
    const request = inFlow({ color: 'blue' });
    const before = structuredClone(request);
    await judge({ actions: [set('color', literal('red'))], request });
    expect(request).toEqual(before);
  });

  test('a policy that fails sets what it had set until then', async () => {
    expect(
      await judge({
        actions: [set('a', literal(1)), condition(no), set('b', literal(2))],
        request: inFlow(),
      }),
    ).toMatchObject({ passing: false, effects: [{ key: 'a' }] });
  });

  test.each<[string, object, unknown]>([
    ['a number', variable('user.attributes', { param: 'n', cast: 'number' }), 12],
    ['a moment', variable('user.attributes', { param: 't', cast: 'datetime' }), '2026-01-31T11:00:00.000Z'],
    ['an address', variable('request.client_ip'), '192.0.2.1'],
    ['a list', variable('user.groups'), ['g1']],
    ['as it is', variable('user.attributes', { param: 'o' }), { a: [1, null] }],
    ['null', literal(null), null],
  ])('%s is written as JSON has it', async (_title, value, expected) => {
    const user = aUser({ attributes: { n: '12', t: '2026-01-31T12:00:00+01:00', o: { a: [1, null] } } }, [
      'g1',
    ]);
    expect(await judge({ actions: [set('k', value)], request: { ...inFlow(), user } })).toMatchObject({
      effects: [{ kind: 'set_context', key: 'k', value: expected }],
    });
  });

  test('a missing value ends the policy, or the set is left out', async () => {
    const actions = [set('k', variable('user.attributes', { param: 'nothing' }))];
    expect(await judge({ actions, request: inFlow(), fields: m })).toMatchObject({
      passing: false,
      messages: ['m'],
    });
    expect(await judge({ actions, request: inFlow(), fields: lenient })).toMatchObject({
      passing: true,
      effects: [],
    });
  });

  test('without a flow there is nothing to set', async () => {
    expect(await judge({ actions: [set('k', literal(1))] })).toMatchObject({ fault: 'exception' });
  });
});

describe('variables', () => {
  const nobody = aRequest().user;
  const anonymous = {
    ...nobody,
    pk: null,
    is_authenticated: false,
    groups: [],
    group_pks: new Set<string>(),
  };
  const isSet = (key: string, param?: string) =>
    condition(compare(key, 'is_set', undefined, {}, param === undefined ? {} : { param }));

  test.each<[string, string | undefined, Partial<PolicyRequest>, boolean]>([
    ['request.client_ip', undefined, {}, true],
    ['request.client_ip', undefined, { http_request: null }, false],
    ['request.user', undefined, { http_request: null }, false],
    ['request.user', undefined, {}, true],
    ['request.geoip.country', undefined, { context: { geoip: { country: 'DE' } } }, true],
    ['request.geoip.country', undefined, { context: { geoip: null } }, false],
    ['user.id', undefined, { user: anonymous }, false],
    ['user.username', undefined, { user: anonymous }, false],
    ['user.email', undefined, { user: aUser({ email: '' }) }, true],
    ['user.is_active', undefined, { user: anonymous }, true],
    ['user.is_authenticated', undefined, { user: anonymous }, true],
    ['user.groups', undefined, { user: anonymous }, true],
    ['user.last_login', undefined, {}, false],
    ['user.can_change_email', undefined, {}, true],
    ['user.can_change_email', undefined, { user: anonymous }, false],
    ['user.can_change_email', undefined, { http_request: null }, false],
    ['application.slug', undefined, { obj: { slug: 'wiki', meta_publisher: '' } }, true],
    ['application.slug', undefined, { obj: { slug: 'login', title: 'A flow' } }, false],
    ['application.meta_publisher', undefined, { obj: { slug: 'wiki', meta_publisher: '' } }, false],
    ['flow.slug', undefined, inFlow(), true],
    ['flow.slug', undefined, {}, false],
    ['plan.is_sso', undefined, inFlow(), true],
    ['plan.is_restored', undefined, inFlow(), false],
    ['plan.is_restored', undefined, inFlow({ is_restored: true }), true],
    ['plan.application', undefined, inFlow({ application: { pk: 'a' } }), true],
    ['plan.context', 'color', inFlow({ color: 0 }), true],
    ['plan.context', 'color', inFlow({ color: null }), false],
    ['plan.context', '__proto__', inFlow(), false],
    ['plan.context', 'constructor', inFlow(), false],
    ['prompt_data', 'length', { context: { prompt_data: [] } }, false],
    ['user.attributes', 'a.b', { user: aUser({ attributes: { a: { b: 1 } } }) }, true],
    ['user.attributes', 'a.b.c', { user: aUser({ attributes: { 'a.b': { c: 1 } } }) }, true],
    ['user.attributes', 'a.length', { user: aUser({ attributes: { a: 'text' } }) }, false],
    ['user.attributes', 'constructor.name', {}, false],
    ['user.attributes', '__proto__.toString', {}, false],
    [
      'event.model.name',
      undefined,
      { context: { event: { context: { model: { model_name: 'user' } } } } },
      true,
    ],
    ['device.facts', 'os.family', { context: { device: { facts: { os: { family: 'linux' } } } } }, true],
  ])('%s %s is there: %#', async (key, param, request, there) => {
    expect(await judge({ actions: [isSet(key, param)], request })).toMatchObject({ passing: there });
  });

  test.each<[string, Partial<PolicyRequest>, boolean]>([
    ['somebody else is judged', { http_request: { ...aRequest().http_request, user: 7 } as never }, false],
    ['nobody is signed in', { http_request: { ...aRequest().http_request, user: null } as never }, false],
    ['nobody said who is', {}, true],
  ])('request.user where %s', async (_title, request, passing) => {
    const actions = [condition({ ...compare('request.user', 'eq'), value: variable('user.id') })];
    expect(await judge({ actions, request, fields: lenient })).toMatchObject({ passing });
  });

  test.each<[string, object, string, boolean]>([
    ['the name, by itself', {}, 'name', true],
    ['the e-mail, by itself', {}, 'email', false],
    ['by an attribute', { 'goauthentik.io/user/can-change-email': true }, 'email', true],
    ['not by an attribute', { 'postern/user/can-change-name': false }, 'name', false],
    ['a text is no answer', { 'postern/user/can-change-email': 'yes' }, 'email', false],
  ])('people may change: %s', async (_title, attributes, what, passing) => {
    const user = aUser({ attributes: attributes as Record<string, unknown> });
    expect(
      await judge({ actions: [condition(compare(`user.can_change_${what}`, 'is_true'))], request: { user } }),
    ).toMatchObject({ passing });
  });

  test('the world is asked for passwords and e-mails', async () => {
    const used = (email: string, pk: number | null) =>
      judge({
        actions: [
          condition(compare('prompt_data.email_in_use', 'is_true', undefined, {}, { param: 'mail' })),
        ],
        request: { context: { prompt_data: { mail: email } }, user: { ...aUser(), pk } },
      });
    expect(await used('ADA@corp.test', 2)).toMatchObject({ passing: true });
    expect(await used('ada@corp.test', 1)).toMatchObject({ passing: false });
    expect(await used('eve@corp.test', null)).toMatchObject({ passing: false });
    const hidden = await judge({
      actions: [condition(compare('prompt_data.email_in_use', 'is_true', undefined, {}, { param: 'mail' }))],
      request: {
        context: { prompt_data: { mail: 'ada@corp.test' } },
        user: aUser({ pk: 2 }),
        visibleUsers: () => false,
      },
    });
    expect(hidden).toMatchObject({ passing: false });
    expect(await used('', 2)).toMatchObject({ raw: { missing: 'prompt_data.email_in_use' } });
    const password = condition(compare('user.has_usable_password', 'is_true'));
    expect(await judge({ actions: [password] })).toMatchObject({ passing: true });
    expect(await judge({ actions: [password], request: { user: aUser({ pk: 9 }) } })).toMatchObject({
      passing: false,
    });
    expect(await judge({ actions: [password], request: { user: anonymous } })).toMatchObject({
      passing: false,
    });
  });

  test('a value of a known type that is none is a fault, one that is cast is missing', async () => {
    expect(
      await judge({
        actions: [condition(compare('user.last_login', 'older_than', 'days=1'))],
        request: { user: aUser({ last_login: 'yesterday' }) },
      }),
    ).toMatchObject({ fault: 'exception', detail: expect.stringContaining('user.last_login') });
    expect(
      await judge({
        actions: [condition(compare('user.attributes', 'gt', 1, {}, { param: 'n', cast: 'number' }))],
        request: { user: aUser({ attributes: { n: 'many' } }) },
      }),
    ).toMatchObject({ passing: false, raw: { missing: 'user.attributes' } });
  });

  test('A1: an address that cannot be read is missing, also where "not in the network" is wanted', async () => {
    const outside = condition(compare('request.client_ip', 'in_network', ['10.0.0.0/8'], { negate: true }));
    const asked = (client_ip: string | null, fields: object) => {
      const { http_request } = aRequest();
      return judge({
        actions: [outside],
        fields,
        request: { http_request: http_request && { ...http_request, client_ip } },
      });
    };
    for (const fields of [{}, lenient]) {
      expect(await asked(null, fields)).toMatchObject({ passing: false });
      expect(await asked('192.0.2.1', fields)).toMatchObject({ passing: true });
    }
  });

  test('a value cannot pass for the end of the policy', async () => {
    const halt = { why: { is: 'fault', fault: { fault: 'exception', detail: 'x' } }, is: 'missing' };
    expect(
      await judge({
        actions: [isSet('prompt_data', 'x')],
        request: { context: { prompt_data: { x: halt } } },
      }),
    ).toMatchObject({ passing: true });
  });
});

describe('a test of a policy', () => {
  test('every node tells what it saw, short and without secrets', async () => {
    const actions = [
      condition(
        group(
          'any',
          compare('prompt_data', 'eq', 'x', {}, { param: 'password', cast: 'string' }),
          compare('prompt_data', 'eq', 'x', {}, { param: 'note', cast: 'string' }),
          policy(OTHER),
        ),
      ),
    ];
    const context = { prompt_data: { password: 'hunter22', note: `a\n${'b'.repeat(500)}` } };
    const policies = { [OTHER]: says(true) };
    const verdict = await judge({ actions, policies, request: { debug: true, context } });
    if (isFault(verdict)) throw new Error(verdict.detail);
    const at = 'actions.0.condition';
    expect(verdict.logs?.map(({ event, attributes }) => ({ event, ...attributes }))).toEqual([
      {
        event: `${at}.children.0`,
        variable: 'prompt_data',
        param: 'password',
        operator: 'eq',
        value: '••••••',
        result: false,
      },
      {
        event: `${at}.children.1`,
        variable: 'prompt_data',
        param: 'note',
        operator: 'eq',
        value: `a ${'b'.repeat(97)}…`,
        result: false,
      },
      { event: `${at}.children.2`, policy: OTHER, result: true },
      { event: at, group: 'any', result: true },
    ]);
    expect(await judge({ actions, policies, request: { context } })).not.toHaveProperty('logs');
  });

  test('the verdict says which action had the last word', async () => {
    expect(await judge({ actions: [condition(yes)] })).toMatchObject({ raw: { at: 'end' } });
    expect(await judge({ actions: [condition(yes), condition(no)] })).toMatchObject({
      raw: { at: 'actions.1' },
    });
    expect(await judge({ actions: [condition(missing)] })).toMatchObject({
      raw: { at: 'actions.0.condition', missing: 'user.attributes' },
    });
  });
});

test('A5: the patterns of a policy share one budget, and one that is used up is a fault', async () => {
  const greedy = compare('user.attributes', 'matches', '(.{1,40}){5}!$', {}, { param: 'x', cast: 'string' });
  const asked = (length: number, times: number) =>
    judge({
      actions: Array.from({ length: times }, () => condition(group('none', greedy))),
      request: { user: aUser({ attributes: { x: 'a'.repeat(length) } }) },
    });
  expect(await asked(30, 3)).toMatchObject({ passing: true });
  expect(await asked(100, 60)).toMatchObject({
    fault: 'exception',
    detail: expect.stringContaining('take too long'),
  });
  expect(await asked(10_001, 1)).toMatchObject({ fault: 'exception' });
});

test('a stored document that nobody checked is a fault', async () => {
  expect(await judge({ actions: [] })).toMatchObject({ fault: 'exception' });
  expect(await judge({ actions: [condition(compare('user.shoe_size', 'is_true'))] })).toMatchObject({
    fault: 'exception',
    detail: expect.stringContaining('actions.0.condition.variable.key'),
  });
});

test('a policy that asks nobody is judged in memory', () => {
  const config = (node: object) =>
    ConditionalConfig.parse({ actions: { version: 2, actions: [condition(node)] } });
  expect(conditional.immediate(config(yes))).toBe(true);
  expect(conditional.immediate(config(policy(OTHER)))).toBe(false);
});
