import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { createClosedTargets } from './closed-targets.ts';

let there: TestDatabase;
beforeAll(async () => {
  there = await testDatabase();
});
afterAll(() => there.drop());

let counter = 0;
const unique = (): string => `t${++counter}`;

async function one(text: string, values: readonly unknown[] = []): Promise<string> {
  const { rows } = await there.database.pool.query<{ pk: string }>(text, [...values]);
  return String(rows[0]?.pk);
}

const aPolicy = () => one("insert into policies (name, type) values ($1, 'dummy') returning pk", [unique()]);
const aGroup = () => one('insert into groups (name) values ($1) returning pk', [unique()]);
const aUser = () => one('insert into users (username) values ($1) returning pk', [unique()]);
const anApplication = () =>
  one('insert into applications (name, slug) values ($1, $1) returning pk', [unique()]);

type Column = 'policy' | 'group' | 'user';
const bind = (target: string, column: Column, pk: string, more = 'enabled = true, dry_run = false') =>
  one(
    `with made as (insert into policy_bindings (target, "${column}", "order", enabled, dry_run, expires)
       select $1, $2, 0, v.enabled, v.dry_run, v.expires
       from (select ${settings(more)}) v returning pk) select pk from made`,
    [target, pk],
  );

/** `enabled = false, expires = …` as the columns of a select. */
function settings(text: string): string {
  const given = Object.fromEntries(text.split(', ').map((pair) => pair.split(' = ')));
  return `${given.enabled ?? 'true'} as enabled, ${given.dry_run ?? 'false'} as dry_run,
    ${given.expires ?? 'null'}::timestamptz as expires`;
}

async function mark(
  target: string,
): Promise<{ cause: string; subject: string; warned: boolean } | undefined> {
  const { rows } = await there.database.pool.query(
    'select cause, subject, warned from closed_targets where pk = $1',
    [target],
  );
  return rows[0];
}

const run = (text: string, ...values: unknown[]) => there.database.pool.query(text, values);

describe('a cascade marks the target, whatever road it takes', () => {
  test.each<[Column, string, () => Promise<string>]>([
    ['policy', 'policies', aPolicy],
    ['group', 'groups', aGroup],
    ['user', 'users', aUser],
  ])('deleting the bound %s', async (column, table, make) => {
    const [target, pk] = [await anApplication(), await make()];
    await bind(target, column, pk);
    expect(await mark(target)).toBeUndefined();
    await run(`delete from ${table} where pk = $1`, pk);
    expect(await mark(target)).toEqual({ cause: 'cascade', subject: `${column} ${pk}`, warned: false });
  });

  test('the negative control: taking the binding away by hand marks nothing', async () => {
    const [target, policy] = [await anApplication(), await aPolicy()];
    const binding = await bind(target, 'policy', policy);
    await run('delete from policy_bindings where pk = $1', binding);
    await run('delete from policies where pk = $1', policy);
    expect(await mark(target)).toBeUndefined();
  });

  test.each(['enabled = false', 'dry_run = true'])('a binding with %s had no say', async (more) => {
    const [target, policy] = [await anApplication(), await aPolicy()];
    await bind(target, 'policy', policy, more);
    await run('delete from policies where pk = $1', policy);
    expect(await mark(target)).toBeUndefined();
  });

  test('two deletions at the same time, each of which sees the binding of the other, leave the target marked', async () => {
    const target = await anApplication();
    const [first, second] = [await aPolicy(), await aPolicy()];
    await bind(target, 'policy', first);
    await bind(target, 'policy', second);
    let other: Promise<unknown> | undefined;
    await there.database.transaction(async (trx) => {
      await trx.deleteFrom('policies').where('pk', '=', first).execute();
      other = run('delete from policies where pk = $1', second);
      const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await expect.poll(async () => (await run(waiting)).rowCount).toBe(1);
    });
    await other;
    expect((await run('select 1 from policy_bindings where target = $1', target)).rowCount).toBe(0);
    expect(await mark(target)).toMatchObject({ cause: 'cascade' });
  });
});

