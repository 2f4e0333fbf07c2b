/** What the decision log tells about an hour. */
export interface DecidedHour {
  /** ISO 8601, its beginning. */
  readonly time: string;
  readonly passing: number;
  readonly failing: number;
}

/** How a policy did in the latest decisions. Milliseconds. */
export interface PolicyRuns {
  readonly policy: string;
  readonly runs: number;
  readonly average: number;
  readonly slowest: number;
}

/** A policy that could not answer. */
export interface PolicyFaults {
  readonly policy: string;
  readonly faults: number;
  /** ISO 8601, when it last failed. */
  readonly latest: string;
  readonly detail: string;
}

/** Figures of the decision log, read from a bounded number of its latest entries. */
export interface DecisionFigures {
  hours(since: Date): Promise<readonly DecidedHour[]>;
  /** Decisions in the last minute before `now`. */
  lastMinute(now: Date): Promise<number>;
  /** The slowest first. */
  slowest(most: number): Promise<readonly PolicyRuns[]>;
  /** The latest first. */
  faulty(most: number): Promise<readonly PolicyFaults[]>;
  /** Whether somebody has asked for an application of late. */
  opened(): Promise<boolean>;
}
