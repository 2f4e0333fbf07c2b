import { type Kysely, sql } from 'kysely';
import type { Database, Tables, Trx } from './database.ts';

/** One step of the schema. Steps only grow: an applied one is never edited, renamed, moved or removed. */
export type Migration = {
  /** Sorts after all earlier ones: `0007-tokens`. */
  readonly id: string;
  /** Runs in a transaction of its own; what cannot (CREATE INDEX CONCURRENTLY) is not allowed here. */
  up(trx: Trx): Promise<void>;
};

/** An arbitrary number that only Postern's migrations lock. */
const lock = 4_077_193_386;

/**
 * Brings the schema to the last of `migrations` and answers the ids that this call applied. Several nodes may call it
 * at once: an advisory lock lets one work while the others wait and then find nothing to do. Refuses a database that
 * holds migrations unknown to this version, before it touches anything.
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  requireOrder(migrations);
  return database.kysely.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection); // waiting for another node is no slow query
    await sql`select pg_advisory_lock(${lock})`.execute(connection);
    try {
      return await applyMissing(connection, migrations);
    } finally {
      // Fails only where the connection is lost, and then PostgreSQL has let go of the lock by itself.
      const unlock = sql`select pg_advisory_unlock(${lock})`.execute(connection);
      await unlock.then(() => sql`reset statement_timeout`.execute(connection)).catch(() => undefined);
    }
  });
}

async function applyMissing(connection: Kysely<Tables>, migrations: readonly Migration[]): Promise<string[]> {
  await sql`create table if not exists migration (
    id text primary key,
    applied timestamptz not null default now()
  )`.execute(connection);
  const { rows } = await sql<{ id: string }>`select id from migration`.execute(connection);
  const applied = new Set(rows.map(({ id }) => id));
  requireKnown(applied, migrations);

  const missing = migrations.filter(({ id }) => !applied.has(id));
  for (const { id, up } of missing) {
    try {
      await connection.transaction().execute(async (trx) => {
        await up(trx);
        await sql`insert into migration (id) values (${id})`.execute(trx);
      });
    } catch (cause) {
      throw new Error(`Migration ${id} failed and left nothing behind: ${String(cause)}`, { cause });
    }
  }
  return missing.map(({ id }) => id);
}

function requireOrder(migrations: readonly Migration[]): void {
  migrations.forEach(({ id }, index) => {
    const before = migrations[index - 1]?.id;
    if (before !== undefined && before >= id) {
      throw new Error(`The list of migrations is out of order: ${before} stands before ${id}.`);
    }
  });
}

/** What is applied must be the beginning of the list: nothing from the future, nothing slipped in behind. */
function requireKnown(applied: ReadonlySet<string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ id }) => id));
  const unknown = [...applied].filter((id) => !known.has(id)).sort();
  if (unknown.length > 0) {
    throw new Error(
      `This database was written by a newer Postern: it holds ${unknown.join(', ')}, which this version does not ` +
        'know. Start that version or a newer one, or restore a backup from before the upgrade.',
    );
  }
  const skipped = migrations.slice(0, applied.size).filter(({ id }) => !applied.has(id));
  if (skipped.length > 0) {
    throw new Error(
      `Migration ${skipped.map(({ id }) => id).join(', ')} was put before ones that this database already holds. ` +
        'New migrations go to the end of the list.',
    );
  }
}
