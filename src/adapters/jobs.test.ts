import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { silent } from '../core/log.ts';
import { type Jobs, startJobs, type Task } from './jobs.ts';

let database: TestDatabase;
const patience = { timeout: 15_000, interval: 20 };

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const query = async (text: string, values: unknown[] = []) =>
  (await database.database.pool.query(text, values)).rows;
const add = (name: string, payload: object, attempts = 3) =>
  query('select graphile_worker.add_job($1, $2::json, max_attempts => $3)', [
    name,
    JSON.stringify(payload),
    attempts,
  ]);
const start = (tasks: readonly Task[]): Promise<Jobs> => startJobs(database.database.pool, [], silent, tasks);

describe('tasks', () => {
  test('are done with what was asked for, and once', async () => {
    const done: unknown[] = [];
    const jobs = await start([{ name: 'note', run: async (payload) => void done.push(payload) }]);
    await add('note', { a: 1 });
    await expect.poll(() => done, patience).toEqual([{ a: 1 }]);
    await jobs.stop();
    expect(await query('select * from graphile_worker.jobs')).toEqual([]);
  });

  test('that fail are tried again, and are told which try is the last', async () => {
    const tries: boolean[] = [];
    const jobs = await start([
      {
        name: 'fail',
        async run(_payload, { last }) {
          tries.push(last);
          throw new Error('no');
        },
      },
    ]);
    await add('fail', {}, 2);
    await expect.poll(() => tries, patience).toEqual([false]);
    const [{ later }] = await query('select run_at > now() as later from graphile_worker.jobs');
    expect(later).toBe(true);
    await query("update graphile_worker._private_jobs set run_at = now() - interval '1 second'");
    await query(
      "select graphile_worker.add_job('fail', null, job_key => 'wake', run_at => now() + interval '1 day')",
    );
    await expect.poll(() => tries, patience).toEqual([false, true]);
    await jobs.stop();
    await query('delete from graphile_worker._private_jobs');
  });

  test('of a node that was killed are given to another; those of a living one are not', async () => {
    const done: unknown[] = [];
    const tasks = [{ name: 'left', run: async (payload: unknown) => void done.push(payload) }];
    await (await start(tasks)).stop();
    for (const node of ['killed', 'living', 'fresh']) {
      await add('left', { node });
      await query(
        `update graphile_worker._private_jobs set locked_by = $1, attempts = 1,
          locked_at = now() - make_interval(secs => $2) where payload ->> 'node' = $1`,
        [node, node === 'fresh' ? 1 : 300],
      );
    }
    await query(
      "insert into job_nodes (node, seen) values ('killed', now() - interval '5 minutes'), ('living', now())",
    );
    const jobs = await start(tasks);
    await expect.poll(() => done, patience).toEqual([{ node: 'killed' }]);
    await jobs.stop();
    expect(await query('select locked_by from graphile_worker.jobs order by 1')).toEqual([
      { locked_by: 'fresh' },
      { locked_by: 'living' },
    ]);
  });

  test('a node that ends is not counted among those that live', async () => {
    const jobs = await start([]);
    await expect
      .poll(() => query("select node from job_nodes where node not in ('killed', 'living')"), patience)
      .toHaveLength(1);
    await jobs.stop();
    expect(await query("select node from job_nodes where node not in ('killed', 'living')")).toEqual([]);
  });
});
