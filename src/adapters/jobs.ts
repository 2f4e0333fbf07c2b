import { EventEmitter } from 'node:events';
import { Logger, parseCronItems, run, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Log } from '../core/log.ts';

/** Something that is done now and then, by one node at a time. */
export interface Job {
  /** Unique; also the name under which the database knows it. */
  readonly name: string;
  /** Minute, hour, day, month, weekday, in UTC. */
  readonly cron: string;
  run(): Promise<void>;
}

/** Something that is done whenever somebody has asked for it in the database, again and later where it fails. */
export interface Task {
  readonly name: string;
  /** `last` says that after this attempt nobody tries again. */
  run(payload: unknown, attempt: { readonly last: boolean }): Promise<void>;
}

export interface Jobs {
  /** Waits for the jobs under way. */
  stop(): Promise<void>;
}

/** How many jobs a node does at once: one that waits for a slow server must not hold up the others. */
const CONCURRENCY = 4;
/** Milliseconds between two signs of life. */
const PULSE = 15_000;
/** Seconds without one after which a node counts as gone, and its jobs are given to others. */
const SILENCE = 60;

/** Runs jobs on their schedule and tasks on demand; however many nodes there are, each is taken by one of them. */
export async function startJobs(
  pool: Pool,
  jobs: readonly Job[],
  log: Log,
  tasks: readonly Task[] = [],
): Promise<Jobs> {
  const events: WorkerEvents = new EventEmitter();
  let node: string | undefined;
  events.on('pool:create', ({ workerPool }) => {
    node = workerPool.id;
  });
  const runner = await run({
    pgPool: pool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    pollInterval: 10_000,
    events,
    logger: new Logger(() => (level, message, meta) => {
      if (level === 'error') log.error({ meta }, message);
      else if (level === 'warning') log.warn({ meta }, message);
    }),
    taskList: Object.fromEntries([
      ...jobs.map((job) => [job.name, () => recorded(pool, job, log)] as const),
      ...tasks.map(
        ({ name, run: work }) =>
          [
            name,
            (payload: unknown, { job }: { job: { attempts: number; max_attempts: number } }) =>
              work(payload, { last: job.attempts >= job.max_attempts }),
          ] as const,
      ),
    ]),
    parsedCronItems: parseCronItems(
      jobs.map(({ name, cron }) => ({
        task: name,
        match: cron,
        options: { maxAttempts: 3, backfillPeriod: 0 },
      })),
    ),
  });
  const stopPulse = node === undefined ? async () => {} : await beat(pool, node, log);
  return {
    async stop() {
      await runner.stop();
      await stopPulse();
    },
  };
}

/** Runs a job and keeps how it went: the queue itself forgets what is done. */
async function recorded(pool: Pool, { name, run: work }: Job, log: Log): Promise<void> {
  const keep = (statement: string, values: readonly unknown[]) =>
    pool
      .query(statement, [...values])
      .catch((error) => log.warn({ err: error, job: name }, 'how a job went could not be kept'));
  await keep(
    `insert into job_runs (name, began) values ($1, now())
      on conflict (name) do update set began = now(), ended = null, error = null`,
    [name],
  );
  const end = (error: string | null) =>
    keep('update job_runs set ended = now(), error = $2 where name = $1', [name, error]);
  try {
    await work();
  } catch (error) {
    await end(error instanceof Error ? error.message : String(error));
    throw error;
  }
  await end(null);
}

/**
 * Says now and then that this node lives, and gives the jobs of silent nodes back. The worker itself would leave the
 * jobs of a killed process alone for four hours.
 */
async function beat(pool: Pool, node: string, log: Log): Promise<() => Promise<void>> {
  const once = async (): Promise<void> => {
    try {
      await pool.query(
        'insert into job_nodes (node) values ($1) on conflict (node) do update set seen = now()',
        [node],
      );
      await pool.query(
        `select graphile_worker.force_unlock_workers(array(
          select distinct locked_by from graphile_worker._private_jobs
          where locked_at < now() - make_interval(secs => $1) and not exists (
            select from job_nodes where node = locked_by and seen > now() - make_interval(secs => $1))))`,
        [SILENCE],
      );
      await pool.query("delete from job_nodes where seen < now() - interval '1 day'");
    } catch (error) {
      log.warn({ err: error }, 'this node could not say that it lives; the next try is in a moment');
    }
  };
  await once();
  let under = Promise.resolve();
  const timer = setInterval(() => {
    under = once();
  }, PULSE);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await under;
    await pool.query('delete from job_nodes where node = $1', [node]).catch(() => undefined);
  };
}
