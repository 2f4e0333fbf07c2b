import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { EmbeddedPostgresError, externalDatabase } from './failure.ts';

/** The account that PostgreSQL runs as, when it is not simply ours. */
export type Account = { readonly name: string; readonly uid: number; readonly gid: number };

/**
 * PostgreSQL refuses to run as root, and initdb wants an account that has a name. `nobody` comes last: every other
 * daemon that runs as nobody could read its files.
 */
const preferred = ['postern', 'postgres', 'nobody'];

/** True where we may choose whom to run PostgreSQL as, and must. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Chooses the account for the cluster in folder `cluster`: its owner where it exists already, else for root the best
 * unprivileged one. Undefined means: as ourselves.
 */
export function chooseAccount(cluster: string): Account | undefined {
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (!isRoot()) {
    if (owner !== undefined && owner.uid !== process.getuid?.()) {
      throw new EmbeddedPostgresError(
        `The database in ${cluster} belongs to ${nameOf(owner.uid)}, but this process runs as ` +
          `${nameOf(process.getuid?.() ?? -1)}. Start Postern as that user or as root, or give it the files: ` +
          `chown -R ${process.getuid?.()} ${cluster}/..`,
      );
    }
    return undefined;
  }
  if (owner?.uid === 0) {
    throw new EmbeddedPostgresError(
      `The database in ${cluster} belongs to root, and PostgreSQL refuses to run as root. ` +
        `Give it to an unprivileged account: chown -R ${accounts()[0]?.name ?? 'nobody'} ${cluster}/..`,
    );
  }
  if (owner !== undefined) return { name: nameOf(owner.uid), uid: owner.uid, gid: owner.gid };
  const [best] = accounts();
  if (best === undefined) {
    throw new EmbeddedPostgresError(
      'PostgreSQL refuses to run as root, and there is no account to run it as. ' +
        `Create one (useradd --system postern), start Postern as an ordinary user, ${externalDatabase}.`,
    );
  }
  return best;
}

/** initdb looks itself up by name, so a bare number as the user of a container is not enough for the first start. */
export function requireName(): void {
  const uid = process.getuid?.();
  if (uid === 0 || passwd().some((entry) => entry.uid === uid)) return;
  if (spawnSync('id', ['-un']).status === 0) return; // known to a directory service, if not to /etc/passwd
  throw new EmbeddedPostgresError(
    `This process runs as user number ${uid}, which has no entry in /etc/passwd, and PostgreSQL needs one to create ` +
      `its files. Add one, start Postern as a user that has a name, ${externalDatabase}.`,
  );
}

/** Whether PostgreSQL, running as `account`, can enter and write `folder`. */
export function canUse(folder: string, account: Account | undefined): boolean {
  const script = 'cd "$1" && test -w . && test -x .';
  const { status, error } = spawnSync('/bin/sh', ['-c', script, 'sh', folder], {
    ...identity(account),
    cwd: '/',
  });
  return error !== undefined ? identity(account).uid === undefined : status === 0;
}

/** The options that make `spawn` change to the account. */
export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}

function accounts(): Account[] {
  const known = passwd();
  return preferred.flatMap((name) => known.find((entry) => entry.name === name && entry.uid !== 0) ?? []);
}

const nameOf = (uid: number): string =>
  passwd().find((entry) => entry.uid === uid)?.name ?? `user number ${uid}`;

function passwd(): Account[] {
  try {
    return readFileSync('/etc/passwd', 'utf8').split('\n').flatMap(parseEntry);
  } catch {
    return [];
  }
}

function parseEntry(line: string): Account[] {
  const [name, , uid, gid] = line.split(':');
  return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
}
