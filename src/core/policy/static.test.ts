import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aBinding, aRequest, aUser, NOON } from '../testing/policy.ts';
import type { Subject } from './decision.ts';
import { evaluate, type Found } from './evaluate.ts';
import { ANONYMOUS } from './request.ts';
import { staticAnswer } from './static.ts';
import type { CompiledTarget } from './target.ts';

const subject: fc.Arbitrary<Subject> = fc.oneof(
  fc.constantFrom('staff', 'guests').map((pk): Subject => ({ kind: 'group', pk, label: pk })),
  fc.constantFrom(1, 2).map((pk): Subject => ({ kind: 'user', pk, label: String(pk) })),
  fc.constant<Subject>({ kind: 'none', pk: null, label: '' }),
  fc.constant<Subject>({ kind: 'policy', pk: 'p', label: 'p' }),
);

const target: fc.Arbitrary<CompiledTarget> = fc
  .record({
    mode: fc.constantFrom('any' as const, 'all' as const),
    when_unbound: fc.constantFrom('pass' as const, 'fail' as const),
    closed: fc.boolean(),
    specs: fc.array(
      fc.record({
        subject,
        enabled: fc.boolean(),
        negate: fc.boolean(),
        dry_run: fc.boolean(),
        failure_result: fc.boolean(),
        expires: fc.constantFrom(null, NOON - 1, NOON + 1),
        broken: fc.constantFrom(undefined, { fault: 'missing', detail: 'gone' } as const),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ specs, ...parts }) => ({
    ...parts,
    bindings: specs.map((spec, index) => aBinding({ ...spec, pk: String(index) })),
    pk: 'app',
    kind: 'application',
    model: 'authentik_core.application',
    name: 'app',
    policies: [],
    immediate: true,
    quiet: false,
    obj: {},
  }));

const user = fc.constantFrom(ANONYMOUS, aUser(), aUser({ pk: 2 }, ['staff']), aUser({}, ['staff', 'guests']));

test('what it answers is always what the engine says, whatever policies would say', () => {
  let [answered, open] = [0, 0];
  fc.assert(
    fc.property(target, user, fc.boolean(), (where, who, passing) => {
      const answer = staticAnswer(where, who, NOON);
      const findings = new Map<string, Found>(
        where.bindings.map(({ pk }) => [
          pk,
          { finding: { passing, messages: [], reasons: [] }, duration: null },
        ]),
      );
      const { mode, bindings, when_unbound, closed } = where;
      const request = aRequest({ user: who });
      const asked = { mode, bindings, when_unbound, closed, request, findings, revision: 1, request_id: 'r' };
      if (answer === undefined) open++;
      else answered++;
      expect([answer ?? evaluate(asked).passing]).toEqual([evaluate(asked).passing]);
    }),
    { numRuns: 5_000 },
  );
  expect(answered).toBeGreaterThan(1_000);
  expect(open).toBeGreaterThan(50);
});
