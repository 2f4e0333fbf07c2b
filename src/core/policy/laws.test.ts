import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aBinding, aRequest, aUser, NOON } from '../testing/policy.ts';
import type { Binding, BindingSpec } from './binding.ts';
import type { Decision, Mode, Subject } from './decision.ts';
import { evaluate, type Found } from './evaluate.ts';
import { ANONYMOUS, type UserFacts } from './request.ts';
import { type Finding, isFault } from './verdict.ts';

/** How many random questions the model is compared on; the laws get a tenth. `POSTERN_LAWS=1000000` is the nightly size. */
const RUNS = Number(process.env.POSTERN_LAWS ?? 20_000);
const PATIENCE = 20_000 + RUNS;

/** A binding and what its policy says, before either is compiled. */
interface Bound extends Omit<BindingSpec, 'pk' | 'subject' | 'timeout' | 'broken'> {
  readonly on:
    | { readonly kind: 'policy' }
    | { readonly kind: 'group'; readonly pk: string }
    | { readonly kind: 'user'; readonly pk: number }
    | { readonly kind: 'none' };
  readonly says: Finding;
  readonly broken: boolean;
}

interface Case {
  readonly mode: Mode;
  readonly bounds: readonly Bound[];
  readonly who: UserFacts;
  readonly when_unbound: 'pass' | 'fail';
  readonly closed: boolean;
}

const GROUPS = ['staff', 'guests', 'parents', 'nobody'];

const finding: fc.Arbitrary<Finding> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Finding>({ passing: true, messages: ['welcome'], reasons: [] }) },
  {
    weight: 3,
    arbitrary: fc.constant<Finding>({ passing: false, messages: ['go away'], reasons: ['dummy.no'] }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Finding>(
      { fault: 'exception', detail: 'boom' },
      { fault: 'timeout', detail: 'late' },
      { fault: 'memory', detail: 'full' },
      { fault: 'unavailable', detail: 'down' },
    ),
  },
);

const bound: fc.Arbitrary<Bound> = fc.record({
  order: fc.integer({ min: -2, max: 3 }),
  enabled: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  negate: fc.boolean(),
  failure_result: fc.boolean(),
  dry_run: fc.oneof(
    { weight: 4, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  expires: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constantFrom(NOON - 1, NOON, NOON + 1) },
  ),
  on: fc.oneof(
    fc.constant({ kind: 'policy' } as const),
    fc.constantFrom(...GROUPS).map((pk) => ({ kind: 'group', pk }) as const),
    fc.integer({ min: 1, max: 3 }).map((pk) => ({ kind: 'user', pk }) as const),
    fc.constant({ kind: 'none' } as const),
  ),
  says: finding,
  broken: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

const who: fc.Arbitrary<UserFacts> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(ANONYMOUS) },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.subarray(GROUPS.slice(0, 3)), fc.boolean())
      .map(([pk, groups, is_superuser]) => aUser({ pk, is_superuser }, groups)),
  },
);

