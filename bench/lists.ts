import { performance } from 'node:perf_hooks';
import pg from 'pg';
import type { Figure } from './figure.ts';
import { type House, startHouse, startPostgres } from './house.ts';

const TOKEN = 'a-token-of-the-bench-0123456789-abcdefgh';
const ROUNDS = 25;
/** Milliseconds that the first page may take. */
const MOST = 150;

/** People in two hundred groups, every tenth of whom has signed in. */
const seed = `
  insert into groups (name) select 'bench group ' || n from generate_series(1, 200) n;
  insert into users (username, email, name, last_login)
    select 'bench-user-' || n, 'user-' || n || '@example.test', 'Person ' || n,
      case when n % 10 = 0 then now() - n * interval '1 minute' end
    from generate_series(1, 100000) n;
  insert into user_groups (user_pk, group_pk)
    select u.pk, g.pk from (select pk, row_number() over () r from users) u
    join (select pk, row_number() over () r from groups) g on g.r in (u.r % 200 + 1, (u.r * 7) % 200 + 1);
  analyze;`;

/** What administrators ask of the list of users; the first page of it has a target. */
const questions: readonly { readonly name: string; readonly query: string; readonly first: boolean }[] = [
  { name: 'first page of 100,000 users', query: '', first: true },
  { name: 'the same, sorted by name', query: '?ordering=username', first: true },
  { name: 'the same, the latest logins first', query: '?ordering=-last_login', first: true },
  { name: 'the same, active ones of one path', query: '?is_active=true&path=users', first: true },
  { name: 'the last page of them', query: '?page=5000', first: false },
  { name: 'users found by a part of the address', query: '?search=user-4242', first: true },
  { name: 'users found by a part of the name', query: '?search=person%204242', first: true },
  { name: 'users found by two letters', query: '?search=rs', first: false },
];

/** Milliseconds of each round, sorted, after five that nobody counts. */
async function timesOf(house: House, query: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = -5; round < ROUNDS; round++) {
    const began = performance.now();
    const answer = await house.postern.server.inject({
      url: `/api/v3/core/users/${query}`,
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const took = performance.now() - began;
    if (answer.statusCode !== 200 || answer.json().results.length === 0)
      throw new Error(`${query} was answered with ${answer.statusCode}: ${answer.body.slice(0, 200)}`);
    if (round >= 0) times.push(took);
  }
  return times.sort((a, b) => a - b);
}

/** The longest that anything else would have waited while `work` was done. */
async function longestBlock(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  await work();
  clearInterval(timer);
  return Math.max(longest, performance.now() - last);
}

/** Who can open an application, among all: bound to a group, and to an expression about the person. */
async function whoPasses({ postern }: House): Promise<Figure[]> {
  const call = async (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) => {
    const answer = await postern.server.inject({
      ...{ method, url: `/api/v3${path}` },
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(payload ? { payload } : {}),
    });
    if (answer.statusCode >= 400) throw new Error(`${path}: ${answer.body.slice(0, 200)}`);
    return answer.body === '' ? undefined : answer.json();
  };
  const application = await call('POST', '/core/applications/', { name: 'Bench', slug: 'bench' });
  const [group] = (await call('GET', '/core/groups/?search=bench&page_size=1')).results;
  const company = await call('POST', '/policies/expression/', {
    name: 'Bench company',
    expression: "return request.user.email.startsWith('user-4');",
  });
  const figures: Figure[] = [];
  for (const [name, subject] of [
    ['a group', { group: group.pk }],
    ['an expression', { policy: company.pk }],
  ] as const) {
    const binding = await call('POST', '/policies/bindings/', {
      target: application.pk,
      order: 0,
      ...subject,
    });
    let answers = 0;
    const began = performance.now();
    const block = await longestBlock(async () => {
      for (let page = { judged: 0, total: 1 }; page.judged < page.total; answers++)
        page = await call('GET', `/policies/who/?target=${application.pk}&passing=false`);
    });
    const all = performance.now() - began;
    figures.push(
      { name: `who of 100,000 users passes ${name}, in ${answers} answers`, unit: 'ms', value: all },
      { name: 'the longest that others waited meanwhile', unit: 'ms', value: block },
    );
    await call('DELETE', `/policies/bindings/${binding.pk}/`);
  }
  return figures;
}

/** Lists of very many objects, asked for over the API. */
export async function lists(): Promise<Figure[]> {
  const postgres = await startPostgres();
  try {
    const env = { POSTERN_BOOTSTRAP_TOKEN: TOKEN };
    await (await startHouse(postgres, env)).close();
    const client = new pg.Client(postgres.connection);
    await client.connect();
    await client.query(seed);
    await client.end();
    const house = await startHouse(postgres, env);
    const figures: Figure[] = [];
    for (const { name, query, first } of questions) {
      const times = await timesOf(house, query);
      const p50 = times[ROUNDS >> 1] ?? Number.NaN;
      figures.push({
        name,
        unit: 'ms',
        p50,
        p99: times.at(-1) ?? Number.NaN,
        ...(first ? { target: `p50 <= ${MOST}`, met: p50 <= MOST } : {}),
      });
    }
    figures.push(...(await whoPasses(house)));
    await house.close();
    return figures;
  } finally {
    await postgres.end();
  }
}
