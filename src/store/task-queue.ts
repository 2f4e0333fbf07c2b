import { sql } from 'kysely';
import type { LastRun, QueuedJob, TaskQueue } from '../core/system/tasks.ts';
import type { Database } from './database.ts';

type Dates<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]: Date };

/** The queue that graphile-worker keeps. It makes its schema when it first starts; until then nothing waits. */
export function createTaskQueue({ kysely }: Pick<Database, 'kysely'>): TaskQueue {
  const iso = (date: Date) => new Date(date).toISOString();
  const state = sql`case when j.locked_at is not null then 'running'
    when j.attempts >= j.max_attempts then 'rejected' else 'queued' end`;

  async function isThere(): Promise<boolean> {
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass('graphile_worker._private_jobs') is not null as there`.execute(kysely);
    return rows[0]?.there === true;
  }

  return {
    async lastRuns() {
      const { rows } = await sql<Omit<LastRun, 'began' | 'ended'> & { began: Date; ended: Date | null }>`
        select name, began, ended, error from job_runs`.execute(kysely);
      return rows.map((row) => ({ ...row, began: iso(row.began), ended: row.ended && iso(row.ended) }));
    },

    async list(page, page_size) {
      if (!(await isThere())) return { rows: [], count: 0 };
      const { rows } = await sql<Dates<QueuedJob, 'run_at' | 'updated'>>`
        select j.id::text as id, t.identifier as name, ${state} as state, j.attempts::int as attempts,
          j.max_attempts::int as max_attempts, j.run_at, j.updated_at as updated, j.last_error
        from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        order by j.updated_at desc, j.id desc limit ${page_size} offset ${(page - 1) * page_size}`.execute(
        kysely,
      );
      const counted = await sql<{ count: number }>`
        select count(*)::int as count from graphile_worker._private_jobs`.execute(kysely);
      return {
        rows: rows.map((row) => ({ ...row, run_at: iso(row.run_at), updated: iso(row.updated) })),
        count: counted.rows[0]?.count ?? 0,
      };
    },

    async counts() {
      const counts = { queued: 0, running: 0, rejected: 0 };
      if (!(await isThere())) return counts;
      const { rows } = await sql<{ state: QueuedJob['state']; count: number }>`
        select ${state} as state, count(*)::int as count from graphile_worker._private_jobs j group by 1`.execute(
        kysely,
      );
      return { ...counts, ...Object.fromEntries(rows.map((row) => [row.state, row.count])) };
    },

    async retry(id) {
      if (!(await isThere())) return false;
      const { rows } = await sql`select id from graphile_worker.reschedule_jobs(
        array[${id}::bigint], run_at := now(), attempts := 0)`.execute(kysely);
      return rows.length > 0;
    },

    async send(name) {
      if (!(await isThere())) return;
      await sql`select graphile_worker.add_job(${name}, max_attempts := 3, job_key := ${`now ${name}`},
        job_key_mode := 'preserve_run_at')`.execute(kysely);
    },

    async nodes() {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from job_nodes
        where seen > now() - interval '1 minute'`.execute(kysely);
      return rows[0]?.count ?? 0;
    },
  };
}
