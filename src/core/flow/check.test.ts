import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CheckedCondition,
  type CheckedFlow,
  type CheckedStage,
  checkFlow,
  FINDINGS,
  findingText,
} from './check.ts';

const condition = (more: Partial<CheckedCondition> = {}): CheckedCondition => ({
  kind: 'policy',
  name: 'office hours',
  negate: false,
  failure_result: true,
  ...more,
});
const stage = (name: string, more: Partial<CheckedStage> = {}): CheckedStage => ({
  binding: name,
  name,
  proves: false,
  traits: {},
  invalid_response_action: 'retry',
  evaluate_on_plan: false,
  mode: 'any',
  conditions: [],
  closed: false,
  ...more,
});
const flow = (stages: readonly CheckedStage[], more: Partial<CheckedFlow> = {}): CheckedFlow => ({
  designation: 'authentication',
  authentication: 'none',
  begins_with_person: false,
  mode: 'any',
  conditions: [],
  closed: false,
  stages,
  ...more,
});

const who = stage('who', { proves: true, traits: { names: true } });
const whoAndPassword = stage('who', { proves: true, traits: { names: true, proves_by: 'password' } });
const password = stage('password', { proves: true, traits: { proves_by: 'password' } });
const login = stage('login', { traits: { signs_in: true } });
const deny = stage('deny', { proves: true, traits: { ends: 'refuses' } });
const away = stage('away', { traits: { ends: 'leads_away' } });
const setUp = stage('set-up', { traits: { sets_up: true } });
const staff = condition({ kind: 'group', name: 'staff' });
const strangers = { authentication: 'require_unauthenticated' } as const;

const of = (checked: CheckedFlow) =>
  checkFlow(checked).map(({ code, binding }) => (binding === null ? code : `${code} ${binding}`));

describe('what is found in a flow', () => {
  test.each<[string, CheckedFlow, readonly string[]]>([
    ['a login as it should be', flow([who, password, login]), []],
    ['the password on the first page', flow([whoAndPassword, login]), []],
    [
      'a deny stage that asks again',
      flow([who, password, { ...deny, conditions: [condition()] }, login]),
      [],
    ],
    [
      'a deny stage with restart',
      flow([
        who,
        password,
        { ...deny, conditions: [condition()], invalid_response_action: 'restart' },
        login,
      ]),
      ['deny_restarts deny'],
    ],
    [
      'a deny stage with restart that keeps what is known',
      flow([
        who,
        password,
        { ...deny, conditions: [condition()], invalid_response_action: 'restart_with_context' },
        login,
      ]),
      ['deny_restarts deny'],
    ],
    ['a restart of a stage that can be answered', flow([{ ...who, invalid_response_action: 'restart' }]), []],
    ['a stage behind a deny stage for everybody', flow([deny, login]), ['unreachable login']],
    ['stages behind a redirect', flow([away, who, login]), ['unreachable who', 'unreachable login']],
    [
      'a stage behind a redirect for some',
      flow([{ ...away, conditions: [staff] }, who, password, login]),
      [],
    ],
    [
      'a proof that an error of a policy stops',
      flow([who, { ...password, conditions: [condition({ failure_result: false })] }, login]),
      ['proof_stops_on_error password'],
    ],
    [
      'a proof that an error of a policy shows',
      flow([who, { ...password, conditions: [condition()] }, login]),
      [],
    ],
    [
      'an error that another binding outweighs',
      flow([who, { ...password, conditions: [condition({ failure_result: false }), staff] }, login]),
      [],
    ],
    [
      'an error that nothing outweighs',
      flow([
        who,
        { ...password, mode: 'all', conditions: [condition({ failure_result: false }), staff] },
        login,
      ]),
      ['proof_stops_on_error password'],
    ],
    [
      'a group on a proof: it cannot fail to answer',
      flow([who, { ...password, conditions: [staff] }, login]),
      [],
    ],
    [
      'an error at a stage that proves nothing',
      flow([who, password, { ...login, conditions: [condition({ failure_result: false })] }]),
      [],
    ],
    ['two passwords', flow([whoAndPassword, password, login]), ['two_passwords password']],
    [
      'the second password only where it is needed',
      flow([whoAndPassword, { ...password, conditions: [condition()] }, login]),
      [],
    ],
    ['a login without a proof', flow([who, login]), ['login_without_proof login']],
    ['a set-up before any proof', flow([who, setUp, password, login]), ['set_up_before_proof set-up']],
    ['a set-up behind the proof', flow([who, password, setUp, login]), []],
    ['a set-up in a sign-up', flow([who, setUp, login], { designation: 'enrollment' }), []],
    ['a login behind a proof for some', flow([who, { ...password, conditions: [staff] }, login]), []],
    ['a login of whom a source has brought', flow([login]), []],
    ['a login at the end of a sign-up', flow([who, login], { designation: 'enrollment' }), []],
    [
      'a stage whose last binding is gone',
      flow([who, { ...password, closed: true }, login]),
      ['closed password'],
    ],
    [
      'a deny stage that is closed ends nothing',
      flow([{ ...deny, closed: true }, who, password, login]),
      ['closed deny'],
    ],
    ['a flow whose last binding is gone', flow([who, password, login], { closed: true }), ['flow_closed']],
    ['a login flow without stages', flow([]), ['no_stages']],
    ['an authorization flow without stages', flow([], { designation: 'authorization' }), []],
    [
      '12. a group on a login flow',
      flow([who, password, login], { ...strangers, conditions: [staff] }),
      ['flow_nobody_known'],
    ],
    [
      'a group on a login flow that a source begins',
      flow([login], { ...strangers, begins_with_person: true, conditions: [staff] }),
      [],
    ],
    [
      'a group on a flow that who is signed in may use',
      flow([who, password, login], { conditions: [staff] }),
      [],
    ],
    [
      'not a group on a login flow',
      flow([who, password, login], { ...strangers, conditions: [{ ...staff, negate: true }] }),
      [],
    ],
    [
      'a group or a policy on a login flow',
      flow([who, password, login], { ...strangers, conditions: [staff, condition()] }),
      [],
    ],
    [
      'a group and a policy on a login flow',
      flow([who, password, login], { ...strangers, mode: 'all', conditions: [staff, condition()] }),
      ['flow_nobody_known'],
    ],
    [
      '17. a stage for a group, judged when the flow is planned',
      flow([who, password, { ...away, conditions: [staff], evaluate_on_plan: true }, login], strangers),
      ['nobody_known away'],
    ],
    [
      'a stage for a group, judged when it is reached',
      flow([who, password, { ...away, conditions: [staff] }, login], strangers),
      [],
    ],
  ])('%s', (_, checked, found) => expect(of(checked)).toEqual(found));

  test('every finding has a row above', () => {
    const seen = new Set(
      [
        flow([
          { ...deny, conditions: [condition({ failure_result: false })], invalid_response_action: 'restart' },
        ]),
        flow([who, setUp, login]),
        flow([whoAndPassword, password, { ...away, closed: true }, deny, login]),
        flow([], { closed: true }),
        flow([{ ...who, conditions: [staff], evaluate_on_plan: true }], {
          ...strangers,
          conditions: [staff],
        }),
      ].flatMap((one) => checkFlow(one).map(({ code }) => code)),
    );
    expect([...seen].sort()).toEqual(Object.keys(FINDINGS).sort());
  });
});

