import { sql } from 'kysely';
import type { Log } from '../core/log.ts';
import {
  type DecisionDraft,
  type DecisionLog,
  type DecisionQuery,
  type DecisionRecord,
  type DecisionSummary,
  recordOf,
} from '../core/policy/record.ts';
import type { Database } from './database.ts';

export interface DecisionLogOptions {
  readonly log: Log;
  /** Decisions that wait at most; the oldest are given up beyond that. Default 10,000. */
  readonly limit?: number;
  /** Decisions written by one statement at most. Default 200. */
  readonly batch?: number;
  /** Milliseconds that a decision waits for company. Default 100. */
  readonly patience?: number;
}

const COLUMNS = `request_id text, time timestamptz, target_model text, target_pk text, target_name text, user_pk integer,
  username text, client_ip text, passing boolean, mode text, revision bigint, unbound boolean, closed boolean,
  faulted boolean, messages jsonb, reasons jsonb, facts jsonb, trace jsonb, duration double precision`;
const NAMES = COLUMNS.split(',').map((column) => column.trim().split(' ')[0]);

/** A row as the driver reads it: dates as `Date`, 64-bit numbers as text. */
type Stored<T extends DecisionSummary = DecisionRecord> = Omit<T, 'time' | 'revision'> & {
  readonly time: Date;
  readonly revision: string;
};

/** What is read where decisions stand among others. */
const SUMMARY = NAMES.filter((name) => name !== 'facts' && name !== 'trace');

/** More are not counted: the number would cost more than the page. */
const MOST_COUNTED = 10_000;

/** Milliseconds until a database that did not answer is tried again. */
const RETRY = 1_000;

/** Keeps decisions in batches, so that no decision waits for the database; `record` never fails. */
export function createDecisionLog(database: Database, options: DecisionLogOptions): DecisionLog {
  return new BatchedLog(database, options);
}

class BatchedLog implements DecisionLog {
  readonly #database: Database;
  readonly #log: Log;
  readonly #limit: number;
  readonly #batch: number;
  readonly #patience: number;
  #waiting: DecisionDraft[] = [];
  #underWay: readonly DecisionDraft[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #dropped = 0;
  #closed = false;

  constructor(database: Database, { log, limit = 10_000, batch = 200, patience = 100 }: DecisionLogOptions) {
    this.#database = database;
    this.#log = log;
    this.#limit = limit;
    this.#batch = batch;
    this.#patience = patience;
  }

  record(draft: DecisionDraft): void {
    if (this.#closed) return;
    this.#waiting.push(draft);
    if (this.#waiting.length > this.#limit) {
      this.#waiting.shift();
      this.#dropped += 1;
    }
    this.#wake(this.#patience);
  }

