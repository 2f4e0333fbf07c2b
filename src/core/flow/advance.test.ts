import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Advanced, advance, mustJudge, reach } from './advance.ts';
import type { PendingUser } from './context.ts';
import type { FlowVerdict } from './plan.ts';
import { type Entry, HISTORY_LIMIT, type Run } from './run.ts';
import type { Step } from './step.ts';

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
const run = (entries: readonly Entry[], more: Partial<Run> = {}): Run => ({
  id: 'run',
  flow: { pk: 'flow', slug: 'flow' },
  user: null,
  stamp: '',
  query: {},
  initial: {},
  context: {},
  append: [],
  continuation: null,
  entries,
  visit: null,
  history: [],
  notices: [],
  over: null,
  ...more,
});
const begun = (it: Entry, more: Partial<Run> = {}): Run =>
  run([it], { visit: { execution: 'x1', challenge: { name: 'x' }, answers: 0 }, ...more });
const person = (pk: number | null, username: string): PendingUser => ({
  pk,
  uuid: null,
  username,
  name: username,
  email: '',
  is_active: true,
});
const PASS: FlowVerdict = { passing: true, faulted: false, closed: false };
const FAIL: FlowVerdict = { passing: false, faulted: false, closed: false };
const ask: Step = { step: 'ask', challenge: { hello: 1 }, memory: { tries: 1 } };
const done = (patch = {}, effects: Extract<Step, { step: 'done' }>['effects'] = []): Step => ({
  step: 'done',
  patch,
  effects,
});
const retry: Step = { step: 'retry', errors: { code: [{ string: 'Wrong.', code: 'invalid' }] } };
const deny: Step = { step: 'deny', message: 'No.', code: 'deny.no' };
const skip: Step = { step: 'skip', reason: 'prompt.empty' };

const verdicts = fc.record({ passing: fc.boolean(), faulted: fc.boolean(), closed: fc.boolean() });
const entries = fc
  .record({
    name: fc.string({ minLength: 1, maxLength: 3 }),
    marker: fc.constantFrom('plain', 'reevaluate'),
    proves: fc.boolean(),
    invalid_response_action: fc.constantFrom('retry', 'restart', 'restart_with_context'),
  })
  .map(({ name, ...more }) => entry(name, more as Partial<Entry>));
const steps: fc.Arbitrary<Step> = fc.constantFrom(
  ask,
  retry,
  skip,
  deny,
  done(),
  done({ pending_user: person(1, 'ada') }),
  done({ pending_user: undefined, proofs: [{ type: 'forged', execution: 'other', time: 1 }] }),
  done({}, [{ effect: 'logout' }]),
  done({}, [
    {
      effect: 'login',
      duration: 0,
      terminate_other_sessions: false,
      network_binding: 'no_binding',
      geoip_binding: 'no_binding',
      remember_device: 0,
    },
  ]),
);
const plans = fc.array(entries, { maxLength: 6 });

/** Plays a flow: at each turn the front entry is judged where it must be, reached, and one word is said. */
function play(
  first: Run,
  words: readonly { step: Step; verdict: FlowVerdict }[],
  seen: (before: Run, after: Advanced) => void,
): Run {
  let now = first;
  let count = 0;
  for (const { step, verdict } of words) {
    const reached = reach(now, mustJudge(now) ? verdict : null, `x${count++}`);
    seen(now, reached.to === 'begin' ? { to: 'ask', run: reached.run, errors: {} } : reached);
    if (reached.to !== 'begin') {
      if (reached.to !== 'next') return reached.run;
      now = reached.run;
      continue;
    }
    const after = advance(reached.run, step);
    seen(reached.run, after);
    now = after.run;
    if (after.to !== 'ask' && after.to !== 'next') return now;
  }
  return now;
}

