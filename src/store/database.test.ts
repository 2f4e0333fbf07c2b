import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { type Database, openDatabase } from './database.ts';

let made: TestDatabase;
beforeAll(async () => {
  made = await testDatabase({
    migrations: [
      {
        id: '0001-account',
        up: async (trx) => {
          await sql`create table account (id int primary key, balance int not null)`.execute(trx);
          await sql`insert into account select n, 0 from generate_series(1, 10) n`.execute(trx);
        },
      },
    ],
  });
});
afterAll(() => made.drop());

/** A database with one connection, so that the test sees what that connection has prepared. */
async function alone<T>(work: (database: Database) => Promise<T>, statements?: number): Promise<T> {
  const database = openDatabase(made.connection, {
    max: 1,
    ...(statements === undefined ? {} : { statements }),
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

async function prepared({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ statement: string }>(
    'select statement from pg_prepared_statements order by 1',
  );
  return rows.map(({ statement }) => statement);
}

const pidOf = async ({ pool }: Database) => (await pool.query('select pg_backend_pid() as pid')).rows[0].pid;

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !holds(); await sleep(5)) {
    if (Date.now() > end) throw new Error('It did not happen within ten seconds.');
  }
}

describe('named statements', () => {
  test('a query is prepared once and used again', () =>
    alone(async (database) => {
      const find = (id: number) =>
        database.kysely.selectFrom('account').select('id').where('id', '=', id).executeTakeFirst();
      expect(await find(1)).toEqual({ id: 1 });
      expect(await find(2)).toEqual({ id: 2 });
      expect(await prepared(database)).toEqual(['select "id" from "account" where "id" = $1']);
    }));

  test.each([
    'create table scratch (id int)',
    'drop table scratch',
    'listen news',
    'set local lock_timeout = 5',
    'notify news',
    'vacuum account',
  ])('%s is not prepared', (text) =>
    alone(async (database) => {
      await sql.raw(text).execute(database.kysely);
      expect(await prepared(database)).toEqual([]);
    }),
  );

  test('neither are the commands of a transaction', () =>
    alone(async (database) => {
      await database.transaction(async (trx) => void (await sql`select 1`.execute(trx)));
      expect(await prepared(database)).toEqual(['select 1']);
    }));

  test('the number of names is capped; what comes after runs all the same', () =>
    alone(async (database) => {
      for (let n = 0; n < 5; n++) {
        const { rows } = await sql.raw(`select ${n} as n`).execute(database.kysely);
        expect(rows).toEqual([{ n }]);
      }
      expect(await prepared(database)).toEqual(['select 0 as n', 'select 1 as n']);
    }, 2));

  test('a table that changes under a prepared statement costs the connection, not the query', () =>
    alone(async (database) => {
      const read = () => sql`select * from changing`.execute(database.kysely);
      await sql`create table changing (a int)`.execute(database.kysely);
      await sql`insert into changing values (1)`.execute(database.kysely);
      expect((await read()).rows).toEqual([{ a: 1 }]);
      const before = await pidOf(database);
      await sql`alter table changing add column b int default 2`.execute(database.kysely);
      expect((await read()).rows).toEqual([{ a: 1, b: 2 }]);
      expect((await read()).rows).toEqual([{ a: 1, b: 2 }]);
      expect(await pidOf(database)).not.toBe(before);
      await sql`drop table changing`.execute(database.kysely);
    }));

  test('in a transaction the query fails, and the next transaction works', () =>
    alone(async (database) => {
      await sql`create table changing (a int)`.execute(database.kysely);
      const read = () =>
        database.transaction(async (trx) => (await sql`select * from changing`.execute(trx)).rows);
      await read();
      await sql`alter table changing add column b int`.execute(database.kysely);
      await expect(read()).rejects.toMatchObject({ code: '0A000' });
      expect(await read()).toEqual([]);
      await sql`drop table changing`.execute(database.kysely);
    }));
});

describe('transaction', () => {
  test('is undone when the work fails, and tells why', async () => {
    const work = made.database.transaction(async (trx) => {
      await trx.updateTable('account').set({ balance: 99 }).where('id', '=', 3).execute();
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    const row = await made.database.kysely
      .selectFrom('account')
      .select('balance')
      .where('id', '=', 3)
      .executeTakeFirst();
    expect(row).toEqual({ balance: 0 });
  });

  const increment = (id: number, retries: number) =>
    made.database.transaction(
      async (trx) => {
        const { balance } = await trx
          .selectFrom('account')
          .select('balance')
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        await sql`select pg_sleep(0.02)`.execute(trx);
        await trx
          .updateTable('account')
          .set({ balance: Number(balance) + 1 })
          .where('id', '=', id)
          .execute();
      },
      { isolation: 'serializable', retries },
    );

  test('with retries, no increment of many at once is lost', async () => {
    await Promise.all(Array.from({ length: 6 }, () => increment(1, 100)));
    const { rows } = await made.database.pool.query('select balance from account where id = 1');
    expect(rows).toEqual([{ balance: 6 }]);
  });

  test('without retries, the conflict is the caller’s to see', async () => {
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => increment(2, 0)));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: '40001' });
  });

  test('a deadlock is retried too', async () => {
    const cross = (from: number, to: number) =>
      made.database.transaction(
        async (trx) => {
          await sql`update account set balance = balance + 1 where id = ${from}`.execute(trx);
          await sql`select pg_sleep(0.1)`.execute(trx);
          await sql`update account set balance = balance + 1 where id = ${to}`.execute(trx);
        },
        { retries: 10 },
      );
    await Promise.all([cross(4, 5), cross(5, 4)]);
    const { rows } = await made.database.pool.query('select balance from account where id in (4, 5)');
    expect(rows).toEqual([{ balance: 2 }, { balance: 2 }]);
  });
});

