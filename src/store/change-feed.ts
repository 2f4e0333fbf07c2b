import pg from 'pg';
import type { Model, Row } from '../core/model/model.ts';
import type { Database } from './database.ts';

/** What has been written since a watermark, all of one snapshot. */
export interface FeedRead {
  /** The rows as they are now, by table and key. Every followed table is there. */
  readonly tables: Map<string, Map<string | number, Row>>;
  readonly gone: readonly { readonly table: string; readonly pk: string | number; readonly id: string }[];
  /**
   * Names of the versions (row and transaction) that the next read may meet again. A read since the beginning names
   * only those at or above its watermark.
   */
  readonly ids: ReadonlyMap<Row, string>;
  /** The oldest transaction that was still open: where the next read begins. */
  readonly low: bigint;
  /** Which database has answered. */
  readonly system: string;
}

/** The changes of the replicated tables, as PostgreSQL tells them. */
export interface ChangeFeed {
  /** With `0n` the tables as a whole. */
  read(since: bigint): Promise<FeedRead>;
}

/** One line of the answer: table, version's transaction, the row's document and its columns. */
type Line = readonly [table: string, xid: string | null, config: string | null, columns: string];

/** What every table has beside the columns that its models name. */
const common = ['pk', 'type', 'created', 'last_updated'];

interface Table {
  readonly name: string;
  readonly integer: boolean;
  readonly columns: readonly string[];
  readonly links: Model['links'];
  /** Columns with keys of other rows. */
  readonly references: readonly string[];
}

function tablesOf(models: readonly Model[]): Table[] {
  const replicated = models.filter((model) => model.replicated);
  const tables = [...Map.groupBy(replicated, ({ table }) => table)].map(([name, sharing]): Table => {
    const without = new Set(sharing.flatMap(({ unreplicated }) => unreplicated));
    const types = Object.assign({}, ...sharing.map(({ columns }) => columns)) as Model['columns'];
    const links = Object.assign({}, ...sharing.map((model) => model.links)) as Model['links'];
    return {
      name,
      integer: sharing.some(({ pk }) => pk === 'integer'),
      columns: [...new Set([...common, ...Object.keys(types)])].filter((column) => !without.has(column)),
      links: Object.fromEntries(Object.entries(links).filter(([field]) => !without.has(field))),
      references: Object.keys(types).filter((column) => types[column] === 'uuid'),
    };
  });
  // Those that name others come last: by then the keys that they name are there.
  return tables.toSorted((a, b) => a.references.length - b.references.length);
}

/**
 * Reads the feed in one statement, and so of one snapshot. Its answer is taken in line by line as it arrives: with
 * hundreds of thousands of rows PostgreSQL and this process then work at the same time, and only the rows stay.
 */
export function createChangeFeed(database: Database, models: readonly Model[]): ChangeFeed {
  const followed = new Map(tablesOf(models).map((table) => [table.name, table]));
  const text = readStatement([...followed.values()]);

  function gather(): { take(line: Line): void; end(): FeedRead } {
    const tables = new Map([...followed.keys()].map((table) => [table, new Map<string | number, Row>()]));
    const gone: { table: string; pk: string | number; id: string }[] = [];
    const ids = new Map<Row, string>();
    const keyOf = knownKeys(tables);
    let before: Mutable | undefined;
    let mark: { readonly low: string; readonly system: string } | undefined;
    return {
      take([name, xid, config, columns]) {
        const table = followed.get(name);
        if (table) {
          const row = rowOf(config, columns);
          for (const field of table.references) row[field] = keyOf(field, row[field]);
          shareTimes(row, before);
          before = row;
          tables.get(name)?.set(row.pk, row);
          if (xid !== null) ids.set(row, `${name}/${row.pk}/${xid}`);
        } else if (name === 'tombstones') {
          const { table_name, pk } = JSON.parse(columns) as { table_name: string; pk: string };
          // Keys come as text from the tombstones; users and providers have numbers.
          const key = followed.get(table_name)?.integer ? Number(pk) : pk;
          gone.push({ table: table_name, pk: key, id: `gone/${table_name}/${pk}/${xid}` });
        } else mark = JSON.parse(columns);
      },
      end() {
        if (!mark) throw new Error('the change feed answered without its watermark');
        return { tables, gone, ids, low: BigInt(mark.low), system: mark.system };
      },
    };
  }

  return {
    async read(since) {
      const gathered = gather();
      await eachLine(
        database.pool,
        { name: 'replica-read', text, values: [since.toString()] },
        gathered.take,
      );
      return gathered.end();
    },
  };
}

