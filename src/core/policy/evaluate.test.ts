import { describe, expect, test } from 'vitest';
import { aBinding, aRequest, aUser, NOON } from '../testing/policy.ts';
import type { BindingSpec } from './binding.ts';
import type { Mode } from './decision.ts';
import { evaluate, type Found, type Question } from './evaluate.ts';
import { ANONYMOUS, type UserFacts } from './request.ts';
import type { Finding } from './verdict.ts';

const pass = (...messages: string[]): Finding => ({ passing: true, messages, reasons: [] });
const fail = (...messages: string[]): Finding => ({ passing: false, messages, reasons: [] });
const broken: Finding = { fault: 'exception', detail: 'TypeError: secret detail' };
const late: Finding = { fault: 'timeout', detail: 'no answer within 1 s' };

type Case = Partial<BindingSpec> & { readonly says?: Finding };
const policy = (says: Finding, over: Partial<BindingSpec> = {}): Case => ({ says, ...over });
const group = (pk: string, over: Partial<BindingSpec> = {}): Case => ({
  subject: { kind: 'group', pk, label: pk },
  ...over,
});
const user = (pk: number, over: Partial<BindingSpec> = {}): Case => ({
  subject: { kind: 'user', pk, label: `user ${pk}` },
  ...over,
});
const nobody: Case = { subject: { kind: 'none', pk: null, label: '' } };

function ask(
  mode: Mode,
  cases: readonly Case[],
  over: Partial<Question> & { readonly who?: UserFacts } = {},
) {
  const { who = aUser({}, ['in', 'parent', 'child']), ...question } = over;
  const findings = new Map<string, Found>();
  const bindings = cases.map(({ says, ...spec }, index) => {
    const pk = `b${index}`;
    if (says) findings.set(pk, { finding: says, duration: 1 });
    return aBinding({ order: index, ...spec, pk });
  });
  return evaluate({
    mode,
    bindings,
    request: aRequest({ user: who }),
    findings,
    when_unbound: 'pass',
    closed: false,
    revision: 7,
    request_id: 'request-1',
    ...question,
  });
}

const not = { negate: true };
const open = { failure_result: true };
const dry = { dry_run: true };
const FAULT =
  'A rule could not be checked because of an error. Quote the request id request-1 when you ask for help.';
const GROUP = 'You are not a member of a group that has access.';

