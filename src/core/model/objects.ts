import type { Model, Row } from './model.ts';

/** Conditions on fields, AND-ed: equality, or one of the listed tests. */
export type Where = Readonly<Record<string, Test>>;
export type Test =
  | string
  | number
  | boolean
  | null
  | { readonly in: readonly (string | number)[] }
  | { readonly isnull: boolean }
  | { readonly icontains: string }
  | { readonly iexact: string }
  | { readonly startswith: string }
  | { readonly gte: string | number }
  | { readonly lte: string | number }
  | { readonly gte: string | number; readonly lte: string | number }
  | { readonly not: string | number }
  /** The JSON value of the field has all of this in it. */
  | { readonly contains: Readonly<Record<string, unknown>> };

export interface ListQuery {
  readonly where?: Where;
  readonly search?: string;
  /** Field names, `-` in front for descending; unknown names are ignored by the store. */
  readonly ordering?: readonly string[];
  /** 1-based. */
  readonly page: number;
  readonly page_size: number;
}

/**
 * Storage of objects, by model. Values travel under their wire names. A broken constraint is thrown as a `Problem`
 * (`unique`, `reference`) that names the field.
 */
export interface Objects {
  list(model: Model, query: ListQuery): Promise<{ readonly rows: readonly Row[]; readonly count: number }>;
  /** Every row that matches, without paging, in the model's order. */
  all(model: Model, where?: Where): Promise<readonly Row[]>;
  find(model: Model, where: Where): Promise<Row | undefined>;
  /** The same, within a transaction: until its end nobody else changes that object. */
  lock(model: Model, where: Where): Promise<Row | undefined>;
  insert(model: Model, values: Readonly<Record<string, unknown>>): Promise<Row>;
  /** Changes the given fields only; undefined where the object does not exist. */
  update(
    model: Model,
    pk: string | number,
    values: Readonly<Record<string, unknown>>,
  ): Promise<Row | undefined>;
  delete(model: Model, pk: string | number): Promise<boolean>;
  /** All or nothing; nested calls join. After commit, this node's replica has seen the changes. */
  transaction<T>(work: (objects: Objects) => Promise<T>): Promise<T>;
}

/** The live copy of the replicated models in this node's memory; reads are synchronous and never wait. */
export interface Replica {
  /** Counts up with each applied change; part of every decision's trace. */
  readonly revision: number;
  get(table: string, pk: string | number): Row | undefined;
  all(table: string): Iterable<Row>;
  /** Rows whose field has that value, by an index made at the first question. */
  by(table: string, field: string, value: unknown): readonly Row[];
  /** Waits until everything that was committed before this call has been applied here. */
  catchUp(): Promise<void>;
  /** Called after each batch of applied changes. */
  onChange(listener: (changes: readonly import('./model.ts').Change[]) => void): () => void;
}
