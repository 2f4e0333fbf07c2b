import { Logger, parseCronItems, run } from 'graphile-worker';
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

export interface Jobs {
  /** Waits for the job under way. */
  stop(): Promise<void>;
}

/** Runs jobs on their schedule; however many nodes there are, each time is taken by one of them. */
export async function startJobs(pool: Pool, jobs: readonly Job[], log: Log): Promise<Jobs> {
  const runner = await run({
    pgPool: pool,
    concurrency: 1,
    noHandleSignals: true,
    pollInterval: 10_000,
    logger: new Logger(() => (level, message, meta) => {
      if (level === 'error') log.error({ meta }, message);
      else if (level === 'warning') log.warn({ meta }, message);
    }),
    taskList: Object.fromEntries(
      jobs.map(({ name, run: work }) => [
        name,
        async () => {
          await work();
        },
      ]),
    ),
    parsedCronItems: parseCronItems(
      jobs.map(({ name, cron }) => ({
        task: name,
        match: cron,
        options: { maxAttempts: 3, backfillPeriod: 0 },
      })),
    ),
  });
  return { stop: () => runner.stop() };
}
