import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Pool } from 'undici';
import type { Figure } from './figure.ts';
import { type Announced, CALLBACK, SCOPE } from './oidc/client.ts';

/** Round trips that are under way at a time: so many that neither server waits for its clients. */
const AT_A_TIME = 32;
const SECONDS = 4;
const ROUNDS = 5;

interface Contestant extends Announced {
  readonly child: ChildProcess;
  readonly pool: Pool;
}

async function start(program: string): Promise<Contestant> {
  const child = fork(join(import.meta.dirname, 'oidc', program), {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [announced] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error(`${program} did not start`);
    }),
  ])) as [Announced];
  return { ...announced, child, pool: new Pool(announced.origin, { connections: AT_A_TIME }) };
}

async function stop({ child, pool }: Contestant): Promise<void> {
  await pool.close();
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Authorize with a session, redeem the code, ask for the user: what one sign-in of a person costs. */
async function roundTrip(
  { pool, authorize, token, userinfo, cookies, ...client }: Contestant,
  count: number,
): Promise<void> {
  const cookie = cookies[count % cookies.length];
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: SCOPE,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const back = await pool.request({
    method: 'GET',
    path: `${authorize}?${query}`,
    headers: { cookie: cookie ?? '' },
  });
  await back.body.dump();
  const code = new URL(String(back.headers.location)).searchParams.get('code');
  if (code === null) throw new Error(`no code but ${back.headers.location}`);
  const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64');
  const redeemed = await pool.request({
    method: 'POST',
    path: token,
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      code_verifier: verifier,
    }).toString(),
  });
  const { access_token, id_token } = (await redeemed.body.json()) as Record<string, string>;
  if (!access_token || !id_token) throw new Error(`no tokens but ${redeemed.statusCode}`);
  const asked = await pool.request({
    method: 'GET',
    path: userinfo,
    headers: { authorization: `Bearer ${access_token}` },
  });
  const { email } = (await asked.body.json()) as Record<string, string>;
  if (email !== 'ada@corp.test') throw new Error(`no person but ${asked.statusCode}`);
}

/** Round trips a second, and milliseconds of each. */
async function measure(one: Contestant, seconds: number): Promise<{ rate: number; times: number[] }> {
  const times: number[] = [];
  let count = Math.floor(Math.random() * 1_000);
  const began = performance.now();
  const end = began + seconds * 1_000;
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      while (performance.now() < end) {
        const before = performance.now();
        await roundTrip(one, count++);
        times.push(performance.now() - before);
      }
    }),
  );
  return { rate: (times.length / (performance.now() - began)) * 1_000, times };
}

const median = (values: readonly number[], at = 0.5): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * at))] ?? Number.NaN;

/** The code round trip with a session, beside bare oidc-provider in memory: in turns, so that noise meets both. */
export async function oidc(): Promise<Figure[]> {
  const contestants = [await start('bare.ts'), await start('postern.ts')];
  const results = contestants.map((): { rates: number[]; times: number[] } => ({ rates: [], times: [] }));
  try {
    for (const one of contestants) await measure(one, 2);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, one] of contestants.entries()) {
        const { rate, times } = await measure(one, SECONDS);
        results[index]?.rates.push(rate);
        results[index]?.times.push(...times);
      }
    }
  } finally {
    await Promise.all(contestants.map(stop));
  }
  const [bare, postern] = results;
  if (!bare || !postern) throw new Error('nothing was measured');
  const ratio = median(postern.rates.map((rate, round) => rate / (bare.rates[round] ?? Number.NaN)));
  const row = (name: string, { times }: { times: number[] }): Figure => ({
    name: `OIDC code round trip, ${name}`,
    unit: 'ms',
    p50: median(times),
    p99: median(times, 0.99),
    floor: `${AT_A_TIME} at a time`,
  });
  return [
    row('bare oidc-provider in memory', bare),
    row('Postern with PostgreSQL', postern),
    {
      name: 'OIDC code round trips a second, Postern to bare',
      unit: 'ratio',
      value: ratio,
      target: '>= 0.5',
      met: ratio >= 0.5,
      floor: `bare oidc-provider: ${median(bare.rates).toFixed(0)}/s`,
    },
  ];
}
