import { performance } from 'node:perf_hooks';
import { createSandbox } from '../src/adapters/sandbox/sandbox.ts';
import { catalogue } from '../src/core/catalogue.ts';
import { createGraph } from '../src/core/policy/graph.ts';
import { anHttpRequest } from '../src/core/testing/policy.ts';
import { memoryReplica } from '../src/core/testing/replica.ts';
import { applicationRow, bindingRow, groupRow, policyRow, userRow } from '../src/core/testing/rows.ts';
import { expression } from '../src/policies/expression/policy.ts';
import { benchDecisions } from './decider.ts';
import type { Figure } from './figure.ts';

const APPLICATIONS = 1_000;
const PEOPLE = 10_000;
const GROUPS = Array.from({ length: 100 }, (_, index) => `group-${index}`);
const ROUNDS = 15;
const http_request = anHttpRequest({ client_ip: '10.1.2.3' });

function world(sandbox: ReturnType<typeof createSandbox>) {
  const replica = memoryReplica({
    groups: GROUPS.map((pk) => groupRow(pk)),
    users: Array.from({ length: PEOPLE }, (_, index) =>
      userRow(index, [`group-${index % 100}`], { email: `u${index}@${index % 3 ? 'corp' : 'other'}.test` }),
    ),
    applications: [
      ...Array.from({ length: APPLICATIONS }, (_, index) => applicationRow(`app-${index}`)),
      applicationRow('ruled'),
    ],
    policies: [
      policyRow('rule', {
        type: 'expression',
        expression: 'return request.user.email.endsWith("@corp.test")',
      }),
    ],
    policy_bindings: [
      ...Array.from({ length: APPLICATIONS * 5 }, (_, index) =>
        bindingRow(`b-${index}`, `app-${index % APPLICATIONS}`, {
          group: `group-${(index * 7) % 100}`,
          order: Math.floor(index / APPLICATIONS),
        }),
      ),
      bindingRow('ruled', 'ruled', { policy: 'rule' }),
    ],
  });
  const graph = createGraph(
    replica,
    catalogue({ policies: [expression], stages: [], sources: [], providers: [] }),
  );
  const decisions = benchDecisions(graph, { sandbox });
  const users = Array.from({ length: PEOPLE }, (_, pk) => {
    const user = graph.user(pk);
    if (!user) throw new Error(`there is no user ${pk}`);
    return user;
  });
  return { decisions, users };
}

/** Milliseconds of the median and of the slowest round, after two that nobody counts. */
async function rounds(run: () => Promise<readonly (readonly boolean[])[]>, passing: number) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS + 2; round++) {
    const began = performance.now();
    const answers = await run();
    const took = performance.now() - began;
    const found = answers.flat().filter(Boolean).length;
    if (found !== passing) throw new Error(`${found} pass, and ${passing} should`);
    if (round >= 2) times.push(took);
  }
  times.sort((a, b) => a - b);
  return { p50: times[ROUNDS >> 1] ?? Number.NaN, p99: times.at(-1) ?? Number.NaN };
}

/** Who may open what, asked for many people or many applications at once. */
export async function bulk(): Promise<Figure[]> {
  const sandbox = createSandbox();
  try {
    const { decisions, users } = world(sandbox);
    const [first] = users;
    if (!first) throw new Error('there is nobody');
    const targets = Array.from({ length: APPLICATIONS }, (_, index) => `app-${index}`);
    const ofGroup = (group: number) =>
      Array.from({ length: APPLICATIONS }, (_, app) =>
        [0, 1, 2, 3, 4].some((order) => ((app + order * APPLICATIONS) * 7) % 100 === group),
      ).filter(Boolean).length;
    const groupsOf = new Set([0, 1, 2, 3, 4].map((order) => (order * APPLICATIONS * 7) % 100));
    const one = await rounds(
      () => decisions.decideMany({ targets, users: [first], http_request }),
      ofGroup(0),
    );
    const fixed = await rounds(
      () => decisions.decideMany({ targets: ['app-0'], users, http_request }),
      users.filter((_, index) => groupsOf.has(index % 100)).length,
    );
    const ruled = await rounds(
      () => decisions.decideMany({ targets: ['ruled'], users, http_request }),
      users.filter((_, index) => index % 3 !== 0).length,
    );
    const figure = (name: string, found: { p50: number; p99: number }, most: number): Figure => ({
      name,
      unit: 'ms',
      ...found,
      target: `<= ${most}`,
      met: found.p50 <= most,
    });
    return [
      figure('one person against 1,000 applications with five bindings each', one, 5),
      figure('10,000 people against one application with five bindings', fixed, 100),
      figure('10,000 people against one application with an expression', ruled, 1_000),
    ];
  } finally {
    await sandbox.close();
  }
}
