import pg from 'pg';
import type { Model, Row } from '../core/model/model.ts';
import type { Database } from './database.ts';
import { rowOf } from './objects.ts';

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

/** One line of an answer. News are `table` and `document` alone, with config and transaction inside the document. */
type Line = readonly [table: string, document: string, config: string | null, xid: string | null];

/** A row, and its transaction where the next read may meet it again. */
interface Version {
  readonly row: Mutable;
  readonly xid: string | null;
}

/** What every table has beside the columns that its models name. */
const common = ['pk', 'type', 'created', 'last_updated'];

interface Table {
  readonly name: string;
  readonly integer: boolean;
  readonly columns: readonly string[];
  readonly links: Model['links'];
  readonly unreplicated: readonly string[];
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
      unreplicated: [...without],
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
  const wholeText = wholeStatement([...followed.values()]);
  const newsText = newsStatement([...followed.values()]);

  function gather(versionOf: (line: Line) => Version): { take(line: Line): void; end(): FeedRead } {
    const tables = new Map([...followed.keys()].map((table) => [table, new Map<string | number, Row>()]));
    const gone: { table: string; pk: string | number; id: string }[] = [];
    const ids = new Map<Row, string>();
    const keyOf = knownKeys(tables);
    let before: Mutable | undefined;
    let mark: { readonly low: string; readonly system: string } | undefined;
    return {
      take(line) {
        const [name, document] = line;
        const table = followed.get(name);
        if (table) {
          const { row, xid } = versionOf(line);
          for (const field of table.references) row[field] = keyOf(field, row[field]);
          shareTimes(row, before);
          before = row;
          tables.get(name)?.set(row.pk, row);
          if (xid !== null) ids.set(row, `${name}/${row.pk}/${xid}`);
        } else if (name === 'tombstones') {
          const { table_name, pk, xid } = JSON.parse(document) as Record<'table_name' | 'pk' | 'xid', string>;
          // Keys come as text from the tombstones; users and providers have numbers.
          const key = followed.get(table_name)?.integer ? Number(pk) : pk;
          gone.push({ table: table_name, pk: key, id: `gone/${table_name}/${pk}/${xid}` });
        } else mark = JSON.parse(document);
      },
      end() {
        if (!mark) throw new Error('the change feed answered without its watermark');
        return { tables, gone, ids, low: BigInt(mark.low), system: mark.system };
      },
    };
  }

  return {
    async read(since) {
      const whole = since === 0n;
      const { take, end } = gather(whole ? versionOfWhole : versionOfNews);
      const news = { name: 'replica-news', text: newsText, values: [since.toString()] };
      await eachLine(database.pool, whole ? { text: wholeText } : news, take);
      return end();
    },
  };
}

type Mutable = Record<string, unknown> & { readonly pk: string | number };

/** The config's fields before the columns: where both have a name, the later one counts, and that is the column. */
const versionOfWhole = ([, columns, config, xid]: Line): Version => ({
  row: JSON.parse(config === null ? columns : `${config.slice(0, -1)},${columns.slice(1)}`),
  xid,
});

function versionOfNews([, document]: Line): Version {
  const data = JSON.parse(document);
  return { row: { ...rowOf(data) }, xid: data.xid };
}

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

const linksOf = ({ links }: Table): [field: string, keys: string][] =>
  Object.entries(links).map(([field, { table, own, other }]) => [
    field,
    `(select coalesce(jsonb_agg(l.${other}), '[]') from ${table} l where l.${own} = t.pk)`,
  ]);

const system = '(select system_identifier::text from pg_control_system())';

/** All rows of all tables. Hundreds of thousands: what each of them costs counts, and so json is written, not jsonb. */
function wholeStatement(tables: readonly Table[]): string {
  const branches = tables.map((table) => {
    const fields = [
      ...table.columns.map((column) => `t.${quoted(column)}`),
      ...linksOf(table).map(([field, keys]) => `${keys} as ${quoted(field)}`),
    ];
    return `select '${table.name}', row_to_json(r)::text, nullif(t.config, '{}')::text,
      case when t.xid >= (select low from mark) then t.xid::text end
      from ${table.name} t, lateral (select ${fields.join(', ')}) r`;
  });
  return [
    `with mark as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as low)
    select '', json_build_object('low', low::text, 'system', ${system})::text, null, null from mark`,
    ...branches,
    `select 'tombstones', row_to_json(t)::text, null, null from tombstones t
      where t.xid >= (select low from mark)`,
  ].join('\nunion all\n');
}

/** What has been written since the watermark `$1`. A handful of rows, often: what each of the tables costs counts. */
function newsStatement(tables: readonly Table[]): string {
  const branches = tables.map((table) => {
    const without = table.unreplicated.map((column) => ` - '${column}'`).join('');
    const links = linksOf(table).map(([field, keys]) => `'${field}', ${keys}`);
    return `select '${table.name}',
      (to_jsonb(t)${without}${links.length > 0 ? ` || jsonb_build_object(${links.join(', ')})` : ''})::text
      from ${table.name} t where t.xid >= $1::xid8`;
  });
  return [
    `select '', jsonb_build_object('low', pg_snapshot_xmin(pg_current_snapshot())::text, 'system', ${system})::text`,
    ...branches,
    `select 'tombstones', to_jsonb(t)::text from tombstones t where t.xid >= $1::xid8`,
  ].join('\nunion all\n');
}
