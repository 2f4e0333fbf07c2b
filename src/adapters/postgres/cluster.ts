import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../core/log.ts';
import { identity, requireName } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError, externalDatabase } from './failure.ts';
import type { Home } from './home.ts';
import { inspect, isGone, processesOf, signal } from './processes.ts';

/** The role that only the supervisor uses; Postern itself connects as a plain role that owns its database. */
export const superuser = 'postgres';

type Needs = {
  readonly home: Home;
  readonly binaries: Binaries;
  readonly durable: boolean;
  readonly log: Log;
};

/** Makes sure that there is a cluster which our binaries can run; never touches one that exists. */
export async function prepareCluster({ home, binaries, durable, log }: Needs): Promise<void> {
  removeUnfinished(home);
  if (hasCluster(home.cluster, binaries)) return;
  await endStrays(home.cluster, log);
  requireName();
  log.info({ folder: home.cluster }, 'creating the database (first start)');

  // Created beside and renamed into place: a cluster that exists is whole, whenever we may have been killed, and of
  // two that start at once one wins and the other uses what it finds.
  const unfinished = `${home.cluster}.new-${process.pid}-${randomBytes(3).toString('hex')}`;
  await initdb(unfinished, { home, binaries, durable, log });
  try {
    renameSync(unfinished, home.cluster);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!hasCluster(home.cluster, binaries)) throw error;
  }
}

/** Whether there is one; an error where it is not for us to use. */
function hasCluster(cluster: string, { version }: Binaries): boolean {
  const file = join(cluster, 'PG_VERSION');
  if (!existsSync(file)) {
    if (!existsSync(cluster) || readdirSync(cluster).length === 0) return false;
    throw new EmbeddedPostgresError(
      `The folder ${cluster} holds files but no PostgreSQL cluster. Nothing was changed. ` +
        'Restore it from a backup, move it away for a fresh start, or choose another folder with POSTERN_DATA_DIR.',
    );
  }
  const theirs = readFileSync(file, 'utf8').trim();
  const ours = version.split('.')[0];
  if (theirs === ours) return true;
  throw new EmbeddedPostgresError(
    `The database in ${cluster} was written by PostgreSQL ${theirs}, and this Postern brings PostgreSQL ${ours}, ` +
      'which cannot read it. Nothing was changed. Start the version of Postern that wrote it, ' +
      `dump it with pg_dump of PostgreSQL ${theirs} or newer and load that into a new folder, ${externalDatabase}.`,
  );
}

async function initdb(folder: string, { home, binaries, durable }: Needs): Promise<void> {
  const child = spawn(
    binaries.initdb,
    [
      ...['-D', folder, '-U', superuser, '--encoding=UTF8', '--locale=C'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      // No passwords: only those whom the folder of the socket lets in can knock at all.
      ...['--auth-local=trust', '--auth-host=reject', '--no-instructions'],
      ...(durable ? [] : ['--no-sync']),
    ],
    { ...identity(home.account), cwd: home.folder, env: binaries.env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text;
  });
  child.stderr.on('data', (text: Buffer) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code === 0) return;
  rmSync(folder, { recursive: true, force: true });
  const full = /No space left/.test(said) ? ' The disk is full.' : '';
  throw new EmbeddedPostgresError(
    `PostgreSQL could not create its files in ${home.folder}.${full} It said:\n${said.trim().split('\n').slice(-6).join('\n')}`,
  );
}

/** What earlier first starts left behind when they were killed. */
function removeUnfinished({ folder }: Home): void {
  for (const name of readdirSync(folder)) {
    const pid = /^cluster\.new-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || inspect(Number(pid)) !== undefined) continue;
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * A server whose folder was wiped under it lives on and would later tidy away files that are not its own any more.
 * Its data is gone, so there is nothing to save: it is stopped before anything new is created there.
 */
async function endStrays(cluster: string, log: Log): Promise<void> {
  const strays = processesOf('postgres').filter(
    ({ folder }) => folder.replace(/ \(deleted\)$/, '') === cluster,
  );
  const family = new Set(strays.map(({ pid }) => pid));
  for (const { pid } of strays.filter(({ parent }) => !family.has(parent))) {
    log.warn({ pid, folder: cluster }, 'stopping a PostgreSQL whose files were deleted while it ran');
    signal(pid, 'SIGQUIT');
    if (await isGone(pid, 5_000)) continue;
    signal(pid, 'SIGKILL');
    await isGone(pid, 5_000);
  }
  for (const { pid } of strays) {
    if (await isGone(pid, 5_000)) continue;
    throw new EmbeddedPostgresError(
      `A PostgreSQL (process ${pid}) still runs in ${cluster}, whose files were deleted. End it and start again.`,
    );
  }
}
