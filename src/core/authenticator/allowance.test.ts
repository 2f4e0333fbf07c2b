import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixedClock, plainDigest } from '../testing/ports.ts';
import { memoryTries } from '../testing/tries.ts';
import { createAllowance } from './allowance.ts';

const world = () => {
  const clock = fixedClock();
  return { clock, allowance: createAllowance({ tries: memoryTries(), digest: plainDigest, clock }) };
};

test('however messages are asked for, no more than ten go within an hour, none within half a minute of another', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 900_000 }), { maxLength: 100 }), async (pauses) => {
      const { clock, allowance } = world();
      const sent: number[] = [];
      for (const pause of pauses) {
        clock.advance(pause);
        if ((await allowance.take(['one'])) === 0) sent.push(clock.now());
      }
      for (const [at, time] of sent.entries()) {
        if (at > 0) expect(time - (sent[at - 1] ?? 0)).toBeGreaterThanOrEqual(30_000);
        if (at >= 10) expect(time - (sent[at - 10] ?? 0)).toBeGreaterThanOrEqual(3_600_000);
      }
    }),
  );
});

test('what is to be waited is said, and what is for others is not counted', async () => {
  const { clock, allowance } = world();
  expect(await allowance.take(['user 1', 'number a'])).toBe(0);
  clock.advance(10_000);
  expect(await allowance.take(['user 1', 'number b'])).toBe(20_000);
  expect(await allowance.take(['user 2', 'number a'])).toBe(20_000);
  expect(await allowance.take(['user 2', 'number b'])).toBe(0);
});
