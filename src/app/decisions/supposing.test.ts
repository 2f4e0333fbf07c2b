import fc from 'fast-check';
import { expect, test } from 'vitest';
import { definePolicyType } from '../../core/policy/type.ts';
import { fixedPolicy } from '../../core/testing/decisions.ts';
import { aUser } from '../../core/testing/policy.ts';
import { bindingRow, policyRow } from '../../core/testing/rows.ts';
import { world } from './scene.ts';
import { supposing, undetermined } from './supposing.ts';

const personal = definePolicyType({
  ...{ type: 'personal', model: 'postern_test.personalpolicy', component: 'personal-form' },
  title: 'Personal',
  description: 'Answers as told, whatever the request.',
  config: fixedPolicy.config,
  messages: {},
  uses: [],
  beyondPerson: () => false,
  evaluate: ({ config }) => ({ passing: config.result === true, messages: [], reasons: [] }),
});

const never = async () => true;
const someone = aUser({}, ['staff']);

const bindings = fc.array(
  fc.record({
    subject: fc.constantFrom('staff', 'others', 'fixed', 'personal-yes', 'personal-no'),
    negate: fc.boolean(),
    enabled: fc.boolean(),
    dry_run: fc.boolean(),
  }),
  { maxLength: 5 },
);

test('what is said about somebody without a request is always what every request would say', async () => {
  await fc.assert(
    fc.asyncProperty(bindings, fc.constantFrom('any', 'all'), async (list, mode) => {
      const policies = [
        policyRow('fixed'),
        policyRow('personal-yes', { type: 'personal', result: true }),
        policyRow('personal-no', { type: 'personal', result: false }),
      ];
      const rows = list.map(({ subject, ...more }, order) =>
        bindingRow(`b${order}`, 'app', {
          ...more,
          order,
          ...(['staff', 'others'].includes(subject) ? { group: subject } : { policy: subject }),
        }),
      );
      const { decisions, graph, replica } = world(rows, { policies, types: [personal] });
      replica.put('groups', { ...groupOthers });
      replica.put('applications', {
        ...replica.get('applications', 'app'),
        pk: 'app',
        policy_engine_mode: mode,
      });
      const target = graph.target('app');
      if (!target) throw new Error('there is no target');
      const open = await undetermined(target, 0, never);
      expect(open.every(({ policy }) => policy.pk === 'fixed')).toBe(true);

      const asked = { users: [someone], http_request: null, debug: true };
      const [[yes] = [], [no] = []] = await decisions.decideMany({
        ...asked,
        targets: [supposing(target, open, true), supposing(target, open, false)],
      });
      const real = new Set<boolean>();
      for (const result of [true, false]) {
        replica.put('policies', policyRow('fixed', { result }));
        real.add((await decisions.decide('app', { ...asked, user: someone })).passing);
      }
      // All open bindings ask the same policy here, some of them negated: mixed answers are possible beyond these two.
      for (const passing of real) if (yes === no) expect(passing).toBe(yes);
      if (open.length === 0) expect(yes).toBe(no);
    }),
    { numRuns: 200 },
  );
});

const groupOthers = { pk: 'others', name: 'others', is_superuser: false, attributes: {}, parents: [] };

test('a text of an administrator is asked what it follows from; of an event it always is', async () => {
  const { graph } = world([bindingRow('b', 'app', { policy: 'p' })], {
    policies: [policyRow('p', { type: 'scripted' })],
    types: [
      definePolicyType({
        ...{ type: 'scripted', model: 'postern_test.scriptedpolicy', component: 'scripted-form' },
        title: 'Scripted',
        description: 'Has a text.',
        config: fixedPolicy.config,
        messages: {},
        uses: [],
        beyondPerson: () => false,
        script: () => ({ expression: 'return true', language: null }),
        evaluate: ({ pass }) => pass(),
      }),
    ],
  });
  const target = graph.target('app');
  if (!target) throw new Error('there is no target');
  const about = async (reaches: boolean, kind: 'application' | 'notification_rule') =>
    (await undetermined({ ...target, kind }, 0, async () => reaches)).length;
  expect(await about(true, 'application')).toBe(1);
  expect(await about(false, 'application')).toBe(0);
  expect(await about(false, 'notification_rule')).toBe(1);
});
