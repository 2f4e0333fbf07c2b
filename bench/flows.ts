import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Figure } from './figure.ts';
import { type Announced, FLOW } from './flows/contestant.ts';
import { memoryOf, startProgram } from './program.ts';

/** Requests that are under way at a time: so many that the server never waits for its clients. */
const AT_A_TIME = 32;
const SECONDS = 3;
const ROUNDS = 5;
/** Runs that are open at once. */
const RUNS = 10_000;
const LOGIN = '/api/v3/flows/executor/default-authentication-flow/?query=';
const EXECUTOR = `/api/v3/flows/executor/${FLOW}/?query=`;

interface Contestant {
  readonly child: ChildProcess;
  readonly pool: Pool;
  readonly origin: string;
}

async function start(program: string): Promise<Contestant> {
  const child = fork(join(import.meta.dirname, 'flows', program), {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ origin }] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error(`${program} did not start`);
    }),
  ])) as [Announced];
  return { child, origin, pool: new Pool(origin, { connections: AT_A_TIME }) };
}

async function stop({ child, pool }: Contestant): Promise<void> {
  await pool.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** A browser in the middle of a flow. */
class Browser {
  #pool: Pool;
  #origin: string;
  readonly #path: string;
  #cookie = '';
  #shown: { component?: string; run?: string; execution?: string } = {};

  constructor({ pool, origin }: Pick<Contestant, 'pool' | 'origin'>, path = EXECUTOR) {
    [this.#pool, this.#origin, this.#path] = [pool, origin, path];
  }

  get run(): string | undefined {
    return this.#shown.run;
  }

  async #ask(method: 'GET' | 'POST', body?: object): Promise<void> {
    const answer = await this.#pool.request({
      method,
      path: this.#path + (this.run ? encodeURIComponent(`run=${this.run}`) : ''),
      headers: {
        'sec-fetch-site': 'same-origin',
        cookie: this.#cookie,
        ...(body ? { origin: this.#origin, 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    for (const header of [answer.headers['set-cookie'] ?? []].flat())
      this.#cookie = String(header).split(';', 1)[0] ?? '';
    this.#shown = (await answer.body.json()) as Record<string, string>;
    if (answer.statusCode !== 200) throw new Error(`${method} was answered with ${answer.statusCode}`);
  }

  /** From now on it asks that server. */
  moveTo({ pool, origin }: Pick<Contestant, 'pool' | 'origin'>): this {
    [this.#pool, this.#origin] = [pool, origin];
    return this;
  }

  /** Begins anew, or looks at the step again. */
  look = (): Promise<void> => this.#ask('GET');

  /** Answers the step; behind the last one it begins anew. */
  async answer(): Promise<void> {
    const { component, execution } = this.#shown;
    await this.#ask('POST', { component, execution });
    if (this.#shown.component !== 'xak-flow-redirect') return;
    this.#shown = {};
    await this.look();
  }
}

interface Measured {
  readonly rate: number;
  readonly times: readonly number[];
}

/** As many as go. */
async function flatOut(
  browsers: readonly Browser[],
  ask: (browser: Browser) => Promise<void>,
): Promise<Measured> {
  const times: number[] = [];
  const began = performance.now();
  const end = began + SECONDS * 1_000;
  await Promise.all(
    browsers.map(async (browser) => {
      while (performance.now() < end) {
        const before = performance.now();
        await ask(browser);
        times.push(performance.now() - before);
      }
    }),
  );
  return { rate: (times.length / (performance.now() - began)) * 1_000, times };
}

/** At a steady rate, whoever is ready; what has to wait for a browser waits, and that counts. */
async function steady(
  browsers: readonly Browser[],
  rate: number,
  ask: (browser: Browser) => Promise<void>,
): Promise<readonly number[]> {
  const free = [...browsers];
  const waiting: ((browser: Browser) => void)[] = [];
  const times: number[] = [];
  const under: Promise<void>[] = [];
  const began = performance.now();
  for (let count = 0; count < rate * SECONDS; count++) {
    const due = began + (count / rate) * 1_000;
    if (due > performance.now()) await sleep(due - performance.now());
    const one = async () => {
      const browser = free.pop() ?? (await new Promise<Browser>((ready) => waiting.push(ready)));
      await ask(browser);
      times.push(performance.now() - due);
      const next = waiting.shift();
      if (next) next(browser);
      else free.push(browser);
    };
    under.push(one());
  }
  await Promise.all(under);
  return times;
}

const quantile = (values: readonly number[], at = 0.5): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;

const WAYS = [
  ['GET', (browser: Browser) => browser.look()],
  ['POST', (browser: Browser) => browser.answer()],
] as const;

/** Reading and answering a step beside node:http alone, in turns; then how long each takes at half of the highest rate. */
async function executor(): Promise<Figure[]> {
  const contestants = [await start('bare.ts'), await start('postern.ts')];
  const figures: Figure[] = [];
  try {
    const browsers = await Promise.all(
      contestants.map(async (contestant) => {
        const made = Array.from({ length: AT_A_TIME }, () => new Browser(contestant));
        for (const browser of made) await browser.look();
        return made;
      }),
    );
    for (const [method, ask] of WAYS) {
      const rates: { bare: number; postern: number }[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const [bare, postern] = [
          await flatOut(browsers[0] ?? [], ask),
          await flatOut(browsers[1] ?? [], ask),
        ];
        if (round > 0) rates.push({ bare: bare.rate, postern: postern.rate }); // the first warms up
      }
      const ratio = quantile(rates.map(({ bare, postern }) => postern / bare));
      const highest = quantile(rates.map(({ postern }) => postern));
      const times = await steady(browsers[1] ?? [], highest / 2, ask);
      const p99 = quantile(times, 0.99);
      figures.push(
        {
          name: `flow executor, ${method} a second, Postern to bare`,
          unit: 'ratio',
          value: ratio,
          target: '>= 0.3',
          met: ratio >= 0.3,
          floor: `node:http: ${quantile(rates.map(({ bare }) => bare)).toFixed(0)}/s`,
        },
        {
          name: `flow executor, ${method} at half of ${highest.toFixed(0)}/s`,
          unit: 'ms',
          p50: quantile(times),
          p99,
          target: 'p99 <= 15',
          met: p99 <= 15,
        },
      );
    }
  } finally {
    await Promise.all(contestants.map(stop));
  }
  return figures;
}

/** How much memory so many people in the middle of a login take, and whether they can go on after a restart. */
async function openRuns(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  chmodSync(folder, 0o711); // started by root, PostgreSQL runs as another account and must get through
  const settings = {
    POSTERN_DATA_DIR: join(folder, 'data'),
    POSTERN_BOOTSTRAP_PASSWORD: 'correct horse battery staple',
  };
  try {
    const before = await startProgram(settings);
    const pool = new Pool(before.origin, { connections: AT_A_TIME });
    const enter = async (count: number): Promise<Browser[]> => {
      const entered: Browser[] = [];
      await Promise.all(
        Array.from({ length: AT_A_TIME }, async () => {
          while (entered.length < count) {
            const browser = new Browser({ pool, origin: before.origin }, LOGIN);
            entered.push(browser);
            await browser.look();
          }
        }),
      );
      return entered;
    };
    // What as many visitors make the program read, and how far its heap spreads, is there either way.
    await enter(RUNS);
    await sleep(5_000);
    const idle = memoryOf(before.pid);
    const browsers = await enter(RUNS);
    await sleep(5_000);
    const grown = memoryOf(before.pid) - idle;
    await pool.close();
    await before.stop();

    const after = await startProgram(settings);
    const again = new Pool(after.origin, { connections: AT_A_TIME });
    const left = [...browsers];
    let lost = 0;
    await Promise.all(
      Array.from({ length: AT_A_TIME }, async () => {
        for (let browser = left.pop(); browser; browser = left.pop()) {
          const { run } = browser;
          await browser.moveTo({ pool: again, origin: after.origin }).look();
          if (browser.run !== run) lost += 1;
        }
      }),
    );
    await again.close();
    await after.stop();
    return [
      {
        name: `memory of the Node process (PSS) that ${RUNS.toLocaleString('en')} open logins add`,
        unit: 'MB',
        value: grown,
        target: '<= 50',
        met: grown <= 50,
      },
      {
        name: 'of them, gone after a restart',
        unit: 'runs',
        value: lost,
        target: '= 0',
        met: lost === 0,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Flows: what a step costs, and what people in the middle of one cost. */
export const flows = async (): Promise<Figure[]> => [...(await executor()), ...(await openRuns())];
