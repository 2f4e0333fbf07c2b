/** Deadlines that end when a test says so; nothing runs by itself. */
export interface ManualTimers {
  after(milliseconds: number, work: () => void): () => void;
  /** Lets so many milliseconds pass, and runs what they end. */
  advance(milliseconds: number): void;
  /** How many deadlines are still running. */
  readonly running: number;
  /** Milliseconds that have passed. */
  now(): number;
}

export function manualTimers(): ManualTimers {
  let now = 0;
  const waiting = new Map<symbol, { readonly at: number; readonly work: () => void }>();
  return {
    after(milliseconds, work) {
      const key = Symbol();
      waiting.set(key, { at: now + milliseconds, work });
      return () => void waiting.delete(key);
    },
    advance(milliseconds) {
      now += milliseconds;
      for (const [key, { at, work }] of [...waiting]) {
        if (at > now) continue;
        waiting.delete(key);
        work();
      }
    },
    get running() {
      return waiting.size;
    },
    now: () => now,
  };
}
