import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../src/store/database.ts';
import { type Migration, migrate } from '../src/store/migrate.ts';
import { migrations as allMigrations } from '../src/store/migrations/index.ts';
import type { TestServer } from './database.setup.ts';

/** A database of one's own, as the application's role sees it. */
export type TestDatabase = {
  readonly name: string;
  readonly database: Database;
  /** For further connections, as from another node. */
  readonly connection: pg.PoolConfig;
  drop(): Promise<void>;
};

/**
 * A fresh database with the whole schema in it, in about 30 ms: a copy of a template that the first caller of a run
 * makes. With `migrations`, a database that those have made instead; `[]` for an empty one.
 */
export async function testDatabase(
  options: { migrations?: readonly Migration[] } = {},
): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = `postern_test_${server.run}_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, async (admin) => {
    if (options.migrations) await create(admin, server, name);
    else await create(admin, server, name, await templateOf(admin, server));
  });
  const connection = connectionTo(server, name);
  const database = openDatabase(connection);
  if (options.migrations) await migrate(database, options.migrations);
  return {
    name,
    database,
    connection,
    async drop() {
      await database.close();
      await asAdmin(server, (admin) => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function asAdmin<T>({ admin }: TestServer, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function templateOf(admin: pg.Client, server: TestServer): Promise<string> {
  const name = `postern_template_${server.run}_${fingerprint(allMigrations)}`;
  // The lock is the session's: whoever comes second waits, then finds the template made.
  await admin.query("select pg_advisory_lock(hashtext('postern_template'))");
  try {
    const found = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await makeTemplate(admin, server, name);
  } finally {
    await admin.query("select pg_advisory_unlock(hashtext('postern_template'))");
  }
  return name;
}

async function makeTemplate(admin: pg.Client, server: TestServer, name: string): Promise<void> {
  const unfinished = `${name}_unfinished`;
  await admin.query(`drop database if exists ${unfinished} with (force)`);
  await create(admin, server, unfinished);
  const database = openDatabase(connectionTo(server, unfinished));
  try {
    await migrate(database, allMigrations);
  } finally {
    await database.close();
  }
  await admin.query(`alter database ${unfinished} rename to ${name}`);
}

async function create(
  admin: pg.Client,
  { owner }: TestServer,
  name: string,
  template?: string,
): Promise<void> {
  const owned = owner === undefined ? '' : `owner ${owner}`;
  const from = template === undefined ? '' : `template ${template} strategy file_copy`;
  await admin.query(`create database ${name} ${owned} ${from}`);
}

function connectionTo({ admin, owner }: TestServer, database: string): pg.PoolConfig {
  if (typeof admin !== 'string') return { ...admin, user: owner, database };
  const url = new URL(admin);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}

/** Another one when a migration changes, so that a watching test run does not go on with the old schema. */
function fingerprint(migrations: readonly Migration[]): string {
  const hash = createHash('sha256');
  for (const { id, up } of migrations) hash.update(`${id}\n${up}\n`);
  return hash.digest('hex').slice(0, 8);
}
