import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANONYMOUS } from '../../core/policy/request.ts';
import { fixedPolicy } from '../../core/testing/decisions.ts';
import { aUser } from '../../core/testing/policy.ts';
import { applicationRow, bindingRow, groupRow, policyRow, userRow } from '../../core/testing/rows.ts';
import { eventMatcher } from '../../policies/event_matcher/policy.ts';
import { login, nuisance, ruleRow, type SceneSpec, scene, transportRow } from './scene.ts';

const types = [fixedPolicy, nuisance, eventMatcher];
const passes = policyRow('passes', { result: true });
const fails = policyRow('fails', { result: false });
const ofLogin = policyRow('login', { type: 'event_matcher', action: 'login' });
const ofLogout = policyRow('logout', { type: 'event_matcher', action: 'logout' });
const raises = policyRow('raises', { type: 'nuisance', way: 'throw' });
const policies = [passes, fails, ofLogin, ofLogout, raises];

/** The members of `staff`, and of `interns` below it. */
const people = {
  groups: [groupRow('staff'), groupRow('interns', ['staff'])],
  users: [
    userRow(1, []),
    userRow(2, ['staff']),
    userRow(3, ['staff']),
    userRow(4, ['interns']),
    userRow(5, ['staff'], { is_active: false }),
  ],
};
const toStaff = { destination_group: 'staff' };
const bound = (policy: string, more: object = {}) => bindingRow(`b-${policy}`, 'rule', { policy, ...more });

const run = async (spec: Partial<SceneSpec>, ...drafts: Parameters<ReturnType<typeof scene>['happens']>) => {
  const there = scene({ policies, ...people, rules: [ruleRow('rule', toStaff)], ...spec }, types);
  await there.happens(...drafts);
  return there;
};

describe('whether a rule fires', () => {
  test.each([
    ['76, 130 no binding', [], false],
    ['58 only a dry run', [bound('passes', { dry_run: true })], false],
    ['only a disabled binding', [bound('passes', { enabled: false })], false],
    ['only an expired binding', [bound('passes', { expires: '2020-01-01T00:00:00Z' })], false],
    ['77 a matcher that fits', [bound('login')], true],
    ['a matcher that does not', [bound('logout')], false],
    ['79 two matchers, one fits', [bound('logout'), bound('login')], true],
    ['a policy that raises', [bound('raises')], false],
    ['a policy that raises, and passes then', [bound('raises', { failure_result: true })], true],
    ['the user of the event', [bindingRow('u', 'rule', { user: 1 })], true],
    ['another user', [bindingRow('u', 'rule', { user: 2 })], false],
    ['not that user', [bindingRow('u', 'rule', { user: 2, negate: true })], true],
  ])('%s: %3$s', async (_title, bindings, fires) => {
    const { announced } = await run({ bindings }, login());
    expect(announced).toHaveLength(fires ? 1 : 0);
  });

  test('131 mode all is stored, one binding fails: fires', async () => {
    const rules = [ruleRow('rule', { ...toStaff, policy_engine_mode: 'all' })];
    const { announced } = await run({ rules, bindings: [bound('fails'), bound('passes')] }, login());
    expect(announced).toHaveLength(1);
  });

  test('nobody is signed in: judged as anonymous, and negation works', async () => {
    const bindings = [bindingRow('u', 'rule', { user: 1, negate: true })];
    const { announced } = await run({ bindings }, login({ user: ANONYMOUS }));
    expect(announced).toHaveLength(1);
  });

  test('a rule that lost its last binding by a cascade is silent', async () => {
    expect((await run({ closed: ['rule'] }, login())).announced).toEqual([]);
  });

  test('only events that could concern a rule wait to be judged', async () => {
    const there = await run({ bindings: [bound('logout')] }, login(), login({ action: 'logout' }));
    expect(there.stored.size).toBe(2);
    expect(there.judged).toHaveLength(1);
  });

  test.each([
    ['executions are logged', [bound('logged')], ['login', 'policy_execution']],
    ['a dry run', [bound('fails', { dry_run: true })], ['login', 'policy_execution']],
    ['the control: nothing to tell', [bound('fails')], ['login']],
  ])(
    'a rule that does not fire tells of itself as every target does: %s',
    async (_title, bindings, actions) => {
      const logged = policyRow('logged', { result: false, execution_logging: true });
      const there = await run({ policies: [...policies, logged], bindings }, login());
      expect(there.announced).toEqual([]);
      expect([...there.stored.values()].map(({ action }) => action)).toEqual(actions);
    },
  );

  test('a rule without bindings never fires', async () => {
    const draft = fc.record({
      action: fc.constantFrom('login' as const, 'policy_exception' as const, 'custom_x' as const),
      app: fc.string(),
      context: fc.dictionary(fc.string(), fc.jsonValue()),
    });
    const rule = fc.record({
      destination_group: fc.constantFrom('staff', null),
      destination_event_user: fc.boolean(),
      policy_engine_mode: fc.constantFrom('all', 'any'),
    });
    await fc.assert(
      fc.asyncProperty(rule, fc.array(draft, { maxLength: 4 }), async (more, drafts) => {
        const { announced } = await run({ rules: [ruleRow('rule', more)] }, ...drafts.map(login));
        return announced.length === 0;
      }),
    );
  });
});

