import { describe, expect, test } from 'vitest';
import { silent } from '../../core/log.ts';
import { anHttpRequest, NOON } from '../../core/testing/policy.ts';
import { fixedClock, seededRandom } from '../../core/testing/ports.ts';
import { policyRow } from '../../core/testing/rows.ts';
import { createDecisions } from './decisions.ts';
import { asked, asking, bound, staff, way, world } from './scene.ts';

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
      perform: async () => {},
    });
    expect(await decisions.decide('app', asked)).toMatchObject({ passing: true });
    expect(errors).toEqual(['a decision could not be told']);
  });
});