type Mutable = Record<string, unknown> & { readonly pk: string | number };

/** The config's fields beside the columns; where both have a name, the later one counts, and that is the column. */
const rowOf = (config: string | null, columns: string): Mutable =>
  JSON.parse(config === null ? columns : `${config.slice(0, -1)},${columns.slice(1)}`);

/**
 * Every row brings strings of its own; a key that a row names is replaced by the key of the row that has it, which is
 * equal, so that it is in memory once.
 */
function knownKeys(tables: ReadonlyMap<string, ReadonlyMap<unknown, Row>>) {
  /** In which table a column's last key was found. */
  const owners = new Map<string, ReadonlyMap<unknown, Row>>();
  return (column: string, key: unknown): unknown => {
    if (key === null) return key;
    const known = owners.get(column)?.get(key);
    if (known) return known.pk;
    for (const rows of tables.values()) {
      const owner = rows.get(key);
      if (!owner) continue;
      owners.set(column, rows);
      return owner.pk;
    }
    return key;
  };
}

/** The same for times: most rows have not changed since they were made, and many were made together. */
function shareTimes(row: Mutable, before: Mutable | undefined): void {
  if (row.created === before?.created) row.created = before?.created;
  if (row.last_updated === row.created) row.last_updated = row.created;
  else if (row.last_updated === before?.last_updated) row.last_updated = before?.last_updated;
}

/** Runs a statement whose columns are all text, without keeping its answer. */
async function eachLine(pool: pg.Pool, query: pg.QueryConfig, take: (line: Line) => void): Promise<void> {
  const client = await pool.connect();
  try {
    await new Promise<void>((resolve, reject) => {
      let broken: { readonly error: unknown } | undefined;
      const running = client.query(new pg.Query<Line>({ ...query, rowMode: 'array' } as pg.QueryConfig));
      running.on('row', (line) => {
        try {
          if (!broken) take(line as unknown as Line);
        } catch (error) {
          broken = { error }; // thrown from here it would end the process
        }
      });
      running.on('error', reject);
      running.on('end', () => (broken ? reject(broken.error) : resolve()));
    });
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

const quoted = (name: string) => pg.escapeIdentifier(name);

/** One statement for all tables. `$1` is the watermark. */
function readStatement(tables: readonly Table[]): string {
  const branches = tables.map(({ name, columns, links }) => {
    const fields = [
      ...columns.map((column) => `t.${quoted(column)}`),
      ...Object.entries(links).map(
        ([field, { table, own, other }]) =>
          `(select coalesce(jsonb_agg(l.${other}), '[]') from ${table} l where l.${own} = t.pk) as ${quoted(field)}`,
      ),
    ];
    return `select '${name}', case when t.xid >= (select again from mark) then t.xid::text end,
      nullif(t.config, '{}')::text, row_to_json(r)::text
      from ${name} t, lateral (select ${fields.join(', ')}) r where t.xid >= $1::xid8`;
  });
  return [
    `with snapshot as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as low),
      mark as materialized (select low, case when $1::xid8 = '0' then low else $1::xid8 end as again from snapshot)
    select '', null, null, json_build_object('low', low::text,
      'system', (select system_identifier::text from pg_control_system()))::text from mark`,
    ...branches,
    `select 'tombstones', t.xid::text, null, row_to_json(t)::text from tombstones t
      where t.xid >= (select again from mark)`,
  ].join('\nunion all\n');
}