describe('the laws of advance', () => {
  const words = fc.array(fc.record({ step: steps, verdict: verdicts }), { maxLength: 20 });

  test('it is total: every word in every state has an answer', () => {
    const visits = fc.option(
      fc.record({ execution: fc.string(), challenge: fc.option(fc.constant({})), answers: fc.nat() }),
    );
    const overs = fc.option(
      fc.record({ how: fc.constantFrom('finished', 'denied', 'broken'), challenge: fc.constant(null) }),
      { freq: 3 },
    );
    fc.assert(
      fc.property(plans, visits, overs, steps, fc.option(verdicts), (list, visit, over, step, verdict) => {
        const state = run(list, { visit, over: over as Run['over'] });
        expect(['ask', 'next', 'finished', 'denied', 'restart', 'broken']).toContain(advance(state, step).to);
        expect(['begin', 'next', 'finished', 'broken']).toContain(reach(state, verdict, 'x').to);
      }),
      { numRuns: 5_000 },
    );
  });

  test('a plan only shrinks, and always from its front', () => {
    fc.assert(
      fc.property(plans, words, (list, said) => {
        play(run(list), said, (before, { run: after }) => {
          const gone = before.entries.length - after.entries.length;
          expect(gone === 0 || gone === 1).toBe(true);
          expect(after.entries).toEqual(before.entries.slice(gone));
        });
      }),
      { numRuns: 3_000 },
    );
  });

  test('no stage runs twice: whatever was left is never visited again', () => {
    fc.assert(
      fc.property(plans, words, (list, said) => {
        const numbered = list.map((it, index) => ({ ...it, binding: String(index) }));
        const end = play(run(numbered), said, () => {});
        const left = end.history.map(({ entry: it }) => it.binding);
        expect(new Set(left).size).toBe(left.length);
        expect(left).toEqual(numbered.slice(0, left.length).map(({ binding }) => binding));
      }),
    );
  });

  test('deny is final: a run that is over answers no word', () => {
    fc.assert(
      fc.property(plans, steps, verdicts, (list, step, verdict) => {
        const state = run(list, {
          over: { how: 'denied', challenge: null },
          visit: { execution: 'x', challenge: {}, answers: 0 },
        });
        expect(advance(state, step)).toEqual({ to: 'broken', run: state, reason: 'over' });
        expect(reach(state, verdict, 'y')).toEqual({ to: 'broken', run: state, reason: 'over' });
      }),
    );
  });

  test('a binding is judged exactly once per visit, before anything of it is shown or answered', () => {
    fc.assert(
      fc.property(plans, words, (list, said) => {
        const judged = new Map<string, number>();
        const numbered = list.map((it, index) => ({ ...it, binding: String(index) }));
        let now = run(numbered);
        for (const [index, { step, verdict }] of said.entries()) {
          const front = now.entries[0];
          if (mustJudge(now)) judged.set(front?.binding ?? '', (judged.get(front?.binding ?? '') ?? 0) + 1);
          const reached = reach(now, mustJudge(now) ? verdict : null, `x${index}`);
          if (reached.to === 'begin') {
            const again = reach(reached.run, FAIL, 'another');
            expect(again).toEqual(reached);
            if (reached.entry.marker === 'reevaluate')
              expect(judged.get(reached.entry.binding ?? '')).toBe(1);
            const after = advance(reached.run, step);
            if (after.to !== 'ask' && after.to !== 'next') break;
            now = after.run;
          } else if (reached.to === 'next') now = reached.run;
          else break;
        }
        for (const times of judged.values()) expect(times).toBe(1);
      }),
      { numRuns: 3_000 },
    );
  });

  test('A4: a stage that proves leaves the plan only by being done or by a clean refusal of its policies', () => {
    fc.assert(
      fc.property(plans, words, (list, said) => {
        const end = play(run(list), said, () => {});
        for (const { entry: it, outcome } of end.history) {
          if (it.proves) expect(outcome).not.toBe('skipped');
        }
      }),
    );
  });

  test('a login always has a stored user', () => {
    fc.assert(
      fc.property(plans, words, (list, said) => {
        play(run(list), said, (_, after) => {
          if (after.to !== 'next' && after.to !== 'finished') return;
          if (after.effects.some(({ effect }) => effect === 'login')) {
            expect(typeof after.run.context.pending_user?.pk).toBe('number');
          }
        });
      }),
    );
  });

  test('A14: a proof is always of a visit of this run', () => {
    fc.assert(
      fc.property(plans, words, (list, said) => {
        const end = play(run(list), said, () => {});
        for (const { execution } of end.context.proofs ?? []) expect(execution).toMatch(/^x\d+$/);
      }),
    );
  });
});

