import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { createPasswordHistory } from './password-history.ts';

let there: TestDatabase;
beforeAll(async () => {
  there = await testDatabase();
});
afterAll(() => there.drop());

const run = async (text: string, values: readonly unknown[] = []) =>
  (await there.database.pool.query(text, [...values])).rows;
const history = () => createPasswordHistory(there.database);

let user = 0;
beforeEach(async () => {
  await run('delete from stages');
  await run('delete from policy_bindings');
  await run('delete from policies');
  await run('delete from users');
  user = (await run("insert into users (username, password) values ('ada', 'hash-0') returning pk"))[0].pk;
});

const policy = async (name: string, n: number | null, type = 'unique_password', config: object = {}) =>
  (
    await run('insert into policies (name, type, config) values ($1, $2, $3) returning pk', [
      name,
      type,
      { ...config, ...(n === null ? {} : { num_historical_passwords: n }) },
    ])
  )[0].pk as string;
const bind = (pk: string, enabled = true) =>
  run(
    'insert into policy_bindings (policy, target, "order", enabled) values ($1, gen_random_uuid(), 0, $2)',
    [pk, enabled],
  );
const stage = (pk: string) =>
  run("insert into stages (name, type, config) values ('prompt', 'prompt', $1)", [
    { validation_policies: [pk] },
  ]);
const change = (hash: string) => run('update users set password = $1 where pk = $2', [hash, user]);
const former = () => history().recent(user, 100);

describe('the history of passwords', () => {
  test.each<{ title: string; use: () => Promise<unknown>; kept: readonly string[] }>([
    { title: 'no uniqueness policy', use: async () => {}, kept: [] },
    { title: 'a policy that nobody uses', use: () => policy('p', 3), kept: [] },
    { title: 'bound and enabled', use: async () => bind(await policy('p', 3)), kept: ['hash-0'] },
    { title: 'bound, but disabled', use: async () => bind(await policy('p', 3), false), kept: [] },
    {
      title: 'a prompt stage validates by it',
      use: async () => stage(await policy('p', 3)),
      kept: ['hash-0'],
    },
    {
      title: 'another policy names it by its key',
      use: async () => policy('q', null, 'conditional', { node: await policy('p', 3) }),
      kept: ['hash-0'],
    },
    {
      title: 'another policy names it by its name',
      use: async () => {
        await policy('no old ones', 3);
        await policy('q', null, 'expression', { expression: 'return call("no old ones").passing' });
      },
      kept: ['hash-0'],
    },
    { title: 'in use, but it compares with nothing', use: async () => bind(await policy('p', 0)), kept: [] },
    {
      title: 'without a number of its own',
      use: async () => bind(await policy('p', null)),
      kept: ['hash-0'],
    },
    { title: 'a policy of another type', use: async () => bind(await policy('p', 3, 'password')), kept: [] },
  ])('$title: kept is $kept', async ({ use, kept }) => {
    await use();
    await change('hash-1');
    expect(await former()).toEqual(kept);
  });

  test('the newest comes first, and no more than asked for', async () => {
    await bind(await policy('p', 3));
    for (const hash of ['hash-1', 'hash-2', 'hash-3']) await change(hash);
    expect(await former()).toEqual(['hash-2', 'hash-1', 'hash-0']);
    expect(await history().recent(user, 2)).toEqual(['hash-2', 'hash-1']);
    expect(await history().recent(user, 0)).toEqual([]);
    expect(await history().recent(user + 1, 9)).toEqual([]);
  });

  test('a password that expires is a former one; an unusable one is none', async () => {
    await bind(await policy('p', 3));
    await change('');
    await change('hash-1');
    expect(await former()).toEqual(['hash-0']);
  });

  test('the same again, and other changes of the user, are no new password', async () => {
    await bind(await policy('p', 3));
    await change('hash-0');
    await run('update users set last_login = now(), name = $1 where pk = $2', ['Ada', user]);
    expect(await former()).toEqual([]);
  });

  test('a change that is taken back leaves nothing', async () => {
    await bind(await policy('p', 3));
    const client = await there.database.pool.connect();
    await client.query('begin');
    await client.query('update users set password = $1 where pk = $2', ['hash-1', user]);
    await client.query('rollback');
    client.release();
    expect(await former()).toEqual([]);
  });

  test('what a user had goes with the user', async () => {
    await bind(await policy('p', 3));
    await change('hash-1');
    await run('delete from users');
    expect(await run('select * from password_history')).toEqual([]);
  });

  test('trimming keeps as many as any policy compares with, and none where no policy is in use', async () => {
    await bind(await policy('p', 1));
    await policy('not in use, but the largest', 2);
    for (const hash of ['hash-1', 'hash-2', 'hash-3', 'hash-4']) await change(hash);
    expect(await history().trim()).toBe(2);
    expect(await former()).toEqual(['hash-3', 'hash-2']);
    expect(await history().trim()).toBe(0);
    await run('delete from policy_bindings');
    expect(await history().trim()).toBe(2);
    expect(await former()).toEqual([]);
  });
});
