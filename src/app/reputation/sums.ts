import type { Scores, Suspect } from '../../core/reputation/ports.ts';

/** Sums of scores in memory, bounded; what is not there is read, once however many ask. */
export interface Sums {
  of(suspect: Suspect): Scores | Promise<Scores>;
  /** These have changed; `undefined` where it may have been any. */
  forget(suspects: readonly Suspect[] | undefined): void;
}

/** Some 3 MB; beyond it the oldest go. */
const MOST = 10_000;

/** One entry of what is known: of whom, and the sums as soon as they are there. */
interface Entry {
  readonly suspect: Suspect;
  scores: Scores | Promise<Scores>;
}

/** A change of a name or an address makes every sum wrong in which either stands. */
export function createSums(read: (suspect: Suspect) => Promise<Scores>): Sums {
  const entries = new Map<string, Entry>();
  /** The entries in which a name or an address stands. */
  const readers = new Map<string, Set<string>>();

  const keyOf = ({ ip, identifier }: Suspect): string => `${ip}\n${identifier}`;
  const standsIn = ({ ip, identifier }: Suspect): readonly string[] => [`ip ${ip}`, `name ${identifier}`];

  function drop(key: string): void {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    for (const who of standsIn(entry.suspect)) {
      const keys = readers.get(who);
      keys?.delete(key);
      if (keys?.size === 0) readers.delete(who);
    }
  }

  function keep(key: string, entry: Entry): void {
    entries.set(key, entry);
    for (const who of standsIn(entry.suspect)) {
      const keys = readers.get(who);
      if (keys) keys.add(key);
      else readers.set(who, new Set([key]));
    }
    const [oldest] = entries.keys();
    if (entries.size > MOST && oldest !== undefined) drop(oldest);
  }

  return {
    of(suspect) {
      const key = keyOf(suspect);
      const known = entries.get(key);
      if (known) return known.scores;
      const scores = read(suspect);
      const entry: Entry = { suspect, scores };
      keep(key, entry);
      scores.then(
        (there) => {
          // Forgotten in the meantime, the entry is nobody's any more.
          entry.scores = there;
        },
        () => {
          if (entries.get(key) === entry) drop(key);
        },
      );
      return scores;
    },
    forget(suspects) {
      if (!suspects) {
        entries.clear();
        readers.clear();
        return;
      }
      for (const suspect of suspects)
        for (const who of standsIn(suspect)) for (const key of [...(readers.get(who) ?? [])]) drop(key);
    },
  };
}
