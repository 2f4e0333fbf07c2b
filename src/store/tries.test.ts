import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import type { TryStore } from '../core/lockout/ports.ts';
import { memoryTries } from '../core/testing/tries.ts';
import { createKnownDevices } from './known-devices.ts';
import { createTryStore } from './tries.ts';

let postern: TestPostern;
const now = Date.now();
const RULE = { window: 60, duration: 30 };

beforeAll(async () => {
  postern = await testPostern();
});
afterAll(() => postern.end());

/** What every store of tries promises; the fake of the tests is held to the same. */
describe.each([
  { name: 'in memory', make: (): TryStore => memoryTries() },
  { name: 'in PostgreSQL', make: (): TryStore => createTryStore(postern.database.database) },
])('tries $name', ({ make }) => {
  const scene = (...limits: readonly number[]) => {
    const subject = randomUUID();
    const counts = limits.map((most, index) => ({ key: `${subject} ${index}`, most }));
    const keys = counts.map(({ key }) => key);
    const store = make();
    return { store, subject, counts, keys, take: (at = now) => store.take(subject, counts, RULE, at) };
  };

  test('A49: of a thousand at once exactly so many are admitted, and the last of them locks', async () => {
    const { take, store, keys } = scene(7);
    const taken = await Promise.all(Array.from({ length: 1_000 }, () => take()));
    const admitted = taken.filter((one) => one.admitted);
    expect(admitted).toHaveLength(7);
    expect(admitted.filter(({ until }) => until !== null)).toEqual([{ admitted: true, until: now + 30_000 }]);
    expect(taken.filter((one) => !one.admitted && one.until !== now + 30_000)).toEqual([]);
    expect(await store.lockedUntil(keys, now)).toBe(now + 30_000);
  });

  test('of several counts the one that allows least decides, and no other is used up by what it refuses', async () => {
    const { store, subject, counts, keys } = scene(5, 2);
    const [account = { key: '', most: 0 }] = counts;
    const both = await Promise.all(Array.from({ length: 20 }, () => store.take(subject, counts, RULE, now)));
    expect(both.filter(({ admitted }) => admitted)).toHaveLength(2);
    const alone = await Promise.all(
      Array.from({ length: 20 }, () => store.take(subject, [account], RULE, now)),
    );
    expect(alone.filter(({ admitted }) => admitted)).toHaveLength(3);
    expect(await store.lockedUntil(keys.slice(1), now)).toBe(now + 30_000);
  });

  test.each([
    { name: 'the lock is over', tries: 2, at: now + 30_000 },
    { name: 'the count is over', tries: 1, at: now + 60_000 },
  ])('when $name, everything begins anew', async ({ tries, at }) => {
    const { take } = scene(2);
    for (let time = 0; time < tries; time++) await take();
    expect(await take(at)).toEqual({ admitted: true, until: null });
    expect(await take(at)).toEqual({ admitted: true, until: at + 30_000 });
    expect(await take(at)).toEqual({ admitted: false, until: at + 30_000 });
  });

  test('a try that was right is given back, with the lock that it made', async () => {
    const { take, store, keys } = scene(2);
    await take();
    expect((await take()).until).not.toBeNull();
    await store.giveBack(keys);
    expect(await store.lockedUntil(keys, now)).toBeNull();
    expect((await take()).admitted).toBe(true);
    expect((await take()).admitted).toBe(false);
  });

  test('a try that one count refuses begins no window of another', async () => {
    const { store, subject, counts } = scene(1, 2);
    const [locked, other] = counts;
    if (!locked || !other) throw new Error('the scene has two counts');
    await store.take(subject, [locked], RULE, now);
    expect((await store.take(subject, counts, RULE, now)).admitted).toBe(false);
    expect(await store.take(subject, [other], RULE, now + 30_000)).toEqual({ admitted: true, until: null });
    // The second one within a minute of the first.
    const until = now + 60_000 + 30_000;
    expect(await store.take(subject, [other], RULE, now + 60_000)).toEqual({ admitted: true, until });
  });

  test('what is forgotten or forgiven was never tried', async () => {
    for (const way of ['forget', 'forgive'] as const) {
      const { take, store, keys, subject } = scene(1, 1);
      await take();
      await (way === 'forget' ? store.forget(keys) : store.forgive(subject));
      expect((await take()).admitted).toBe(true);
    }
  });

  test('what has expired is purged', async () => {
    const { take, store, keys } = scene(1);
    await take();
    await store.purge(now + 89_999);
    expect(await store.lockedUntil(keys, now)).not.toBeNull();
    await store.purge(now + 90_000);
    expect(await store.lockedUntil(keys, now)).toBeNull();
  });
});

test('both stores always say the same', async () => {
  const step = fc.record({
    does: fc.constantFrom('take', 'take', 'take', 'back', 'forget'),
    counts: fc.subarray([0, 1], { minLength: 1 }),
    wait: fc.constantFrom(0, 1_000, 30_000, 60_000),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      async (steps, most) => {
        const subject = randomUUID();
        const stores = [memoryTries(), createTryStore(postern.database.database)];
        let at = now;
        for (const { does, counts: chosen, wait } of steps) {
          at += wait;
          const counts = chosen.map((index) => ({ key: `${subject} ${index}`, most: most + index }));
          const keys = counts.map(({ key }) => key);
          const answers = await Promise.all(
            stores.map(async (store) => {
              if (does === 'take') return store.take(subject, counts, RULE, at);
              await (does === 'back' ? store.giveBack(keys) : store.forget(keys));
              return store.lockedUntil(keys, at);
            }),
          );
          expect(answers[1]).toEqual(answers[0]);
        }
      },
    ),
    { numRuns: 60 },
  );
});

describe('known devices', () => {
  test('belong to somebody until they expire, and their secret is not in the table', async () => {
    const devices = createKnownDevices(postern.database.database);
    const { pk } = await postern.account('ada');
    const secret = randomUUID();
    await devices.add({ secret, user: pk, expires: now + 1_000 });
    expect(await devices.owner(secret, now)).toBe(pk);
    expect(await devices.owner(secret, now + 1_000)).toBeUndefined();
    expect(await devices.owner('another', now)).toBeUndefined();
    await devices.purge(now + 1_000);
    expect(await devices.owner(secret, now)).toBeUndefined();
  });
});
