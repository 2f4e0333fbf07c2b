import { type RawBuilder, sql } from 'kysely';
import { type Model, type Row, secretFields } from '../core/model/model.ts';
import type { ListQuery, Objects, Test, Where } from '../core/model/objects.ts';
import { Problem } from '../core/problem/problem.ts';
import type { Database, Trx } from './database.ts';
import { problemOf } from './violations.ts';

/** What must happen before a write's answer leaves: this node's replica has to have seen it. */
export interface AfterCommit {
  catchUp(): Promise<void>;
}

/** Storage of objects on PostgreSQL: one table per kind, a `config` document for the fields without a column. */
export function createObjects(database: Database, replica: AfterCommit): Objects {
  return new SqlObjects(database, replica, undefined);
}

type Fragment = RawBuilder<unknown>;

class SqlObjects implements Objects {
  readonly #database: Database;
  readonly #replica: AfterCommit;
  readonly #trx: Trx | undefined;

  constructor(database: Database, replica: AfterCommit, trx: Trx | undefined) {
    this.#database = database;
    this.#replica = replica;
    this.#trx = trx;
  }

  async list(model: Model, query: ListQuery): Promise<{ rows: readonly Row[]; count: number }> {
    const where = condition(model, query.where, query.search);
    const order = sortBy(model, query.ordering?.length ? query.ordering : model.ordering);
    const size = Math.max(1, query.page_size);
    const skipped = (Math.max(1, query.page) - 1) * size;
    // The keys first: what a row's document costs is paid for the rows of the page alone, not for those before it.
    const rows = await this.#query(
      sql`select ${selection(model)} from ${sql.table(model.table)} t where t.pk in (
        select t.pk from ${sql.table(model.table)} t where ${where} order by ${order} limit ${size} offset ${skipped}
      ) order by ${order}`,
    );
    // A page that is not full is the last one, and nobody has to count.
    if (rows.length > 0 && rows.length < size) return { rows, count: skipped + rows.length };
    const counted = await this.#run<{ count: string }>(
      sql`select count(*)::text as count from ${sql.table(model.table)} t where ${where}`,
    );
    return { rows, count: Number(counted.rows[0]?.count ?? 0) };
  }

  all(model: Model, where?: Where): Promise<readonly Row[]> {
    return this.#query(
      sql`select ${selection(model)} from ${sql.table(model.table)} t where ${condition(model, where)}
        order by ${sortBy(model, model.ordering)}`,
    );
  }

  async find(model: Model, where: Where): Promise<Row | undefined> {
    const rows = await this.#query(
      sql`select ${selection(model)} from ${sql.table(model.table)} t where ${condition(model, where)} limit 1`,
    );
    return rows[0];
  }

  async lock(model: Model, where: Where): Promise<Row | undefined> {
    // Keys may go on to be referred to. A second statement reads: the first one's links would be as they were before
    // it waited.
    const { rows } = await this.#run<{ pk: string | number }>(
      sql`select pk from ${sql.table(model.table)} t where ${condition(model, where)} limit 1 for no key update`,
    );
    const [locked] = rows;
    return locked && this.find(model, { pk: locked.pk });
  }

  async insert(model: Model, values: Readonly<Record<string, unknown>>): Promise<Row> {
    return this.#write(model, async (objects) => {
      const { columns, config } = split(model, values);
      const named: [string, Fragment][] = [
        ...columns,
        ...(model.type === undefined ? [] : ([['type', sql`${model.type}`]] as [string, Fragment][])),
        ['config', sql`${JSON.stringify(config)}::jsonb`],
      ];
      const [row] = await objects.#query(
        sql`insert into ${sql.table(model.table)} as t (${sql.join(named.map(([name]) => sql.id(name)))})
          values (${sql.join(named.map(([, value]) => value))}) returning ${selection(model)}`,
      );
      if (row === undefined) throw new Error(`nothing was inserted into ${model.table}`);
      return (await objects.#link(model, row.pk, values)) ? objects.#read(model, row.pk) : row;
    });
  }

  async update(
    model: Model,
    pk: string | number,
    values: Readonly<Record<string, unknown>>,
  ): Promise<Row | undefined> {
    return this.#write(model, async (objects) => {
      const { columns, config } = split(model, values);
      const [row] = await objects.#query(
        sql`update ${sql.table(model.table)} t set ${sql.join([
          ...columns.map(([name, value]) => sql`${sql.id(name)} = ${value}`),
          sql`config = config || ${JSON.stringify(config)}::jsonb`,
          sql`last_updated = now()`,
        ])} where ${condition(model, { pk })} returning ${selection(model)}`,
      );
      if (row === undefined) return undefined;
      return (await objects.#link(model, pk, values)) ? objects.#read(model, pk) : row;
    });
  }

  async delete(model: Model, pk: string | number): Promise<boolean> {
    return this.#write(model, async (objects) => {
      const { rows } = await objects.#run(
        sql`delete from ${sql.table(model.table)} t where ${condition(model, { pk })} returning pk`,
      );
      return rows.length > 0;
    });
  }

  async transaction<T>(work: (objects: Objects) => Promise<T>): Promise<T> {
    if (this.#trx) return work(this);
    const result = await this.#database.transaction((trx) =>
      work(new SqlObjects(this.#database, this.#replica, trx)),
    );
    await this.#replica.catchUp();
    return result;
  }

  /** One write is a transaction of its own, unless it belongs to one. */
  async #write<T>(model: Model, work: (objects: SqlObjects) => Promise<T>): Promise<T> {
    try {
      if (this.#trx) return await work(this);
      const result = await this.#database.transaction((trx) =>
        work(new SqlObjects(this.#database, this.#replica, trx)),
      );
      if (model.replicated) await this.#replica.catchUp();
      return result;
    } catch (error) {
      throw problemOf(model, error);
    }
  }

  /** Sets the links that are named; answers whether there were any. */
  async #link(
    model: Model,
    pk: string | number,
    values: Readonly<Record<string, unknown>>,
  ): Promise<boolean> {
    let linked = false;
    for (const [field, { table, own, other }] of Object.entries(model.links)) {
      const wanted = values[field];
      if (!Array.isArray(wanted)) continue;
      linked = true;
      const keys = [...new Set(wanted.map(String))];
      await this.#run(
        sql`delete from ${sql.table(table)} where ${sql.id(own)} = ${pk} and not (${sql.id(other)}::text = any(${keys}))`,
      );
      for (const key of keys)
        await this.#run(
          sql`insert into ${sql.table(table)} (${sql.id(own)}, ${sql.id(other)}) values (${pk}, ${key})
            on conflict do nothing`,
        );
    }
    return linked;
  }

  async #read(model: Model, pk: string | number): Promise<Row> {
    const row = await this.find(model, { pk });
    if (!row)
      throw new Problem('error', { cause: new Error(`${model.name} ${pk} vanished while it was written`) });
    return row;
  }

  async #query(statement: Fragment): Promise<readonly Row[]> {
    const { rows } = await this.#run<{ data: Record<string, unknown> }>(statement);
    return rows.map(({ data }) => rowOf(data));
  }

  #run<R>(statement: RawBuilder<unknown>): Promise<{ rows: R[] }> {
    return (statement as RawBuilder<R>).execute(this.#trx ?? this.#database.kysely);
  }
}

