import { z } from 'zod';
import { catalogue } from '../../core/catalogue.ts';
import type { Announcement, NotificationStore } from '../../core/event/notifications.ts';
import type { EventDraft } from '../../core/event/port.ts';
import type { EventRecord } from '../../core/event/store.ts';
import { silent } from '../../core/log.ts';
import type { Row } from '../../core/model/model.ts';
import { createGraph } from '../../core/policy/graph.ts';
import { definePolicyType } from '../../core/policy/type.ts';
import { fixedPolicy, recordedDecisions } from '../../core/testing/decisions.ts';
import { nowhere } from '../../core/testing/geo.ts';
import { aUser, NOON } from '../../core/testing/policy.ts';
import { fixedClock, recordedMail, seededRandom } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { manualTimers } from '../../core/testing/timers.ts';
import { createDecisions } from '../decisions/decisions.ts';
import { createPerform } from '../decisions/effects.ts';
import { createRecorder } from '../events/recorder.ts';
import { createJudging } from './judging.ts';

/** What the tests of notifications share: rules, people, and a log of events that rules are asked about. */

export const ruleRow = (pk: string, more: object = {}): Row => ({
  pk,
  name: `rule ${pk}`,
  transports: [],
  severity: 'notice',
  destination_group: null,
  destination_event_user: false,
  ...more,
});
export const transportRow = (pk: string, more: object = {}): Row => ({
  pk,
  name: `transport ${pk}`,
  mode: 'local',
  send_once: false,
  ...more,
});

/** A policy type that is a nuisance as its setting `way` says; `asks` sends it to the world first. */
export const nuisance = definePolicyType({
  type: 'nuisance',
  model: 'postern_test.nuisancepolicy',
  component: 'nuisance-form',
  title: 'Nuisance',
  description: 'Fails, throws, or wants events.',
  config: z.strictObject({
    way: z.enum(['pass', 'fail', 'throw', 'event']).default('pass'),
    wants: z.string().default('custom_noise'),
  }),
  messages: {},
  uses: [],
  gather: async () => undefined,
  evaluate({ config }) {
    if (config.way === 'throw') throw new Error('broken');
    const effects = [{ kind: 'event' as const, action: config.wants, context: {} }];
    return {
      passing: config.way !== 'fail',
      messages: [],
      reasons: [],
      ...(config.way === 'event' ? { effects } : {}),
    };
  },
});

export interface SceneSpec {
  readonly rules: readonly Row[];
  readonly transports?: readonly Row[];
  readonly bindings?: readonly Row[];
  readonly policies?: readonly Row[];
  readonly users?: readonly Row[];
  readonly groups?: readonly Row[];
  readonly applications?: readonly Row[];
  readonly closed?: readonly string[];
}

/** Emitting goes on for so many rounds; whoever needs more goes round in circles. */
const MOST_ROUNDS = 20;

export function scene(spec: SceneSpec, types = [fixedPolicy, nuisance]) {
  const replica = memoryReplica({
    notification_rules: spec.rules,
    notification_transports: spec.transports ?? [],
    policy_bindings: spec.bindings ?? [],
    policies: spec.policies ?? [],
    users: spec.users ?? [],
    groups: spec.groups ?? [],
    applications: spec.applications ?? [],
    closed_targets: (spec.closed ?? []).map((pk) => ({ pk, cause: 'cascade', subject: '', warned: true })),
  });
  const graph = createGraph(replica, catalogue({ policies: types, stages: [], sources: [], providers: [] }));
  const stored = new Map<string, EventRecord>();
  const announced: Announcement[] = [];
  const judged: string[] = [];
  let unjudged: string[] = [];

  const store: Pick<NotificationStore, 'judgeNext'> = {
    async judgeNext(judge) {
      const [next] = unjudged;
      const event = next === undefined ? undefined : stored.get(next);
      if (!event) return 0;
      unjudged = unjudged.slice(1);
      judged.push(event.pk);
      announced.push(...(await judge([event])));
      return 1;
    },
  };
  const clock = fixedClock(NOON);
  const recorder = createRecorder({
    brand: () => ({}),
    store: {
      async add(events, keys = []) {
        for (const event of events) stored.set(event.pk, event);
        unjudged.push(...keys);
      },
    },
    clock,
    random: seededRandom(),
    geoip: nowhere,
    log: silent,
    later: () => () => {},
    retention: () => 1,
    rules: { concerns: (event) => judging.concerns(event), wake: () => judging.wake() },
  });
  const users = { expirePassword: async () => {} };
  const mail = recordedMail();
  const performing = (quiet: boolean) =>
    createPerform({
      events: { emit: (draft) => recorder.emit(quiet ? { ...draft, quiet } : draft) },
      users,
      mail,
      log: silent,
    });
  const timers = manualTimers();
  const decisions = createDecisions({
    graph,
    ports: {},
    timers,
    decisionLog: recordedDecisions(),
    events: recorder,
    log: silent,
    clock,
    elapsed: timers.now,
    random: seededRandom(2),
    perform: performing(false),
  });
  const judging = createJudging({
    replica,
    graph,
    decisions,
    store,
    perform: performing(true),
    log: silent,
  });

  return {
    replica,
    announced,
    judged,
    stored,
    decisions,
    judging,
    /** Emits, then lets everything that follows happen. Answers how many rounds that took. */
    async happens(...drafts: EventDraft[]): Promise<number> {
      for (const draft of drafts) recorder.emit(draft);
      for (let rounds = 1; rounds <= MOST_ROUNDS; rounds++) {
        await recorder.flush();
        const waiting = unjudged.length;
        await judging.run();
        if (waiting === 0) return rounds;
      }
      throw new Error('it goes round in circles');
    },
  };
}

export const login = (more: Partial<EventDraft> = {}): EventDraft => ({
  action: 'login',
  app: 'postern.flows',
  context: {},
  user: aUser(),
  ...more,
});