describe('lost connections', () => {
  test('an idle connection that is killed does not end the process; the next query works', () =>
    alone(async (database) => {
      const pid = await pidOf(database);
      await made.database.pool.query('select pg_terminate_backend($1)', [pid]);
      await until(() => database.pool.totalCount === 0);
      expect(await pidOf(database)).not.toBe(pid);
    }));

  test('a connection that is killed in a transaction, between two queries, fails that transaction only', () =>
    alone(async (database) => {
      const work = database.transaction(async (trx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
        await made.database.pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
        await sleep(20); // the news of it reaches a connection on which no query waits
        await sql`select 1`.execute(trx);
      });
      await expect(work).rejects.toThrow();
      expect(await pidOf(database)).toBeGreaterThan(0);
    }));

  test('closing twice is closing once', async () => {
    const database = openDatabase(made.connection);
    await database.pool.query('select 1');
    await Promise.all([database.close(), database.close()]);
    await expect(database.listen('news', () => {})).rejects.toThrow('closed');
  });
});

describe('listen', () => {
  const listening = `select pid from pg_stat_activity where application_name = $1 and query like 'listen%'`;

  async function killListener(application: string): Promise<void> {
    const { rowCount } = await made.database.pool.query(
      `select pg_terminate_backend(pid) from (${listening}) listener`,
      [application],
    );
    expect(rowCount).toBe(1);
  }

  test('hears what is notified after it resolved, until it is ended', async () => {
    const heard: string[] = [];
    const other: string[] = [];
    const end = await made.database.listen('Weird "Channel"', (payload) => void heard.push(payload));
    const endOther = await made.database.listen('other', (payload) => void other.push(payload));
    const notify = (channel: string, payload: string) =>
      made.database.pool.query('select pg_notify($1, $2)', [channel, payload]);
    await notify('Weird "Channel"', 'one');
    await notify('other', '');
    await until(() => heard.length === 1 && other.length === 1);
    await end();
    await notify('Weird "Channel"', 'two');
    await notify('other', 'last');
    await until(() => other.length === 2);
    expect(heard).toEqual(['one']);
    expect(other).toEqual(['', 'last']);
    await endOther();
  });

  test('a listener that throws is logged and hears the next one', async () => {
    const errors: string[] = [];
    const database = openDatabase(made.connection, {
      log: { info() {}, warn() {}, error: (_, message) => void errors.push(message) },
    });
    let heard = 0;
    await database.listen('news', async () => {
      heard++;
      throw new Error('broken listener');
    });
    await database.pool.query("select pg_notify('news', '')");
    await database.pool.query("select pg_notify('news', 'again')");
    await until(() => heard === 2 && errors.length === 2);
    await database.close();
    expect(errors).toEqual(Array(2).fill('a listener for database changes failed'));
  });

  test('a writer’s row is never missed while the connection is killed again and again', async () => {
    const application = 'listener under fire';
    const database = openDatabase({ ...made.connection, application_name: application });
    await sql`create table news (id int primary key)`.execute(database.kysely);
    let known = 0;
    let reconnects = 0;
    const read = async () => {
      const { rows } = await made.database.pool.query('select count(*)::int as n from news');
      known = Math.max(known, rows[0].n);
    };
    await database.listen('news', read, async () => {
      reconnects++;
      await read();
    });
    for (let id = 1; id <= 300; id++) {
      await made.database.transaction(async (trx) => {
        await sql`insert into news values (${id})`.execute(trx);
        await sql`select pg_notify('news', '')`.execute(trx);
      });
      if (id % 60 === 30) {
        const before = reconnects;
        await killListener(application);
        if (id === 90) await until(() => reconnects > before);
      }
      await sleep(1);
      if (id % 60 === 0) await until(() => reconnects >= id / 60);
    }
    await until(() => known === 300);
    expect(reconnects).toBe(5);
    await database.close();
  });

  test('rejects when there is no database to connect to', async () => {
    const database = openDatabase({ host: '/nowhere', user: 'postern' });
    await expect(database.listen('news', () => {})).rejects.toMatchObject({ code: 'ENOENT' });
    await database.close();
  });
});
