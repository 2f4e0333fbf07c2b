import { describe, expect, test } from 'vitest';
import type { ExpressionTarget } from '../../core/expression/sandbox.ts';
import type { PolicyLookup } from '../../core/policy/type.ts';
import { conditional } from './policy.ts';
import {
  compare,
  condition,
  group,
  literal,
  no,
  OTHER,
  policy,
  set,
  stop,
  THIRD,
  variable,
  when,
  yes,
} from './scene.ts';
import { ConditionalConfig } from './schema.ts';

const OWN = '00000000-0000-4000-8000-000000000001';

const documentOf = (...actions: unknown[]) => ({ version: 2, actions });

/** Policies that are there, by key: the documents of conditional ones, null for those of another type. */
const there = (policies: Readonly<Record<string, object | null>> = {}): PolicyLookup => ({
  async policy(pk) {
    const found = policies[pk];
    if (found === undefined) return undefined;
    return found === null
      ? { type: 'dummy', config: {} }
      : {
          type: 'conditional',
          config: {
            actions: found,
            missing_behavior: 'fail',
            failure_message: '',
            expression: '',
            language: null,
          },
        };
  },
  async fits(pk, target) {
    const found = policies[pk];
    return found ? conditional.fits({ config: configOf(found), target, lookup: there(policies) }) : [];
  },
});

const configOf = (actions: object) => ConditionalConfig.parse({ actions });

const save = (actions: object, policies: Readonly<Record<string, object | null>> = {}, pk?: string) =>
  conditional.check({ config: configOf(actions), pk, lookup: there(policies) });

const COUNT = (count: number) => [
  `There ${count === 1 ? 'is 1 mistake' : `are ${count} mistakes`} in the document.`,
];

/** A value in so many groups. */
const deep = (levels: number): object =>
  Array.from({ length: levels - 1 }).reduce<object>((node) => group('all', node), yes);

const deepActions = (levels: number): object =>
  Array.from({ length: levels - 1 }).reduce<object>((action) => when(yes, [action]), stop('pass'));

describe('what is accepted', () => {
  test.each<[string, object]>([
    ['a condition', documentOf(condition(yes))],
    ['a policy of another type', documentOf(condition(policy(OTHER)))],
    ['conditions 10 deep', documentOf(condition(deep(10)))],
    ['actions 10 deep', documentOf(deepActions(10))],
    ['200 nodes', documentOf(...Array.from({ length: 100 }, () => condition(yes)))],
    ['a pattern of 256 characters', documentOf(condition(compare('user.email', 'matches', 'a'.repeat(256))))],
    [
      'an enum and a text',
      documentOf(condition({ ...compare('user.type', 'eq'), value: variable('user.name') })),
    ],
    ['a custom action', documentOf(condition(compare('event.action', 'eq', 'custom_deploy')))],
    [
      'no cast where only presence is asked',
      documentOf(condition(compare('plan.context', 'is_set', undefined, {}, { param: 'a' }))),
    ],
    ['null as no value', documentOf(condition({ ...yes, value: null }))],
  ])('%s', async (_title, actions) => expect(await save(actions, { [OTHER]: null })).toEqual({}));
});

