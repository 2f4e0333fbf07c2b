import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../catalogue.ts';
import { memoryReplica } from '../testing/replica.ts';
import { applicationRow, bindingRow, groupRow, policyRow, userRow } from '../testing/rows.ts';
import { createGraph } from './graph.ts';
import { definePolicyType } from './type.ts';

const fixed = definePolicyType({
  type: 'fixed',
  model: 'postern_test.fixedpolicy',
  component: 'fixed-form',
  title: 'Fixed',
  description: 'Answers as told.',
  config: z.strictObject({ result: z.boolean().default(true) }),
  messages: {},
  uses: [],
  evaluate: ({ config, pass, fail }) => (config.result ? pass() : fail()),
});
const types = catalogue({ policies: [fixed], stages: [], sources: [], providers: [] });

describe('targets', () => {
  test('a target carries its bindings in order, with their subjects named', () => {
    const replica = memoryReplica({
      groups: [groupRow('staff')],
      users: [userRow(7, [])],
      policies: [policyRow('p')],
      applications: [applicationRow('app', { policy_engine_mode: 'all', when_unbound: 'fail' })],
      policy_bindings: [
        bindingRow('third', 'app', { order: 5, policy: 'p' }),
        bindingRow('second', 'app', { order: 0, user: 7 }),
        bindingRow('first', 'app', { order: -1, group: 'staff', expires: '2026-11-24T12:00:00Z' }),
        bindingRow('other', 'elsewhere', { group: 'staff' }),
      ],
    });
    const target = createGraph(replica, types).target('app');
    expect(target).toMatchObject({
      kind: 'application',
      model: 'authentik_core.application',
      name: 'app app',
      mode: 'all',
      when_unbound: 'fail',
      closed: false,
      immediate: true,
    });
    expect(target?.bindings.map(({ pk, subject, expires }) => [pk, subject.label, expires])).toEqual([
      ['first', 'group staff', Date.UTC(2026, 10, 24, 12)],
      ['second', 'user 7', null],
      ['third', 'policy p', null],
    ]);
    expect(target?.policies.map(({ policy }) => [policy.name, policy.config])).toEqual([
      ['policy p', { result: true }],
    ]);
  });

  test.each([
    ['application', 'applications', {}],
    ['flow', 'flows', {}],
    ['source', 'sources', { type: null }],
    ['stage_binding', 'stage_bindings', { target: 'f', stage: 's' }],
  ])('where nothing is bound, a %s passes, and its mode is "any"', (kind, table, more) => {
    const graph = createGraph(memoryReplica({ [table]: [{ pk: 'it', name: 'It', ...more }] }), types);
    expect(graph.target('it')).toMatchObject({ kind, when_unbound: 'pass', mode: 'any', bindings: [] });
  });

  test('what is not there is no target', () => {
    const graph = createGraph(memoryReplica({ policy_bindings: [bindingRow('b', 'ghost')] }), types);
    expect(graph.target('ghost')).toBeUndefined();
    expect(graph.target('')).toBeUndefined();
  });

  test.each<[string, object, string]>([
    ['a policy that is gone', { policy: 'gone' }, 'the policy does not exist any more'],
    ['a policy of an unknown type', { policy: 'odd' }, 'there is no policy type `odd`'],
    [
      'a policy whose settings do not fit',
      { policy: 'bad' },
      'the stored settings of the policy do not fit its type: result',
    ],
    ['a group that is gone', { group: 'gone' }, 'the group does not exist any more'],
    ['a user that is gone', { user: 99 }, 'the user does not exist any more'],
    ['two subjects', { group: 'staff', policy: 'fine' }, 'the binding names more than one subject'],
  ])('a binding to %s is broken, not open', (_title, more, detail) => {
    const replica = memoryReplica({
      groups: [groupRow('staff')],
      applications: [applicationRow('app')],
      policies: [policyRow('odd', { type: 'odd' }), policyRow('bad', { result: 'yes' }), policyRow('fine')],
      policy_bindings: [bindingRow('b', 'app', more)],
    });
    const target = createGraph(replica, types).target('app');
    expect(target?.bindings[0]?.broken?.detail).toBe(detail);
    expect(target?.policies).toEqual([]);
  });

  test('a date that cannot be read has passed', () => {
    const replica = memoryReplica({
      applications: [applicationRow('app')],
      groups: [groupRow('staff')],
      policy_bindings: [bindingRow('b', 'app', { group: 'staff', expires: 'some day' })],
    });
    expect(createGraph(replica, types).target('app')?.bindings[0]?.expires).toBe(0);
  });

  test('the object that policies see has no secrets', () => {
    const secretive = catalogue({
      policies: [],
      stages: [],
      providers: [],
      sources: [
        {
          type: 'oauth',
          model: 'authentik_sources_oauth.oauthsource',
          connection: 'c',
          component: 'x',
          title: 'OAuth',
          description: '',
          icon_url: '',
          config: z.strictObject({ consumer_secret: z.string().meta({ secret: true }) }),
          mappings: [],
          button: true,
        },
      ],
    });
    const replica = memoryReplica({
      sources: [{ pk: 's', type: 'oauth', name: 'Corp', consumer_secret: 'hunter2' }],
    });
    const target = createGraph(replica, secretive).target('s');
    expect(target?.obj).toMatchObject({ name: 'Corp' });
    expect(JSON.stringify(target)).not.toContain('hunter2');
  });
});

