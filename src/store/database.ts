import { setTimeout as sleep } from 'node:timers/promises';
import { type IsolationLevel, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { type Log, silent } from '../core/log.ts';
import { Listener } from './listener.ts';
import { namedStatementPool, statementNames } from './named-statements.ts';

/** Any table with any columns: rows are checked by the schemas of the kinds, not by the query builder. */
export type Tables = Record<string, Record<string, unknown>>;

/** A transaction in which both the query builder and Kysely's `sql` run. */
export type Trx = Transaction<Tables>;

export type TransactionOptions = {
  readonly isolation?: IsolationLevel;
  /** How often to begin anew after a serialization failure or a deadlock (40001, 40P01). Default 0. */
  readonly retries?: number;
};

export type DatabaseOptions = {
  readonly log?: Log;
  /** Connections at most, without the one that listens. A backend costs PostgreSQL about 2.4 MB. Default 8. */
  readonly max?: number;
  /** Prepared statements at most, per connection. Default 1,000. */
  readonly statements?: number;
};

/** The one way to PostgreSQL: queries, transactions and news of changes. */
export interface Database {
  readonly kysely: Kysely<Tables>;
  readonly pool: pg.Pool;
  /** Runs `work` in a transaction. With `retries`, `work` may run several times and must not act outside of it. */
  transaction<T>(work: (trx: Trx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /**
   * Resolves once LISTEN is on, to the function that ends the subscription. After a lost connection `onReconnect` is
   * called when LISTEN is on again: read then what was missed.
   */
  listen(
    channel: string,
    onNotify: (payload: string) => void | Promise<void>,
    onReconnect?: () => void | Promise<void>,
  ): Promise<() => Promise<void>>;
  /** Waits for running queries, then closes every connection. */
  close(): Promise<void>;
}

/** Opens a PostgreSQL (15 or newer) by a `pg` configuration or a `postgres://` address. Connects on first use. */
export function openDatabase(config: pg.PoolConfig | string, options: DatabaseOptions = {}): Database {
  const { log = silent, max = 8, statements = 1_000 } = options;
  const settings: pg.PoolConfig = {
    application_name: 'postern',
    options: '-c timezone=UTC', // times leave the database as UTC, whatever the server's zone is
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    // A backend of PostgreSQL that nobody uses still keeps two to eight megabytes.
    idleTimeoutMillis: 5_000,
    max,
    ...(typeof config === 'string' ? { connectionString: config } : config),
  };
  const pool = new pg.Pool(settings);
  // Without handlers, the loss of a connection would end the process: the pool's for an idle one, which it replaces
  // by itself, and the connection's own for one in use, whose user gets the error from the next query.
  pool.on('error', ({ message }) => {
    if (!closed) log.warn({ reason: message }, 'an idle database connection was lost');
  });
  pool.on('connect', (client) => {
    client.on('error', () => {});
  });

  const kysely = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: namedStatementPool(pool, statementNames(statements)) }),
  });
  const listener = new Listener(settings, log);
  let closed: Promise<void> | undefined;

  return {
    kysely,
    pool,
    transaction: (work, how) => transaction(kysely, work, how),
    listen: (channel, onNotify, onReconnect = () => {}) => listener.listen(channel, onNotify, onReconnect),
    close() {
      closed ??= listener.close().then(() => pool.end());
      return closed;
    },
  };
}

function transaction<T>(
  kysely: Kysely<Tables>,
  work: (trx: Trx) => Promise<T>,
  { isolation, retries = 0 }: TransactionOptions = {},
): Promise<T> {
  return retried(() => {
    const begin = kysely.transaction();
    return (isolation === undefined ? begin : begin.setIsolationLevel(isolation)).execute(work);
  }, retries);
}

/** Does `work`, one statement or one transaction, anew where it met another one at a bad moment. */
export async function retried<T>(work: () => Promise<T>, retries: number): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= retries || !mayRetry(error)) throw error;
      await sleep(Math.random() * 2 ** Math.min(attempt + 2, 8)); // spread out those who met
    }
  }
}

/** serialization_failure or deadlock_detected: the same work can succeed when it is begun anew. */
function mayRetry(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');
}
