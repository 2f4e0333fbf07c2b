import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { createReputation, type LiveReputation } from '../app/reputation/reputation.ts';
import { silent } from '../core/log.ts';
import type { Limits } from '../core/reputation/change.ts';
import type { Suspect } from '../core/reputation/ports.ts';
import { anHttpRequest, NOON } from '../core/testing/policy.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { createReputationStore } from '../store/reputation.ts';

const LIMITS: Limits = { lower: -5, upper: 5, expiry: 86_400, recovery: 3_600 };
const HOUR = 3_600_000;
const HERE = '192.0.2.1';

let there: TestDatabase;
/** The same database, as another node sees it. */
let other: Database;

beforeAll(async () => {
  there = await testDatabase();
  other = openDatabase(there.connection);
});
beforeEach(() => there.database.pool.query('delete from reputation_scores'));
afterAll(async () => {
  await other?.close();
  await there?.drop();
});

const sums = () => createReputationStore(there.database).scores({ identifier: 'ada', ip: HERE }, NOON);

describe('A49, A50: scores on two nodes', () => {
  const failure = (username: string, client_ip = HERE) => ({
    action: 'login_failed' as const,
    app: 'test',
    context: { username },
    http_request: anHttpRequest({ client_ip }),
  });
  const nodes = async (limits: Limits): Promise<LiveReputation[]> =>
    Promise.all(
      [there.database, other].map((database) =>
        createReputation({
          store: createReputationStore(database),
          clock: { now: () => NOON },
          log: silent,
          limits,
          place: () => ({ geo: {}, asn: {} }),
          later: (work, milliseconds) => {
            const timer = setTimeout(work, milliseconds);
            return () => clearTimeout(timer);
          },
        }),
      ),
    );

  test.each([
    { title: 'none is lost', lower: -5_000, score: -1_000 },
    { title: 'none goes past the limit', lower: -600, score: -600 },
  ])(
    '1,000 parallel failures on two nodes, under every spelling of the name: $title',
    async ({ lower, score }) => {
      const [one, two] = await nodes({ ...LIMITS, lower });
      const spellings = ['ada', 'ADA', ' Ada', 'ａｄａ'];
      await Promise.all(
        Array.from({ length: 1_000 }, async (_, index) => {
          await sleep(index % 10);
          (index % 2 ? one : two)?.heed(failure(spellings[index % 4] ?? ''));
        }),
      );
      await Promise.all([one?.close(), two?.close()]);
      expect((await sums()).both).toBe(score);
    },
  );

  test('what one node counts, the other knows soon, although it had the sum in memory', async () => {
    const [one, two] = await nodes(LIMITS);
    const asked: Suspect = { identifier: 'ada', ip: HERE };
    expect(await two?.scores(asked)).toEqual({ ip: 0, identifier: 0, both: 0 });
    one?.heed(failure('ada'));
    await expect.poll(() => two?.scores(asked), { timeout: 5_000, interval: 2 }).toMatchObject({ both: -1 });
    await there.database.pool.query('delete from reputation_scores');
    await expect.poll(() => two?.scores(asked), { timeout: 5_000, interval: 2 }).toMatchObject({ both: 0 });
    await Promise.all([one?.close(), two?.close()]);
  });

  test('a change of very many rows makes every node forget everything', async () => {
    const [one, two] = await nodes(LIMITS);
    const asked: Suspect = { identifier: 'ada', ip: HERE };
    one?.heed(failure('ada'));
    await one?.flush();
    await expect.poll(() => two?.scores(asked), { timeout: 5_000 }).toMatchObject({ both: -1 });
    await there.database.pool.query(
      `insert into reputation_scores (identifier, ip, score, updated, expires, changes, settled)
       select 'n' || n, $1, -1, $2, $3, 1, $2 from generate_series(1, 500) n`,
      [HERE, new Date(NOON), new Date(NOON + HOUR)],
    );
    await expect.poll(() => two?.scores(asked), { timeout: 5_000 }).toMatchObject({ ip: -501 });
    await Promise.all([one?.close(), two?.close()]);
  });
});
