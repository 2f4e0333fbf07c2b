import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { loadConfiguration } from '../../src/adapters/configuration/load.ts';
import { startEmbeddedPostgres } from '../../src/adapters/postgres/embedded.ts';
import { compose } from '../../src/server/compose.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';

export interface Running {
  readonly basePath: string;
  /** Opens the API as `akadmin`. */
  readonly token: string;
  stop(): Promise<void>;
}

/** A Postern after its first start, listening on this machine only, on a database that is there already. */
export async function listen(database: Database): Promise<Running> {
  const token = randomBytes(32).toString('hex');
  const configuration = loadConfiguration({ POSTERN_BOOTSTRAP_TOKEN: token }, () => '');
  const postern = await compose({
    configuration,
    database,
    log: pino({ level: 'error' }, pino.destination(2)),
  });
  await postern.firstStart.run(configuration);
  await postern.server.listen({ host: '127.0.0.1', port: 0 });
  const address = postern.server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { basePath: `http://127.0.0.1:${address.port}/api/v3`, token, stop: () => postern.close() };
}

/** The same with a database of its own that is gone afterwards. */
export async function startAlone(): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'postern-conformance-'));
  await chmod(folder, 0o711); // started by root, PostgreSQL runs as another account and must get through
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    settings: { fsync: 'off' },
  });
  const database = openDatabase(server.connection);
  await migrate(database, migrations);
  const running = await listen(database);
  return {
    ...running,
    async stop() {
      await running.stop();
      await database.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