describe('who hears of it', () => {
  const told = async (rule: object, transports: SceneSpec['transports'] = [], user = aUser()) => {
    const rules = [ruleRow('rule', { transports: transports.map(({ pk }) => pk), ...rule })];
    const { announced } = await run({ rules, transports, bindings: [bound('login')] }, login({ user }));
    return announced[0]?.recipients;
  };
  const shown = (user: number) => ({ user, local: true, transports: [] as string[] });

  test.each([
    ['77 the group, and those below it; nobody inactive', toStaff, [2, 3, 4]],
    ['the user of the event', { destination_event_user: true }, [1]],
    ['both, the user of the event first', { ...toStaff, destination_event_user: true }, [1, 2, 3, 4]],
    ['nobody: it is judged, and nothing is sent', {}, undefined],
    ['a group that is gone', { destination_group: 'gone' }, undefined],
  ])('%s', async (_title, rule, users) => {
    expect(await told(rule)).toEqual(users?.map(shown));
  });

  test('somebody of the group who caused the event hears of it once', async () => {
    const user = aUser({ pk: 3 });
    expect(await told({ ...toStaff, destination_event_user: true }, [], user)).toEqual([3, 2, 4].map(shown));
  });

  test('anonymous is nobody who could be told', async () => {
    expect(await told({ destination_event_user: true }, [], ANONYMOUS)).toBeUndefined();
  });

  test('each transport takes it to each', async () => {
    const transports = [
      transportRow('l'),
      transportRow('e', { mode: 'email' }),
      transportRow('w', { mode: 'webhook' }),
    ];
    expect(await told(toStaff, transports)).toEqual(
      [2, 3, 4].map((user) => ({ user, local: true, transports: ['e', 'w'] })),
    );
  });

  test('78 sent once: one message, however many people', async () => {
    expect(await told(toStaff, [transportRow('w', { mode: 'webhook', send_once: true })])).toEqual([
      { user: 2, local: false, transports: ['w'] },
    ]);
  });

  test('without a local transport, the pages do not show it', async () => {
    expect(await told(toStaff, [transportRow('e', { mode: 'email' })])).toEqual(
      [2, 3, 4].map((user) => ({ user, local: false, transports: ['e'] })),
    );
  });
});

