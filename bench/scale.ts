import { spawn } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { environment, flags } from '../scripts/node.mjs';
import type { Figure } from './figure.ts';
import { type BenchPostgres, startHouse, startPostgres } from './house.ts';

interface Told {
  /** Milliseconds from the start of the process. */
  readonly ready: number;
  /** MB. */
  readonly memory: number;
  /** Microseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** As many policies as asked for, three bindings for each: one of the policy and two of groups, all on one
 * application. The policies are expressions, of which a thousand differ. */
const seed = (policies: number) => `
  insert into groups (name) select 'bench group ' || n from generate_series(1, 200) n;
  insert into users (username) select 'bench-user-' || n from generate_series(1, 200) n;
  insert into user_groups (user_pk, group_pk)
    select u.pk, g.pk from (select pk, row_number() over () r from users) u
    join (select pk, row_number() over () r from groups) g on (u.r * 7 + g.r) % 20 = 0;
  insert into policies (name, type, config)
    select 'bench policy ' || n, 'expression',
      jsonb_build_object('expression', 'return request.user.pk !== ' || n % 1000, 'language', 'typescript')
    from generate_series(1, ${policies}) n;
  insert into applications (name, slug) select 'bench ' || n, 'bench-' || n from generate_series(1, ${policies}) n;
  with a as (select pk, row_number() over (order by slug) r from applications where slug like 'bench-%'),
    p as (select pk, row_number() over (order by name) r from policies where name like 'bench policy %'),
    g as (select pk, row_number() over (order by name) r, count(*) over () c from groups where name like 'bench group %')
  insert into policy_bindings (policy, "group", target, "order")
    select p.pk, null, a.pk, 0 from a join p using (r)
    union all select null, g.pk, a.pk, k from a cross join generate_series(1, 2) k
      join g on g.r = (a.r * 3 + k) % g.c + 1;
  analyze;`;

async function seeded(policies: number): Promise<BenchPostgres> {
  const postgres = await startPostgres();
  const { connection } = postgres;
  const house = await startHouse(postgres);
  await house.close();
  const client = new pg.Client(connection);
  await client.connect();
  await client.query(seed(policies));
  await client.end();
  return postgres;
}

function run(postgres: BenchPostgres): Promise<Told> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [...flags, '--expose-gc', join(import.meta.dirname, 'scale', 'node.ts')],
      {
        env: {
          PATH: process.env.PATH,
          ...environment,
          BENCH_BEGAN: String(performance.timeOrigin + performance.now()),
          BENCH_CONNECTION: JSON.stringify(postgres.connection),
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(said));
      else reject(new Error(`the node ended with ${code}`));
    });
  });
}

async function measured(policies: number): Promise<Told> {
  const postgres = await seeded(policies);
  try {
    return await run(postgres);
  } finally {
    await postgres.end();
  }
}

/** A node with very many policies and bindings, beside one with few: its start, its memory and its decisions. */
export async function scale(): Promise<Figure[]> {
  const few = await measured(100);
  const many = await measured(100_000);
  const seconds = many.ready / 1_000;
  return [
    {
      name: 'ready with 100,000 policies and 300,000 bindings',
      unit: 's',
      value: seconds,
      target: '<= 8',
      met: seconds <= 8,
      floor: `with 100 policies: ${(few.ready / 1_000).toFixed(2)} s`,
    },
    {
      name: 'memory of that node (PSS), every application asked about',
      unit: 'MB',
      value: many.memory,
      target: '<= 700',
      met: many.memory <= 700,
      floor: `with 100 policies: ${few.memory.toFixed(0)} MB`,
    },
    {
      name: 'a decision with 100 policies (two groups, one expression)',
      unit: 'us',
      p50: few.p50,
      p99: few.p99,
    },
    {
      name: 'the same with 100,000 policies',
      unit: 'us',
      p50: many.p50,
      p99: many.p99,
      target: 'p99 <= 2 x that with 100',
      met: many.p99 <= 2 * few.p99,
    },
  ];
}
