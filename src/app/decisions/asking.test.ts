import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../core/policy/verdict.ts';
import { fixedClock, seededRandom } from '../../core/testing/ports.ts';
import { bindingRow } from '../../core/testing/rows.ts';
import { asked, asking, bound, digest, type Gather, never, settle, way, world } from './scene.ts';

describe('asking the world', () => {
  test('a type is handed the ports that it names, and no others', async () => {
    let handed: string[] = [];
    const types = [
      asking({
        look: ({ ports }) => {
          handed = Object.keys(ports);
          return true;
        },
      }),
    ];
    const ports = { digest, random: seededRandom(), clock: fixedClock() };
    const { decisions } = world([bound('look')], { policies: [way('look')], types, ports });
    await decisions.decide('app', asked);
    expect(handed).toEqual(['digest']);
  });

  test('all policies are asked at the same time, whatever the others say', async () => {
    const begun: string[] = [];
    const slow = (name: string) => () => {
      begun.push(name);
      return never();
    };
    const types = [
      asking({
        a: slow('a'),
        b: slow('b'),
        c: () => {
          begun.push('c');
          return Promise.resolve(true);
        },
      }),
    ];
    const { decisions, timers } = world(
      [bound('a', { timeout: 10 }), bound('b', { timeout: 10, order: 1 }), bound('c', { order: 2 })],
      { policies: [way('a'), way('b'), way('c')], types },
    );
    const decision = decisions.decide('app', asked);
    expect(begun).toEqual(['a', 'b', 'c']);
    await settle();
    timers.advance(10_000);
    expect((await decision).trace.map(({ outcome, why }) => [outcome, why])).toEqual([
      ['fail', 'fault'],
      ['fail', 'fault'],
      ['pass', 'policy'],
    ]);
    expect(timers.running).toBe(0);
  });

  test('an expired or disabled binding asks nothing', async () => {
    let count = 0;
    const types = [
      asking({
        count: () => {
          count += 1;
          return true;
        },
      }),
    ];
    const { decisions } = world(
      [
        bound('count', { expires: '2026-11-24T11:59:59Z' }),
        bindingRow('off', 'app', { policy: 'count', enabled: false, order: 1 }),
      ],
      { policies: [way('count')], types },
    );
    expect(await decisions.decide('app', asked)).toMatchObject({ passing: false, closed: true });
    expect(count).toBe(0);
  });

  test.each([
    [36, false],
    [37, true],
  ])(
    '%i at the deadline the failure result counts (%s), and a later answer is ignored',
    async (_row, failure_result) => {
      let answer = (_: unknown) => {};
      const types = [
        asking({
          slow: () =>
            new Promise((resolve) => {
              answer = resolve;
            }),
        }),
      ];
      const { decisions, timers, events } = world([bound('slow', { timeout: 2, failure_result })], {
        policies: [way('slow')],
        types,
      });
      const decision = decisions.decide('app', asked);
      timers.advance(1_999);
      await settle();
      expect(timers.running).toBe(1);
      timers.advance(1);
      answer(!failure_result);
      expect(await decision).toMatchObject({ passing: failure_result, faulted: true });
      expect(events.emitted).toMatchObject([
        {
          action: 'policy_exception',
          context: { exception: { fault: 'timeout', detail: 'no answer within 2 s' } },
        },
      ]);
    },
  );

  test('an answer in time calls the deadline off', async () => {
    const types = [asking({ yes: () => Promise.resolve(true) })];
    const { decisions, timers } = world([bound('yes')], { policies: [way('yes')], types });
    expect((await decisions.decide('app', asked)).passing).toBe(true);
    expect(timers.running).toBe(0);
  });

  test('a deadline of 0 does not even ask; one beyond what a timer takes is not one of 0', async () => {
    const types = [asking({ yes: () => Promise.resolve(true) })];
    const atOnce = world([bound('yes', { timeout: 0 })], { policies: [way('yes')], types });
    expect(await atOnce.decisions.decide('app', asked)).toMatchObject({ passing: false, faulted: true });
    const long = world([bound('yes', { timeout: 2_147_483_647 })], { policies: [way('yes')], types });
    expect(await long.decisions.decide('app', asked)).toMatchObject({ passing: true });
  });
});

describe('errors', () => {
  const broken: Readonly<Record<string, [Gather, string]>> = {
    throws: [
      () => {
        throw new TypeError('boom');
      },
      'TypeError: boom',
    ],
    rejects: [() => Promise.reject(new Error('down')), 'Error: down'],
    'rejects with nothing': [() => Promise.reject(undefined), 'undefined'],
    'says that it has no answer': [() => ({ fault: 'unavailable', detail: 'no database' }), 'no database'],
  };
  for (const [name, [gather, detail]] of Object.entries(broken)) {
    test.each([true, false])(
      `A4: a policy that ${name} counts as its failure result (%s), negated or not`,
      async (failure_result) => {
        for (const negate of [true, false]) {
          const { decisions, events } = world([bound('x', { failure_result, negate })], {
            policies: [way('x')],
            types: [asking({ x: gather })],
          });
          const decision = await decisions.decide('app', asked);
          expect(decision).toMatchObject({ passing: failure_result, faulted: true });
          expect(decision.messages.join()).not.toContain(detail);
          expect(decision.trace[0]?.fault?.detail).toBe(detail);
          expect(events.emitted.map(({ action }) => action)).toEqual(['policy_exception']);
        }
      },
    );
  }

  test('A4, the negative control: a policy that refuses is no error, so that a flow may skip its stage', async () => {
    const { decisions, events } = world([bound('no')], {
      policies: [way('no')],
      types: [asking({ no: () => false })],
    });
    expect(await decisions.decide('app', asked)).toMatchObject({
      passing: false,
      faulted: false,
      messages: ['Not from there.'],
    });
    expect(events.emitted).toEqual([]);
  });

  test.each<[string, (facts: unknown) => unknown]>([
    [
      'throws while it judges',
      () => {
        throw new Error('bug');
      },
    ],
    ['answers nothing', () => undefined],
    ['answers a bare true', () => true],
    ['answers with half a verdict', () => ({ passing: 1, messages: [], reasons: [] })],
  ])('a policy that %s has no answer', async (_title, evaluate) => {
    const types = [asking({ x: () => true }, evaluate as () => Verdict)];
    const { decisions } = world([bound('x')], { policies: [way('x')], types });
    expect(await decisions.decide('app', asked)).toMatchObject({ passing: false, faulted: true });
  });

  test('a port that is not there is an error of the policy, not of the caller', async () => {
    const { decisions } = world([bound('x')], {
      policies: [way('x')],
      types: [asking({ x: () => true })],
      ports: {},
    });
    const decision = await decisions.decide('app', asked);
    expect(decision.trace[0]?.fault?.detail).toBe('Error: the port `digest` is not there');
  });
});