/** A stored document as a row: the config's fields beside the columns. */
export function rowOf(data: Readonly<Record<string, unknown>>): Row {
  const { config, xid: _, ...columns } = data;
  return { ...(config as Record<string, unknown>), ...columns } as Row;
}

/** One JSON document per row, links included: times come as ISO 8601 and numbers as numbers, whatever the driver does. */
export function selection(model: Pick<Model, 'links'>): Fragment {
  const links = Object.entries(model.links).map(
    ([
      field,
      { table, own, other },
    ]) => sql`${sql.lit(field)}, (select coalesce(jsonb_agg(l.${sql.id(other)}), '[]'::jsonb)
      from ${sql.table(table)} l where l.${sql.id(own)} = t.pk)`,
  );
  return links.length === 0
    ? sql`to_jsonb(t) as data`
    : sql`to_jsonb(t) || jsonb_build_object(${sql.join(links)}) as data`;
}

function split(model: Model, values: Readonly<Record<string, unknown>>) {
  const columns: [string, Fragment][] = [];
  const config: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(values)) {
    if (value === undefined || field in model.links) continue;
    const type = model.columns[field];
    if (type !== undefined)
      columns.push([field, type === 'jsonb' ? sql`${JSON.stringify(value)}::jsonb` : sql`${value}`]);
    else if (field === 'pk' || field === 'created') columns.push([field, sql`${value}`]);
    else config[field] = value;
  }
  return { columns, config };
}

