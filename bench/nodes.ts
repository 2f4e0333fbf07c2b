import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Pool } from 'undici';
import type { Figure } from './figure.ts';
import { type BenchPostgres, startPostgres } from './house.ts';
import { startProgram } from './program.ts';

const SECONDS = 20;
const A_SECOND = 50;
/** Enough that a change is long decided before its binding changes again. */
const APPLICATIONS = 100;
/** A change that has not decided after this is lost. Milliseconds. */
const LOST = 5_000;

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape are read
type Answer = any;

/** Asks one node's API as the administrator. */
interface Client {
  ask(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Answer>;
  close(): Promise<void>;
}

function clientOf(origin: string, token: string): Client {
  const pool = new Pool(origin, { connections: 32 });
  return {
    async ask(method, path, body) {
      const { statusCode, body: answer } = await pool.request({
        method,
        path: `/api/v3${path}`,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await answer.text();
      if (statusCode >= 300) throw new Error(`${method} ${path}: ${statusCode} ${text}`);
      return JSON.parse(text);
    },
    close: () => pool.close(),
  };
}

interface Binding {
  readonly pk: string;
  readonly slug: string;
  passing: boolean;
}

interface Run {
  readonly lags: readonly number[];
  readonly lost: number;
  /** How often the connection that listens was killed. */
  readonly kills: number;
}

/** Changes bindings through one node, and asks the other until it decides accordingly. */
async function run(
  a: Client,
  b: Client,
  user: number,
  bindings: readonly Binding[],
  kill?: () => Promise<number>,
): Promise<Run> {
  const lags: number[] = [];
  let lost = 0;
  let kills = 0;

  async function change(binding: Binding): Promise<void> {
    binding.passing = !binding.passing;
    const wanted = binding.passing;
    const began = performance.now();
    await a.ask('PATCH', `/policies/bindings/${binding.pk}/`, { negate: !wanted });
    while (performance.now() - began < LOST) {
      const { passing } = await b.ask(
        'GET',
        `/core/applications/${binding.slug}/check_access/?for_user=${user}`,
      );
      if (passing === wanted) {
        lags.push(performance.now() - began);
        return;
      }
      await sleep(2);
    }
    lost += 1;
  }

  const killer = kill && setInterval(() => void kill().then((count) => (kills += count)), 1_000);
  const under: Promise<void>[] = [];
  const began = performance.now();
  for (let count = 0; count < SECONDS * A_SECOND; count++) {
    const binding = bindings[count % bindings.length];
    if (binding) under.push(change(binding));
    await sleep(Math.max(0, began + ((count + 1) * 1_000) / A_SECOND - performance.now()));
  }
  await Promise.all(under);
  clearInterval(killer);
  return { lags, lost, kills };
}

/** The floor: what PostgreSQL itself takes to tell one connection what another has committed. Milliseconds. */
async function bareNotify({ admin }: BenchPostgres): Promise<number[]> {
  const [from, to] = [new pg.Client(admin), new pg.Client(admin)];
  await Promise.all([from.connect(), to.connect()]);
  await to.query('listen bench');
  const lags: number[] = [];
  for (let count = 0; count < 5 * A_SECOND; count++) {
    const began = performance.now();
    const heard = new Promise((resolve) => to.once('notification', resolve));
    await from.query('notify bench');
    await heard;
    lags.push(performance.now() - began);
    await sleep(1_000 / A_SECOND);
  }
  await Promise.all([from.end(), to.end()]);
  return lags;
}

const quantile = (values: readonly number[], at: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;

/** Two nodes on one PostgreSQL, each the real program: how soon a change through one decides on the other. */
export async function nodes(): Promise<Figure[]> {
  const postgres = await startPostgres();
  const admin = new pg.Client(postgres.admin);
  await admin.connect();
  const token = randomBytes(24).toString('hex');
  const settings = (name: string) => ({
    POSTERN_DATABASE_URL: `postgres://postern@localhost/postern?host=${encodeURIComponent(postgres.connection.host ?? '')}&application_name=${name}`,
    POSTERN_BOOTSTRAP_PASSWORD: 'correct horse battery staple',
    POSTERN_BOOTSTRAP_TOKEN: token,
  });
  const first = await startProgram(settings('bench-a'));
  const second = await startProgram(settings('bench-b'));
  const [a, b] = [clientOf(first.origin, token), clientOf(second.origin, token)];

  /** Ends the connection of the second node that listens for changes; the query that it sent last tells it. */
  async function kill(): Promise<number> {
    const { rowCount } = await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'bench-b' and (query ilike 'listen "postern%' or query = 'select 1')`);
    return rowCount ?? 0;
  }

  try {
    const { pk: user } = await a.ask('POST', '/core/users/', { username: 'ada', name: 'Ada' });
    const bindings: Binding[] = [];
    for (let count = 0; count < APPLICATIONS; count++) {
      const slug = `bench-${count}`;
      const { pk: target } = await a.ask('POST', '/core/applications/', { name: slug, slug });
      const { pk } = await a.ask('POST', '/policies/bindings/', { target, user, order: 0 });
      bindings.push({ pk, slug, passing: true });
    }
    const bare = await bareNotify(postgres);
    const calm = await run(a, b, user, bindings);
    const stormy = await run(a, b, user, bindings, kill);
    const floor = `NOTIFY alone: p50 ${quantile(bare, 0.5).toFixed(1)} ms, p99 ${quantile(bare, 0.99).toFixed(1)} ms`;
    const p99 = quantile(calm.lags, 0.99);
    return [
      {
        name: `a binding changed on one node decides on another, ${A_SECOND} changes/s`,
        unit: 'ms',
        p50: quantile(calm.lags, 0.5),
        p99,
        target: 'p99 <= 200',
        met: p99 <= 200 && calm.lost === 0,
        floor,
      },
      {
        name: `the same, its listener killed ${stormy.kills} times in ${SECONDS} s`,
        unit: 'ms',
        p50: quantile(stormy.lags, 0.5),
        p99: quantile(stormy.lags, 0.99),
        floor,
      },
      {
        name: `of ${stormy.lags.length + stormy.lost} changes with the listener killed, lost`,
        unit: 'changes',
        value: stormy.lost,
        target: '0',
        met: stormy.lost === 0 && stormy.kills >= SECONDS / 2,
      },
    ];
  } finally {
    await Promise.all([a.close(), b.close()]);
    await Promise.all([first.stop(), second.stop()]);
    await admin.end();
    await postgres.end();
  }
}