describe('somebody says otherwise', () => {
  async function closed(): Promise<string> {
    const [target, policy] = [await anApplication(), await aPolicy()];
    await bind(target, 'policy', policy);
    await run('delete from policies where pk = $1', policy);
    expect(await mark(target)).toBeDefined();
    return target;
  }

  test('by binding something', async () => {
    const target = await closed();
    await bind(target, 'group', await aGroup());
    expect(await mark(target)).toBeUndefined();
  });

  test.each(['enabled = false', 'dry_run = true'])('not by a binding with %s', async (more) => {
    const target = await closed();
    const binding = await bind(target, 'group', await aGroup(), more);
    expect(await mark(target)).toBeDefined();
    await run('update policy_bindings set "order" = 5 where pk = $1', binding);
    await run('delete from policy_bindings where pk = $1', binding);
    expect(await mark(target)).toBeDefined();
    const another = await bind(target, 'group', await aGroup(), more);
    await run('update policy_bindings set enabled = true, dry_run = false where pk = $1', another);
    expect(await mark(target)).toBeUndefined();
  });

  test('by taking away or switching off by hand what the cascade left', async () => {
    for (const end of ['delete from policy_bindings', 'update policy_bindings set enabled = false']) {
      const [target, policy] = [await anApplication(), await aPolicy()];
      await bind(target, 'policy', policy);
      const left = await bind(target, 'group', await aGroup());
      await run('delete from policies where pk = $1', policy);
      expect(await mark(target)).toBeDefined();
      await run(`${end} where pk = $1`, left);
      expect(await mark(target)).toBeUndefined();
    }
  });

  test('by changing the rule for "nothing bound", and by no other change of the application', async () => {
    const target = await closed();
    await run("update applications set name = name || '!' where pk = $1", target);
    expect(await mark(target)).toBeDefined();
    await run(`update applications set config = config || '{"when_unbound": "pass"}' where pk = $1`, target);
    expect(await mark(target)).toBeUndefined();
  });

  test('by saying so, once', async () => {
    const target = await closed();
    const marks = createClosedTargets(there.database);
    expect(await marks.reopen(target, new Date())).toBe(true);
    expect(await mark(target)).toBeUndefined();
    expect(await marks.reopen(target, new Date())).toBe(false);
  });

  test('a target that goes takes its mark along', async () => {
    const target = await closed();
    await run('delete from applications where pk = $1', target);
    expect(await mark(target)).toBeUndefined();
  });
});

describe('expiry', () => {
  const noon = new Date('2026-11-24T12:00:00Z');
  const past = "expires = '2026-11-24T11:00:00Z'";
  const future = "expires = '2026-11-24T13:00:00Z'";

  test('a target whose bindings have all expired is marked once; one that has another binding is not', async () => {
    const marks = createClosedTargets(there.database);
    const [emptied, held, open, off] = [
      await anApplication(),
      await anApplication(),
      await anApplication(),
      await anApplication(),
    ];
    const group = await aGroup();
    await bind(emptied, 'group', group, past);
    await bind(held, 'group', group, past);
    await bind(held, 'user', await aUser());
    await bind(open, 'group', group, future);
    await bind(off, 'group', group, `enabled = false, ${past}`);
    expect(await marks.closeExpired(noon)).toBe(1);
    expect(await marks.closeExpired(noon)).toBe(0);
    expect(await mark(emptied)).toMatchObject({ cause: 'expired', subject: `group ${group}` });
    for (const target of [held, open, off]) expect(await mark(target)).toBeUndefined();
  });

  const long = "expires = '2020-01-01T00:00:00Z'";
  const later = "expires = '2999-01-01T00:00:00Z'";
  const ends: [string, (binding: string) => Promise<unknown>][] = [
    ['deleting', (pk) => run('delete from policy_bindings where pk = $1', pk)],
    ['switching off', (pk) => run('update policy_bindings set enabled = false where pk = $1', pk)],
    ['a dry run of', (pk) => run('update policy_bindings set dry_run = true where pk = $1', pk)],
    [
      'moving',
      async (pk) => run('update policy_bindings set target = $2 where pk = $1', pk, await anApplication()),
    ],
  ];

  test.each(ends)('%s what has expired opens nothing, whether it was marked or not', async (_title, end) => {
    for (const swept of [true, false]) {
      const [target, group] = [await anApplication(), await aGroup()];
      const binding = await bind(target, 'group', group, long);
      if (swept) await createClosedTargets(there.database).closeExpired(new Date());
      await end(binding);
      expect(await mark(target)).toMatchObject({ cause: 'expired', subject: `group ${group}` });
    }
  });

  test.each(ends)('the negative control: %s what speaks still is somebody’s word', async (_title, end) => {
    const target = await anApplication();
    await end(await bind(target, 'group', await aGroup(), later));
    expect(await mark(target)).toBeUndefined();
  });

  test('by giving an expired binding more time', async () => {
    const target = await anApplication();
    const binding = await bind(target, 'group', await aGroup(), long);
    await createClosedTargets(there.database).closeExpired(new Date());
    await run("update policy_bindings set expires = '2999-01-01' where pk = $1", binding);
    expect(await mark(target)).toBeUndefined();
  });

  test('a target that goes leaves no mark by its expired binding', async () => {
    const target = await anApplication();
    await bind(target, 'group', await aGroup(), long);
    await run('delete from applications where pk = $1', target);
    expect(await mark(target)).toBeUndefined();
  });

  test('reopening switches off what has expired, and the next sweep leaves it so', async () => {
    const marks = createClosedTargets(there.database);
    const target = await anApplication();
    await bind(target, 'group', await aGroup(), long);
    expect(await marks.reopen(target, new Date())).toBe(true);
    await marks.closeExpired(new Date());
    expect(await mark(target)).toBeUndefined();
  });
});

test('a warning is claimed by exactly one of those who ask at the same time', async () => {
  const marks = createClosedTargets(there.database);
  const [target, policy] = [await anApplication(), await aPolicy()];
  await bind(target, 'policy', policy);
  await run('delete from policies where pk = $1', policy);
  const claims = await Promise.all(Array.from({ length: 8 }, () => marks.claimWarning(target)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await mark(target)).toMatchObject({ warned: true });
});
