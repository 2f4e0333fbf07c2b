import { performance } from 'node:perf_hooks';
import { createDecisions } from '../src/app/decisions/decisions.ts';
import { catalogue } from '../src/core/catalogue.ts';
import { silent } from '../src/core/log.ts';
import type { Row } from '../src/core/model/model.ts';
import { evaluate } from '../src/core/policy/evaluate.ts';
import { createGraph, type Graph } from '../src/core/policy/graph.ts';
import { anHttpRequest, aRequest } from '../src/core/testing/policy.ts';
import { memoryReplica } from '../src/core/testing/replica.ts';
import { applicationRow, bindingRow, groupRow, userRow } from '../src/core/testing/rows.ts';
import type { Figure } from './figure.ts';
import { measure, type Times } from './measure.ts';
import { type Person, peers } from './peers.ts';

const uuid = (kind: number, index: number): string =>
  `00000000-0000-4000-${String(8000 + kind)}-${String(index).padStart(12, '0')}`;

const GROUPS = Array.from({ length: 30 }, (_, index) => uuid(1, index));
const BOUND = GROUPS.slice(0, 10);
const APP = uuid(2, 0);

/** The same random numbers in each run: everybody is asked about the same people. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** 256 people, each in three of thirty groups: about two thirds of them pass. */
function population(): readonly Person[] {
  const random = generator(7);
  return Array.from({ length: 256 }, (_, index) => {
    const groups = GROUPS.map((pk) => ({ pk, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .slice(0, 3)
      .map(({ pk }) => pk);
    return { pk: index + 1, username: `user-${index + 1}`, groups, group_pks: new Set(groups) };
  });
}

function world(people: readonly Person[]): Graph {
  const replica = memoryReplica({
    groups: GROUPS.map((pk) => groupRow(pk)),
    users: people.map(({ pk, groups }) => userRow(pk, groups)),
    applications: [applicationRow(APP)],
    policy_bindings: BOUND.map((group, order) => bindingRow(uuid(3, order), APP, { group, order })),
  });
  return createGraph(replica, catalogue({ policies: [], stages: [], sources: [], providers: [] }));
}

/** Ten static bindings: the verdict with its whole trace, from the keys of user and target. */
function judging(graph: Graph): (person: Person) => boolean {
  const request = aRequest();
  const findings = new Map();
  return ({ pk }) => {
    const [target, user] = [graph.target(APP), graph.user(pk)];
    if (!target || !user) return false;
    const { mode, bindings, when_unbound, closed } = target;
    const { http_request, obj, context, debug, time } = request;
    return evaluate({
      mode,
      bindings,
      request: { user, http_request, obj, context, debug, time },
      findings,
      when_unbound,
      closed,
      revision: graph.revision,
      request_id: 'bench',
    }).passing;
  };
}

/** The same as everybody in the house asks for it, with clock, request id, events and decision log. */
function deciding(graph: Graph): (person: Person) => boolean {
  const http_request = anHttpRequest();
  const waiting: unknown[] = [];
  const decisions = createDecisions({
    graph,
    ports: {},
    timers: { after: () => () => {} },
    decisionLog: {
      record(draft) {
        waiting.push(draft);
        if (waiting.length >= 10_000) waiting.length = 0;
      },
    },
    events: { emit() {} },
    log: silent,
    clock: { now: () => Date.now() },
    elapsed: () => performance.now(),
    random: { uuid: () => 'bench' },
    perform: async () => {},
  });
  return ({ pk }) => {
    const user = graph.user(pk);
    return user ? decisions.decideNow(APP, { user, http_request })?.passing === true : false;
  };
}

/** A hundred thousand bindings on ten thousand applications: one of them changes, and is asked about. */
function changing(): Times {
  const bindings = Array.from({ length: 100_000 }, (_, index) =>
    bindingRow(uuid(3, index), uuid(2, index % 10_000), {
      group: GROUPS[index % 30],
      order: Math.floor(index / 10_000),
    }),
  );
  const replica = memoryReplica({
    groups: GROUPS.map((pk) => groupRow(pk)),
    applications: Array.from({ length: 10_000 }, (_, index) => applicationRow(uuid(2, index))),
    policy_bindings: bindings,
  });
  const graph = createGraph(replica, catalogue({ policies: [], stages: [], sources: [], providers: [] }));
  for (let index = 0; index < 10_000; index++) graph.target(uuid(2, index));
  const run = (index: number): unknown => {
    const row = bindings[(index * 7_919) % bindings.length] as Row;
    replica.put('policy_bindings', { ...row, negate: index % 2 === 0 });
    return graph.target(String(row.target));
  };
  const [times] = measure([{ name: 'change', run }]);
  if (!times) throw new Error('nothing was measured');
  return times;
}

/** Decisions in process beside a hand-written closure and four libraries that decide an equal rule. */
export async function decisions(): Promise<Figure[]> {
  const people = population();
  const graph = world(people);
  const ours = [
    { name: 'Postern: verdict and whole trace', decide: judging(graph) },
    { name: 'Postern: decide(), with log and events', decide: deciding(graph) },
  ];
  const others = await peers({ groups: BOUND }, people);
  const all = [...ours, ...others];
  for (const { name, decide } of all) {
    for (const person of people) {
      const right = BOUND.some((group) => person.groups.includes(group));
      if (decide(person) !== right) throw new Error(`${name} decides otherwise about ${person.username}`);
    }
  }
  const times = measure(
    all.map(({ name, decide }) => ({ name, run: (index) => decide(people[index & 255] as Person) })),
  );
  const libraries = times.slice(ours.length + 1);
  const fastest = Math.min(...libraries.map(({ p50 }) => p50));
  const change = changing();
  return [
    ...times.map(({ name, p50, p99 }, index): Figure => {
      const figure = { name: `ten static bindings, ${name}`, unit: 'us', p50, p99 };
      if (index >= ours.length) return figure;
      const met = p50 <= 1 && p50 < fastest;
      return { ...figure, target: 'p50 <= 1, ahead of every library', met, floor: 'hand-written closure' };
    }),
    {
      name: 'one of 100,000 bindings changes and its target is compiled anew',
      unit: 'us',
      p50: change.p50,
      p99: change.p99,
    },
  ];
}
