import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Log } from '../../core/log.ts';
import { EmbeddedPostgresError } from './failure.ts';
import { type Knock, knock } from './guard.ts';
import {
  findPostmaster,
  hasRemains,
  isAsWanted,
  isOpen,
  type Launch,
  launch,
  type Recipe,
  removeForeignLocks,
  stopPostmaster,
} from './postmaster.ts';

/** A server that we supervise: `client` is the session that holds the guard. */
export type Running = { readonly pid: number; readonly adopted: boolean; readonly client: pg.Client };

/** Milliseconds between two looks at a server that is on its way. */
const pause = 20;
/** How long a dead predecessor's session may take to be noticed before we believe that the guard is really taken. */
const patienceWithGuard = 3_000;
/** How long old backends may hold on to shared memory, and locks to their files. */
const patienceWithPast = 15_000;
/** How long the server may say nothing at all. Recovery may take longer: it answers "starting up" meanwhile. */
const patienceWithSilence = 60_000;

/** Words of PostgreSQL for "the past has not ended yet"; all pass by themselves. */
const passing = /pre-existing shared memory block|lock file ".*" already exists|could not create lock file/;

/** Adopts the server that runs on the home, or starts one; comes back when it takes queries and we hold its guard. */
export async function bringUp(recipe: Recipe, host: string, log: Log): Promise<Running> {
  const began = Date.now();
  let launched: Launch | undefined;
  let heard = began;
  let told = began;
  let takenSince: number | undefined;
  for (;;) {
    const opening = findPostmaster(recipe.home) !== undefined && !isOpen(recipe.home);
    const answer: Knock = opening ? { answer: 'busy' } : await knock(host);
    const pid = findPostmaster(recipe.home);
    if (answer.answer === 'ours') {
      if (pid === undefined) throw await unseen(answer);
      const adopted = launched?.child.pid !== pid;
      if (!adopted || isAsWanted(pid, recipe)) return { pid, adopted, client: answer.client };
      log.info({ pid }, 'the PostgreSQL left running has other settings or an older version; restarting it');
      await answer.client.end();
      await stopPostmaster(pid, log);
      continue;
    }
    if (answer.answer === 'refused') throw refused(recipe, answer.error);

    const now = Date.now();
    takenSince = answer.answer === 'taken' ? (takenSince ?? now) : undefined;
    if (takenSince !== undefined && now - takenSince > patienceWithGuard) throw taken(recipe);
    if (opening || answer.answer === 'taken') heard = now;
    if (now - heard > patienceWithSilence) throw silent(recipe, launched);
    if (opening && now - told > 5_000) {
      told = now;
      log.info({ pid }, 'PostgreSQL is still on its way (recovering after a crash, or shutting down)');
    }

    if (answer.answer === 'nobody' && pid === undefined && (launched === undefined || hasEnded(launched))) {
      if (launched !== undefined) requirePassing(recipe, launched, now - began);
      const patient = now - began < patienceWithPast && hasRemains(recipe.home);
      if (!patient) launched = launch(recipe);
    }
    await sleep(pause);
  }
}

const hasEnded = ({ child }: Launch): boolean =>
  child.exitCode !== null || child.signalCode !== null || child.pid === undefined;

/** The server ended at once: worth another try, or an error with its own words? */
function requirePassing({ home, logFile }: Recipe, { logOffset }: Launch, waited: number): void {
  const said = logFile.since(logOffset);
  if (waited < patienceWithPast && (passing.test(said) || said === '')) {
    if (/lock file ".*" already exists/.test(said)) removeForeignLocks(home);
    return;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL does not start on ${home.cluster}. ${adviceOn(said)} It said:\n${lastLines(said)}`,
  );
}

function adviceOn(said: string): string {
  if (/No space left on device/.test(said)) return 'The disk is full: make room and start again.';
  if (/pre-existing shared memory/.test(said))
    return 'Processes of an earlier PostgreSQL still run there: end them.';
  if (/has invalid permissions|has wrong ownership|Permission denied/.test(said)) {
    return 'The rights of its files were changed: give the folder back to its account, with mode 0700.';
  }
  if (/could not (?:map|create) .*shared memory|Cannot allocate memory/.test(said))
    return 'There is too little memory.';
  if (/checksum|corrupt|PANIC|incompatible with server|could not locate a valid checkpoint/.test(said)) {
    return 'Its files are damaged: restore a backup. Nothing was changed.';
  }
  return 'The log in postgres.log beside it tells more.';
}

const lastLines = (said: string): string => said.trim().split('\n').slice(-8).join('\n');

function taken({ home }: Recipe): Error {
  return new EmbeddedPostgresError(
    `Another Postern already runs on ${home.folder}. Stop it, give this one a folder of its own with ` +
      'POSTERN_DATA_DIR, or let both use one PostgreSQL with POSTERN_DATABASE_URL.',
  );
}

function silent({ home, logFile }: Recipe, launched: Launch | undefined): Error {
  return new EmbeddedPostgresError(
    `PostgreSQL on ${home.cluster} runs but does not answer at its socket in ${home.run}. ` +
      `End it (process ${findPostmaster(home) ?? 'unknown'}) and start again. ` +
      `It said:\n${lastLines(logFile.since(launched?.logOffset ?? 0))}`,
  );
}

function refused({ home }: Recipe, cause: unknown): Error {
  return new EmbeddedPostgresError(
    `PostgreSQL on ${home.cluster} does not let its own supervisor in: ${String(cause)}. ` +
      'Were pg_hba.conf, its roles or the rights of the socket changed?',
    { cause },
  );
}

async function unseen({ client }: Extract<Knock, { answer: 'ours' }>): Promise<Error> {
  await client.end();
  return new EmbeddedPostgresError(
    'A PostgreSQL answers on this folder that cannot be seen from here; it probably runs in another container. ' +
      'Two containers must not share a data folder: stop that one, or use POSTERN_DATABASE_URL in both.',
  );
}
