import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../src/adapters/postgres/embedded.ts';
import { findPostmaster, stopPostmaster } from '../src/adapters/postgres/postmaster.ts';
import { silent } from '../src/core/log.ts';

/** What the tests are told: how to create databases, who owns them, and what all of this run's are called. */
export type TestServer = {
  readonly admin: { readonly host: string; readonly user: string; readonly database: string } | string;
  readonly owner: string | undefined;
  readonly run: string;
};

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

type Shared = { users: number; server: Promise<{ told: TestServer; stop(): Promise<void> }> };

// Several projects set up in one process, and one server serves them all.
const key = Symbol.for('postern.test.database');
const held = globalThis as { [key]?: Shared };

/** Vitest calls it once per project, before its tests. */
export async function setup(project: TestProject): Promise<void> {
  held[key] ??= { users: 0, server: startServer() };
  held[key].users++;
  project.provide('testServer', (await held[key].server).told);
}

/** Vitest calls it once per project, after its tests. */
export async function teardown(): Promise<void> {
  const shared = held[key];
  if (shared === undefined || --shared.users > 0) return;
  delete held[key];
  await (await shared.server).stop();
}

async function startServer(): Promise<{ told: TestServer; stop(): Promise<void> }> {
  const run = randomBytes(4).toString('hex');
  const url = process.env.POSTERN_TEST_DATABASE_URL;
  if (url) return { told: { admin: url, owner: undefined, run }, stop: () => dropAll(url, run) };

  await sweep();
  const folder = await mkdtemp(join(tmpdir(), `postern-test-${process.pid}-`));
  await chmod(folder, 0o711); // started by root, PostgreSQL runs as another account and must get through
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      file_copy_method: 'clone',
      max_connections: 200,
    },
  });
  const { host, user, database } = server.admin;
  if (!host || !user || !database) throw new Error('The embedded PostgreSQL names no socket.');
  return {
    told: { admin: { host, user, database }, owner: 'postern', run },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** On a server that is not ours, nothing of this run stays behind. */
async function dropAll(url: string, run: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      "select datname from pg_database where datname like 'postern\\_%' and datname like $1",
      [`%\\_${run}\\_%`],
    );
    for (const { datname } of rows) await client.query(`drop database ${datname} with (force)`);
  } finally {
    await client.end();
  }
}

/** Test runs that were killed leave a server running; the next run ends it. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^postern-test-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || existsSync(`/proc/${owner}`)) continue;
    const folder = join(tmpdir(), name);
    const orphan = findPostmaster({ cluster: join(folder, 'postgres', 'cluster') });
    if (orphan !== undefined) await stopPostmaster(orphan, silent);
    // Another user's is not ours to remove.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
