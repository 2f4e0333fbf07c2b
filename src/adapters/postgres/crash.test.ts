import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Subject, writerCommand } from '../../../test/e2e/subject.ts';
import { silent } from '../../core/log.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';
import { findPostmaster, stopPostmaster } from './postmaster.ts';
import { inspect, isGone } from './processes.ts';

// Each test makes a server of its own: a second on a quiet machine, many on a busy one.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let folder = '';
let dataDir = '';
let nodes: Subject[] = [];
let servers: EmbeddedPostgres[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-crash-'));
  chmodSync(folder, 0o711);
  dataDir = join(folder, 'postgres');
});

afterEach(async () => {
  for (const node of nodes) await node.kill();
  for (const server of servers) await server.stop();
  const orphan = findPostmaster({ cluster: join(dataDir, 'cluster') });
  if (orphan !== undefined) await stopPostmaster(orphan, silent);
  rmSync(folder, { recursive: true, force: true });
  nodes = [];
  servers = [];
});

/** A server whose supervisor was killed; its row `id = 7` must be found again. */
async function orphan(): Promise<number> {
  const node = new Subject(writerCommand({ dataDir, writers: 1, first: 7 }));
  nodes.push(node);
  const { pid } = await node.ready;
  await node.acknowledges(1);
  await node.kill();
  return pid;
}

async function start(settings = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings });
  servers.push(server);
  return server;
}

async function rows({ connection }: EmbeddedPostgres): Promise<unknown[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query('select id::int from written where id = 7')).rows;
  } finally {
    await client.end();
  }
}

describe('a server whose supervisor was killed', () => {
  test('is adopted as it runs', async () => {
    const pid = await orphan();
    const server = await start();
    expect(server.adopted).toBe(true);
    expect(server.pid).toBe(pid);
    expect(await rows(server)).toEqual([{ id: 7 }]);
    await server.stop();
    expect(inspect(pid)).toBeUndefined();
  });

  test('is restarted when it runs with other settings', async () => {
    const pid = await orphan();
    const server = await start({ work_mem: '5MB' });
    expect(server.adopted).toBe(false);
    expect(server.pid).not.toBe(pid);
    expect(inspect(pid)).toBeUndefined();
    expect(await rows(server)).toEqual([{ id: 7 }]);
  });

  test('is adopted, and brought back when it dies later', async () => {
    const pid = await orphan();
    const server = await start();
    process.kill(pid, 'SIGKILL');
    expect(await isGone(pid, 5_000)).toBe(true);
    while ((await rows(server).catch(() => [])).length === 0) await sleep(50);
    expect(server.pid).not.toBe(pid);
  });

  test('is stopped before anything new is made where its files were wiped, and does no harm later', async () => {
    const pid = await orphan();
    rmSync(dataDir, { recursive: true });
    expect(inspect(pid)).toBeDefined();
    const server = await start();
    expect(inspect(pid)).toBeUndefined();
    expect(server.adopted).toBe(false);
    await expect(rows(server)).rejects.toMatchObject({ code: '42P01' }); // a new database, without the old table
    expect(existsSync(join(dataDir, 'run', '.s.PGSQL.5432'))).toBe(true);
  });

  test('is not wiped over when only its PG_VERSION is gone: the start is refused, the server left alone', async () => {
    const pid = await orphan();
    const version = join(dataDir, 'cluster', 'PG_VERSION');
    cpSync(version, join(folder, 'PG_VERSION'));
    rmSync(version);
    await expect(start()).rejects.toThrow(/holds files but no PostgreSQL cluster/);
    expect(inspect(pid)).toBeDefined();
    cpSync(join(folder, 'PG_VERSION'), version);
    const { uid, gid } = statSync(join(dataDir, 'cluster'));
    chownSync(version, uid, gid);
    const server = await start();
    expect(server.pid).toBe(pid);
    expect(await rows(server)).toEqual([{ id: 7 }]);
  });
});

describe('a server that was killed', () => {
  test('leaves lock files whose number now belongs to somebody else: they do not stop the next start', async () => {
    const pid = await orphan();
    await stopPostmaster(pid, silent);
    const cluster = join(dataDir, 'cluster');
    const { uid, gid } = statSync(cluster);
    const somebody = spawn('sleep', ['60'], { uid, gid, stdio: 'ignore' });
    try {
      for (const file of [join(cluster, 'postmaster.pid'), join(dataDir, 'run', '.s.PGSQL.5432.lock')]) {
        writeFileSync(
          file,
          `${somebody.pid}\n${cluster}\n1795000000\n5432\n../run\n\n       12     34\nready   \n`,
        );
        chownSync(file, uid, gid);
      }
      const server = await start();
      expect(server.adopted).toBe(false);
      expect(await rows(server)).toEqual([{ id: 7 }]);
      expect(somebody.exitCode).toBeNull();
    } finally {
      somebody.kill();
    }
  });
});
