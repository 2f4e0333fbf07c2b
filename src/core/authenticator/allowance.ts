import type { TryStore } from '../lockout/ports.ts';
import type { Clock, Digest } from '../ports.ts';

/** How often something may be done that costs somebody money or patience: a message to a telephone. */
export interface Allowance {
  /**
   * Counts one more for all of these keys, or for none. 0: it may be done; else the milliseconds to wait. However many
   * ask at once, no more than the allowance is given.
   */
  take(keys: readonly string[]): Promise<number>;
}

/** Seconds. Two windows can meet in an hour, so within any hour there are never ten. */
const RULES = [
  { name: 'pause', most: 1, window: 30, duration: 30 },
  { name: 'hour', most: 5, window: 3_600, duration: 3_600 },
] as const;

/** Allowances on the counters of tries, which are exact on all nodes together. */
export const createAllowance = ({
  tries,
  digest,
  clock,
}: {
  readonly tries: Pick<TryStore, 'take'>;
  readonly digest: Pick<Digest, 'sha256'>;
  readonly clock: Clock;
}): Allowance => ({
  async take(keys) {
    const now = clock.now();
    for (const { name, most, window, duration } of RULES) {
      const counts = keys.map((key) => ({ key: digest.sha256(`postern allowance ${name}\n${key}`), most }));
      const { admitted, until } = await tries.take('allowance', counts, { window, duration }, now);
      if (!admitted) return Math.max(1, (until ?? now) - now);
    }
    return 0;
  },
});
