import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { loadConfiguration } from '../src/adapters/configuration/load.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/adapters/postgres/embedded.ts';
import { compose, type Postern } from '../src/server/compose.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';
import { migrations } from '../src/store/migrations/index.ts';

/** An embedded PostgreSQL of one's own, with its durable settings. */
export interface BenchPostgres extends EmbeddedPostgres {
  /** Stops it and removes its data. */
  end(): Promise<void>;
}

export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<BenchPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  chmodSync(folder, 0o711); // started by root, PostgreSQL runs as another account and must get through
  const embedded = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), settings });
  return Object.assign(embedded, {
    async end() {
      await embedded.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

export interface House {
  readonly postern: Postern;
  readonly database: Database;
  /** Ends all but the database. */
  close(): Promise<void>;
  end(): Promise<void>;
}

/** All of Postern in this process, after its first start, on a PostgreSQL of its own where none is given. */
export async function startHouse(
  on?: BenchPostgres,
  env: Readonly<Record<string, string>> = {},
): Promise<House> {
  const postgres = on ?? (await startPostgres());
  try {
    return await houseOn(postgres, env);
  } catch (error) {
    await postgres.end(); // else it would run on when this process is gone
    throw error;
  }
}

async function houseOn(postgres: BenchPostgres, env: Readonly<Record<string, string>>): Promise<House> {
  const log = pino({ level: 'error' });
  const database = openDatabase(postgres.connection, { log });
  await migrate(database, migrations);
  const configuration = loadConfiguration(env, () => '');
  const postern = await compose({ configuration, database, log, env: {} });
  await postern.firstStart.run(configuration);
  await postern.warm();
  const close = async () => {
    await postern.close();
    await database.close();
  };
  return {
    postern,
    database,
    close,
    async end() {
      await close();
      await postgres.end();
    },
  };
}
