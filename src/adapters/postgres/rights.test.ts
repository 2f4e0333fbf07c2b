import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ordinaryUser, setRights, writerForOrdinaryUser } from '../../../test/e2e/ordinary-user.ts';
import { Subject } from '../../../test/e2e/subject.ts';
import { isRoot } from './account.ts';
import { locateNative } from './binaries.ts';
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from './embedded.ts';

// Each test makes a server of its own: a second on a quiet machine, many on a busy one.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let folder = '';
let servers: EmbeddedPostgres[] = [];
let nodes: Subject[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-rights-'));
  chmodSync(folder, 0o755);
});

afterEach(async () => {
  for (const node of nodes) await node.stop();
  for (const server of servers) await server.stop();
  rmSync(folder, { recursive: true, force: true });
  servers = [];
  nodes = [];
});

async function start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ settings: { fsync: 'off' }, ...options });
  servers.push(server);
  return server;
}

async function works({ connection }: { connection: pg.PoolConfig }): Promise<boolean> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query('select 1')).rowCount === 1;
  } finally {
    await client.end();
  }
}

/** A folder that belongs to the ordinary user. */
function theirFolder(name: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  if (ordinaryUser !== undefined) chownSync(path, ordinaryUser.uid, ordinaryUser.gid);
  return path;
}

function startAsOrdinaryUser(order: object): Subject {
  const { uid, gid } = ordinaryUser ?? {};
  const who = uid === undefined || gid === undefined ? {} : { uid, gid };
  const node = new Subject(writerForOrdinaryUser()(order), who);
  nodes.push(node);
  return node;
}

/** The binaries as npm leaves them where install scripts are switched off: without a single link. */
function withoutLinks(): string {
  const native = join(folder, 'package', 'native');
  cpSync(locateNative(), native, { recursive: true, verbatimSymlinks: true });
  const links = readdirSync(join(native, 'lib')).filter((name) =>
    lstatSync(join(native, 'lib', name)).isSymbolicLink(),
  );
  for (const name of links) rmSync(join(native, 'lib', name));
  setRights(native, 0o755);
  return native;
}

describe('an ordinary user', () => {
  test('starts PostgreSQL as itself', async () => {
    const dataDir = join(theirFolder('theirs'), 'data', 'postgres');
    const node = startAsOrdinaryUser({ dataDir });
    const ready = await node.ready;
    expect(await works(ready)).toBe(true);
    expect(statSync(join(dataDir, 'cluster')).uid).toBe(ordinaryUser?.uid ?? process.getuid?.());
  });

  test('starts it from a read-only package whose links are missing', async () => {
    const native = withoutLinks();
    setRights(native, 0o555);
    const dataDir = join(theirFolder('theirs'), 'postgres');
    const ready = await startAsOrdinaryUser({ dataDir, native }).ready;
    expect(await works(ready)).toBe(true);
    expect(readdirSync(join(dataDir, 'lib-links'))).toContain('libicuuc.so.60');
    expect(existsSync(join(native, 'lib', 'libicuuc.so.60'))).toBe(false);
    setRights(native, 0o755);
  });

  test('is told when it may not write where the data should go', async () => {
    const closed = theirFolder('closed');
    chmodSync(closed, 0o555);
    const dataDir = join(closed, 'postgres');
    await expect(startAsOrdinaryUser({ dataDir }).ready).rejects.toThrow(
      /closed\/postgres cannot be made \(EACCES\).*POSTERN_DATA_DIR/s,
    );
  });
});

test('links that are missing in a package that can be written are made in place', async () => {
  const native = withoutLinks();
  const server = await start({ dataDir: join(folder, 'data', 'postgres'), native });
  expect(await works(server)).toBe(true);
  expect(readlinkSync(join(native, 'lib', 'libicuuc.so.60'))).toBe('libicuuc.so.60.2');
});

test('what is missing altogether is said in words', async () => {
  const native = withoutLinks();
  rmSync(join(native, 'lib', 'libcrypto.so.1.1'));
  await expect(start({ dataDir: join(folder, 'data', 'postgres'), native })).rejects.toThrow(
    /does not run on this machine: .*libcrypto.*POSTERN_DATABASE_URL/s,
  );
});

// Only root chooses another account; who is not root has nothing of what follows.
if (isRoot()) {
  describe('root', () => {
    test('runs PostgreSQL as an unprivileged account, with that account’s rights only', async () => {
      const dataDir = join(folder, 'data', 'postgres');
      const server = await start({ dataDir });
      const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
      expect(status).toMatch(new RegExp(`^Uid:\\t${ordinaryUser?.uid}\\t`, 'm'));
      expect(status).toMatch(/^Groups:\s*$/m);
      expect(await works(server)).toBe(true);
    });

    test('copies the binaries where the account cannot reach them (umask 077)', async () => {
      const native = join(folder, 'private', 'native');
      cpSync(locateNative(), native, { recursive: true, verbatimSymlinks: true });
      setRights(join(folder, 'private'), 0o700);
      const dataDir = join(folder, 'data', 'postgres');
      const server = await start({ dataDir, native });
      expect(await works(server)).toBe(true);
      const copies = () => readdirSync(dataDir).filter((name) => name.startsWith('binaries-'));
      expect(copies()).toHaveLength(1);
      await server.stop();
      expect(await works(await start({ dataDir, native }))).toBe(true);
      expect(copies()).toHaveLength(1);
    });

    test('keeps the data elsewhere where the account cannot reach the folder, and finds it again', async () => {
      const home = join(folder, 'home');
      mkdirSync(home, { mode: 0o700 });
      const dataDir = join(home, 'data', 'postgres');
      const fallbackDir = join(folder, 'var', 'lib');
      const told: string[] = [];
      const log = { info() {}, error() {}, warn: (_: object, message: string) => void told.push(message) };

      const server = await start({ dataDir, fallbackDir, log });
      expect(told.join()).toContain(
        `cannot reach ${dataDir}; the database lives in ${fallbackDir}/postgres-`,
      );
      expect(realpathSync(dataDir).startsWith(`${fallbackDir}/postgres-`)).toBe(true);
      const client = new pg.Client(server.connection);
      await client.connect();
      await client.query('create table kept (id int)');
      await client.end();
      await server.stop();

      chmodSync(home, 0o755); // even when the way is open later, the data stays where it is
      const again = new pg.Client((await start({ dataDir, fallbackDir, log })).connection);
      await again.connect();
      expect((await again.query('select count(*)::int as n from kept')).rows).toEqual([{ n: 0 }]);
      await again.end();
    });

    test('runs a cluster that exists as its owner, and tells another user whose it is', async () => {
      const dataDir = join(theirFolder('theirs'), 'postgres');
      const node = startAsOrdinaryUser({ dataDir });
      await node.ready;
      await node.stop();
      const server = await start({ dataDir });
      expect(statSync(`/proc/${server.pid}`).uid).toBe(ordinaryUser?.uid);
      await server.stop();

      chownSync(join(dataDir, 'cluster'), 12_345, 12_345);
      await expect(startAsOrdinaryUser({ dataDir }).ready).rejects.toThrow(/belongs to user number 12345/);
      chownSync(join(dataDir, 'cluster'), 0, 0);
      await expect(start({ dataDir })).rejects.toThrow(/refuses to run as root.*chown -R/s);
    });
  });
}
