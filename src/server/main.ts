import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { ConfigurationError, loadConfiguration } from '../adapters/configuration/load.ts';
import type { Configuration } from '../adapters/configuration/options.ts';
import { startJobs } from '../adapters/jobs.ts';
import { startEmbeddedPostgres } from '../adapters/postgres/embedded.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { migrations } from '../store/migrations/index.ts';
import { compose } from './compose.ts';
import { jobsOf } from './jobs.ts';

/** The one composition root that runs: reads the settings, starts what is needed, listens, and ends cleanly. */

const began = performance.now();
const configuration = readConfiguration();
const log = pino({ level: configuration.log_level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
process.on('unhandledRejection', (error) =>
  log.error({ err: error }, 'a promise was rejected and nobody listened'),
);

const undo: (() => Promise<unknown>)[] = [];
let ending = false;

/** Undoes what was started, the last first. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  for (const step of undo.reverse())
    await step().catch((error) => log.error({ err: error }, 'a part did not end cleanly'));
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    log.info({ signal }, 'ending');
    void end(0);
  });

try {
  const { database, description } = await openStore(configuration);
  const applied = await migrate(database, migrations);
  if (applied.length > 0) log.info({ migrations: applied }, 'the database schema was brought up to date');
  const postern = await compose({ configuration, database, log });
  undo.push(() => postern.close());
  const { setupPath } = await postern.firstStart.run(configuration);
  const { host, port } = configuration.listen;
  await postern.server.listen({ host: host ?? '::', port });
  const address = postern.server.server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  announce({ configuration, port: actual, setupPath, description });
  // Not needed to answer anybody, so not before the first answer.
  const jobs = await startJobs(database.pool, jobsOf(postern), log);
  undo.push(() => jobs.stop());
  await postern.warm();
} catch (error) {
  log.fatal({ err: error }, 'Postern could not start');
  process.stderr.write(
    `\nPostern could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  await end(1);
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
  readonly setupPath: string | undefined;
  readonly description: string;
}): void {
  const { configuration: settings, port, setupPath, description } = input;
  const origin = settings.public_url ?? `http://localhost:${port}`;
  const seconds = ((performance.now() - began) / 1000).toFixed(2);
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
}
