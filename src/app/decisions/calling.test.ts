import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { catalogue } from '../../core/catalogue.ts';
import { silent } from '../../core/log.ts';
import { createGraph } from '../../core/policy/graph.ts';
import { definePolicyType } from '../../core/policy/type.ts';
import type { Finding } from '../../core/policy/verdict.ts';
import { fixedPolicy, recordedDecisions } from '../../core/testing/decisions.ts';
import { aRequest } from '../../core/testing/policy.ts';
import { fixedClock, recordedEvents, seededRandom } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { policyRow } from '../../core/testing/rows.ts';
import { manualTimers } from '../../core/testing/timers.ts';
import { createDecisions, type Decisions } from './decisions.ts';

/** Asks the policy that it names, and answers what that one says. */
const asks = definePolicyType({
  type: 'asks',
  model: 'postern_test.askspolicy',
  component: 'asks-form',
  title: 'Asks',
  description: 'Asks another policy.',
  config: z.strictObject({ other: z.string(), context: z.record(z.string(), z.unknown()).default({}) }),
  messages: {},
  uses: ['call'],
  gather: ({ config, request, ports, timeout }): Promise<Finding> =>
    ports.call.call({ policy: config.other, request, context: config.context, timeout }),
  evaluate: ({ facts }) => facts,
});

/** Says what it sees in the context. */
const sees = definePolicyType({
  type: 'sees',
  model: 'postern_test.seespolicy',
  component: 'sees-form',
  title: 'Sees',
  description: 'Shows the context.',
  config: z.strictObject({}),
  messages: {},
  uses: [],
  evaluate: ({ request }) => ({ passing: true, messages: [JSON.stringify(request.context)], reasons: [] }),
});

const links = (count: number, last: string) =>
  Array.from({ length: count }, (_, index) =>
    policyRow(`link-${index}`, { type: 'asks', other: index + 1 < count ? `link-${index + 1}` : last }),
  );

/** The key of a policy that was deleted. */
const GONE = '00000000-0000-4000-8000-00000000dead';

function world(): Decisions {
  const replica = memoryReplica({
    policies: [
      policyRow('yes', { name: 'Everybody' }),
      policyRow('no', { result: false, message: 'Not you.' }),
      policyRow('sees', { type: 'sees' }),
      policyRow('impostor', { name: 'no' }),
      policyRow('heir', { name: GONE }),
      policyRow('broken', { type: 'unheard of' }),
      policyRow('itself', { type: 'asks', other: 'itself', name: 'Itself' }),
      policyRow('here', { type: 'asks', other: 'there', name: 'Here' }),
      policyRow('there', { type: 'asks', other: 'here', name: 'There' }),
      policyRow('giver', { type: 'asks', other: 'sees', context: { given: 1 } }),
      ...links(12, 'yes'),
    ],
  });
  const decisions: Decisions = createDecisions({
    graph: createGraph(
      replica,
      catalogue({ policies: [fixedPolicy, asks, sees], stages: [], sources: [], providers: [] }),
    ),
    ports: { call: { call: (input) => decisions.call(input) } },
    timers: manualTimers(),
    decisionLog: recordedDecisions(),
    events: recordedEvents(),
    log: silent,
    clock: fixedClock(),
    elapsed: () => 0,
    random: seededRandom(),
    perform: async () => {},
  });
  return decisions;
}

const ask = (policy: string, context?: Record<string, unknown>) =>
  world().call({
    policy,
    request: aRequest({ context: { own: true } }),
    timeout: 1000,
    ...(context && { context }),
  });

test('W26: a policy that bears the key of another one as its name is not asked in its place', async () => {
  const called = (policy: string) => world().call({ policy, request: aRequest(), timeout: 1_000 });
  expect(await called('no')).toMatchObject({ passing: false, messages: ['Not you.'] });
  expect(await called(GONE)).toMatchObject({ fault: 'missing' });
  expect(await called('Everybody')).toMatchObject({ passing: true });
});

describe('policies that ask policies', () => {
  test.each<[string, string, object]>([
    ['by key', 'yes', { passing: true }],
    ['by name', 'Everybody', { passing: true }],
    ['one that refuses', 'no', { passing: false, messages: ['Not you.'] }],
    ['78 one that does not exist', 'nobody', { fault: 'missing', detail: 'There is no policy "nobody".' }],
    ['one whose type is unknown', 'broken', { fault: 'missing' }],
    [
      'itself',
      'itself',
      { fault: 'exception', detail: 'Policies ask each other in a circle: Itself → Itself.' },
    ],
    ['in a circle', 'here', { detail: 'Policies ask each other in a circle: Here → There → Here.' }],
    ['nine deep', 'link-3', { passing: true }],
    ['too deep', 'link-0', { detail: 'Policies ask each other more than 10 deep.' }],
  ])('%s', async (_title, policy, expected) => {
    expect(await ask(policy)).toMatchObject(expected);
  });

  test('W26: what is handed to the called policy is seen by it alone', async () => {
    expect(await ask('giver')).toMatchObject({ messages: ['{"own":true,"given":1}'] });
    expect(await ask('sees')).toMatchObject({ messages: ['{"own":true}'] });
  });
});