describe('no loops', () => {
  test('80, 132 a policy that is bound to a rule raises: that is no event for rules', async () => {
    const rules = [ruleRow('rule', toStaff), ruleRow('other', toStaff)];
    const bindings = [bound('raises'), bindingRow('o', 'other', { policy: 'passes' })];
    const { announced, stored, judged } = await run({ rules, bindings }, login());
    expect([...stored.values()].map(({ action }) => action)).toEqual(['login', 'policy_exception']);
    expect(judged).toHaveLength(1);
    expect(announced.map(({ rule }) => rule)).toEqual(['other']);
  });

  test('the same policy raising elsewhere does not fire either, another one does', async () => {
    const spec = {
      applications: [applicationRow('app')],
      rules: [ruleRow('rule', toStaff)],
      bindings: [bound('passes'), bindingRow('a', 'app', { policy: 'raises' })],
    };
    const elsewhere = async (more: object[]) => {
      const there = scene(
        { policies, ...people, ...spec, bindings: [...spec.bindings, ...(more as never[])] },
        types,
      );
      await there.decisions.decide('app', { user: aUser(), http_request: null });
      await there.happens();
      return there.announced.length;
    };
    expect(await elsewhere([])).toBe(1);
    expect(await elsewhere([bound('raises')])).toBe(0);
  });

  test('events that policies of rules want are quiet', async () => {
    const noisy = policyRow('noisy', { type: 'nuisance', way: 'event' });
    const { announced, stored } = await run({ policies: [noisy], bindings: [bound('noisy')] }, login());
    expect([...stored.values()].map(({ action }) => action)).toEqual(['login', 'custom_noise']);
    expect(announced).toHaveLength(1);
  });

  test('dry runs of groups at rules are quiet', async () => {
    const bindings = [bound('passes'), bindingRow('g', 'rule', { group: 'staff', dry_run: true })];
    const { announced, stored } = await run({ bindings }, login());
    expect([...stored.values()].map(({ action }) => action)).toEqual(['login', 'policy_execution']);
    expect(announced).toHaveLength(1);
  });

  test('however rules and policies are woven, an event is judged once and what follows never', async () => {
    const keys = ['a', 'b', 'c', 'd'];
    const policy = fc.record({
      type: fc.constantFrom('nuisance', 'fixed'),
      way: fc.constantFrom('pass', 'fail', 'throw', 'event'),
      wants: fc.constantFrom('custom_noise', 'login', 'policy_exception', 'configuration_error'),
      result: fc.boolean(),
      execution_logging: fc.boolean(),
    });
    const binding = fc.record({
      target: fc.constantFrom('r0', 'r1', 'r2', 'app'),
      subject: fc.constantFrom(...keys.map((key) => ({ policy: key })), { group: 'staff' }, { user: 1 }),
      enabled: fc.boolean(),
      negate: fc.boolean(),
      dry_run: fc.boolean(),
      failure_result: fc.boolean(),
    });
    let caused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(policy, { minLength: 4, maxLength: 4 }),
        fc.array(binding, { maxLength: 10 }),
        fc.integer({ min: 1, max: 3 }),
        async (wild, woven, count) => {
          const there = scene(
            {
              ...people,
              rules: ['r0', 'r1', 'r2'].map((pk) =>
                ruleRow(pk, { ...toStaff, destination_event_user: true }),
              ),
              policies: wild.map((more, index) => policyRow(keys[index] ?? '', more)),
              bindings: woven.map(({ subject, ...more }, index) =>
                bindingRow(`b${index}`, more.target, { ...more, ...subject }),
              ),
            },
            types,
          );
          const rounds = await there.happens(...Array.from({ length: count }, () => login()));
          caused += there.stored.size - count;
          expect(rounds).toBeLessThanOrEqual(3);
          const first = new Set([...there.stored.keys()].slice(0, count));
          expect(there.judged.every((pk) => first.has(pk))).toBe(true);
          expect(new Set(there.judged).size).toBe(there.judged.length);
        },
      ),
      { numRuns: 500 },
    );
    // Without the guard, each of these would have been judged in its turn.
    expect(caused).toBeGreaterThan(500);
  });
});
