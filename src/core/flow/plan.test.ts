import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANONYMOUS, type UserFacts } from '../policy/request.ts';
import type { FlowContext } from './context.ts';
import { AUTHENTICATION_REQUIREMENTS } from './models.ts';
import { drop, type FlowVerdict, type PlannedBinding, plan, requirementMet } from './plan.ts';
import type { Entry } from './run.ts';

const entry = (name: string, more: Partial<Entry> = {}): Entry => ({
  binding: name,
  stage: `stage-${name}`,
  type: 'prompt',
  name,
  order: 0,
  marker: 'plain',
  proves: false,
  invalid_response_action: 'retry',
  ...more,
});
const binding = (name: string, order: number, more: Partial<PlannedBinding> = {}): PlannedBinding => ({
  ...entry(name),
  binding: name,
  order,
  evaluate_on_plan: false,
  ...more,
});
const PASS: FlowVerdict = { passing: true, faulted: false, closed: false };
const FAIL: FlowVerdict = { passing: false, faulted: false, closed: false };
const FAULT: FlowVerdict = { passing: false, faulted: true, closed: false };
const CLOSED: FlowVerdict = { passing: false, faulted: false, closed: true };
const names = (result: ReturnType<typeof plan>) =>
  'entries' in result ? result.entries.map(({ name }) => name) : 'broken';

describe('plan', () => {
  test('takes the stages in order, and appended ones behind them', () => {
    const bindings = [binding('c', 30), binding('a', 10), binding('b', 20)];
    expect(names(plan(bindings, new Map(), [entry('last')]))).toEqual(['a', 'b', 'c', 'last']);
  });

  test('keeps a stage that is bound twice', () => {
    const twice = [binding('one', 10, { stage: 's' }), binding('two', 20, { stage: 's' })];
    expect(names(plan(twice, new Map(), []))).toEqual(['one', 'two']);
  });

  test.each([
    { on_plan: false, verdict: FAIL, proves: false, want: ['x'] },
    { on_plan: true, verdict: PASS, proves: false, want: ['x'] },
    { on_plan: true, verdict: FAIL, proves: true, want: [] },
    { on_plan: true, verdict: FAULT, proves: false, want: [] },
    { on_plan: true, verdict: FAULT, proves: true, want: 'broken' },
    { on_plan: true, verdict: CLOSED, proves: false, want: 'broken' },
    { on_plan: true, verdict: { ...PASS, faulted: true }, proves: true, want: ['x'] },
    { on_plan: true, verdict: undefined, proves: false, want: 'broken' },
  ])('A4: judged on plan $on_plan, $verdict, proves $proves: $want', ({ on_plan, verdict, proves, want }) => {
    const verdicts = new Map(verdict ? [['x', verdict]] : []);
    expect(names(plan([binding('x', 0, { evaluate_on_plan: on_plan, proves })], verdicts, []))).toEqual(want);
  });

  test('does not depend on the order in which the bindings are handed in', () => {
    const list = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.integer({ min: 0, max: 3 })), {
      selector: ([name]) => name,
    });
    fc.assert(
      fc.property(list, (pairs) => {
        const bindings = pairs.map(([name, order]) => binding(name, order));
        expect(plan(bindings.toReversed(), new Map(), [])).toEqual(plan(bindings, new Map(), []));
      }),
    );
  });

  test('A4: an error never drops a stage that proves', () => {
    const verdict = fc.record({ passing: fc.boolean(), faulted: fc.boolean(), closed: fc.boolean() });
    fc.assert(
      fc.property(verdict, (said) => {
        const dropped = drop({ proves: true }, said);
        if (said.faulted || said.closed) expect(dropped).not.toBe('refused');
        if (said.passing) expect(dropped).toBeUndefined();
      }),
    );
  });
});

describe('requirementMet', () => {
  const ada: UserFacts = { ...ANONYMOUS, pk: 1, is_authenticated: true };
  const root: UserFacts = { ...ada, is_superuser: true };
  const rows: Record<string, readonly boolean[]> = {
    //                      anonymous, ada, root, redirected, outpost, restored
    none: [true, true, true, true, true, true],
    require_authenticated: [false, true, true, false, false, false],
    require_unauthenticated: [true, false, false, true, true, true],
    require_superuser: [false, false, true, false, false, false],
    require_redirect: [false, false, false, true, false, false],
    require_outpost: [false, false, false, false, true, false],
    require_token: [false, false, false, false, false, true],
  };
  const who: readonly { user: UserFacts; context: FlowContext }[] = [
    { user: ANONYMOUS, context: {} },
    { user: ada, context: {} },
    { user: root, context: {} },
    { user: ANONYMOUS, context: { is_redirected: { slug: 'a' } } },
    { user: ANONYMOUS, context: { outpost: { pk: 'o' } } },
    { user: ANONYMOUS, context: { is_restored: true } },
  ];

  test.each(AUTHENTICATION_REQUIREMENTS)('%s', (requirement) => {
    expect(who.map((input) => requirementMet(requirement, input))).toEqual(rows[requirement]);
  });

  test('a superuser who is not signed in is none', () => {
    const user = { ...ANONYMOUS, is_superuser: true };
    expect(requirementMet('require_superuser', { user, context: {} })).toBe(false);
  });
});
