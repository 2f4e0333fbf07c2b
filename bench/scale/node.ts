import { performance } from 'node:perf_hooks';
import pino from 'pino';
import { loadConfiguration } from '../../src/adapters/configuration/load.ts';
import { anHttpRequest } from '../../src/core/testing/policy.ts';
import { compose } from '../../src/server/compose.ts';
import { openDatabase } from '../../src/store/database.ts';
import { memoryOf } from '../program.ts';

// One node of Postern on a database that is there already: says when it is ready, how much memory it takes, and how
// long decisions take. A process of its own, so that nothing else is in its memory.

const SAMPLES = 20_000;
const log = pino({ level: 'error' });
const database = openDatabase(JSON.parse(process.env.BENCH_CONNECTION ?? '{}'), { log });
const postern = await compose({ configuration: loadConfiguration({}, () => ''), database, log, env: {} });
await postern.server.ready();
const ready = performance.now() - Number(process.env.BENCH_BEGAN) + performance.timeOrigin;

const applications = [...postern.replica.all('applications')].map(({ pk }) => String(pk));
/** People ask about some applications again and again: as many in a large installation as in a small one. */
const asked = applications.filter((_, index) => index % Math.ceil(applications.length / 100) === 0);
const users = [...postern.replica.all('users')].flatMap(({ pk }) => postern.graph.user(Number(pk)) ?? []);
const http_request = anHttpRequest();
// Everybody's first decision about a target puts the target together: that is the start's business, not a decision's.
for (const pk of applications) postern.graph.target(pk);
const times: number[] = [];
for (let index = 0; index < SAMPLES * 2; index++) {
  const target = asked[(index * 7_919) % asked.length] ?? '';
  const user = users[index % users.length];
  if (!user) throw new Error('there is nobody to ask about');
  if (index % 64 === 0) await new Promise(setImmediate);
  const began = performance.now();
  await postern.decisions.decide(target, { user, http_request }, { record: false });
  if (index >= SAMPLES) times.push((performance.now() - began) * 1_000);
}
times.sort((a, b) => a - b);
globalThis.gc?.();
await new Promise((resolve) => setTimeout(resolve, 3_000));
globalThis.gc?.();
process.stdout.write(
  `${JSON.stringify({
    ready,
    memory: memoryOf(process.pid),
    p50: times[SAMPLES >> 1],
    p99: times[Math.floor(SAMPLES * 0.99)],
  })}\n`,
);
await postern.close();
await database.close();