const aCase: fc.Arbitrary<Case> = fc.record({
  mode: fc.constantFrom<Mode>('all', 'any'),
  bounds: fc.array(bound, { maxLength: 8 }),
  who,
  when_unbound: fc.constantFrom('pass', 'fail'),
  closed: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

const subjectOf = ({ on }: Bound): Subject => {
  if (on.kind === 'policy') return { kind: 'policy', pk: 'policy', label: 'policy' };
  if (on.kind === 'group') return { ...on, label: on.pk };
  if (on.kind === 'user') return { ...on, label: String(on.pk) };
  return { kind: 'none', pk: null, label: '' };
};

const compile = (one: Bound, index: number): Binding =>
  aBinding({
    ...one,
    pk: `b${index}`,
    subject: subjectOf(one),
    broken: one.broken ? { fault: 'missing', detail: 'gone' } : undefined,
  });

function ask(
  { mode, bounds, who: user, when_unbound, closed }: Case,
  bindings = bounds.map(compile),
): Decision {
  const findings = new Map<string, Found>(
    bounds.map(({ says }, index) => [`b${index}`, { finding: says, duration: 1 }]),
  );
  const request = aRequest({ user });
  return evaluate({ mode, bindings, request, findings, when_unbound, closed, revision: 1, request_id: 'r' });
}

/**
 * The model: slow, plain, obviously right. It knows nothing of compiled bindings, traces or order, and reads like the
 * description of bindings in docs/concepts/decisions.md.
 */
function model({ mode, bounds, who: user, when_unbound, closed }: Case): boolean {
  const hasASay = bounds.filter((one) => one.enabled && !one.dry_run);
  const live = hasASay.filter((one) => one.expires === null || one.expires > NOON);
  if (live.length === 0) {
    const takenAway = closed || hasASay.length > 0;
    return takenAway ? false : when_unbound === 'pass';
  }
  const votes = live.map((one) => {
    if (one.broken) return one.failure_result;
    if (one.on.kind === 'none') return false;
    if (one.on.kind === 'policy') {
      if (isFault(one.says)) return one.failure_result;
      return one.negate ? !one.says.passing : one.says.passing;
    }
    const { pk } = one.on;
    const matches = one.on.kind === 'user' ? user.pk === pk : user.groups.some((group) => group.pk === pk);
    return one.negate ? !matches : matches;
  });
  return mode === 'all' ? !votes.includes(false) : votes.includes(true);
}

function law<T>(
  name: string,
  given: fc.Arbitrary<T>,
  holds: (value: T) => boolean,
  numRuns = RUNS / 10,
): void {
  test(name, { timeout: PATIENCE }, () => {
    fc.assert(fc.property(given, holds), { numRuns });
  });
}

const absent = ({ enabled, expires }: Bound): boolean => !enabled || (expires !== null && expires <= NOON);
const isLive = (one: Bound): boolean => !absent(one) && !one.dry_run;

describe('laws of decisions', () => {
  law(
    'A9: the engine agrees with the model on every mix of modes, negation, disabled, expired, dry run and error',
    aCase,
    (given) => ask(given).passing === model(given),
    RUNS,
  );

  test('A9, the negative control: a model that negates errors is told apart from the engine', () => {
    const forgetful = (given: Case): boolean =>
      model({
        ...given,
        bounds: given.bounds.map((one) =>
          one.on.kind === 'policy' && isFault(one.says) && one.negate
            ? { ...one, failure_result: !one.failure_result }
            : one,
        ),
      });
    const result = fc.check(
      fc.property(aCase, (given) => ask(given).passing === forgetful(given)),
      { numRuns: 20_000 },
    );
    expect(result.failed).toBe(true);
  });

  law('the order of the list never changes anything', aCase, (given) => {
    const there = ask(given);
    const back = ask(given, given.bounds.map(compile).toReversed());
    return JSON.stringify(there) === JSON.stringify(back);
  });

  law('the same question has the same answer', aCase, (given) => {
    const [first, second] = [ask(given), ask(given)];
    return JSON.stringify(first) === JSON.stringify(second);
  });

  law('disabled is as good as absent', aCase, (given) => {
    const enabled = given.bounds.filter((one) => one.enabled);
    return ask(given).passing === ask({ ...given, bounds: enabled }).passing;
  });

  law('a dry run never changes the verdict, nor its messages', aCase, (given) => {
    const wet = given.bounds.filter((one) => !one.dry_run);
    const [withDry, without] = [ask(given), ask({ ...given, bounds: wet })];
    return withDry.passing === without.passing && withDry.messages.join() === without.messages.join();
  });

  law(
    'an expired binding never passes anybody: taking it away by hand may open, leaving it never does',
    aCase,
    (given) => {
      const expired = given.bounds.map((one) => ({ ...one, expires: NOON - 1 }));
      return (
        !expired.some((one) => one.enabled && !one.dry_run) || !ask({ ...given, bounds: expired }).passing
      );
    },
  );

  law('a closed target passes only where a binding that has a say passes', aCase, (given) => {
    const decision = ask({ ...given, closed: true });
    return !decision.passing || decision.trace.some((entry) => entry.outcome === 'pass');
  });

  law('all implies any, where somebody has a say', aCase, (given) => {
    if (!given.bounds.some(isLive)) return true;
    return !ask({ ...given, mode: 'all' }).passing || ask({ ...given, mode: 'any' }).passing;
  });

  law('an error passes only where the binding says so, negated or not', bound, (one) => {
    const broken: Bound = {
      ...one,
      enabled: true,
      expires: null,
      dry_run: false,
      says: { fault: 'exception', detail: 'x' },
      on: { kind: 'policy' },
    };
    const given = {
      mode: 'any',
      bounds: [broken],
      who: ANONYMOUS,
      when_unbound: 'pass',
      closed: false,
    } as const;
    return ask(given).passing === broken.failure_result;
  });

  law('negating twice is not negating, for everything but errors', aCase, (given) => {
    const sure = given.bounds.filter(
      (one) => one.on.kind !== 'none' && !one.broken && !(one.on.kind === 'policy' && isFault(one.says)),
    );
    const flipped = sure.map((one) => ({ ...one, negate: !one.negate }));
    const [a, b] = [ask({ ...given, bounds: sure }), ask({ ...given, bounds: flipped })];
    return a.trace.every(
      (entry, index) => entry.outcome === 'skipped' || entry.outcome !== b.trace[index]?.outcome,
    );
  });

  law('messages and reasons come only from bindings that said what the decision says', aCase, (given) => {
    const { passing, messages, reasons, trace, unbound } = ask(given);
    if (unbound) return trace.every((entry) => entry.outcome === 'skipped');
    const causes = trace.filter((entry) => entry.outcome === (passing ? 'pass' : 'fail'));
    return (
      causes.length > 0 &&
      messages.every((text) => causes.some((entry) => entry.messages.includes(text))) &&
      reasons.every((key) => causes.some((entry) => entry.reasons.includes(key))) &&
      new Set(messages).size === messages.length
    );
  });

  law('a refusal always has a reason', aCase, (given) => {
    const { passing, reasons } = ask(given);
    return passing || reasons.length > 0;
  });

  law('the trace is whole, in order, and enough to find the verdict again', aCase, (given) => {
    const { trace, passing, mode, unbound } = ask(given);
    const votes = trace
      .filter((entry) => entry.outcome !== 'skipped')
      .map((entry) => entry.outcome === 'pass');
    const again = mode === 'all' ? !votes.includes(false) : votes.includes(true);
    const sorted = trace.every(
      (entry, index) => index === 0 || (trace[index - 1]?.order ?? 0) <= entry.order,
    );
    return (
      trace.length === given.bounds.length && sorted && (unbound ? votes.length === 0 : again === passing)
    );
  });

  law('what an error says never reaches the person', aCase, (given) => {
    const loud = given.bounds.map((one) =>
      isFault(one.says) ? { ...one, says: { ...one.says, detail: 'XYZZY' } } : one,
    );
    return !ask({ ...given, bounds: loud })
      .messages.join()
      .includes('XYZZY');
  });
});