describe('changes', () => {
  const world = () =>
    memoryReplica({
      groups: [groupRow('staff'), groupRow('guests')],
      users: [userRow(7, ['staff'])],
      policies: [policyRow('p'), policyRow('q')],
      flows: [{ pk: 'flow', name: 'Flow', slug: 'login' }],
      stages: [{ pk: 'stage', name: 'Password' }],
      stage_bindings: [{ pk: 'sb', target: 'flow', stage: 'stage' }],
      applications: [applicationRow('one'), applicationRow('two')],
      policy_bindings: [
        bindingRow('b1', 'one', { policy: 'p' }),
        bindingRow('b2', 'two', { policy: 'q' }),
        bindingRow('b3', 'sb', { group: 'staff' }),
      ],
    });

  test.each<[string, (replica: ReturnType<typeof world>) => void, string, (target: unknown) => void]>([
    [
      'a new binding',
      (r) => r.put('policy_bindings', bindingRow('b4', 'one', { user: 7 })),
      'one',
      (t) => expect(t).toHaveProperty('bindings.length', 2),
    ],
    [
      'a changed binding',
      (r) => r.put('policy_bindings', bindingRow('b1', 'one', { policy: 'p', negate: true })),
      'one',
      (t) => expect(t).toHaveProperty('bindings.0.negate', true),
    ],
    [
      'a deleted binding',
      (r) => r.remove('policy_bindings', 'b1'),
      'one',
      (t) => expect(t).toHaveProperty('bindings', []),
    ],
    [
      'a binding that moved away',
      (r) => r.put('policy_bindings', bindingRow('b1', 'two', { policy: 'p' })),
      'one',
      (t) => expect(t).toHaveProperty('bindings', []),
    ],
    [
      '50 a changed policy',
      (r) => r.put('policies', policyRow('p', { result: false })),
      'one',
      (t) => expect(t).toHaveProperty('policies.0.policy.config.result', false),
    ],
    [
      'a renamed group',
      (r) => r.put('groups', groupRow('staff', [], { name: 'Crew' })),
      'sb',
      (t) => expect(t).toHaveProperty('bindings.0.subject.label', 'Crew'),
    ],
    [
      'a renamed stage',
      (r) => r.put('stages', { pk: 'stage', name: 'Passkey' }),
      'sb',
      (t) => expect(t).toHaveProperty('name', 'login: Passkey'),
    ],
    [
      'another mode',
      (r) => r.put('applications', applicationRow('one', { policy_engine_mode: 'all' })),
      'one',
      (t) => expect(t).toHaveProperty('mode', 'all'),
    ],
    [
      'a mark that closes it',
      (r) => r.put('closed_targets', { pk: 'one', cause: 'cascade' }),
      'one',
      (t) => expect(t).toHaveProperty('closed', true),
    ],
  ])('%s is seen at once, and leaves other targets alone', (_title, change, pk, expected) => {
    const replica = world();
    const graph = createGraph(replica, types);
    const all = ['one', 'two', 'sb'];
    const before = new Map(all.map((key) => [key, graph.target(key)]));
    const { revision } = graph;
    change(replica);
    expect(graph.revision).toBeGreaterThan(revision);
    expect(graph.target(pk)).not.toBe(before.get(pk));
    expected(graph.target(pk));
    const untouched = all.filter((key) => key !== pk && key !== 'two');
    for (const key of untouched) expect(graph.target(key)).toBe(before.get(key));
  });

  test('a change of a change is seen too, and a mark that goes opens again', () => {
    const replica = world();
    const graph = createGraph(replica, types);
    for (const name of ['A', 'B', 'C']) {
      replica.put('policies', policyRow('p', { name }));
      expect(graph.target('one')?.policies[0]?.policy.name).toBe(name);
    }
    replica.put('closed_targets', { pk: 'one', cause: 'cascade' });
    expect(graph.target('one')?.closed).toBe(true);
    replica.remove('closed_targets', 'one');
    expect(graph.target('one')?.closed).toBe(false);
    replica.remove('applications', 'one');
    expect(graph.target('one')).toBeUndefined();
  });

  test('what was handed out before a change stays as it was', () => {
    const replica = world();
    const graph = createGraph(replica, types);
    const before = graph.target('one');
    replica.remove('policy_bindings', 'b1');
    expect(before?.bindings).toHaveLength(1);
  });

  test('a graph that is closed follows no more', () => {
    const replica = world();
    const graph = createGraph(replica, types);
    const before = graph.target('one');
    graph.close();
    replica.remove('policy_bindings', 'b1');
    expect(graph.target('one')).toBe(before);
  });

  test('the graph always answers as one that is made anew', () => {
    const groups = ['staff', 'guests'];
    const change = fc.oneof(
      fc.record({
        binding: fc.constantFrom('b1', 'b2', 'b4'),
        target: fc.constantFrom('one', 'two', 'sb'),
        group: fc.constantFrom(...groups),
      }),
      fc.record({ unbind: fc.constantFrom('b1', 'b2', 'b3', 'b4') }),
      fc.record({ policy: fc.constantFrom('p', 'q'), result: fc.boolean() }),
      fc.record({ forget: fc.constantFrom('p', 'q') }),
      fc.record({ rename: fc.constantFrom(...groups), name: fc.string() }),
      fc.record({ close: fc.constantFrom('one', 'two'), closed: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 10 }), (changes) => {
        const replica = world();
        const graph = createGraph(replica, types);
        for (const one of changes) {
          if ('binding' in one)
            replica.put('policy_bindings', bindingRow(one.binding, one.target, { group: one.group }));
          else if ('unbind' in one) replica.remove('policy_bindings', one.unbind);
          else if ('policy' in one) replica.put('policies', policyRow(one.policy, { result: one.result }));
          else if ('forget' in one) replica.remove('policies', one.forget);
          else if ('rename' in one) replica.put('groups', groupRow(one.rename, [], { name: one.name }));
          else if (one.closed) replica.put('closed_targets', { pk: one.close, cause: 'cascade' });
          else replica.remove('closed_targets', one.close);
          const anew = createGraph(replica, types);
          for (const pk of ['one', 'two', 'sb']) expect(graph.target(pk)).toEqual(anew.target(pk));
          anew.close();
        }
      }),
      { numRuns: 100 },
    );
  });
});