const anyCondition: fc.Arbitrary<CheckedCondition> = fc.record({
  kind: fc.constantFrom('policy' as const, 'group' as const, 'user' as const),
  name: fc.string(),
  negate: fc.boolean(),
  failure_result: fc.boolean(),
});
const guarded = {
  mode: fc.constantFrom('all' as const, 'any' as const),
  conditions: fc.array(anyCondition, { maxLength: 3 }),
  closed: fc.boolean(),
};
const anyStage: fc.Arbitrary<CheckedStage> = fc.record({
  binding: fc.uuid(),
  name: fc.string(),
  proves: fc.boolean(),
  traits: fc.constantFrom(...[who, whoAndPassword, password, login, deny, away].map(({ traits }) => traits)),
  invalid_response_action: fc.constantFrom('retry' as const, 'restart' as const),
  evaluate_on_plan: fc.boolean(),
  ...guarded,
});
const anyFlow: fc.Arbitrary<CheckedFlow> = fc.record({
  designation: fc.constantFrom('authentication' as const, 'enrollment' as const, 'authorization' as const),
  authentication: fc.constantFrom('none' as const, 'require_unauthenticated' as const),
  begins_with_person: fc.boolean(),
  stages: fc.array(anyStage, { maxLength: 6 }),
  ...guarded,
});

test('a finding always has whole words and names a stage of the flow', () => {
  fc.assert(
    fc.property(anyFlow, (checked) =>
      checkFlow(checked).every(
        (finding) =>
          Object.keys(finding.names).every((name) => FINDINGS[finding.code].text.includes(`{${name}}`)) &&
          [...FINDINGS[finding.code].text.matchAll(/\{(\w+)\}/g)].every(
            ([, name = '']) => name in finding.names,
          ) &&
          findingText(finding) !== '' &&
          (finding.binding === null || checked.stages.some(({ binding }) => binding === finding.binding)),
      ),
    ),
  );
});

test('what stands behind a stage that ends for everybody is only ever unreachable', () => {
  fc.assert(
    fc.property(fc.array(anyStage, { maxLength: 4 }), (behind) => {
      const found = checkFlow(flow([deny, ...behind]));
      return found.length === behind.length && found.every(({ code }) => code === 'unreachable');
    }),
  );
});