describe('advance', () => {
  test('ask keeps challenge and memory, and stays', () => {
    const after = advance(begun(entry('a')), ask);
    expect(after).toMatchObject({
      to: 'ask',
      errors: {},
      run: { visit: { challenge: { hello: 1 }, memory: { tries: 1 } } },
    });
  });

  test('retry shows the same challenge with errors and counts the answer', () => {
    const state = begun(entry('a'), {
      visit: { execution: 'x1', challenge: { a: 1 }, memory: 7, answers: 2 },
    });
    expect(advance(state, retry)).toMatchObject({
      to: 'ask',
      errors: { code: [{ code: 'invalid' }] },
      run: { visit: { execution: 'x1', challenge: { a: 1 }, memory: 7, answers: 3 } },
    });
  });

  test.each([
    { action: 'restart', keep_context: false },
    { action: 'restart_with_context', keep_context: true },
  ] as const)('$action: wrong answers and denials restart', ({ action, keep_context }) => {
    const state = begun(entry('a', { invalid_response_action: action }));
    expect(advance(state, retry)).toMatchObject({ to: 'restart', keep_context, errors: { code: [{}] } });
    expect(advance(state, deny)).toMatchObject({
      to: 'restart',
      keep_context,
      errors: { non_field_errors: [{ string: 'No.', code: 'deny.no' }] },
    });
  });

  test('what a wrong answer taught is kept by a restart, and by nothing else', () => {
    const learnt = { pending_user_identifier: 'ada' };
    const contextOf = (invalid_response_action: 'retry' | 'restart_with_context') =>
      advance(begun(entry('a', { invalid_response_action })), { ...retry, learnt }).run.context;
    expect(contextOf('restart_with_context')).toEqual(learnt);
    expect(contextOf('retry')).toEqual({});
  });

  test('A14: a wrong answer proves nothing, whatever it taught', () => {
    const learnt = { proofs: [{ type: 'password', execution: 'elsewhere', time: 1 }] };
    const state = begun(entry('a', { invalid_response_action: 'restart_with_context' }));
    expect(advance(state, { ...retry, learnt }).run.context.proofs).toBeUndefined();
  });

  test('done merges the patch, and undefined removes a key', () => {
    const state = begun(entry('a'), { context: { prompt_data: { a: 1 }, redirect: '/x' } });
    expect(advance(state, done({ redirect: undefined, is_sso: true })).run.context).toEqual({
      prompt_data: { a: 1 },
      is_sso: true,
    });
  });

  test('done with nothing behind it finishes, with something behind it goes on', () => {
    expect(advance(begun(entry('a')), done()).to).toBe('finished');
    expect(advance({ ...begun(entry('a')), entries: [entry('a'), entry('b')] }, done()).to).toBe('next');
  });

  test('A14: a proof of another visit is not taken over', () => {
    const proofs = [{ type: 'password', execution: 'elsewhere', time: 1 }];
    expect(advance(begun(entry('a')), done({ proofs })).run.context.proofs).toBeUndefined();
    const own = [{ type: 'password', execution: 'x1', time: 1 }];
    expect(advance(begun(entry('a')), done({ proofs: own })).run.context.proofs).toEqual(own);
  });

  test('A17: what was proven of one person is not carried over to another', () => {
    const context = {
      pending_user: person(1, 'ada'),
      auth_method: 'password',
      proofs: [{ type: 'password', execution: 'x0', time: 1 }],
    };
    const after = advance(begun(entry('a'), { context }), done({ pending_user: person(2, 'bob') })).run
      .context;
    expect(after).toEqual({ pending_user: person(2, 'bob') });
    const same = advance(begun(entry('a'), { context }), done({ pending_user: person(1, 'ada') })).run
      .context;
    expect(same).toEqual(context);
  });

  test('a login without a stored user is refused', () => {
    const login = {
      effect: 'login',
      duration: 0,
      terminate_other_sessions: false,
      network_binding: 'no_binding',
      geoip_binding: 'no_binding',
      remember_device: 0,
    } as const;
    expect(advance(begun(entry('a')), done({}, [login]))).toMatchObject({
      to: 'broken',
      reason: 'login_without_user',
    });
    const fake = { context: { pending_user: person(null, 'ghost') } };
    expect(advance(begun(entry('a'), fake), done({}, [login])).to).toBe('broken');
    const real = { context: { pending_user: person(1, 'ada') } };
    expect(advance(begun(entry('a'), real), done({}, [login])).to).toBe('finished');
  });

  test('A4: skip is a fault where the stage proves', () => {
    expect(advance(begun(entry('a')), skip).to).toBe('finished');
    expect(advance(begun(entry('a', { proves: true })), skip)).toMatchObject({
      to: 'broken',
      reason: 'proof_skipped',
    });
  });

  test('notices are kept until the next page', () => {
    const notice = { effect: 'notice', level: 'info', text: 'Hello' } as const;
    expect(advance(begun(entry('a')), done({}, [notice])).run.notices).toEqual([
      { level: 'info', text: 'Hello' },
    ]);
  });

  test('the history is bounded', () => {
    const passed = { entry: entry('p'), next: null, outcome: 'done', context: {} } as const;
    const state = begun(entry('a'), { history: Array.from({ length: HISTORY_LIMIT }, () => passed) });
    expect(advance(state, done()).run.history).toHaveLength(HISTORY_LIMIT);
  });
});

describe('reach', () => {
  const judged = entry('a', { marker: 'reevaluate' });

  test('row 16: a failing verdict drops the stage', () => {
    expect(reach(run([judged, entry('b')]), FAIL, 'x')).toMatchObject({
      to: 'next',
      run: { entries: [{ name: 'b' }] },
    });
  });

  test('a passing verdict opens the visit', () => {
    expect(reach(run([judged]), PASS, 'x')).toMatchObject({
      to: 'begin',
      run: { visit: { execution: 'x', challenge: null } },
    });
  });

  test('without a verdict it goes nowhere', () => {
    expect(reach(run([judged]), null, 'x')).toMatchObject({ to: 'broken', reason: 'not_judged' });
  });

  test('A4: an error stops at a stage that guards, and drops another', () => {
    const fault = { ...FAIL, faulted: true };
    expect(reach(run([{ ...judged, proves: true }]), fault, 'x')).toMatchObject({
      to: 'broken',
      reason: 'policy_error',
    });
    expect(reach(run([{ ...judged, proves: true }]), { ...fault, passing: true }, 'x').to).toBe('begin');
    expect(reach(run([judged]), fault, 'x').to).toBe('finished');
  });

  test('A14: a flip of the policies between showing and answering changes nothing', () => {
    const shown = reach(run([judged, entry('b')]), PASS, 'x');
    expect(reach(shown.run, FAIL, 'y')).toEqual({ to: 'begin', run: shown.run, entry: judged });
  });
});
