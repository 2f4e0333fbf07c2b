import type { Log } from '../core/log.ts';
import type { Change, Model, Row } from '../core/model/model.ts';
import type { Replica } from '../core/model/objects.ts';
import { type ChangeFeed, createChangeFeed, type FeedRead } from './change-feed.ts';
import type { Database } from './database.ts';

/** Tombstones live an hour (people.ts); a node that was deaf for half of that reads everything anew. */
const longestSilence = 30 * 60_000;

/**
 * Not every write tells of itself (migration 0130: a login does not), and a notice may get lost. Milliseconds; within
 * that time every node has read what has been written.
 */
const LONGEST_WAIT = 5_000;

/** A replica that a node runs: the reads of the core's port, and its life. */
export interface RunningReplica extends Replica {
  /**
   * Shows here at once what a write changed that tells nobody. `xid` is its transaction; a row that has been read since
   * stays as it is, and the next read brings the whole row anyway.
   */
  patch(table: string, pk: string | number, values: Readonly<Record<string, unknown>>, xid: bigint): void;
  close(): Promise<void>;
}

/**
 * Follows the replicated tables. Every row carries the id of the transaction that wrote it; a reader keeps the oldest
 * transaction that was still open at its last read and asks for everything from there on, in one statement and so of
 * one snapshot. Nothing can be missed, however transactions overlap; NOTIFY only says that it is time to look.
 */
export async function startReplica(
  database: Database,
  models: readonly Model[],
  { log, now }: { log: Log; now: () => number },
): Promise<RunningReplica> {
  const replica = new LiveReplica(database, models, log, now);
  await replica.start();
  return replica;
}

class LiveReplica implements RunningReplica {
  readonly #database: Database;
  readonly #feed: ChangeFeed;
  #tables = new Map<string, Map<string | number, Row>>();
  readonly #indexes = new Map<string, Map<unknown, Row[]>>();
  readonly #listeners = new Set<(changes: readonly Change[]) => void>();
  readonly #log: Log;
  readonly #now: () => number;
  /** The versions of the last read: near the watermark it may be that the next one reads them again. */
  #applied: ReadonlySet<string> = new Set();
  /** Rows that are not as they were read: the next read that meets one brings the whole of it. */
  readonly #patched = new WeakSet<Row>();
  #low = 0n;
  #system = '';
  #lastRead = 0;
  #revision = 0;
  #reading: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #stop: (() => Promise<void>) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database, models: readonly Model[], log: Log, now: () => number) {
    this.#database = database;
    this.#log = log;
    this.#now = now;
    this.#feed = createChangeFeed(database, models);
  }

  get revision(): number {
    return this.#revision;
  }

  async start(): Promise<void> {
    this.#stop = await this.#database.listen(
      'postern_changes',
      () => this.catchUp(),
      () => this.catchUp(),
    );
    await this.catchUp();
    this.#timer = setInterval(() => {
      this.catchUp().catch((error: unknown) => {
        this.#log.warn({ err: error }, 'changes could not be read; this node decides on what it knows');
      });
    }, LONGEST_WAIT).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#stop?.();
    await this.#reading?.catch(() => undefined);
  }

  get(table: string, pk: string | number): Row | undefined {
    return this.#tables.get(table)?.get(pk);
  }

  all(table: string): Iterable<Row> {
    return this.#tables.get(table)?.values() ?? [];
  }

  by(table: string, field: string, value: unknown): readonly Row[] {
    const key = `${table}\n${field}`;
    let index = this.#indexes.get(key);
    if (!index) {
      index = new Map();
      for (const row of this.all(table)) add(index, row[field], row);
      this.#indexes.set(key, index);
    }
    return index.get(value) ?? [];
  }

  onChange(listener: (changes: readonly Change[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One read at a time; whoever asks while one runs shares the one that begins after it. */
  catchUp(): Promise<void> {
    if (!this.#reading) {
      this.#reading = this.#read().finally(() => {
        this.#reading = undefined;
      });
      return this.#reading;
    }
    this.#next ??= this.#reading
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.catchUp();
      });
    return this.#next;
  }

  patch(table: string, pk: string | number, values: Readonly<Record<string, unknown>>, xid: bigint): void {
    const rows = this.#tables.get(table);
    const known = rows?.get(pk);
    if (!rows || !known || xid < this.#low) return; // the last read has seen this transaction, and what came after it
    const row = { ...known, ...values };
    this.#patched.add(row);
    rows.set(pk, row);
    this.#tell([{ table, pk, row }]);
  }

  async #read(): Promise<void> {
    const deaf = this.#now() - this.#lastRead > longestSilence;
    let read = await this.#feed.read(deaf ? 0n : this.#low);
    // Another system identifier or a younger clock of transactions: this is another database (restored, failed over).
    const other = this.#system !== '' && (read.system !== this.#system || read.low < this.#low);
    if (other && !deaf) read = await this.#feed.read(0n);
    this.#tell(deaf || other ? this.#replace(read) : this.#apply(read));
    this.#applied = new Set([...read.ids.values(), ...read.gone.map(({ id }) => id)]);
    this.#low = read.low;
    this.#system = read.system;
    this.#lastRead = this.#now();
  }

  #apply({ tables, gone, ids }: FeedRead): Change[] {
    const changes: Change[] = [];
    for (const [table, rows] of tables)
      for (const [pk, row] of rows) {
        const known = this.#tables.get(table)?.get(pk);
        if (this.#applied.has(ids.get(row) ?? '') && !(known && this.#patched.has(known))) continue;
        this.#tables.get(table)?.set(pk, row);
        changes.push({ table, pk, row });
      }
    for (const { table, pk, id } of gone) {
      // Deleted and made again, perhaps by a transaction that is older than the one that deleted.
      if (tables.get(table)?.has(pk) || this.#applied.has(id)) continue;
      if (this.#tables.get(table)?.delete(pk)) changes.push({ table, pk });
    }
    return changes;
  }

  #replace({ tables }: FeedRead): Change[] {
    const before = this.#tables;
    this.#tables = tables;
    const changes: Change[] = [];
    for (const [table, rows] of tables) for (const [pk, row] of rows) changes.push({ table, pk, row });
    for (const [table, rows] of before)
      for (const pk of rows.keys()) if (!tables.get(table)?.has(pk)) changes.push({ table, pk });
    return changes;
  }

  #tell(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    const touched = new Set(changes.map(({ table }) => table));
    for (const key of this.#indexes.keys())
      if (touched.has(key.split('\n')[0] ?? '')) this.#indexes.delete(key);
    this.#revision += 1;
    for (const listener of this.#listeners) {
      try {
        listener(changes);
      } catch (error) {
        this.#log.error({ err: error }, 'a follower of the replica failed');
      }
    }
  }
}

function add(index: Map<unknown, Row[]>, value: unknown, row: Row): void {
  const keys = Array.isArray(value) ? value : [value];
  for (const key of keys) {
    const rows = index.get(key);
    if (rows) rows.push(row);
    else index.set(key, [row]);
  }
}
