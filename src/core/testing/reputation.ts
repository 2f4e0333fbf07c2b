import { type Change, type Limits, UNKNOWN_ADDRESS } from '../reputation/change.ts';
import type { Reputation, Scores, Suspect } from '../reputation/ports.ts';
import type { ReputationStore } from '../reputation/store.ts';

/** Nobody has ever tried anything. */
export const cleanSlates: Reputation = { scores: () => ({ ip: 0, identifier: 0, both: 0 }) };

export interface ScoreRow {
  readonly identifier: string;
  readonly ip?: string;
  readonly score: number;
}

/** The sums of the given rows. */
export function knownScores(rows: readonly ScoreRow[]): Reputation & { readonly asked: readonly Suspect[] } {
  const asked: Suspect[] = [];
  return {
    asked,
    scores: (suspect) => {
      asked.push(suspect);
      return sumsOf(rows, suspect);
    },
  };
}

function sumsOf(rows: readonly ScoreRow[], suspect: Suspect): Scores {
  const sum = (counts: (row: ScoreRow) => boolean) =>
    rows.filter(counts).reduce((total, { score }) => total + score, 0);
  const here = ({ ip = UNKNOWN_ADDRESS }: ScoreRow) => ip === suspect.ip;
  const named = ({ identifier }: ScoreRow) => identifier === suspect.identifier;
  return { ip: sum(here), identifier: sum(named), both: sum((row) => here(row) && named(row)) };
}

/** What one change makes of a score: the model that every store has to agree with. */
export function scoreAfter(score: number, kind: Change['kind'], { lower, upper }: Limits): number {
  if (kind === 'failure') return Math.max(lower, score - 1);
  return score < 0 ? 0 : Math.min(upper, score + 1);
}

/** Scores in memory, which neither expire nor recover. */
export function memoryScores(): ReputationStore & {
  readonly rows: ReadonlyMap<string, ScoreRow>;
  readonly reads: number;
  readonly batches: readonly number[];
  /** Another node has changed something. */
  elsewhere(row: ScoreRow): void;
  fail(times: number): void;
} {
  const rows = new Map<string, ScoreRow>();
  const listeners = new Set<(suspects: readonly Suspect[] | undefined) => void>();
  const batches: number[] = [];
  let reads = 0;
  let failures = 0;
  const put = (row: Required<ScoreRow>) => {
    rows.set(`${row.identifier} ${row.ip}`, row);
    for (const tell of listeners) tell([row]);
  };
  return {
    rows,
    batches,
    get reads() {
      return reads;
    },
    elsewhere: (row) => put({ ip: UNKNOWN_ADDRESS, ...row }),
    fail: (times) => {
      failures = times;
    },
    apply: async ({ kind, entries }, limits) => {
      if (failures-- > 0) throw new Error('the database does not answer');
      batches.push(entries.length);
      for (const { identifier, ip, times } of entries) {
        let score = rows.get(`${identifier} ${ip}`)?.score ?? 0;
        for (let time = 0; time < times; time++) score = scoreAfter(score, kind, limits);
        put({ identifier, ip, score });
      }
    },
    scores: async (suspect) => {
      reads += 1;
      return sumsOf([...rows.values()], suspect);
    },
    settle: async () => 0,
    follow: async (changed) => {
      listeners.add(changed);
      return async () => void listeners.delete(changed);
    },
  };
}
