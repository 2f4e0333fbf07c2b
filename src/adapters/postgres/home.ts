import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  rmdirSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Log } from '../../core/log.ts';
import { type Account, canUse, chooseAccount } from './account.ts';
import { codeOf, EmbeddedPostgresError, externalDatabase } from './failure.ts';

/** Where everything of the embedded PostgreSQL lies, and who owns it. */
export type Home = {
  readonly folder: string;
  readonly cluster: string;
  readonly run: string;
  readonly logFile: string;
  readonly account: Account | undefined;
};

type Wish = { readonly dataDir: string; readonly fallbackDir: string; readonly log: Log };

/**
 * Makes the folders, for the account's eyes only. Where the account cannot get through to `dataDir` (it lies under
 * /root, say), the data goes below `fallbackDir` and `dataDir` becomes a link to it, so that every later start finds
 * it there and people see where it is.
 */
export function prepareHome({ dataDir, fallbackDir, log }: Wish): Home {
  const wanted = resolve(dataDir);
  mkdirSync(dirname(wanted), { recursive: true });
  const home = makeHome(existing(wanted) ?? wanted);
  if (canUse(home.folder, home.account)) return home;

  const elsewhere = join(
    fallbackDir,
    `postgres-${createHash('sha256').update(wanted).digest('hex').slice(0, 8)}`,
  );
  if (home.folder === elsewhere || readdirSync(home.folder).some((name) => name !== 'run')) {
    throw new EmbeddedPostgresError(
      `${home.account?.name ?? 'This user'} cannot write to ${home.folder}. Check the rights of that folder and of ` +
        `those above it, choose another with POSTERN_DATA_DIR, ${externalDatabase}.`,
    );
  }
  if (mkdirSync(fallbackDir, { recursive: true }) !== undefined) chmodSync(fallbackDir, 0o755); // whatever the umask
  const moved = makeHome(elsewhere);
  rmdirSync(home.run);
  rmdirSync(home.folder);
  symlinkSync(elsewhere, wanted);
  log.warn(
    { wanted, folder: elsewhere, account: moved.account?.name },
    `the account ${moved.account?.name} cannot reach ${wanted}; the database lives in ${elsewhere}`,
  );
  if (canUse(elsewhere, moved.account)) return moved;
  throw new EmbeddedPostgresError(
    `${moved.account?.name} can write neither to ${wanted} nor to ${elsewhere}. ` +
      `Choose a folder that it can reach with POSTERN_DATA_DIR, ${externalDatabase}.`,
  );
}

/** A folder that names the socket in a path short enough for it; the system allows 107 bytes. */
export function socketFolder({ run }: Home): { host: string; release(): void } {
  if (Buffer.byteLength(join(run, '.s.PGSQL.5432')) <= 107) return { host: run, release() {} };
  const descriptor = openSync(run, 'r');
  return { host: `/proc/${process.pid}/fd/${descriptor}`, release: () => closeSync(descriptor) };
}

function makeHome(folder: string): Home {
  const cluster = join(folder, 'cluster');
  const run = join(folder, 'run');
  const account = chooseAccount(cluster);
  requireOurs(folder);
  makeOwn(folder, account);
  makeOwn(run, account);
  return { folder, cluster, run, logFile: join(folder, 'postgres.log'), account };
}

const ours = /^(?:cluster|run|lib-links|postgres\.log|cluster\.new-|binaries-)/;

/** Before rights are changed: a folder with other things in it was given by mistake. */
function requireOurs(folder: string): void {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const foreign = names.find((name) => !ours.test(name));
  if (foreign === undefined) return;
  throw new EmbeddedPostgresError(
    `The folder ${folder} holds something that is not of the embedded PostgreSQL (${foreign}). ` +
      'Choose an empty folder with POSTERN_DATA_DIR.',
  );
}

function makeOwn(folder: string, account: Account | undefined): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (account !== undefined) chownSync(folder, account.uid, account.gid);
    chmodSync(folder, 0o700);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The folder ${folder} cannot be made (${codeOf(cause)}). Check the rights and the space there, ` +
        `or choose another with POSTERN_DATA_DIR.`,
      { cause },
    );
  }
}

function existing(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
