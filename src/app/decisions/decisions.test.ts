import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../../core/catalogue.ts';
import { silent } from '../../core/log.ts';
import type { Row } from '../../core/model/model.ts';
import { createGraph } from '../../core/policy/graph.ts';
import { definePolicyType, type PolicyType } from '../../core/policy/type.ts';
import type { Fault, Verdict } from '../../core/policy/verdict.ts';
import type { Ports } from '../../core/ports.ts';
import { fixedPolicy, recordedDecisions } from '../../core/testing/decisions.ts';
import { anHttpRequest, aUser, NOON } from '../../core/testing/policy.ts';
import { fixedClock, recordedEvents, seededRandom } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { applicationRow, bindingRow, groupRow, policyRow, userRow } from '../../core/testing/rows.ts';
import { manualTimers } from '../../core/testing/timers.ts';
import { createDecisions } from './decisions.ts';

type Gather = (input: { ports: Partial<Ports>; timeout: number; client_ip: string | null }) => unknown;

/** A policy type whose way to the world is given by the test, by the policy's setting `way`. */
function asking(
  ways: Readonly<Record<string, Gather>>,
  evaluate?: (facts: unknown) => Verdict | Fault,
): PolicyType {
  return definePolicyType({
    type: 'asking',
    model: 'postern_test.askingpolicy',
    component: 'asking-form',
    title: 'Asking',
    description: 'Asks the world.',
    config: z.strictObject({ way: z.string() }),
    messages: { no: 'Not from there.' },
    uses: ['digest'],
    gather: ({ config, request, ports, timeout }) =>
      ways[config.way]?.({ ports, timeout, client_ip: request.http_request?.client_ip ?? null }),
    evaluate: ({ facts, pass, fail }) => (evaluate ? evaluate(facts) : facts === true ? pass() : fail('no')),
  });
}

const digest = { sha256: (text: string) => text, equal: (a: string, b: string) => a === b };

function world(
  bindings: readonly Row[],
  {
    policies = [],
    types = [],
    ports = { digest },
  }: { policies?: readonly Row[]; types?: readonly PolicyType[]; ports?: Partial<Ports> } = {},
) {
  const replica = memoryReplica({
    groups: [groupRow('staff')],
    users: [userRow(1, ['staff'])],
    policies,
    applications: [applicationRow('app')],
    policy_bindings: bindings,
  });
  const graph = createGraph(
    replica,
    catalogue({ policies: [fixedPolicy, ...types], stages: [], sources: [], providers: [] }),
  );
  const [timers, events, decisionLog] = [manualTimers(), recordedEvents(), recordedDecisions()];
  const decisions = createDecisions({
    graph,
    ports,
    timers,
    decisionLog,
    events,
    log: silent,
    clock: fixedClock(NOON),
    elapsed: timers.now,
    random: seededRandom(),
  });
  return { replica, graph, timers, events, decisionLog, decisions };
}

const staff = (more: object = {}) => bindingRow('g', 'app', { group: 'staff', ...more });
const bound = (policy: string, more: object = {}) => bindingRow(`b-${policy}`, 'app', { policy, ...more });
const way = (name: string, more: object = {}) => policyRow(name, { type: 'asking', way: name, ...more });
const never = () => new Promise(() => undefined);
const asked = { user: aUser({}, ['staff']), http_request: anHttpRequest() };
const settle = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