describe('mistakes, by the path of their node', () => {
  const at = 'actions.0.condition';
  test.each<[string, object, string, RegExp]>([
    ['the version', { version: 1, actions: [condition(yes)] }, 'version', /version 2/],
    ['no action', documentOf(), 'actions', /at least one action/],
    ['no actions', { version: 2 }, 'actions', /required/],
    ['a key too many', { ...documentOf(condition(yes)), comment: '' }, 'comment', /no such field/],
    ['no object', documentOf('x'), 'actions.0', /An action is/],
    ['no such action', documentOf({ type: 'jump' }), 'actions.0.type', /An action is/],
    ['an action without its condition', documentOf({ type: 'condition' }), at, /required/],
    [
      'a key too many in an action',
      documentOf(condition(yes, { otherwise: [] })),
      'actions.0.otherwise',
      /no such field/,
    ],
    ['no such result', documentOf(stop('maybe' as 'pass')), 'actions.0.result', /expected one of/],
    [
      'within a branch',
      documentOf(when(yes, [], [stop('maybe' as 'pass')])),
      'actions.0.else_actions.0.result',
      /expected/,
    ],
    ['no such node', documentOf(condition({ type: 'not' })), `${at}.type`, /A condition is/],
    ['157 a group without children', documentOf(condition(group('all'))), `${at}.children`, /at least one/],
    ['no such group', documentOf(condition(group('some', yes))), `${at}.op`, /expected one of/],
    [
      'deep in groups',
      documentOf(condition(yes), condition(group('all', compare('user.name', 'is')))),
      'actions.1.condition.children.0.operator',
      /no operator "is"/,
    ],
    [
      'no such variable',
      documentOf(condition(compare('user.nmae', 'eq', 'x'))),
      `${at}.variable.key`,
      /user\.name/,
    ],
    [
      'a key of the prototype',
      documentOf(condition(compare('__proto__', 'is_set'))),
      `${at}.variable.key`,
      /no variable/,
    ],
    [
      'an operator of the prototype',
      documentOf(condition(compare('user.name', 'constructor'))),
      `${at}.operator`,
      /no operator/,
    ],
    [
      'a parameter that is missing',
      documentOf(condition(compare('user.attributes', 'is_set'))),
      `${at}.variable.param`,
      /needs a parameter/,
    ],
    [
      'a parameter too many',
      documentOf(condition(compare('user.name', 'is_set', undefined, {}, { param: 'x' }))),
      `${at}.variable.param`,
      /no parameter/,
    ],
    [
      'a path without end',
      documentOf(
        condition(
          compare('user.attributes', 'is_set', undefined, {}, { param: Array(17).fill('a').join('.') }),
        ),
      ),
      `${at}.variable.param`,
      /16 parts/,
    ],
    [
      '166 a value of unknown type without a cast',
      documentOf(condition(compare('plan.context', 'eq', 1, {}, { param: 'a' }))),
      `${at}.variable.cast`,
      /read as/,
    ],
    [
      'a cast where the type is known',
      documentOf(condition(compare('user.name', 'eq', 'x', {}, { cast: 'string' }))),
      `${at}.variable.cast`,
      /type of its own/,
    ],
    [
      'an operator for another kind',
      documentOf(condition(compare('user.is_active', 'eq', true))),
      `${at}.operator`,
      /is_true/,
    ],
    [
      'negated where there is an opposite',
      documentOf(condition(compare('user.name', 'eq', 'x', { negate: true }))),
      `${at}.options.negate`,
      /opposite/,
    ],
    [
      'an option too many',
      documentOf(condition(compare('user.name', 'eq', 'x', { trim: true }))),
      `${at}.options.trim`,
      /no such field/,
    ],
    [
      'a value where there is none',
      documentOf(condition(compare('user.name', 'is_set', 'x'))),
      `${at}.value`,
      /nothing/,
    ],
    ['no value', documentOf(condition(compare('user.name', 'eq'))), `${at}.value`, /required/],
    [
      'a bare value',
      documentOf(condition({ ...compare('user.name', 'eq'), value: 'x' })),
      `${at}.value`,
      /literal or a variable/,
    ],
    [
      'a literal without value',
      documentOf(condition({ ...compare('user.name', 'eq'), value: { type: 'literal' } })),
      `${at}.value.value`,
      /required/,
    ],
    [
      'a literal that is null',
      documentOf(condition(compare('user.name', 'eq', null))),
      `${at}.value.value`,
      /no text/,
    ],
    [
      'a literal of another kind',
      documentOf(condition(compare('request.asn.asn', 'gt', 'many'))),
      `${at}.value.value`,
      /no number/,
    ],
    [
      'true as a number',
      documentOf(condition(compare('request.asn.asn', 'gt', true))),
      `${at}.value.value`,
      /no number/,
    ],
    [
      'a day that is none',
      documentOf(condition(compare('user.date_joined', 'gt', '2026-02-30'))),
      `${at}.value.value`,
      /no time/,
    ],
    [
      'no such choice',
      documentOf(condition(compare('user.type', 'eq', 'robot'))),
      `${at}.value.value`,
      /internal/,
    ],
    ['no list', documentOf(condition(compare('user.name', 'in', 'x'))), `${at}.value.value`, /a list/],
    [
      'an entry of another kind',
      documentOf(condition(compare('request.asn.asn', 'in', [1, 'x']))),
      `${at}.value.value.1`,
      /no number/,
    ],
    [
      'three bounds',
      documentOf(condition(compare('request.asn.asn', 'between', [1, 2, 3]))),
      `${at}.value.value`,
      /lowest and the highest/,
    ],
    [
      'no network',
      documentOf(condition(compare('request.client_ip', 'in_network', ['10.0.0.0/33']))),
      `${at}.value.value.0`,
      /network/,
    ],
    [
      'no duration',
      documentOf(condition(compare('user.last_login', 'older_than', '1 day'))),
      `${at}.value.value`,
      /hours=1/,
    ],
    [
      '160 a pattern of 257 characters',
      documentOf(condition(compare('user.email', 'matches', 'a'.repeat(257)))),
      `${at}.value.value`,
      /256/,
    ],
    [
      'a pattern that cannot be read',
      documentOf(condition(compare('user.email', 'matches', 'a('))),
      `${at}.value.value`,
      /^Column 2:/,
    ],
    [
      'a pattern from elsewhere',
      documentOf(condition({ ...compare('user.email', 'matches'), value: variable('user.name') })),
      `${at}.value.type`,
      /literal/,
    ],
    [
      'a variable of another kind',
      documentOf(condition({ ...compare('user.email', 'eq'), value: variable('user.last_login') })),
      `${at}.value.variable.key`,
      /no text/,
    ],
    [
      'keys of different models',
      documentOf(condition({ ...compare('user.id', 'eq'), value: variable('plan.source') })),
      `${at}.value.variable.key`,
      /authentik_core.user/,
    ],
    [
      'bounds from a variable',
      documentOf(condition({ ...compare('request.asn.asn', 'between'), value: variable('user.groups') })),
      `${at}.value.variable.key`,
      /list/,
    ],
    ['no key of a policy', documentOf(condition(policy('x'))), `${at}.policy`, /no key/],
    ['no such policy', documentOf(condition(policy(THIRD))), `${at}.policy`, /no such policy/],
    [
      'nothing that can be set',
      documentOf({ ...set('a', literal(1)), target: { key: 'user.name' } }),
      'actions.0.target.key',
      /cannot be set/,
    ],
    [
      'who somebody is',
      documentOf(set('pending_user', literal({ pk: 1 }))),
      'actions.0.target.param',
      /Only stages/,
    ],
    ['the prototype', documentOf(set('__proto__', literal(1))), 'actions.0.target.param', /Only stages/],
    [
      'set without a key',
      documentOf({ ...set('a', literal(1)), target: { key: 'plan.context' } }),
      'actions.0.target.param',
      /parameter/,
    ],
    ['a set without value', documentOf(set('a', { type: 'literal' })), 'actions.0.value.value', /required/],
    [
      'an action that is switched off',
      documentOf(stop('pass'), condition(compare('user.x', 'is_set'), { enabled: false })),
      'actions.1.condition.variable.key',
      /no variable/,
    ],
    [
      '165 conditions 11 deep',
      documentOf(condition(deep(11))),
      `${at}${'.children.0'.repeat(10)}`,
      /10 deep/,
    ],
    ['actions 11 deep', documentOf(deepActions(11)), `actions.0${'.then_actions.0'.repeat(10)}`, /10 deep/],
    [
      '201 nodes',
      documentOf(...Array.from({ length: 100 }, () => condition(yes)), stop('pass')),
      'actions.100',
      /200/,
    ],
  ])('%s', async (_title, actions, path, message) => {
    const { actions: count, ...errors } = (await save(actions, { [OTHER]: null })) as Record<
      string,
      string[]
    >;
    const found = path === 'actions' ? count?.slice(1) : errors[path];
    expect(found).toEqual([expect.stringMatching(message)]);
    expect(count?.[0]).toEqual(COUNT(1)[0]);
    expect(Object.keys(errors)).toEqual(path === 'actions' ? [] : [path]);
  });

  test('all mistakes are told at once', async () => {
    const actions = documentOf(
      condition(compare('user.x', 'is_set')),
      stop('pass'),
      condition(group('some', no)),
    );
    expect(await save(actions)).toEqual({
      actions: COUNT(2),
      'actions.0.condition.variable.key': [expect.any(String)],
      'actions.2.condition.op': [expect.any(String)],
    });
  });
});

