/** Something that is done on a schedule. */
export interface Scheduled {
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly description: string;
  /** Minute, hour, day, month, weekday, in UTC; only minute and hour are used. */
  readonly cron: string;
}

/** How a scheduled job went the last time. Times are ISO 8601. */
export interface LastRun {
  readonly name: string;
  readonly began: string;
  /** Null while it is at work, and where its node was killed. */
  readonly ended: string | null;
  readonly error: string | null;
}

/** A job that waits, is at work, or has failed; what was done is gone. Times are ISO 8601. */
export interface QueuedJob {
  readonly id: string;
  readonly name: string;
  readonly state: 'queued' | 'running' | 'rejected';
  readonly attempts: number;
  readonly max_attempts: number;
  readonly run_at: string;
  readonly updated: string;
  readonly last_error: string | null;
}

/** The queue of jobs in the database. */
export interface TaskQueue {
  lastRuns(): Promise<readonly LastRun[]>;
  /** The latest first. */
  list(
    page: number,
    page_size: number,
  ): Promise<{ readonly rows: readonly QueuedJob[]; readonly count: number }>;
  counts(): Promise<Readonly<Record<QueuedJob['state'], number>>>;
  /** Tries a job that is not at work again, now and with all its attempts; false where there is none. */
  retry(id: string): Promise<boolean>;
  /** Asks for a scheduled job now; nothing where it waits already. */
  send(name: string): Promise<void>;
  /** How many nodes have given a sign of life. */
  nodes(): Promise<number>;
}

/** The next minute, after `now`, at which a schedule falls due. Milliseconds. */
export function nextRun(cron: string, now: number): number {
  const [minute = '*', hour = '*'] = cron.split(/\s+/);
  const MINUTE = 60_000;
  const begin = Math.floor(now / MINUTE) + 1;
  // A day holds every hour and every minute.
  for (let at = begin; at <= begin + 24 * 60; at++)
    if (falls(minute, at % 60) && falls(hour, Math.floor(at / 60) % 24)) return at * MINUTE;
  return begin * MINUTE;
}

function falls(field: string, value: number): boolean {
  if (field === '*') return true;
  const step = /^\*\/(\d+)$/.exec(field)?.[1];
  return step === undefined ? Number(field) === value : value % Number(step) === 0;
}