describe('a decision', () => {
  test('is made at once where nothing has to be asked', () => {
    const { decisions } = world([staff(), bound('p')], { policies: [policyRow('p')] });
    expect(decisions.decideNow('app', asked)).toMatchObject({
      passing: true,
      request_id: 'request-1',
      unbound: false,
    });
  });

  test('cannot be made at once where a policy asks the world', async () => {
    const { decisions } = world([bound('yes')], {
      policies: [way('yes')],
      types: [asking({ yes: () => true })],
    });
    expect(decisions.decideNow('app', asked)).toBeUndefined();
    expect(await decisions.decide('app', asked)).toMatchObject({ passing: true });
  });

  test('about something that is not there is a refusal', async () => {
    const { decisions } = world([]);
    expect(await decisions.decide('nothing', asked)).toMatchObject({
      passing: false,
      reasons: ['target.missing'],
    });
    expect(decisions.decideNow('nothing', asked)).toMatchObject({ passing: false });
    expect(await decisions.decide('app', asked)).toMatchObject({ passing: true, unbound: true });
  });

  test('has an id of its own where no HTTP request caused it', async () => {
    const { decisions } = world([staff()]);
    const { request_id } = await decisions.decide('app', { ...asked, http_request: null });
    expect(request_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('follows a change at once', async () => {
    const { decisions, replica } = world([staff()]);
    expect((await decisions.decide('app', asked)).passing).toBe(true);
    replica.put('policy_bindings', staff({ negate: true }));
    expect((await decisions.decide('app', asked)).passing).toBe(false);
  });

  test('is about the configuration as it was when it began', async () => {
    let answer = (_: unknown) => {};
    const types = [
      asking({
        wait: () =>
          new Promise((resolve) => {
            answer = resolve;
          }),
      }),
    ];
    const { decisions, replica, graph } = world([bound('wait')], { policies: [way('wait')], types });
    const { revision } = graph;
    const decision = decisions.decide('app', asked);
    replica.put('policy_bindings', bound('wait', { negate: true }));
    answer(true);
    expect(await decision).toMatchObject({ passing: true, revision });
  });

  test('A10: the same user from two addresses gets two decisions, however close together', async () => {
    const types = [asking({ office: ({ client_ip }) => Promise.resolve(client_ip === '192.0.2.1') })];
    const { decisions } = world([bound('office')], { policies: [way('office')], types });
    const from = (client_ip: string) =>
      decisions.decide('app', { ...asked, http_request: anHttpRequest({ client_ip }) });
    const [inside, outside, again] = await Promise.all([
      from('192.0.2.1'),
      from('203.0.113.9'),
      from('192.0.2.1'),
    ]);
    expect([inside.passing, outside.passing, again.passing]).toEqual([true, false, true]);
  });
});

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

describe('telling', () => {
  test('every decision is recorded, but for tests and where the caller says so', async () => {
    const { decisions, decisionLog } = world([staff()]);
    await decisions.decide('app', asked);
    await decisions.decide('app', asked, { record: false });
    await decisions.decide('app', { ...asked, debug: true });
    expect(decisionLog.drafts).toMatchObject([
      { request_id: 'request-1', target: { pk: 'app', name: 'app app' }, decision: { passing: true } },
    ]);
  });

  test('46, 69 an execution is an event only where the policy says so, and never in a test', async () => {
    const { decisions, events } = world([bound('loud'), bound('quiet', { order: 1 })], {
      policies: [policyRow('loud', { execution_logging: true, message: 'hi' }), policyRow('quiet')],
    });
    await decisions.decide('app', { ...asked, debug: true });
    expect(events.emitted).toEqual([]);
    await decisions.decide('app', asked);
    await decisions.decide('app', asked);
    expect(events.emitted).toHaveLength(2);
    expect(events.emitted[0]).toMatchObject({
      action: 'policy_execution',
      user: { username: 'ada' },
      context: {
        policy_uuid: 'loud',
        binding: { pk: 'b-loud' },
        target: { pk: 'app' },
        request_id: 'request-1',
        result: { passing: true, messages: ['hi'] },
      },
    });
  });

  test('the result of an event is the one after negation', async () => {
    const policies = [policyRow('loud', { execution_logging: true })];
    const { decisions, events } = world([bound('loud', { negate: true })], { policies });
    await decisions.decide('app', asked);
    expect(events.emitted[0]?.context).toMatchObject({ result: { passing: false } });
  });

  test('55 every dry run is an event, of a group too, and says what would have been', async () => {
    const { decisions, events } = world(
      [staff({ dry_run: true, negate: true }), bound('p', { dry_run: true, order: 1 })],
      { policies: [policyRow('p')] },
    );
    expect(await decisions.decide('app', asked)).toMatchObject({
      passing: true,
      unbound: true,
      messages: [],
    });
    expect(
      events.emitted.map(({ action, context }) => [action, context.dry_run, context.result]),
    ).toMatchObject([
      ['policy_execution', true, { passing: false }],
      ['policy_execution', true, { passing: true }],
    ]);
  });

  test('a decision stands although nobody can be told of it', async () => {
    const { graph, timers } = world([staff()]);
    const errors: string[] = [];
    const fails = () => {
      throw new Error('full');
    };
    const decisions = createDecisions({
      graph,
      ports: {},
      timers,
      decisionLog: { record: fails },
      events: { emit: fails },
      log: { ...silent, error: (_detail, message) => errors.push(message) },
      clock: fixedClock(NOON),
      elapsed: timers.now,
      random: seededRandom(),
    });
    expect(await decisions.decide('app', asked)).toMatchObject({ passing: true });
    expect(errors).toEqual(['a decision could not be told']);
  });
});
