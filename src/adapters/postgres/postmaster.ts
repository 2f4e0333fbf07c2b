import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../../core/log.ts';
import { identity } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Home } from './home.ts';
import type { LogFile } from './log-file.ts';
import { inspect, isGone, processesOf, runs, signal } from './processes.ts';
import { commandLine, type Settings } from './settings.ts';

/** How to run a server on a home. */
export type Recipe = {
  readonly home: Home;
  readonly binaries: Binaries;
  readonly settings: Settings;
  readonly logFile: LogFile;
};

/** A server that we started. */
export type Launch = { readonly child: ChildProcess; readonly logOffset: number };

/** The process id of the server that runs on the home, whoever started it. A stale or reused id is not believed. */
export function findPostmaster({ cluster }: Pick<Home, 'cluster'>): number | undefined {
  const pid = recordedPid(join(cluster, 'postmaster.pid'));
  const found = pid === undefined ? undefined : inspect(pid);
  return found && runs(found, 'postgres') && found.folder === real(cluster) ? found.pid : undefined;
}

/** Whether the server says of itself that it takes connections; asking it directly would cost a process each time. */
export function isOpen({ cluster }: Home): boolean {
  return linesOf(join(cluster, 'postmaster.pid'))[7]?.trim() === 'ready';
}

/** Whether processes of a server whose head is gone still hold on to the home; they leave by themselves. */
export function hasRemains({ cluster }: Home): boolean {
  const folder = real(cluster);
  return processesOf('postgres').some((found) => found.folder === folder);
}

/** Whether the server that runs was started from the same binaries with the same settings as we would. */
export function isAsWanted(pid: number, { home, binaries, settings }: Recipe): boolean {
  if (inspect(pid)?.program !== real(binaries.postgres)) return false;
  const line = commandLine(home.cluster, settings).map((argument) => ` "${argument}"`);
  try {
    return readFileSync(join(home.cluster, 'postmaster.opts'), 'utf8').trimEnd().endsWith(line.join(''));
  } catch {
    return false;
  }
}

/** Starts a server that outlives us (its output goes to a file, its group is its own), for the next start to adopt. */
export function launch({ home, binaries, settings, logFile }: Recipe): Launch {
  const descriptor = logFile.open();
  try {
    const logOffset = logFile.size();
    const child = spawn(binaries.postgres, commandLine(home.cluster, settings), {
      ...identity(home.account),
      cwd: home.folder,
      env: binaries.env,
      detached: true,
      stdio: ['ignore', descriptor, descriptor],
    });
    child.on('error', () => {}); // seen as an exit by whoever waits for the server
    child.unref();
    return { child, logOffset };
  } finally {
    closeSync(descriptor);
  }
}

/** Stops the server as gently as it lets us: it finishes with a checkpoint, or at worst recovers at the next start. */
export async function stopPostmaster(pid: number, log: Log): Promise<void> {
  signal(pid, 'SIGINT');
  if (await isGone(pid, 30_000)) return;
  log.warn({ pid }, 'PostgreSQL does not stop; stopping it at once (it recovers at the next start)');
  signal(pid, 'SIGQUIT');
  if (await isGone(pid, 6_000)) return;
  signal(pid, 'SIGKILL');
  await isGone(pid, 5_000);
}

/**
 * A lock file names the process that made it. After the restart of a container the number often belongs to somebody
 * else, whom PostgreSQL takes for a server. Removes such files; a server without one is still caught by PostgreSQL's
 * own check of shared memory.
 */
export function removeForeignLocks({ cluster, run }: Home): boolean {
  const stale = [join(cluster, 'postmaster.pid'), join(run, '.s.PGSQL.5432.lock')].filter((file) => {
    const pid = recordedPid(file);
    const found = pid === undefined ? undefined : inspect(pid);
    return found !== undefined && !runs(found, 'postgres');
  });
  for (const file of stale) rmSync(file, { force: true });
  return stale.length > 0;
}

function recordedPid(file: string): number | undefined {
  const pid = Number(linesOf(file)[0]);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
