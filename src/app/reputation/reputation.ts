import type { EventDraft } from '../../core/event/port.ts';
import type { Log } from '../../core/log.ts';
import type { Clock } from '../../core/ports.ts';
import { type Change, changeOf, type Limits } from '../../core/reputation/change.ts';
import type { Reputation, Scores, Suspect } from '../../core/reputation/ports.ts';
import type { ChangeEntry, Changes, ReputationStore } from '../../core/reputation/store.ts';
import { createSums } from './sums.ts';

export interface ReputationDeps {
  readonly store: ReputationStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Limits;
  /** Where an address is, and whose network. */
  readonly place: (ip: string) => Pick<ChangeEntry, 'geo' | 'asn'>;
  /** Starts `work` later; milliseconds. Answers how to call it off. */
  readonly later: (work: () => void, milliseconds: number) => () => void;
}

/** Scores that follow what happens. */
export interface LiveReputation extends Reputation {
  /** Counts what an event tells; never fails and never waits. */
  heed(event: EventDraft): void;
  /** Forgets what has expired, and lets bad scores recover. */
  settle(): Promise<void>;
  /** Writes what waits. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** So long a change waits for others to be written with. Milliseconds. */
const PATIENCE = 5;
/** After a failure. Milliseconds. */
const PAUSE = 1_000;
/** So many names and addresses are written in one statement. */
const BATCH = 200;
/** What waits for a database that does not answer is bounded. */
const WAITING = 20_000;

const keyOf = ({ identifier, ip }: Suspect): string => `${identifier}\n${ip}`;

/**
 * Counts failures and successes by the event that tells of them, so that every protocol and factor counts. Sums are
 * kept in memory until somebody, on whatever node, changes them.
 */
export async function createReputation(deps: ReputationDeps): Promise<LiveReputation> {
  const { store, clock, log, limits } = deps;
  const sums = createSums((suspect) => read(suspect));
  const unfollow = await store.follow((suspects) => sums.forget(suspects));
  let waiting: Change[] = [];
  let writing: Promise<void> | undefined;
  let calledOff: (() => void) | undefined;

  /** Not before everything has been written that happened before the question. */
  async function read(suspect: Suspect): Promise<Scores> {
    if (waiting.length > 0 || writing) await flush();
    return store.scores(suspect, clock.now());
  }

  /** The next changes that one statement can make: of one kind, since their order counts. */
  function take(): { readonly changes: Changes; readonly taken: readonly Change[] } {
    const kind = waiting[0]?.kind ?? 'failure';
    const entries = new Map<string, ChangeEntry>();
    let count = 0;
    for (const change of waiting) {
      const key = keyOf(change);
      const known = entries.get(key);
      if (change.kind !== kind || (!known && entries.size === BATCH)) break;
      const { identifier, ip } = change;
      entries.set(key, {
        ...(known ?? { identifier, ip, ...deps.place(ip) }),
        times: (known?.times ?? 0) + 1,
      });
      count += 1;
    }
    return { changes: { kind, entries: [...entries.values()] }, taken: waiting.splice(0, count) };
  }

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const { changes, taken } = take();
      try {
        await store.apply(changes, limits, clock.now());
      } catch (error) {
        waiting = [...taken, ...waiting];
        log.error({ err: error, waiting: waiting.length }, 'reputation scores could not be written yet');
        schedule(PAUSE);
        return;
      } finally {
        // What was read while they were on their way may be older than they are.
        sums.forget(changes.entries);
      }
    }
  }

  async function flush(): Promise<void> {
    calledOff?.();
    calledOff = undefined;
    await writing;
    writing ??= write().finally(() => {
      writing = undefined;
    });
    await writing;
  }

  function schedule(milliseconds: number): void {
    calledOff ??= deps.later(() => {
      calledOff = undefined;
      void flush();
    }, milliseconds);
  }

  return {
    scores: (suspect) => sums.of(suspect),
    heed(event) {
      const change = changeOf(event);
      if (!change) return;
      if (waiting.length >= WAITING) {
        log.error(
          { waiting: waiting.length },
          'a change of reputation was dropped: the database does not answer',
        );
        return;
      }
      waiting.push(change);
      sums.forget([change]);
      schedule(PATIENCE);
    },
    async settle() {
      await store.settle(limits, clock.now());
    },
    flush,
    async close() {
      await flush();
      calledOff?.();
      await unfollow();
    },
  };
}