describe('what a target answers', () => {
  // The numbers are those of the table of behaviour that this engine was built from.
  test.each<[number | string, string, Mode, Case[], boolean, string[]?]>([
    [1, 'no bindings', 'any', [], true, []],
    [3, 'only disabled bindings', 'any', [policy(fail('no'), { enabled: false })], true, []],
    [4, 'any: one passes', 'any', [policy(pass())], true, []],
    [5, 'any: one fails', 'any', [policy(fail())], false, []],
    [6, 'any: fails, passes', 'any', [policy(fail()), policy(pass())], true, []],
    [7, 'any: passes, fails', 'any', [policy(pass()), policy(fail())], true, []],
    [8, 'all: both pass', 'all', [policy(pass()), policy(pass())], true, []],
    [9, 'all: passes, fails', 'all', [policy(pass()), policy(fail())], false, []],
    [10, 'all: fails, passes', 'all', [policy(fail()), policy(pass())], false, []],
    [11, 'any: group out, policy passes', 'any', [group('out'), policy(pass())], true, []],
    [12, 'any: group in, policy fails', 'any', [group('in'), policy(fail('no'))], true, []],
    [13, 'any: group out, policy fails', 'any', [group('out'), policy(fail('no'))], false, [GROUP, 'no']],
    [14, 'all: group in, policy passes', 'all', [group('in'), policy(pass())], true, []],
    [15, 'all: group out, policy passes', 'all', [group('out'), policy(pass('yes'))], false, [GROUP]],
    [16, 'all: group in, other user', 'all', [group('in'), user(2)], false],
    [
      17,
      'any: not group in',
      'any',
      [group('in', not)],
      false,
      ['A group that you belong to has no access.'],
    ],
    [18, 'any: not group out', 'any', [group('out', not)], true, []],
    [19, 'all: not group out, group in', 'all', [group('out', not), group('in')], true, []],
    [20, 'any: not self', 'any', [user(1, not)], false, ['Your account has no access.']],
    [
      24,
      'any: group in, disabled; policy fails',
      'any',
      [group('in', { enabled: false }), policy(fail())],
      false,
    ],
    [27, 'any: not a pass', 'any', [policy(pass(), not)], false, []],
    [28, 'any: not a fail', 'any', [policy(fail('why'), not)], true, ['why']],
    [29, 'any: error', 'any', [policy(broken)], false, [FAULT]],
    [30, 'any: error, failure result pass', 'any', [policy(broken, open)], true, []],
    [31, 'any: not an error', 'any', [policy(broken, not)], false, [FAULT]],
    [32, 'any: not an error, failure result pass', 'any', [policy(broken, { ...not, ...open })], true, []],
    [34, 'any: error, policy passes', 'any', [policy(broken), policy(pass('ok'))], true, ['ok']],
    [
      35,
      'all: error with failure result pass, policy passes',
      'all',
      [policy(broken, open), policy(pass())],
      true,
      [],
    ],
    [36, 'any: too late', 'any', [policy(late)], false, [FAULT]],
    [37, 'any: too late, failure result pass', 'any', [policy(late, open)], true, []],
    [38, 'a binding that names nobody', 'any', [nobody], false],
    ['38b', 'a binding that names nobody, negated', 'any', [{ ...nobody, ...not, ...open }], false],
    [39, 'all: messages in order', 'all', [policy(fail('a')), policy(fail('b'))], false, ['a', 'b']],
    [
      40,
      'messages follow the order, not the list',
      'all',
      [policy(fail('a'), { order: 10 }), policy(fail('b'), { order: 5 })],
      false,
      ['b', 'a'],
    ],
    [41, 'messages of the cause alone', 'any', [policy(pass('ok')), policy(fail('no'))], true, ['ok']],
    [
      '41b',
      'all: messages of the cause alone',
      'all',
      [policy(pass('ok')), policy(fail('no'))],
      false,
      ['no'],
    ],
    ['41c', 'the same text once', 'all', [policy(fail('no')), policy(fail('no'))], false, ['no']],
    [42, 'a static refusal says why', 'any', [group('out')], false, [GROUP]],
    [
      '42b',
      'a refusal by user says why',
      'any',
      [user(2)],
      false,
      ['Your account is not among those that have access.'],
    ],
    [
      43,
      'a negative order comes first',
      'all',
      [policy(fail('zero'), { order: 0 }), policy(fail('minus'), { order: -1 })],
      false,
      ['minus', 'zero'],
    ],
    [55, 'any: dry run alone', 'any', [policy(pass('dry'), dry)], true, []],
    [56, 'any: dry pass, policy fails', 'any', [policy(pass(), dry), policy(fail('no'))], false, ['no']],
    [57, 'all: dry fail, policy passes', 'all', [policy(fail('dry'), dry), policy(pass())], true, []],
  ])('%s %s', (_number, _title, mode, cases, passing, messages) => {
    const decision = ask(mode, cases);
    expect(decision.passing).toBe(passing);
    if (messages) expect(decision.messages).toEqual(messages);
    expect(decision.trace).toHaveLength(cases.length);
  });

  test.each<[string, Case[]]>([
    ['2 nothing bound', []],
    ['58 dry run alone', [policy(pass(), dry)]],
    ['3 only disabled bindings', [group('in', { enabled: false })]],
  ])('%s, where the rule is to fail', (_title, cases) => {
    const decision = ask('any', cases, { when_unbound: 'fail' });
    expect(decision).toMatchObject({
      passing: false,
      unbound: true,
      closed: false,
      reasons: ['target.unbound'],
    });
  });

  test('25, 26 negation works for an anonymous person, who is in no group and is nobody', () => {
    expect(ask('any', [group('in', not)], { who: ANONYMOUS }).passing).toBe(true);
    expect(ask('all', [user(1, not)], { who: ANONYMOUS }).passing).toBe(true);
    expect(ask('any', [group('in')], { who: ANONYMOUS }).passing).toBe(false);
    expect(ask('any', [user(1)], { who: ANONYMOUS }).passing).toBe(false);
  });

  test('44, 45 neither superuser nor inactivity means anything to the engine', () => {
    expect(ask('any', [group('out')], { who: aUser({ is_superuser: true }) }).passing).toBe(false);
    expect(ask('any', [group('in')], { who: aUser({ is_active: false }, ['in']) }).passing).toBe(true);
  });
});

