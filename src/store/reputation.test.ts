import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import type { Change, Limits } from '../core/reputation/change.ts';
import type { ReputationStore } from '../core/reputation/store.ts';
import { NOON } from '../core/testing/policy.ts';
import { scoreAfter } from '../core/testing/reputation.ts';
import { type Database, openDatabase } from './database.ts';
import { createReputationStore } from './reputation.ts';

const LIMITS: Limits = { lower: -5, upper: 5, expiry: 86_400, recovery: 3_600 };
const HOUR = 3_600_000;
const HERE = '192.0.2.1';

let there: TestDatabase;
/** The same database, as another node sees it. */
let other: Database;
let store: ReputationStore;

beforeAll(async () => {
  there = await testDatabase();
  other = openDatabase(there.connection);
  store = createReputationStore(there.database);
});
beforeEach(() => there.database.pool.query('delete from reputation_scores'));
afterAll(async () => {
  await other?.close();
  await there?.drop();
});

const entry = (identifier: string, { ip = HERE, times = 1 } = {}) => ({
  identifier,
  ip,
  times,
  geo: { country: 'DE' },
  asn: { asn: 1 },
});
const change = (
  kind: Change['kind'],
  identifier: string,
  { ip = HERE, times = 1, now = NOON, limits = LIMITS } = {},
) => store.apply({ kind, entries: [entry(identifier, { ip, times })] }, limits, now);
const sums = (identifier = 'ada', ip = HERE, now = NOON) => store.scores({ identifier, ip }, now);

async function row(identifier = 'ada') {
  const { rows } = await there.database.pool.query(
    'select *, score::int as score, changes::int as changes from reputation_scores where identifier = $1',
    [identifier],
  );
  return rows[0];
}