describe('references', () => {
  const to = (pk: string) => documentOf(condition(policy(pk)));
  test('164 a policy cannot refer to itself, however its key is written', async () => {
    for (const own of [OWN, OWN.toUpperCase()])
      expect(await save(to(own), { [OWN]: to(OTHER) }, OWN)).toMatchObject({
        'actions.0.condition.policy': ['A policy cannot refer to itself.'],
      });
  });

  test('nor to one that leads back, over others', async () => {
    const policies = { [OTHER]: to(THIRD), [THIRD]: to(OWN), [OWN]: documentOf(stop('pass')) };
    expect(await save(to(OTHER), policies, OWN)).toMatchObject({
      'actions.0.condition.policy': [expect.stringContaining('leads back')],
    });
    expect(await save(to(OTHER), { ...policies, [THIRD]: null }, OWN)).toEqual({});
  });

  test('a circle of others ends the search', async () => {
    expect(await save(to(OTHER), { [OTHER]: to(THIRD), [THIRD]: to(OTHER) }, OWN)).toEqual({});
  });
});

describe('where a policy can be bound', () => {
  const field = compare('prompt_data', 'eq', 'x', {}, { param: 'name', cast: 'string' });
  const TARGETS = ['application', 'flow', 'stage_binding', 'prompt', 'source', 'notification_rule'] as const;
  test.each<[string, object, readonly ExpressionTarget[]]>([
    ['user.email', condition(compare('user.email', 'is_set')), TARGETS],
    ['request.client_ip', condition(compare('request.client_ip', 'is_set')), TARGETS.slice(0, 5)],
    ['application.slug', condition(compare('application.slug', 'is_set')), ['application']],
    ['flow.slug', condition(compare('flow.slug', 'is_set')), ['flow', 'stage_binding']],
    ['167 prompt_data', condition(field), ['flow', 'stage_binding', 'prompt']],
    ['event.action', condition(compare('event.action', 'is_set')), ['notification_rule']],
    [
      'device.name, by one of two facts',
      condition(compare('device.name', 'is_set')),
      ['flow', 'stage_binding'],
    ],
    ['a setter', set('a', literal(1)), ['flow', 'stage_binding']],
    [
      'a variable on the right',
      condition({ ...compare('user.name', 'eq'), value: variable('flow.slug') }),
      ['flow', 'stage_binding'],
    ],
    ['what is set from', set('a', variable('application.slug')), []],
    ['what is switched off', condition(field, { enabled: false }), TARGETS],
  ])('%s', async (_title, action, fitting) => {
    for (const target of TARGETS) {
      const reasons = await conditional.fits({
        config: configOf(documentOf(action)),
        target,
        lookup: there(),
      });
      expect([target, reasons.length === 0]).toEqual([target, fitting.includes(target)]);
    }
    expect(
      await conditional.fits({ config: configOf(documentOf(action)), target: 'any', lookup: there() }),
    ).toEqual([]);
  });

  test('a policy that it refers to has to fit as well', async () => {
    const policies = { [OTHER]: documentOf(condition(field)) };
    const config = configOf(documentOf(condition(policy(OTHER))));
    const input = { config, target: 'notification_rule' as const, lookup: there(policies) };
    expect(await conditional.fits(input)).toEqual([
      '"prompt_data" is not known at a notification rule (actions.0.condition.variable).',
    ]);
    expect(await conditional.fits({ ...input, target: 'prompt' })).toEqual([]);
  });
});

