import { mkdirSync, readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { ConfigurationError, loadConfiguration } from '../adapters/configuration/load.ts';
import type { Configuration } from '../adapters/configuration/options.ts';
import { startEmbeddedPostgres } from '../adapters/postgres/embedded.ts';
import { type Database, openDatabase } from '../store/database.ts';
import type { Postern } from './compose.ts';
import type { Started } from './first-start.ts';
import { createLog } from './log.ts';

/** The one composition root that runs: reads the settings, starts what is needed, listens, and ends cleanly. */

const configuration = readConfiguration();
const log = createLog(configuration.log_level);
process.on('unhandledRejection', (error) =>
  log.error({ err: error }, 'a promise was rejected and nobody listened'),
);

const undo: (() => Promise<unknown>)[] = [];
let starting: Promise<void> | undefined;
let ending = false;

/** Undoes what was started, the last first. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await starting?.catch(() => undefined); // a part that is on its way can only be undone once it is there
  for (const step of undo.reverse())
    await step().catch((error) => log.error({ err: error }, 'a part did not end cleanly'));
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    log.info({ signal }, 'ending');
    void end(0);
  });

starting = start();
try {
  await starting;
} catch (error) {
  if (!ending) {
    log.fatal({ err: error }, 'Postern could not start');
    process.stderr.write(
      `\nPostern could not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    await end(1);
  }
}

/** Step by step; between two of them it may turn out that the end is wanted already. */
async function start(): Promise<void> {
  // PostgreSQL comes up on its own while the rooms are being read.
  const [{ database, description }, { compose }, { migrate }, { migrations }] = await allOrNone([
    openStore(configuration),
    import('./compose.ts'),
    import('../store/migrate.ts'),
    import('../store/migrations/index.ts'),
  ]);
  if (ending) return;
  const applied = await migrate(database, migrations);
  if (applied.length > 0) log.info({ migrations: applied }, 'the database schema was brought up to date');
  if (ending) return;
  const postern = await compose({ configuration, database, log });
  undo.push(() => postern.close());
  if (ending) return;
  const started = await postern.firstStart.run(configuration);
  if (ending) return;
  warmForTheFirst(postern);
  const { host, port } = configuration.listen;
  await postern.server.listen({ host: host ?? '::', port });
  const address = postern.server.server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  announce({ configuration, port: actual, started, description });
  if (ending) return;
  // Not needed to answer anybody, so not before the first answer.
  const [{ startJobs }, { jobsOf, tasksOf }] = await Promise.all([
    import('../adapters/jobs.ts'),
    import('./jobs.ts'),
  ]);
  const adopted = await postern.outbox.adopt();
  const jobs = await startJobs(database.pool, jobsOf(postern), log, tasksOf(postern));
  undo.push(() => jobs.stop());
  if (!adopted) await postern.outbox.adopt(); // the queue was made just now
  undo.push(postern.firstStart.watch());
  postern.notifying.judging.begin();
  undo.push(() => postern.notifying.judging.end());
  flushCompileCache(); // whoever is killed instead of ended has then kept it, too
}

/**
 * What a decision may need is made ready behind the first answer, while whoever came reads a page. Until somebody
 * comes, it would be memory for nothing; health checks and metrics are nobody.
 */
function warmForTheFirst(postern: Postern): void {
  let warmed: Promise<void> | undefined;
  postern.server.addHook('onResponse', async ({ url }) => {
    if (ending || warmed !== undefined || url.startsWith('/-/')) return;
    warmed = postern.warm().then(
      () => flushCompileCache(),
      (error) => log.warn({ err: error }, 'a part could not be made ready ahead of time'),
    );
  });
}

/** Like `Promise.all`, but waits for the slower ones when one fails, so that they can be undone. */
async function allOrNone<T extends readonly unknown[]>(
  parts: readonly [...{ [I in keyof T]: Promise<T[I]> }],
): Promise<T> {
  await Promise.allSettled(parts);
  return (await Promise.all(parts)) as unknown as T;
}

function readConfiguration(): Configuration {
  try {
    return loadConfiguration(process.env, (path) => readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}

async function openStore({
  database_url,
  data_dir,
}: Configuration): Promise<{ database: Database; description: string }> {
  if (database_url !== null) {
    const database = openDatabase(database_url, { log });
    undo.push(() => database.close());
    return { database, description: 'the PostgreSQL of POSTERN_DATABASE_URL' };
  }
  mkdirSync(data_dir, { recursive: true });
  const embedded = await startEmbeddedPostgres({ dataDir: join(data_dir, 'postgres'), log });
  undo.push(() => embedded.stop());
  const database = openDatabase(embedded.connection, { log });
  undo.push(() => database.close());
  return { database, description: embedded.description };
}

function announce(input: {
  readonly configuration: Configuration;
  readonly port: number;
  readonly started: Started;
  readonly description: string;
}): void {
  const { configuration: settings, port, description } = input;
  const { setupPath, hindrance } = input.started;
  const origin = settings.public_url ?? `http://localhost:${port}`;
  const seconds = (performance.now() / 1000).toFixed(2); // since the process was started
  const lines = [
    '',
    `  Postern is ready at ${origin}/  (${seconds} s)`,
    `  Data: ${description}`,
    ...(setupPath
      ? ['', '  Create the first administrator with this link. It works once:', '', `  ${origin}${setupPath}`]
      : []),
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  if (hindrance !== undefined) process.stderr.write(`${hindrance}\n\n`);
}