describe('reputation scores', () => {
  test.each<{ title: string; steps: readonly [Change['kind'], number][]; score: number }>([
    { title: 'one failure', steps: [['failure', 1]], score: -1 },
    {
      title: '119 the sixth failure stays at the limit',
      steps: [
        ['failure', 5],
        ['failure', 1],
      ],
      score: -5,
    },
    { title: 'many failures at once, too', steps: [['failure', 9]], score: -5 },
    {
      title: '120 a success at -3 takes all of them back',
      steps: [
        ['failure', 3],
        ['success', 1],
      ],
      score: 0,
    },
    {
      title: 'a success at 0 counts',
      steps: [
        ['failure', 3],
        ['success', 2],
      ],
      score: 1,
    },
    {
      title: 'successes end at the limit',
      steps: [
        ['success', 9],
        ['success', 1],
      ],
      score: 5,
    },
    {
      title: 'failures take from what is good',
      steps: [
        ['success', 4],
        ['failure', 1],
      ],
      score: 3,
    },
    {
      title: 'many of them go past 0',
      steps: [
        ['success', 5],
        ['failure', 20],
      ],
      score: -5,
    },
  ])('$title', async ({ steps, score }) => {
    for (const [kind, times] of steps) await change(kind, 'ada', { times });
    expect((await sums()).both).toBe(score);
  });

  test('a batch always does what its changes do one after the other', async () => {
    const step = fc.record({
      kind: fc.constantFrom<Change['kind']>('failure', 'success'),
      times: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 6 }),
        fc.integer({ min: -8, max: 0 }),
        fc.nat(8),
        async (steps, lower, upper) => {
          await there.database.pool.query('delete from reputation_scores');
          const limits = { ...LIMITS, lower, upper };
          let score = 0;
          for (const { kind, times } of steps) {
            await change(kind, 'ada', { times, limits });
            for (let time = 0; time < times; time++) score = scoreAfter(score, kind, limits);
          }
          return (await sums()).both === score;
        },
      ),
      { numRuns: 150 },
    );
  });

  test('sums are of the address, of the name, and of both', async () => {
    await change('failure', 'ada', { times: 2 });
    await change('failure', 'ada', { ip: '203.0.113.1', times: 3 });
    await change('failure', 'eve', { times: 4 });
    await change('failure', 'bob', { ip: '203.0.113.1' });
    expect(await sums()).toEqual({ ip: -6, identifier: -5, both: -2 });
    expect(await sums('nobody', '198.51.100.1')).toEqual({ ip: 0, identifier: 0, both: 0 });
  });

  test('where an address is stays as it was at the first time', async () => {
    await change('failure', 'ada');
    await store.apply(
      { kind: 'failure', entries: [{ ...entry('ada'), geo: { country: 'FR' }, asn: {} }] },
      LIMITS,
      NOON,
    );
    expect(await row()).toMatchObject({
      ip_geo_data: { country: 'DE' },
      ip_asn_data: { asn: 1 },
      score: -2,
      changes: 2,
    });
  });

  test('W21: a change prolongs the memory, an expired score counts no more', async () => {
    await change('failure', 'ada', { times: 3 });
    expect((await row()).expires).toEqual(new Date(NOON + 24 * HOUR));
    await change('failure', 'ada', { now: NOON + 20 * HOUR });
    expect((await row()).expires).toEqual(new Date(NOON + 44 * HOUR));
    expect((await sums('ada', HERE, NOON + 43 * HOUR)).both).toBe(-4);
    expect((await sums('ada', HERE, NOON + 44 * HOUR)).both).toBe(0);
    await change('failure', 'ada', { now: NOON + 45 * HOUR });
    expect((await row()).score).toBe(-1);
  });

  test('a clock that is behind never takes memory back', async () => {
    await change('failure', 'ada');
    await change('failure', 'ada', { now: NOON - HOUR });
    expect(await row()).toMatchObject({ updated: new Date(NOON), expires: new Date(NOON + 24 * HOUR) });
  });

  test.each([
    { title: 'W21: less than an hour', hours: 0.9, score: -5 },
    { title: 'W21: one hour', hours: 1, score: -4 },
    { title: 'W21: two hours and a half', hours: 2.5, score: -3 },
    { title: 'W21: five hours', hours: 5, score: undefined },
  ])('$title after the last failure a score of -5 is $score', async ({ hours, score }) => {
    await change('failure', 'ada', { times: 5 });
    await store.settle(LIMITS, NOON + hours * HOUR);
    expect((await row())?.score).toBe(score);
    await store.settle(LIMITS, NOON + hours * HOUR);
    expect((await row())?.score, 'settled again at the same moment').toBe(score);
  });

  test('however often scores are settled, they always recover as much as by one look', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 22 * 60 }), { maxLength: 6 }),
        async (times, looks) => {
          await there.database.pool.query('delete from reputation_scores');
          const limits = { ...LIMITS, lower: -50 };
          await change('failure', 'ada', { times, limits });
          const minutes = looks.toSorted((a, b) => a - b);
          for (const minute of minutes) await store.settle(limits, NOON + minute * 60_000);
          const recovered = Math.floor((minutes.at(-1) ?? 0) / 60);
          return ((await row())?.score ?? 0) === Math.min(0, recovered - times);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('good scores do not fade before they are forgotten, and without recovery bad ones neither', async () => {
    await change('success', 'ada', { times: 3 });
    await change('failure', 'eve', { times: 3 });
    await store.settle({ ...LIMITS, recovery: 0 }, NOON + 23 * HOUR);
    expect([(await row())?.score, (await row('eve'))?.score]).toEqual([3, -3]);
    await store.settle(LIMITS, NOON + 23 * HOUR);
    expect([(await row())?.score, (await row('eve'))?.score]).toEqual([3, undefined]);
    await store.settle(LIMITS, NOON + 24 * HOUR);
    expect(await row()).toBeUndefined();
  });

  test('what a million tries from one address leave behind is not summed row by row', async () => {
    await there.database.pool.query(
      `insert into reputation_scores (identifier, ip, score, updated, expires, changes, settled)
       select 'name-' || n, $1, -1, $2, $3, 1, $2 from generate_series(1, 5000) n`,
      [HERE, new Date(NOON), new Date(NOON + HOUR)],
    );
    expect((await sums()).ip).toBe(-1_000);
  });
});

describe('A49: counters under load', () => {
  test.each([
    { title: 'none is lost', lower: -5_000, score: -1_000 },
    { title: 'none goes past the limit', lower: -600, score: -600 },
  ])('1,000 parallel failures, one statement each: $title', async ({ lower, score }) => {
    const limits = { ...LIMITS, lower };
    const stores = [store, createReputationStore(other)];
    await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        stores[index % 2]?.apply({ kind: 'failure', entries: [entry('ada')] }, limits, NOON),
      ),
    );
    expect(await sums()).toEqual({ ip: score, identifier: score, both: score });
  });

  test('nodes that write the same names in any order wait for each other, never for ever', async () => {
    const names = Array.from({ length: 150 }, (_, index) => `name-${index}`);
    const stores = [store, createReputationStore(other)];
    const limits = { ...LIMITS, lower: -1_000 };
    await Promise.all(
      Array.from({ length: 40 }, (_, round) => {
        const entries = (round % 2 ? names : names.toReversed()).map((name) => entry(name));
        return stores[round % 2]?.apply({ kind: 'failure', entries }, limits, NOON);
      }),
    );
    expect((await sums('name-7')).both).toBe(-40);
  });
});
