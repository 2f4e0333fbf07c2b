import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { openDatabase } from './database.ts';
import { type Migration, migrate } from './migrate.ts';
import { migrations as realMigrations } from './migrations/index.ts';

const first: Migration = {
  id: '0001-visits',
  up: async (trx) =>
    void (await sql`create table visit (id int primary key, run text not null)`.execute(trx)),
};
const second: Migration = {
  id: '0002-first-visit',
  up: async (trx) => void (await sql`insert into visit values (1, 'second')`.execute(trx)),
};
const broken: Migration = {
  id: '0003-broken',
  async up(trx) {
    await sql`insert into visit values (2, 'broken')`.execute(trx);
    await sql`select no_such_function()`.execute(trx);
  },
};

const opened: TestDatabase[] = [];
async function empty(): Promise<TestDatabase> {
  const made = await testDatabase({ migrations: [] });
  opened.push(made);
  return made;
}
afterEach(async () => {
  for (const made of opened.splice(0)) await made.drop();
});

const visits = async ({ database }: TestDatabase) =>
  (await sql`select id from visit`.execute(database.kysely)).rows;

describe('migrate', () => {
  test('applies what is missing, in order, and says what', async () => {
    const made = await empty();
    expect(await migrate(made.database, [first])).toEqual(['0001-visits']);
    expect(await migrate(made.database, [first, second])).toEqual(['0002-first-visit']);
    expect(await migrate(made.database, [first, second])).toEqual([]);
    expect(await visits(made)).toEqual([{ id: 1 }]);
  });

  test('five nodes at once: every migration runs once', async () => {
    const made = await empty();
    const nodes = Array.from({ length: 5 }, () => openDatabase(made.connection));
    const applied = await Promise.all(nodes.map((node) => migrate(node, [first, second])));
    await Promise.all(nodes.map((node) => node.close()));
    expect(applied.flat().sort()).toEqual(['0001-visits', '0002-first-visit']);
    expect(await visits(made)).toEqual([{ id: 1 }]);
  });

  test('a migration that fails leaves nothing behind, keeps the ones before, and can be tried again', async () => {
    const made = await empty();
    await expect(migrate(made.database, [first, second, broken])).rejects.toThrow(/0003-broken failed/);
    expect(await visits(made)).toEqual([{ id: 1 }]);
    const mended: Migration = {
      id: broken.id,
      up: async (trx) => void (await sql`insert into visit values (2, 'mended')`.execute(trx)),
    };
    expect(await migrate(made.database, [first, second, mended])).toEqual(['0003-broken']);
    expect(await visits(made)).toHaveLength(2);
  });

  test('refuses a database that a newer version has written', async () => {
    const made = await empty();
    await migrate(made.database, [first, second]);
    await expect(migrate(made.database, [first])).rejects.toThrow(/newer Postern: it holds 0002-first-visit/);
    expect(await migrate(made.database, [first, second])).toEqual([]);
  });

  test.each([
    { list: [second, first], says: /out of order/ },
    { list: [first, first], says: /out of order/ },
  ])('refuses a list that is not in order', async ({ list, says }) => {
    const made = await empty();
    await expect(migrate(made.database, list)).rejects.toThrow(says);
  });

  test('refuses a migration that was slipped in behind applied ones', async () => {
    const made = await empty();
    const late: Migration = { id: '0001-z-late', up: async () => {} };
    await migrate(made.database, [first, second]);
    await expect(migrate(made.database, [first, late, second])).rejects.toThrow(/0001-z-late was put before/);
  });

  test('waits for another node longer than a statement may take', async () => {
    const made = await empty();
    const impatient = openDatabase({ ...made.connection, statement_timeout: 100 });
    const slow: Migration = {
      id: '0001-slow',
      up: async (trx) => {
        await sql`select pg_sleep(0.4)`.execute(trx);
      },
    };
    const [one, other] = await Promise.all([migrate(made.database, [slow]), migrate(impatient, [slow])]);
    const { rows } = await impatient.pool.query('show statement_timeout');
    await impatient.close();
    expect([...one, ...other]).toEqual(['0001-slow']);
    expect(rows).toEqual([{ statement_timeout: '100ms' }]);
  });

  test('the real migrations make a database, and find nothing to do in the copy of their template', async () => {
    const made = await testDatabase();
    opened.push(made);
    expect(await migrate(made.database, realMigrations)).toEqual([]);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from migration`.execute(
      made.database.kysely,
    );
    expect(rows).toEqual([{ n: realMigrations.length }]);
  });
});