  async find(request_id: string): Promise<readonly DecisionRecord[]> {
    const isMine = (draft: DecisionDraft): boolean => draft.request_id === request_id;
    if (this.#waiting.some(isMine) || this.#underWay.some(isMine)) await this.flush();
    const { rows } = await sql<Stored>`select ${sql.raw(NAMES.join(', '))} from decisions
      where request_id = ${request_id} order by pk`.execute(this.#database.kysely);
    return rows.map((row) => ({ ...row, time: row.time.toISOString(), revision: Number(row.revision) }));
  }

  async list({ user, target, passing, page, page_size }: DecisionQuery) {
    await this.flush();
    const wanted = sql.join(
      [
        sql`true`,
        ...(user === undefined ? [] : [sql`user_pk = ${user}`]),
        ...(target === undefined ? [] : [sql`target_pk = ${target}`]),
        // Spelled out, so that the index of refusals serves.
        ...(passing === undefined ? [] : [passing ? sql`passing` : sql`not passing`]),
      ],
      sql` and `,
    );
    const { kysely } = this.#database;
    const [{ rows }, counted] = await Promise.all([
      sql<Stored<DecisionSummary>>`select ${sql.raw(SUMMARY.join(', '))} from decisions where ${wanted}
        order by time desc, pk desc limit ${page_size} offset ${(page - 1) * page_size}`.execute(kysely),
      sql<{ count: number }>`select count(*)::integer as count from
        (select from decisions where ${wanted} limit ${MOST_COUNTED}) as counted`.execute(kysely),
    ]);
    return {
      rows: rows.map((row) => ({ ...row, time: row.time.toISOString(), revision: Number(row.revision) })),
      count: counted.rows[0]?.count ?? 0,
    };
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    // A run under way may have passed over what came since; the one after it takes everything.
    await this.#writing;
    await this.#write();
  }

  async prune(before: Date): Promise<number> {
    const { numAffectedRows } = await sql`delete from decisions where time < ${before}`.execute(
      this.#database.kysely,
    );
    return Number(numAffectedRows ?? 0n);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length > 0) {
      this.#log.error({ lost: this.#waiting.length }, 'decisions were lost: the database does not answer');
      this.#waiting = [];
    }
  }

  #wake(milliseconds: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#write();
    }, milliseconds);
  }

  /** One run at a time; never rejects. */
  #write(): Promise<void> {
    this.#writing ??= this.#run().finally(() => {
      this.#writing = undefined;
    });
    return this.#writing;
  }

  async #run(): Promise<void> {
    if (this.#dropped > 0) {
      this.#log.error({ dropped: this.#dropped }, 'decisions were dropped: the log could not keep up');
      this.#dropped = 0;
    }
    // What comes meanwhile waits its own time, for company: else a busy log would write without a pause.
    let left = this.#closed ? Number.POSITIVE_INFINITY : this.#waiting.length;
    while (left > 0 && this.#waiting.length > 0) {
      const drafts = this.#waiting.splice(0, Math.min(this.#batch, left));
      left -= drafts.length;
      this.#underWay = drafts;
      try {
        await this.#insert(drafts.flatMap((draft) => this.#describe(draft)));
      } catch (error) {
        this.#waiting = [...drafts, ...this.#waiting].slice(-this.#limit);
        this.#log.error({ err: error, waiting: this.#waiting.length }, 'decisions could not be written yet');
        if (!this.#closed) this.#wake(RETRY);
        return;
      } finally {
        this.#underWay = [];
      }
    }
  }

  #describe(draft: DecisionDraft): readonly DecisionRecord[] {
    try {
      return [recordOf(draft)];
    } catch (error) {
      this.#log.error({ err: error, request_id: draft.request_id }, 'a decision could not be described');
      return [];
    }
  }

  /** A decision that the database refuses for what is in it must not hold up the others: it is left out. */
  async #insert(records: readonly DecisionRecord[]): Promise<void> {
    if (records.length === 0) return;
    const names = sql.raw(NAMES.join(', '));
    try {
      await sql`insert into decisions (${names})
        select ${names} from jsonb_to_recordset(${json(records)}::jsonb) as r(${sql.raw(COLUMNS)})`.execute(
        this.#database.kysely,
      );
    } catch (error) {
      if (!isDataError(error)) throw error;
      const [only] = records;
      if (records.length === 1) {
        this.#log.error({ err: error, request_id: only?.request_id }, 'a decision does not fit its log');
        return;
      }
      const middle = Math.ceil(records.length / 2);
      await this.#insert(records.slice(0, middle));
      await this.#insert(records.slice(middle));
    }
  }
}

/** PostgreSQL keeps neither NUL nor halves of surrogate pairs. Both are rare, and stand out in JSON as escapes. */
function json(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(text)) return text;
  return JSON.stringify(value, (_key, entry: unknown) =>
    typeof entry === 'string' ? entry.replaceAll('\0', '\uFFFD').toWellFormed() : entry,
  );
}

/** Class 22 (data exception) and 23 (constraint): trying again would end the same way. */
const isDataError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
