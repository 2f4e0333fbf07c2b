import type { Log } from '../core/log.ts';
import type { Change, Model, Row } from '../core/model/model.ts';
import type { Replica } from '../core/model/objects.ts';
import type { Database } from './database.ts';
import { rowOf } from './objects.ts';

/** Tombstones live an hour (people.ts); a node that was deaf for half of that reads everything anew. */
const longestSilence = 30 * 60_000;

/** A replica that a node runs: the reads of the core's port, and its life. */
export interface RunningReplica extends Replica {
  close(): Promise<void>;
}

interface Stored {
  readonly row: Row;
  readonly xid: bigint;
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
  readonly #tables = new Map<string, Map<string | number, Stored>>();
  readonly #indexes = new Map<string, Map<unknown, Row[]>>();
  readonly #integers = new Set<string>();
  readonly #statement: string;
  readonly #listeners = new Set<(changes: readonly Change[]) => void>();
  readonly #log: Log;
  readonly #now: () => number;
  #low = 0n;
  #system = '';
  #lastRead = 0;
  #revision = 0;
  #reading: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #stop: (() => Promise<void>) | undefined;

  constructor(database: Database, models: readonly Model[], log: Log, now: () => number) {
    this.#database = database;
    this.#log = log;
    this.#now = now;
    const tables = new Map(models.filter((model) => model.replicated).map((model) => [model.table, model]));
    for (const [table, { pk }] of tables) {
      this.#tables.set(table, new Map());
      if (pk === 'integer') this.#integers.add(table);
    }
    this.#statement = readStatement([...tables.values()]);
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
  }

  async close(): Promise<void> {
    await this.#stop?.();
    await this.#reading?.catch(() => undefined);
  }

  get(table: string, pk: string | number): Row | undefined {
    return this.#tables.get(table)?.get(pk)?.row;
  }

  *all(table: string): Iterable<Row> {
    for (const { row } of this.#tables.get(table)?.values() ?? []) yield row;
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

  async #read(): Promise<void> {
    const deaf = this.#now() - this.#lastRead > longestSilence;
    let { rows, low, system } = await this.#fetch(deaf ? 0n : this.#low);
    // Another system identifier or a younger clock of transactions: this is another database (restored, failed over).
    const whole = deaf || (this.#system !== '' && (system !== this.#system || low < this.#low));
    if (whole && !deaf) ({ rows, low, system } = await this.#fetch(0n));
    this.#apply(rows, whole);
    this.#low = low;
    this.#system = system;
    this.#lastRead = this.#now();
  }

  async #fetch(since: bigint): Promise<{ rows: Fetched[]; low: bigint; system: string }> {
    const { rows } = await this.#database.pool.query<Fetched>({
      name: 'replica-read',
      text: this.#statement,
      values: [since.toString()],
    });
    const mark = rows.find(({ t }) => t === '');
    if (!mark?.data) throw new Error('the change feed answered without its watermark');
    return {
      rows: rows.filter(({ t }) => t !== ''),
      low: BigInt(String(mark.data.low)),
      system: String(mark.data.system),
    };
  }

  #apply(rows: readonly Fetched[], whole: boolean): void {
    const changes: Change[] = [];
    const seen = new Map<string, Set<string | number>>();
    for (const { t: table, data } of rows) {
      if (!data || table === 'tombstones') continue;
      const row = rowOf(data);
      const xid = BigInt(String(data.xid));
      const stored = this.#tables.get(table);
      if (!stored) continue;
      const known = seen.get(table);
      if (known) known.add(row.pk);
      else seen.set(table, new Set([row.pk]));
      if (!whole && stored.get(row.pk)?.xid === xid) continue; // read again because it was near the watermark
      stored.set(row.pk, { row, xid });
      changes.push({ table, pk: row.pk, row });
    }
    for (const { t, data } of rows) {
      if (t !== 'tombstones' || !data) continue;
      const table = String(data.table_name);
      const key = this.#key(table, String(data.pk));
      if (seen.get(table)?.has(key)) continue; // deleted and made again
      if (this.#tables.get(table)?.delete(key)) changes.push({ table, pk: key });
    }
    if (whole)
      for (const [table, stored] of this.#tables)
        for (const pk of stored.keys())
          if (!seen.get(table)?.has(pk)) {
            stored.delete(pk);
            changes.push({ table, pk });
          }
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

  /** Keys come as text from the tombstones; users and providers have numbers. */
  #key(table: string, pk: string): string | number {
    return this.#integers.has(table) ? Number(pk) : pk;
  }
}

interface Fetched {
  readonly t: string;
  readonly data: Record<string, unknown> | null;
}

function add(index: Map<unknown, Row[]>, value: unknown, row: Row): void {
  const keys = Array.isArray(value) ? value : [value];
  for (const key of keys) {
    const rows = index.get(key);
    if (rows) rows.push(row);
    else index.set(key, [row]);
  }
}

/** One statement for all tables, so that a read is of one snapshot. `$1` is the watermark. */
function readStatement(models: readonly Model[]): string {
  const branches = models.map((model) => {
    const links = Object.entries(model.links)
      .filter(([field]) => !model.unreplicated.includes(field))
      .map(
        ([field, { table, own, other }]) =>
          `'${field}', (select coalesce(jsonb_agg(l.${other}), '[]'::jsonb) from ${table} l where l.${own} = t.pk)`,
      );
    const without = model.unreplicated.map((field) => ` - '${field}'`).join('');
    const document = `to_jsonb(t)${without}${links.length > 0 ? ` || jsonb_build_object(${links.join(', ')})` : ''}`;
    return `select '${model.table}' as t, ${document} as data from ${model.table} t where t.xid >= $1::xid8`;
  });
  return [
    `select '' as t, jsonb_build_object('low', pg_snapshot_xmin(pg_current_snapshot())::text,
      'system', (select system_identifier::text from pg_control_system())) as data`,
    ...branches,
    `select 'tombstones', to_jsonb(t) from tombstones t where t.xid >= $1::xid8 and $1::xid8 > '0'::xid8`,
  ].join('\nunion all\n');
}
