import pg from 'pg';
import { superuser } from './cluster.ts';
import { codeOf } from './failure.ts';

/** The role and the database of Postern. */
export const application = 'postern';

/** An arbitrary number that only supervisors lock. */
const lock = 7_305_118_224;

/**
 * What a knock at the server's socket came to: we hold the guard; another Postern does; the server is on its way up
 * or down; nobody is there; or the server would not have us, and why.
 */
export type Knock =
  | { readonly answer: 'ours'; readonly client: pg.Client }
  | { readonly answer: 'taken' | 'busy' | 'nobody' }
  | { readonly answer: 'refused'; readonly error: unknown };

/**
 * Tries to become the one supervisor of the server: a session that holds an advisory lock for as long as we live. The
 * kernel ends it with our process, so a lock of the dead never has to be broken.
 */
export async function knock(host: string): Promise<Knock> {
  const client = new pg.Client({
    host,
    user: superuser,
    database: 'postgres',
    application_name: 'postern supervisor',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {}); // `end` follows, and the supervisor acts on that
  try {
    await client.connect();
    const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${lock}) as held`);
    if (rows[0]?.held) return { answer: 'ours', client };
    await client.end();
    return { answer: 'taken' };
  } catch (error) {
    void client.end().catch(() => undefined);
    return reasonOf(error);
  }
}

/** Makes the role and the database that Postern uses, where they are missing. */
export async function prepareApplication(client: pg.Client): Promise<void> {
  const role = await client.query('select 1 from pg_roles where rolname = $1', [application]);
  if (role.rowCount === 0) await client.query(`create role ${application} login`);
  const database = await client.query('select 1 from pg_database where datname = $1', [application]);
  if (database.rowCount === 0) await client.query(`create database ${application} owner ${application}`);
}

function reasonOf(error: unknown): Knock {
  const code = codeOf(error);
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return { answer: 'nobody' };
  // 57P01 to 57P03: shutting down, crash of a neighbour, starting up. No code: the connection broke under way.
  if (code === undefined || code.startsWith('57P') || code === 'ECONNRESET' || code === 'EPIPE')
    return { answer: 'busy' };
  return { answer: 'refused', error };
}
