import type { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { createPasswordStrength } from './password-strength.ts';

const estimator = createPasswordStrength();
afterAll(() => estimator.close());

const LONG = 20_000;

describe('the strength of passwords', () => {
  test.each([
    { password: 'password', known: [], low: 0, high: 0 },
    { password: '12345678', known: [], low: 0, high: 0 },
    { password: 'P@ssw0rd!', known: [], low: 0, high: 1 },
    { password: 'correct horse battery staple', known: [], low: 4, high: 4 },
    { password: 'xK9#vQ2!mZ7$wP4', known: [], low: 4, high: 4 },
    { password: 'QuizzaciouslyX', known: ['quizzaciouslyx'], low: 0, high: 1 },
  ])('$password is between $low and $high', async ({ password, known, low, high }) => {
    const strength = await estimator.estimate(password, known, LONG);
    if ('fault' in strength) throw new Error(strength.detail);
    expect(strength.score).toBeGreaterThanOrEqual(low);
    expect(strength.score).toBeLessThanOrEqual(high);
  });

  test('what is known of the person makes the difference', async () => {
    const scoreOf = async (known: readonly string[]) => {
      const strength = await estimator.estimate('QuizzaciouslyX', known, LONG);
      return 'fault' in strength ? undefined : strength.score;
    };
    expect(await scoreOf([])).toBeGreaterThan((await scoreOf(['quizzaciouslyx'])) ?? 9);
  });

  test('a weak one gets advice in sentences, which does not hold the password', async () => {
    const strength = await estimator.estimate('dragon1987', [], LONG);
    if ('fault' in strength) throw new Error(strength.detail);
    expect(strength.advice.length).toBeGreaterThan(0);
    for (const sentence of strength.advice) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(strength.advice.join(' ')).not.toContain('dragon1987');
  });

  test('a hostile password keeps nobody else waiting', async () => {
    const hostile = '4@'.repeat(36);
    let longest = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    await Promise.all([hostile, hostile, hostile].map((text) => estimator.estimate(text, [], LONG)));
    clearInterval(ticking);
    expect(longest).toBeLessThan(150);
  });

  test('answers belong to their questions', async () => {
    const asked = ['password', 'xK9#vQ2!mZ7$wP4', '12345678', 'correct horse battery staple'];
    const said = await Promise.all(asked.map((text) => estimator.estimate(text, [], LONG)));
    expect(said.map((one) => ('fault' in one ? one.fault : one.score))).toEqual([0, 4, 0, 4]);
  });

  test('whoever cannot wait is told that it took too long', async () => {
    const hurried = createPasswordStrength();
    expect(await hurried.estimate('password', [], 1)).toMatchObject({ fault: 'timeout' });
    expect(await hurried.estimate('password', [], LONG)).toMatchObject({ score: 0 });
    await hurried.close();
  });

  test('more questions than can be answered soon are refused', async () => {
    const busy = createPasswordStrength();
    const asked = Array.from({ length: 101 }, () => busy.estimate('password', [], LONG));
    expect(await asked.at(-1)).toMatchObject({ fault: 'unavailable' });
    expect(await asked[0]).toMatchObject({ score: 0 });
    await busy.close();
    await Promise.all(asked);
  });

  test('the thread goes when nobody asks, and comes again', async () => {
    const threads: Worker[] = [];
    const noted = (worker: Worker) => void threads.push(worker);
    process.on('worker', noted);
    const resting = createPasswordStrength({ idle: 50 });
    expect(await resting.estimate('password', [], LONG)).toMatchObject({ score: 0 });
    process.off('worker', noted);
    expect(threads).toHaveLength(1);
    // A thread that has ended has no number any more.
    await vi.waitFor(() => expect(threads[0]?.threadId).toBe(-1), { timeout: 5_000 });
    expect(await resting.estimate('password', [], LONG)).toMatchObject({ score: 0 });
    await resting.close();
  });

  test('after the end nobody is answered, and who waits is told', async () => {
    const ending = createPasswordStrength();
    const asked = ending.estimate('password', [], LONG);
    await ending.close();
    expect(await asked).toMatchObject({ fault: 'unavailable' });
    expect(await ending.estimate('password', [], LONG)).toMatchObject({ fault: 'unavailable' });
  });
});
