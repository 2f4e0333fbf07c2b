import type { KnownDevices, Lockout, Tries, TryStore } from '../lockout/ports.ts';

/** Tries that nobody counts. */
export const freeTries: Tries = {
  take: async () => ({ admitted: true, right: async () => undefined, wrong: async () => undefined }),
  lockedUntil: async () => null,
  forgive: async () => undefined,
};

/** A lockout that never locks. */
export const noLockout: Lockout = {
  guard: () => ({
    ...freeTries,
    locked: undefined,
    check: async () => undefined,
    cleared: async () => undefined,
  }),
};

interface Kept {
  readonly subject: string;
  readonly count: number;
  readonly since: number;
  readonly until: number | null;
  readonly expires: number;
}

/** Counts of tries in memory, with the promises of the real store. */
export function memoryTries(): TryStore & { readonly kept: ReadonlyMap<string, Kept> } {
  const kept = new Map<string, Kept>();
  const lockedUntil = (keys: readonly string[], now: number): number | null => {
    const until = Math.max(0, ...keys.map((key) => kept.get(key)?.until ?? 0));
    return until > now ? until : null;
  };
  return {
    kept,
    async take(subject, counts, { window, duration }, now) {
      const keys = counts.map(({ key }) => key);
      const standing = lockedUntil(keys, now);
      if (standing !== null) return { admitted: false, until: standing };
      for (const { key, most } of counts) {
        const before = kept.get(key);
        const anew = !before || before.until !== null || before.since + window * 1000 <= now;
        const count = anew ? 1 : before.count + 1;
        kept.set(key, {
          subject,
          count,
          since: anew ? now : before.since,
          until: count >= most ? now + duration * 1000 : null,
          expires: now + (window + duration) * 1000,
        });
      }
      return { admitted: true, until: lockedUntil(keys, now) };
    },
    async giveBack(keys) {
      for (const key of keys) {
        const before = kept.get(key);
        if (before) kept.set(key, { ...before, count: Math.max(0, before.count - 1), until: null });
      }
    },
    lockedUntil: async (keys, now) => lockedUntil(keys, now),
    async forget(keys) {
      for (const key of keys) kept.delete(key);
    },
    async forgive(subject) {
      for (const [key, one] of kept) if (one.subject === subject) kept.delete(key);
    },
    async purge(now) {
      const gone = [...kept].filter(([, { expires }]) => expires <= now);
      for (const [key] of gone) kept.delete(key);
      return gone.length;
    },
  };
}

/** Devices in memory. */
export function memoryKnownDevices(): KnownDevices {
  const kept = new Map<string, { readonly user: number; readonly expires: number }>();
  return {
    async add({ secret, user, expires }) {
      kept.set(secret, { user, expires });
    },
    async owner(secret, now) {
      const found = kept.get(secret);
      return found && found.expires > now ? found.user : undefined;
    },
    async forget(user) {
      for (const [secret, one] of kept) if (one.user === user) kept.delete(secret);
    },
    async purge(now) {
      const gone = [...kept].filter(([, { expires }]) => expires <= now);
      for (const [secret] of gone) kept.delete(secret);
      return gone.length;
    },
  };
}
