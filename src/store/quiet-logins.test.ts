import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { user as model } from '../core/directory/models.ts';
import { silent } from '../core/log.ts';
import type { Change } from '../core/model/model.ts';
import { createPeopleStore } from './people.ts';
import { type RunningReplica, startReplica } from './replica.ts';

/** A login changes a user that every node has in memory, and tells none of them. */

let db: TestDatabase;
let here: RunningReplica;
let there: RunningReplica;
beforeAll(async () => {
  db = await testDatabase();
  const follow = () => startReplica(db.database, [model], { log: silent, now: Date.now });
  [here, there] = [await follow(), await follow()];
});
afterAll(async () => {
  await Promise.all([here?.close(), there?.close()]);
  await db?.drop();
});

const LOGIN = Date.parse('2026-01-02T03:04:05.678Z');

async function newUser(): Promise<number> {
  const { rows } = await sql<{ pk: number }>`
    insert into users (username) values (${randomUUID()}) returning pk`.execute(db.database.kysely);
  await Promise.all([here.catchUp(), there.catchUp()]);
  return rows[0]?.pk ?? 0;
}

const signIn = (user: number, at = LOGIN) =>
  createPeopleStore(db.database, here).openSession(
    {
      uuid: randomUUID(),
      user,
      cookie_hash: randomUUID(),
      last_ip: '192.0.2.1',
      last_user_agent: 'a browser',
      last_used: at,
      expires: at + 60_000,
      login: {},
    },
    null,
  );

const lastLogin = (replica: RunningReplica, user: number): number =>
  Date.parse(String(replica.get('users', user)?.last_login));

/** How often the database tells of changes while `work` runs. */
async function told(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const stop = await db.database.listen('postern_changes', () => {
    count += 1;
  });
  await work();
  // Notices come in the order of their transactions: after this one, none of the work's is on its way.
  await new Promise<void>((resolve) => {
    const ended = db.database.listen('end_of_work', () => {
      resolve();
    });
    void ended.then(() => sql`select pg_notify('end_of_work', '')`.execute(db.database.kysely));
  });
  await stop();
  return count;
}

describe('a login', () => {
  test('is in the memory of this node when it is through, and the row is otherwise as it was', async () => {
    const user = await newUser();
    const before = here.get('users', user);
    const changes: Change[] = [];
    const stop = here.onChange((some) => changes.push(...some));
    expect(await told(() => signIn(user))).toBe(0);
    stop();
    expect(lastLogin(here, user)).toBe(LOGIN);
    const after = here.get('users', user);
    expect({ ...after, last_login: null, last_updated: before?.last_updated }).toEqual(before);
    expect(after?.last_updated).not.toBe(before?.last_updated);
    expect(changes.map(({ table, pk, row }) => [table, pk, row?.last_login])).toEqual([
      ['users', user, here.get('users', user)?.last_login],
    ]);
  });

  test('is in the memory of another node with its next read', async () => {
    const user = await newUser();
    await signIn(user);
    expect(lastLogin(there, user)).toBeNaN();
    await there.catchUp();
    expect(there.get('users', user)).toEqual({ ...there.get('users', user), ...here.get('users', user) });
    expect(lastLogin(there, user)).toBe(LOGIN);
  });

  test('is in the memory of another node within five seconds, though nothing else happens', async () => {
    const user = await newUser();
    await signIn(user);
    await expect.poll(() => lastLogin(there, user), { timeout: 6_000 }).toBe(LOGIN);
  });

  test('hides no other change of the same person', async () => {
    const user = await newUser();
    await sql`alter table users disable trigger tell`.execute(db.database.kysely); // nobody hears of it in time
    await sql`update users set name = 'Ada' where pk = ${user}`.execute(db.database.kysely);
    await sql`alter table users enable trigger tell`.execute(db.database.kysely);
    await signIn(user);
    await here.catchUp();
    expect(here.get('users', user)).toMatchObject({ name: 'Ada' });
    expect(lastLogin(here, user)).toBe(LOGIN);
  });

  test('that is reported late does not undo one that was read', async () => {
    const user = await newUser();
    const { rows } = await sql<{ xid: string }>`
      update users set last_login = to_timestamp(${LOGIN / 1000}) where pk = ${user} returning xid::text`.execute(
      db.database.kysely,
    );
    await signIn(user, LOGIN + 1_000);
    await here.catchUp();
    here.patch('users', user, { last_login: new Date(LOGIN).toISOString() }, BigInt(rows[0]?.xid ?? 0));
    await here.catchUp();
    expect(lastLogin(here, user)).toBe(LOGIN + 1_000);
  });

  test('of somebody whom this node does not have changes nothing', () => {
    const { revision } = here;
    here.patch('users', 1_000_000, { last_login: null }, 2n ** 62n);
    expect(here.get('users', 1_000_000)).toBeUndefined();
    expect(here.revision).toBe(revision);
  });
});

test('every other change of a user is told', async () => {
  const user = await newUser();
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = 'users'::regclass and attnum > 0 and not attisdropped order by attnum`.execute(
    db.database.kysely,
  );
  const quiet: string[] = [];
  for (const { name } of rows) {
    const column = sql.id(name);
    const times = await told(() =>
      sql`update users set ${column} = ${column} where pk = ${user}`.execute(db.database.kysely),
    );
    if (times === 0) quiet.push(name);
  }
  expect(quiet).toEqual(['last_login']);
  const membership = () =>
    sql`with g as (insert into groups (name) values (${randomUUID()}) returning pk)
      insert into user_groups (user_pk, group_pk) select ${user}, pk from g`.execute(db.database.kysely);
  expect(await told(membership)).toBeGreaterThan(0);
});
