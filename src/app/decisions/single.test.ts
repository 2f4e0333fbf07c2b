import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../../core/catalogue.ts';
import { silent } from '../../core/log.ts';
import { createGraph } from '../../core/policy/graph.ts';
import { recordOf } from '../../core/policy/record.ts';
import { definePolicyType } from '../../core/policy/type.ts';
import { fixedPolicy, recordedDecisions } from '../../core/testing/decisions.ts';
import { anHttpRequest, aUser, NOON } from '../../core/testing/policy.ts';
import { fixedClock, recordedEvents, seededRandom } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { applicationRow, bindingRow, policyRow } from '../../core/testing/rows.ts';
import { manualTimers } from '../../core/testing/timers.ts';
import { createDecisions } from './decisions.ts';

/** A policy that gives away everything that it sees, in every way that it has. */
const leaky = definePolicyType({
  type: 'leaky',
  model: 'postern_test.leakypolicy',
  component: 'leaky-form',
  title: 'Leaky',
  description: 'Repeats what it sees.',
  config: z.strictObject({ how: z.enum(['answer', 'throw']).default('answer') }),
  messages: {},
  uses: [],
  evaluate({ config, request }) {
    const all = JSON.stringify(request.context);
    if (config.how === 'throw') throw new Error(`cannot read ${all}`);
    return {
      passing: false,
      messages: [`no: ${all}`],
      reasons: [],
      raw: request.context,
      logs: [{ log_level: 'info', event: all, attributes: { all, ...request.context } }],
    };
  },
});

function world() {
  const replica = memoryReplica({
    policies: [
      policyRow('yes', { message: 'welcome', execution_logging: true }),
      policyRow('no', { result: false, message: 'too short' }),
      policyRow('also-no', { result: false, message: 'too common' }),
      policyRow('odd', { type: 'odd' }),
      policyRow('leak', { type: 'leaky', how: 'answer', execution_logging: true }),
      policyRow('crash', { type: 'leaky', how: 'throw' }),
    ],
    applications: [applicationRow('app')],
    policy_bindings: [
      bindingRow('b1', 'app', { policy: 'leak' }),
      bindingRow('b2', 'app', { policy: 'crash', order: 1 }),
    ],
  });
  const graph = createGraph(
    replica,
    catalogue({ policies: [fixedPolicy, leaky], stages: [], sources: [], providers: [] }),
  );
  const [timers, events, decisionLog] = [manualTimers(), recordedEvents(), recordedDecisions()];
  const deps = { graph, ports: {}, timers, decisionLog, events, log: silent };
  const decisions = createDecisions({
    ...deps,
    clock: fixedClock(NOON),
    elapsed: timers.now,
    random: seededRandom(),
    perform: async () => {},
  });
  return { decisions, events, decisionLog };
}

const user = aUser();
const request = anHttpRequest();

describe('the validation of a prompt', () => {
  test.each([
    ['138 one refuses: its message alone', ['no', 'yes'], false, ['too short']],
    ['139 all pass', ['yes', 'yes'], true, ['welcome']],
    ['140 no policies', [], true, []],
    [
      'each refusal says why, in the order of the list',
      ['also-no', 'no'],
      false,
      ['too common', 'too short'],
    ],
  ])('%s', async (_title, policies, passing, messages) => {
    const { decisions } = world();
    expect(await decisions.check({ policies, user, request, context: {} })).toEqual({ passing, messages });
  });

  test.each(['odd', 'gone', 'crash'])(
    'a policy that cannot be asked (%s) refuses, with an event and a plain sentence',
    async (policy) => {
      const { decisions, events } = world();
      const { passing, messages } = await decisions.check({
        policies: [policy, 'yes'],
        user,
        request,
        context: {},
      });
      expect(passing).toBe(false);
      expect(messages).toEqual([
        'A rule could not be checked because of an error. Quote the request id request-1 when you ask for help.',
      ]);
      expect(events.emitted.map(({ action }) => action)).toContain('policy_exception');
    },
  );

  test('its executions are events where the policy says so, and it is no decision about a target', async () => {
    const { decisions, events, decisionLog } = world();
    await decisions.check({ policies: ['yes'], user, request, context: {} });
    expect(events.emitted.map(({ action }) => action)).toEqual(['policy_execution']);
    expect(decisionLog.drafts).toEqual([]);
  });
});

describe('trying a policy', () => {
  const asked = { user, http_request: request, context: {} };

  test('says what it answers and tells nobody', async () => {
    const { decisions, events, decisionLog } = world();
    expect(await decisions.test('yes', asked)).toMatchObject({
      passing: true,
      messages: ['welcome'],
      fault: null,
    });
    expect(await decisions.test('no', asked)).toMatchObject({ passing: false, messages: ['too short'] });
    expect(events.emitted).toEqual([]);
    expect(decisionLog.drafts).toEqual([]);
  });

  test('shows the error of a policy that has no answer', async () => {
    const { decisions } = world();
    expect(await decisions.test('crash', asked)).toMatchObject({
      passing: false,
      fault: { fault: 'exception', detail: 'Error: cannot read {}' },
    });
    expect(await decisions.test('odd', asked)).toMatchObject({ fault: { fault: 'missing' } });
    expect(await decisions.test('gone', asked)).toBeUndefined();
  });
});

describe('secrets', () => {
  const planted = [
    'hunter2-prompt',
    'hunter2-token',
    'hunter2-code',
    'hunter2-cookie',
    'hunter2-nested',
    'hunter2-bearer',
    'hunter2-key',
    'hunter2-list',
  ];
  const context = {
    prompt_data: { password: planted[0], username: 'ada', deep: { clientSecret: { value: planted[4] } } },
    access_token: planted[1],
    code: planted[2],
    Cookie: planted[3],
    headers: { authorization: `Bearer ${planted[5]}`, 'X-Api-Key': planted[6] },
    backup_codes: [planted[7]],
    harmless: 'kept as it is',
  };
  // A second, innocent looking place repeats what a secret key gave away.
  const asked = {
    user,
    http_request: anHttpRequest({ path: `/callback?code=${planted[2]}&x=1` }),
    context: { ...context, note: `I typed ${planted[0]}` },
  };

  test('never reach facts, trace, log or events, however a policy repeats them', async () => {
    const { decisions, events, decisionLog } = world();
    await decisions.decide('app', asked);
    await decisions.check({ policies: ['leak', 'crash'], user, request, context: asked.context });
    const kept = JSON.stringify([
      decisionLog.drafts.map(recordOf),
      events.emitted.map(({ context }) => context),
    ]);
    for (const secret of planted) expect(kept).not.toContain(secret);
    expect(kept).toContain('kept as it is');
    expect(kept).toContain('cannot read');
    expect(events.emitted.length).toBeGreaterThan(2);
  });

  test('nor what an administrator sees who tries a policy', async () => {
    const { decisions } = world();
    const shown = JSON.stringify([await decisions.test('leak', asked), await decisions.test('crash', asked)]);
    for (const secret of planted) expect(shown).not.toContain(secret);
    expect(shown).toContain('kept as it is');
  });
});
