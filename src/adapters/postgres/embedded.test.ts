import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';
import { inspect } from './processes.ts';

// Each test makes a server of its own: a second on a quiet machine, many on a busy one.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const quick = { fsync: 'off' };
let folder = '';
const running: EmbeddedPostgres[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

function freshFolder(): string {
  folder = mkdtempSync(join(tmpdir(), 'postern-embedded-'));
  chmodSync(folder, 0o711);
  return join(folder, 'data', 'postgres');
}

async function start(dataDir: string, settings = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings: { ...quick, ...settings } });
  running.push(server);
  return server;
}

async function ask(config: pg.PoolConfig, text: string): Promise<unknown[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

async function write(server: EmbeddedPostgres): Promise<void> {
  await ask(server.connection, 'create table kept as select 42 as answer');
}

describe('an embedded PostgreSQL', () => {
  test('starts on nothing, keeps its data over a clean stop, and is for its account alone', async () => {
    const dataDir = freshFolder();
    const first = await start(dataDir);
    expect(first.adopted).toBe(false);
    expect(first.description).toBe(`embedded PostgreSQL 18.4 in ${dataDir}`);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'cluster')).uid).not.toBe(0);
    await write(first);
    const { pid } = first;
    expect(inspect(pid)).toBeDefined();
    await first.stop();
    expect(inspect(pid)).toBeUndefined();
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).toContain('database system is shut down');

    const second = await start(dataDir);
    expect(await ask(second.connection, 'select answer from kept')).toEqual([42]);
    expect(readFileSync(join(dataDir, 'postgres.log'), 'utf8')).not.toContain('automatic recovery');
  });

  test('is durable, small, sorts by code point, takes no TCP, and gives Postern no superuser', async () => {
    const server = await startEmbeddedPostgres({ dataDir: freshFolder() });
    running.push(server);
    const settings = ['fsync', 'full_page_writes', 'synchronous_commit', 'wal_level', 'listen_addresses'];
    const shown = await Promise.all(settings.map((name) => ask(server.connection, `show ${name}`)));
    expect(shown.flat()).toEqual(['on', 'on', 'on', 'replica', '']);
    expect(
      await ask(
        server.connection,
        `select datlocprovider, datlocale, pg_encoding_to_char(encoding), pg_get_userbyid(datdba)
           from pg_database where datname = 'postern'`,
      ),
    ).toEqual(['b', 'C.UTF-8', 'UTF8', 'postern']);
    expect(
      await ask(server.connection, 'select rolsuper from pg_roles where rolname = current_user'),
    ).toEqual([false]);
    await expect(ask(server.connection, `copy (select 1) to program 'true'`)).rejects.toMatchObject({
      code: '42501',
    });
    const processes = await ask(server.admin, 'select count(*)::int from pg_stat_activity');
    expect(processes[0]).toBeLessThanOrEqual(7); // five of the server, the guard, and this question
  });

  test('works in a folder whose path is too long for a socket', async () => {
    const dataDir = join(freshFolder(), 'deep'.repeat(20), 'deeper'.repeat(20));
    const server = await start(dataDir);
    await write(server);
    expect(await ask(server.connection, 'select answer from kept')).toEqual([42]);
    await server.stop();
    const again = await start(dataDir);
    expect(await ask(again.connection, 'select answer from kept')).toEqual([42]);
  });

  test('a second supervisor on the same folder is told so, and the first is not disturbed', async () => {
    const dataDir = freshFolder();
    const first = await start(dataDir);
    await write(first);
    await expect(startEmbeddedPostgres({ dataDir, settings: { ...quick, jit: 'on' } })).rejects.toThrow(
      /Another Postern already runs on .*POSTERN_DATA_DIR.*POSTERN_DATABASE_URL/,
    );
    expect(await ask(first.connection, 'select answer from kept')).toEqual([42]);
  });

  test('of two that start at once on nothing, one wins and the other is told', async () => {
    const dataDir = freshFolder();
    const results = await Promise.allSettled([start(dataDir), start(dataDir)]);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(String(refused[0]?.reason)).toMatch(/Another Postern already runs/);
    const [winner] = running;
    expect(winner && (await ask(winner.connection, 'select 1'))).toEqual([1]);
  });

  test('keeps its log bounded', async () => {
    const dataDir = freshFolder();
    await (await start(dataDir)).stop();
    writeFileSync(join(dataDir, 'postgres.log'), 'x'.repeat(9 * 1024 * 1024));
    await start(dataDir);
    expect(statSync(join(dataDir, 'postgres.log')).size).toBeLessThan(100_000);
    expect(statSync(join(dataDir, 'postgres.log.1')).size).toBeGreaterThan(8_000_000);
  });
});

describe('refuses, and changes nothing', () => {
  test('a cluster of another major version', async () => {
    const dataDir = freshFolder();
    await (await start(dataDir)).stop();
    writeFileSync(join(dataDir, 'cluster', 'PG_VERSION'), '17\n');
    await expect(start(dataDir)).rejects.toThrow(/written by PostgreSQL 17.*brings PostgreSQL 18.*pg_dump/s);
    expect(readFileSync(join(dataDir, 'cluster', 'PG_VERSION'), 'utf8')).toBe('17\n');
  });

  test('files that are no cluster', async () => {
    const dataDir = freshFolder();
    await (await start(dataDir)).stop();
    rmSync(join(dataDir, 'cluster', 'PG_VERSION'));
    await expect(start(dataDir)).rejects.toThrow(/holds files but no PostgreSQL cluster/);
    expect(existsSync(join(dataDir, 'cluster', 'global'))).toBe(true);
  });

  test('a folder with other things in it', async () => {
    const dataDir = freshFolder();
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    writeFileSync(join(dataDir, 'thesis.txt'), 'years of work');
    await expect(start(dataDir)).rejects.toThrow(/thesis\.txt.*POSTERN_DATA_DIR/s);
    expect(statSync(dataDir).mode & 0o777).toBe(0o755);
  });

  test('a setting that PostgreSQL does not know, with its own words', async () => {
    await expect(start(freshFolder(), { shared_bufers: '32MB' })).rejects.toThrow(
      /does not start on .*unrecognized configuration parameter "shared_bufers"/s,
    );
  });

  test('damaged files, with advice', async () => {
    const dataDir = freshFolder();
    await (await start(dataDir)).stop();
    const control = join(dataDir, 'cluster', 'global', 'pg_control');
    const bytes = readFileSync(control);
    bytes.writeUInt8(bytes.readUInt8(100) ^ 1, 100);
    writeFileSync(control, bytes);
    await expect(start(dataDir)).rejects.toThrow(/does not start on .*restore a backup/s);
  });
});
