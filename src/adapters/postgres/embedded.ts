import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Log, silent } from '../../core/log.ts';
import { locateNative, prepareBinaries } from './binaries.ts';
import { prepareCluster, superuser } from './cluster.ts';
import { application, prepareApplication } from './guard.ts';
import { prepareHome, socketFolder } from './home.ts';
import { LogFile } from './log-file.ts';
import { findPostmaster, type Recipe, stopPostmaster } from './postmaster.ts';
import { defaultSettings, type Settings } from './settings.ts';
import { bringUp, type Running } from './start.ts';

export type EmbeddedPostgresOptions = {
  /** A folder of its own, made where it is missing, for the account that PostgreSQL runs as and nobody else. */
  readonly dataDir: string;
  readonly log?: Log;
  /** Server settings over our own small and durable ones. */
  readonly settings?: Settings;
  /** Where the data goes when PostgreSQL's account cannot reach `dataDir`. Default `/var/lib/postern`. */
  readonly fallbackDir?: string;
  /** The folder `native` of a package with binaries. Default: the installed one for this machine. */
  readonly native?: string;
};

/** A running PostgreSQL that is watched, and started again when it dies. */
export interface EmbeddedPostgres {
  /** As the role `postern`, which owns the database `postern`; over the unix socket, without a password. */
  readonly connection: pg.PoolConfig;
  /** As the superuser, for maintenance and tests. */
  readonly admin: pg.PoolConfig;
  /** For people: `embedded PostgreSQL 18.4 in ./data/postgres`. */
  readonly description: string;
  /** Of the server as it runs now; another one after a restart. */
  readonly pid: number;
  /** Whether the first server was found running, left behind by a killed process. */
  readonly adopted: boolean;
  /** Ends all connections and stops the server cleanly; close your own first. A second call waits for the first. */
  stop(): Promise<void>;
}

const logCheck = 60_000;
const longestPause = 10_000;

/**
 * Starts the embedded PostgreSQL on a folder, or adopts the one that a killed process left running there. One process
 * at a time supervises a folder: a second one gets an error (give it a folder or a database of its own).
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log = silent, fallbackDir = '/var/lib/postern', native = locateNative() } = options;
  const home = prepareHome({ dataDir: options.dataDir, fallbackDir, log });
  const binaries = prepareBinaries({ native, home: home.folder, account: home.account, log });
  const settings = { ...defaultSettings, ...options.settings };
  await prepareCluster({ home, binaries, durable: settings.fsync !== 'off', log });

  const logFile = new LogFile(home.logFile, home.account);
  const socket = socketFolder(home);
  const supervisor = new Supervisor({ home, binaries, settings, logFile }, socket.host, log);
  try {
    await supervisor.start();
  } catch (error) {
    socket.release();
    throw error;
  }

  let stopped: Promise<void> | undefined;
  return {
    connection: { host: socket.host, user: application, database: application },
    admin: { host: socket.host, user: superuser, database: 'postgres' },
    description: `embedded PostgreSQL ${binaries.version} in ${home.folder}`,
    adopted: supervisor.adopted,
    get pid() {
      return supervisor.pid;
    },
    stop() {
      stopped ??= supervisor.stop().finally(socket.release);
      return stopped;
    },
  };
}

/** Keeps a server alive: its guard session ends when the server does, and then the server is brought up again. */
class Supervisor {
  readonly #recipe: Recipe;
  readonly #host: string;
  readonly #log: Log;
  readonly #stopping = new AbortController();
  #running: Running | undefined;
  #recovery: Promise<void> | undefined;
  #logTimer: NodeJS.Timeout | undefined;
  adopted = false;

  constructor(recipe: Recipe, host: string, log: Log) {
    this.#recipe = recipe;
    this.#host = host;
    this.#log = log;
  }

  get pid(): number {
    return this.#running?.pid ?? findPostmaster(this.#recipe.home) ?? 0;
  }

  async start(): Promise<void> {
    this.adopted = (await this.#up()).adopted;
    this.#logTimer = setInterval(() => this.#recipe.logFile.bound(), logCheck).unref();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearInterval(this.#logTimer);
    await this.#recovery;
    await this.#running?.client.end().catch(() => undefined);
    this.#running = undefined;
    const pid = findPostmaster(this.#recipe.home);
    if (pid !== undefined) await stopPostmaster(pid, this.#log);
  }

  async #up(): Promise<Running> {
    const running = await bringUp(this.#recipe, this.#host, this.#log);
    try {
      await prepareApplication(running.client);
    } catch (error) {
      await running.client.end().catch(() => undefined); // lets go of the guard
      throw error;
    }
    this.#running = running;
    running.client.once('end', () => this.#down(running));
    return running;
  }

  #down(running: Running): void {
    if (this.#stopping.signal.aborted || running !== this.#running) return;
    this.#running = undefined;
    this.#log.error({ pid: running.pid }, 'PostgreSQL went away; bringing it back');
    this.#recovery = this.#recover();
  }

  async #recover(): Promise<void> {
    for (let pause = 100; !this.#stopping.signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      try {
        const { pid } = await this.#up();
        this.#log.warn({ pid }, 'PostgreSQL is back');
        return;
      } catch (error) {
        this.#log.error({ err: error }, 'PostgreSQL could not be brought back; trying again');
        await sleep(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }
}