const builtIn = new Set(['pk', 'type', 'created', 'last_updated']);

/** The SQL of a field, as text where it lives in the document. */
function place(model: Model, field: string): Fragment | undefined {
  if (
    builtIn.has(field) &&
    !(field === 'type' && model.columns.type === undefined && model.fields.shape.type)
  )
    return sql`t.${sql.id(field)}`;
  if (model.columns[field]) return sql`t.${sql.id(field)}`;
  if (field in model.fields.shape || field in model.internal.shape)
    return sql`(t.config ->> ${sql.lit(field)})`;
  return undefined;
}

const inDocument = (model: Model, field: string) => !builtIn.has(field) && model.columns[field] === undefined;

/** The condition that rows of the model, called `t`, fit a query. */
export function condition(model: Model, where: Where = {}, search?: string): Fragment {
  const parts: Fragment[] = model.type === undefined ? [] : [sql`t.type = ${model.type}`];
  for (const [field, test] of Object.entries(where)) {
    const link = model.links[field];
    if (link) parts.push(linked(link, test));
    else parts.push(compare(model, field, test));
  }
  if (search)
    for (const word of search.split(/\s+/).filter(Boolean).slice(0, 8)) {
      const pattern = `%${likeText(word)}%`;
      const fields = model.search.map((field) => sql`${place(model, field)}::text ilike ${pattern}`);
      if (fields.length > 0) parts.push(sql`(${sql.join(fields, sql` or `)})`);
    }
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `);
}

function linked(link: Model['links'][string], test: Test): Fragment {
  const keys =
    typeof test === 'object' && test !== null && 'in' in test ? test.in.map(String) : [String(test)];
  return sql`exists (select 1 from ${sql.table(link.table)} l
    where l.${sql.id(link.own)} = t.pk and l.${sql.id(link.other)}::text = any(${keys}))`;
}

function compare(model: Model, field: string, test: Test): Fragment {
  const at = place(model, field);
  if (!at) throw new Error(`${model.name} has no field ${field}`);
  const text = (value: unknown) => (inDocument(model, field) ? String(value) : value);
  if (test === null) return sql`${at} is null`;
  if (typeof test !== 'object') return sql`${at} = ${text(test)}`;
  if ('in' in test) return sql`${at}::text = any(${test.in.map(String)})`;
  if ('isnull' in test) return test.isnull ? sql`${at} is null` : sql`${at} is not null`;
  if ('icontains' in test) return sql`${at}::text ilike ${`%${likeText(test.icontains)}%`}`;
  if ('iexact' in test) return sql`lower(${at}::text) = lower(${test.iexact})`;
  if ('startswith' in test) return sql`${at}::text like ${`${likeText(test.startswith)}%`}`;
  if ('gte' in test && 'lte' in test) return sql`${at} between ${text(test.gte)} and ${text(test.lte)}`;
  if ('gte' in test) return sql`${at} >= ${text(test.gte)}`;
  if ('lte' in test) return sql`${at} <= ${text(test.lte)}`;
  if ('contains' in test) return sql`${at} @> ${JSON.stringify(test.contains)}::jsonb`;
  return sql`${at} is distinct from ${text(test.not)}`;
}

const likeText = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Unknown fields are left out; `pk` at the end makes pages stable. */
function sortBy(model: Model, ordering: readonly string[]): Fragment {
  // An order tells about the values: by secrets nobody sorts.
  const secret = new Set(secretFields(model));
  const parts = ordering.flatMap((name) => {
    const field = name.replace(/^-/, '');
    const at = secret.has(field) ? undefined : place(model, field);
    return at ? [name.startsWith('-') ? sql`${at} desc nulls last` : sql`${at} asc nulls last`] : [];
  });
  return sql.join([...parts, sql`t.pk`]);
}
