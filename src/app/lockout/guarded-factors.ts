import type { Factors } from '../../core/authenticator/ports.ts';
import type { Tries } from '../../core/lockout/ports.ts';
import { LOCKED_OUT } from '../../core/lockout/words.ts';

/** Factors whose answers cost a try of the account, beside what the device itself allows. */
export const guardedFactors = (factors: Factors, tries: Pick<Tries, 'take'>): Factors => ({
  ...factors,
  async verify(input) {
    const { user } = input;
    const taken = await tries.take({ user, identifier: user.username });
    if (!taken.admitted) return { verdict: 'throttled', message: LOCKED_OUT, wait: 0 };
    const verdict = await factors.verify(input);
    // What the device's own throttle has refused was not judged.
    await (verdict.verdict === 'wrong' ? taken.wrong() : taken.right());
    return verdict;
  },
});
