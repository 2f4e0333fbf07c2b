import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { createSandbox, type RunningSandbox } from '../src/adapters/sandbox/sandbox.ts';
import type { Decisions } from '../src/app/decisions/decisions.ts';
import { catalogue } from '../src/core/catalogue.ts';
import { createGraph } from '../src/core/policy/graph.ts';
import { anHttpRequest } from '../src/core/testing/policy.ts';
import { memoryReplica } from '../src/core/testing/replica.ts';
import { applicationRow, bindingRow, groupRow, policyRow, userRow } from '../src/core/testing/rows.ts';
import { expression } from '../src/policies/expression/policy.ts';
import { benchDecisions, times } from './decider.ts';
import type { Figure } from './figure.ts';

const APP = '00000000-0000-4000-8002-000000000000';
const GROUP = '00000000-0000-4000-8001-000000000000';
const PEOPLE = 256;
const NOBODY = 9_999;
const http_request = anHttpRequest({ client_ip: '10.1.2.3' });

/** A rule as people write it; the second one has a function value in it, which is never evaluated in process. */
const RULE = 'return request.user.email.endsWith("@corp.test") && clientIp.in("10.0.0.0/8")';
const LONGER = `
const domains: string[] = ['corp.test', 'corp.example'];
const domain = request.user.email.split('@')[1] ?? '';
if (!domains.some((allowed) => allowed === domain)) {
  ak_message('Please use your account at Corp.');
  return false;
}
return request.user.groups.some((group) => group.name.startsWith('group')) || context.auth_method === 'auth_mfa';`;

/** An application with three bindings: a group, a person, and one policy with this expression. */
function world(source: string, sandbox: RunningSandbox) {
  const graph = createGraph(
    memoryReplica({
      groups: [groupRow(GROUP)],
      users: [
        userRow(NOBODY, []),
        ...Array.from({ length: PEOPLE }, (_, index) =>
          userRow(index, [GROUP], { email: `user-${index}@${index % 2 ? 'corp' : 'other'}.test` }),
        ),
      ],
      applications: [applicationRow(APP, { policy_engine_mode: 'all' })],
      policies: [policyRow('rule', { type: 'expression', expression: source })],
      policy_bindings: [
        bindingRow('b0', APP, { group: GROUP }),
        bindingRow('b1', APP, { user: NOBODY, order: 1, negate: true }),
        bindingRow('b2', APP, { policy: 'rule', order: 2 }),
      ],
    }),
    catalogue({ policies: [expression], stages: [], sources: [], providers: [] }),
  );
  const decisions = benchDecisions(graph, { sandbox });
  const users = Array.from({ length: PEOPLE }, (_, index) => {
    const user = graph.user(index);
    if (!user) throw new Error(`there is no user ${index}`);
    return user;
  });
  return { decisions, users };
}

type World = ReturnType<typeof world>;

async function decideOne({ decisions, users }: World, index: number): Promise<boolean> {
  const user = users[index % PEOPLE];
  return user ? (await (decisions as Decisions).decide(APP, { user, http_request })).passing : false;
}

async function check(world: World): Promise<void> {
  for (let index = 0; index < PEOPLE; index++) {
    if ((await decideOne(world, index)) !== (index % 2 === 1))
      throw new Error(`person ${index} is judged wrongly`);
  }
}

/** Decisions a second with so many on their way at a time. */
async function throughput(world: World, flying: number, total = 40_000): Promise<number> {
  let next = 0;
  const began = performance.now();
  const lane = async () => {
    while (next < total) await decideOne(world, next++);
  };
  await Promise.all(Array.from({ length: flying }, lane));
  return total / ((performance.now() - began) / 1_000);
}

/** The floor: a message to a thread that sends it back. */
async function echo(): Promise<{ p50: number; p99: number }> {
  const text =
    "require('node:worker_threads').parentPort.on('message', function (m) { this.postMessage(m) })";
  const worker = new Worker(text, { eval: true });
  const answers: ((value: unknown) => void)[] = [];
  worker.on('message', (message) => answers.shift()?.(message));
  const message = {
    batch: 1,
    programs: [],
    orders: [[1, '{"request":{"user":{"email":"a@corp.test"}}}', 0, 50]],
  };
  const found = await times(
    () =>
      new Promise((resolve) => {
        answers.push(resolve);
        worker.postMessage(message);
      }),
  );
  await worker.terminate();
  return found;
}

const TARGET = { p50: 100, p99: 400 };

/** Decisions with an expression among three bindings, in the sandbox and in process, beside a message that does nothing. */
export async function expressions(): Promise<Figure[]> {
  const threads = createSandbox({ inProcess: false, remember: false });
  const both = createSandbox({ remember: false });
  await Promise.all([threads.warm(), both.warm()]);
  try {
    const rule = world(RULE, threads);
    const longer = world(LONGER, threads);
    const inProcess = world(RULE, both);
    for (const one of [rule, longer, inProcess]) await check(one);
    if ((await both.lane(RULE)) !== 'in_process' || (await both.lane(LONGER)) !== 'sandbox')
      throw new Error('other lanes than said');

    const floor = await echo();
    const figure = (name: string, found: { p50: number; p99: number }): Figure => ({
      name: `three bindings with one expression, ${name}`,
      unit: 'us',
      ...found,
      target: `p50 <= ${TARGET.p50}, p99 <= ${TARGET.p99}`,
      met: found.p50 <= TARGET.p50 && found.p99 <= TARGET.p99,
      floor: 'a message to a thread and back',
    });
    return [
      { name: 'a message to a thread and back', unit: 'us', ...floor },
      figure('sandbox, one line', await times((index) => decideOne(rule, index))),
      figure('sandbox, nine lines with closures', await times((index) => decideOne(longer, index))),
      figure('in process, one line', await times((index) => decideOne(inProcess, index))),
      {
        name: 'three bindings with one expression, sandbox, 50 at a time',
        unit: '1/s',
        value: await throughput(rule, 50),
      },
    ];
  } finally {
    await Promise.all([threads.close(), both.close()]);
  }
}
