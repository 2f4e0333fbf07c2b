import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import type { SetupStore } from '../core/setup/ports.ts';
import { createExclusive } from './exclusive.ts';
import { createSetupStore } from './setup.ts';

let created: TestDatabase;
let store: SetupStore;

beforeAll(async () => {
  created = await testDatabase();
  store = createSetupStore(created.database);
});
afterAll(() => created.drop());
beforeEach(async () => {
  const { kysely } = created.database;
  await sql`update setup set digest = null, completed = null`.execute(kysely);
  await sql`truncate users, groups cascade`.execute(kysely);
});

const times = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work));
const wins = (results: readonly boolean[]) => results.filter(Boolean).length;

describe('A24: set-up', () => {
  test('one link is open at a time, and one caller gets it', async () => {
    expect(await store.issue('old')).toBe(true);
    expect(await store.issue('new')).toBe(true);
    expect(await store.consume('old')).toBe(false);
    expect(await store.consume('')).toBe(false);
    expect(wins(await times(20, () => store.consume('new')))).toBe(1);
    expect(await store.consume('new')).toBe(false);
  });

  test('it ends once, and then there is neither a new link nor an old one', async () => {
    await store.issue('open');
    expect(await store.isComplete()).toBe(false);
    expect(wins(await times(20, () => store.complete()))).toBe(1);
    expect(await store.isComplete()).toBe(true);
    expect(await store.consume('open')).toBe(false);
    expect(await store.issue('again')).toBe(false);
    expect(await store.consume('again')).toBe(false);
  });

  test('of a link that is taken while set-up ends, at most one of both happens after the other', async () => {
    for (let round = 0; round < 20; round++) {
      await sql`update setup set completed = null`.execute(created.database.kysely);
      await store.issue(`link ${round}`);
      await Promise.all([store.consume(`link ${round}`), store.complete()]);
      expect(await store.consume(`link ${round}`)).toBe(false);
      expect(await store.isComplete()).toBe(true);
    }
  });
});

describe('whether there is an administrator', () => {
  const user = async (
    fields: { is_active?: boolean; password?: string; signedIn?: boolean },
    group: string,
  ) => {
    const { kysely } = created.database;
    const { is_active = true, password = '', signedIn = false } = fields;
    await sql`insert into groups (pk, name, is_superuser) values
      ('00000000-0000-4000-8000-000000000001', 'admins', true),
      ('00000000-0000-4000-8000-000000000002', 'child', false),
      ('00000000-0000-4000-8000-000000000003', 'staff', false)`.execute(kysely);
    await sql`insert into group_parents values
      ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001'),
      ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000003')`.execute(kysely);
    await sql`with made as (
        insert into users (username, is_active, password, last_login)
        values ('u', ${is_active}, ${password}, ${signedIn ? sql`now()` : null}) returning pk)
      insert into user_groups select made.pk, groups.pk from made, groups where groups.name = ${group}`.execute(
      kysely,
    );
  };

  test.each([
    ['one with a password', { password: 'hash' }, 'admins', true],
    ['one who has signed in through a source', { signedIn: true }, 'admins', true],
    ['a member of a child group', { password: 'hash' }, 'child', true],
    ['an account that nobody can use', {}, 'admins', false],
    ['an inactive one', { password: 'hash', is_active: false }, 'admins', false],
    ['a member of the parent group', { password: 'hash' }, 'staff', false],
  ])('%s: %j in %s', async (_, fields, group, want) => {
    await user(fields, group);
    expect(await store.hasAdministrator()).toBe(want);
  });
});

test('exclusive work takes turns, by name', async () => {
  const exclusive = createExclusive(created.database);
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await sql`select pg_sleep(0.01)`.execute(created.database.kysely);
    inside -= 1;
  };
  await times(4, () => exclusive.run('one', work));
  expect(most).toBe(1);
  await Promise.all([exclusive.run('one', work), exclusive.run('two', () => exclusive.run('three', work))]);
  await expect(exclusive.run('one', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await exclusive.run('one', work);
});