describe('a door that a cascade or an expiry would open', () => {
  test.each<[string, Case[], boolean, boolean]>([
    ['54 the last binding has expired', [group('in', { expires: NOON - 1 })], false, true],
    ['the last binding expires at this very moment', [group('in', { expires: NOON })], false, true],
    ['the binding expires in a millisecond', [group('in', { expires: NOON + 1 })], true, false],
    ['a negated binding expired', [group('out', { expires: NOON - 1, negate: true })], false, true],
    [
      'the binding that expired was disabled',
      [group('out', { expires: NOON - 1, enabled: false })],
      true,
      false,
    ],
    [
      'the binding that expired was a dry run',
      [group('out', { expires: NOON - 1, dry_run: true })],
      true,
      false,
    ],
    ['one expired, one left that passes', [group('out', { expires: NOON - 1 }), group('in')], true, false],
    ['one expired, one left that fails', [group('in', { expires: NOON - 1 }), group('out')], false, false],
    ['one expired, a dry run left', [group('in', { expires: NOON - 1 }), policy(pass(), dry)], false, true],
  ])('%s', (_title, cases, passing, closed) => {
    expect(ask('any', cases)).toMatchObject({ passing, closed });
  });

  test('53 a cascade took the last binding away: closed whatever the rule, until somebody binds something', () => {
    const closed = { closed: true };
    expect(ask('any', [], closed)).toMatchObject({
      passing: false,
      unbound: true,
      reasons: ['target.closed'],
    });
    expect(ask('any', [group('in', { enabled: false })], closed)).toMatchObject({
      passing: false,
      closed: true,
    });
    expect(ask('any', [group('in')], closed)).toMatchObject({ passing: true, closed: false, unbound: false });
    expect(ask('any', [], { closed: false })).toMatchObject({ passing: true, closed: false });
  });
});

describe('what the trace says', () => {
  test('each binding with its outcome, why, and what it found', () => {
    const { trace } = ask('all', [
      group('in', not),
      user(1),
      policy({ passing: false, messages: ['no'], reasons: ['geoip.country'], raw: 0, logs: [] }),
      policy(broken, open),
      policy(pass(), dry),
      group('in', { enabled: false }),
      group('in', { expires: NOON - 1 }),
    ]);
    expect(trace).toMatchObject([
      { binding: 'b0', outcome: 'fail', why: 'member', verdict: true, negated: true, duration: null },
      { binding: 'b1', outcome: 'pass', why: 'same_user', verdict: true },
      {
        outcome: 'fail',
        why: 'policy',
        verdict: false,
        reasons: ['geoip.country'],
        messages: ['no'],
        raw: 0,
        duration: 1,
      },
      { outcome: 'pass', why: 'fault', verdict: null, fault: { fault: 'exception' } },
      { outcome: 'skipped', why: 'dry_run', dry_run_result: true, verdict: true },
      { outcome: 'skipped', why: 'disabled', verdict: null },
      { outcome: 'skipped', why: 'expired', verdict: null },
    ]);
  });

  test('a policy of which nothing was found out is a fault, not a pass', () => {
    const decision = ask('any', [{}]);
    expect(decision).toMatchObject({ passing: false, faulted: true });
    expect(decision.trace[0]?.fault).toEqual({
      fault: 'missing',
      detail: 'nothing was found out about this policy',
    });
  });

  test('a binding whose subject is gone is a fault, so that negating it opens nothing', () => {
    const gone = { broken: { fault: 'missing', detail: 'the group does not exist any more' } } as const;
    expect(ask('any', [group('gone', { ...gone, ...not })])).toMatchObject({ passing: false, faulted: true });
    expect(ask('any', [group('gone', { ...gone, ...open })])).toMatchObject({ passing: true, faulted: true });
  });

  test('the detail of an error reaches the trace and never the person', () => {
    const decision = ask('any', [policy(broken)]);
    expect(decision.messages.join()).not.toContain('secret detail');
    expect(decision.trace[0]?.fault).toEqual(broken);
  });

  test.each<[string, Mode, Case[], boolean]>([
    ['it alone refused', 'any', [policy(broken)], true],
    ['it refused beside another', 'all', [policy(broken), policy(fail())], true],
    ['it passed by its failure result', 'any', [policy(broken, open)], true],
    ['another one passed', 'any', [policy(broken), policy(pass())], false],
    ['another one refused', 'all', [policy(broken, open), policy(fail())], false],
    ['it was a dry run', 'any', [policy(broken, dry), policy(fail())], false],
  ])('an error is among the causes: %s', (_title, mode, cases, faulted) => {
    expect(ask(mode, cases).faulted).toBe(faulted);
  });
});