describe('hostile documents', () => {
  test.each<[string, () => unknown]>([
    [
      'groups without end',
      () => JSON.parse(`${'{"type":"group","op":"all","children":['.repeat(50_000)}${']}'.repeat(50_000)}`),
    ],
    [
      'a list of a million conditions',
      () => ({ type: 'group', op: 'all', children: Array(1_000_000).fill(yes) }),
    ],
    ['a text of a megabyte', () => compare('user.name', 'eq', 'x'.repeat(1_000_000))],
    ['a pattern that grows', () => compare('user.name', 'matches', '((((a{99}){99}){99}){99}){99}')],
    [
      'a million unknown keys',
      () => Object.fromEntries(Array.from({ length: 300_000 }, (_, index) => [`k${index}`, 1])),
    ],
    [
      'keys of the prototype',
      () =>
        JSON.parse(
          '{"type":"compare","__proto__":{"x":1},"variable":{"key":"user.name"},"operator":"is_set"}',
        ),
    ],
  ])('%s', async (_title, node) => {
    const errors = await save(documentOf(condition(node() as object)));
    expect(Object.keys(errors).length).toBeGreaterThan(0);
    expect(JSON.stringify(errors).length).toBeLessThan(30_000);
  });

  test('a value to set of any depth', async () => {
    const value = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(await save(documentOf(set('a', literal(value))))).toMatchObject({
      'actions.0.value.value': [/10 deep/],
    });
    expect(await save(documentOf(set('a', literal(Array(1_001).fill(1)))))).toHaveProperty([
      'actions.0.value.value',
    ]);
    expect(await save(documentOf(set('a', literal(Array(900).fill(1)))))).toEqual({});
  });
});

test('the objects that are mentioned can be named', () => {
  const actions = documentOf(
    condition(group('all', compare('user.groups', 'has_any', [OTHER, THIRD]), compare('user.id', 'eq', 5))),
    condition(policy(OTHER)),
  );
  expect(conditional.mentions?.(configOf(actions))).toEqual([
    { model: 'authentik_core.group', pk: OTHER },
    { model: 'authentik_core.group', pk: THIRD },
    { model: 'authentik_core.user', pk: '5' },
    { model: 'authentik_policies.policy', pk: OTHER },
  ]);
  expect(conditional.mentions?.(configOf(documentOf()))).toEqual([]);
});
