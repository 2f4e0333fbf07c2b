import { z } from 'zod';
import { catalogue } from '../../core/catalogue.ts';
import { silent } from '../../core/log.ts';
import type { Row } from '../../core/model/model.ts';
import type { Effect } from '../../core/policy/effect.ts';
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

/** What the tests of decisions share: a small directory, one application, and a world that they can ask. */

export type Gather = (input: { ports: Partial<Ports>; timeout: number; client_ip: string | null }) => unknown;

/** A policy type whose way to the world is given by the test, by the policy's setting `way`. */
export function asking(
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

/** The one port that `asking` names. */
export const digest = { sha256: (text: string) => text, equal: (a: string, b: string) => a === b };

/** One application `app` with these bindings, and everything that tells of its decisions. */
export function world(
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
  const performed: Effect[] = [];
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
    perform: async (effects) => {
      performed.push(...effects);
    },
  });
  return { replica, graph, timers, events, decisionLog, decisions, performed };
}

export const staff = (more: object = {}) => bindingRow('g', 'app', { group: 'staff', ...more });
export const bound = (policy: string, more: object = {}) =>
  bindingRow(`b-${policy}`, 'app', { policy, ...more });
export const way = (name: string, more: object = {}) =>
  policyRow(name, { type: 'asking', way: name, ...more });
export const never = () => new Promise(() => undefined);
export const asked = { user: aUser({}, ['staff']), http_request: anHttpRequest() };
/** Lets every promise that can go on go on; no time passes. */
export const settle = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};
