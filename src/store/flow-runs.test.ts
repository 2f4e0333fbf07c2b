import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import type { FlowRuns } from '../core/flow/ports.ts';
import type { Run } from '../core/flow/run.ts';
import { memoryRuns } from '../core/testing/flow-runs.ts';
import { createFlowRuns } from './flow-runs.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const NOW = Date.parse('2026-01-02T03:04:05Z');
const times = (now = NOW) => ({ now, expires: now + 60_000 });
const newRun = (more: Partial<Run> = {}): Run => ({
  id: randomUUID(),
  flow: { pk: randomUUID(), slug: 'login' },
  user: null,
  stamp: '',
  query: { next: '/x' },
  initial: {},
  context: { prompt_data: { password: 'hunter2-planted' } },
  append: [],
  continuation: null,
  entries: [],
  visit: null,
  history: [],
  notices: [],
  over: null,
  ...more,
});
const browser = () => `secret-${randomUUID()}`;

/** What every store of runs promises; the fake of the tests is held to the same. */
describe.each([
  { name: 'in memory', make: (): FlowRuns => memoryRuns() },
  { name: 'in PostgreSQL', make: (): FlowRuns => createFlowRuns(db.database) },
])('runs $name', ({ make }) => {
  test('what is kept is read by its browser', async () => {
    const runs = make();
    const [mine, run] = [browser(), newRun()];
    await runs.insert(run, mine, times());
    expect(await runs.read(run.id, mine, NOW)).toEqual(run);
  });

  test('A17: another browser reads, claims and deletes nothing', async () => {
    const runs = make();
    const [mine, other, run] = [browser(), browser(), newRun()];
    await runs.insert(run, mine, times());
    expect(await runs.read(run.id, other, NOW)).toBeUndefined();
    expect(await runs.newest('login', other, NOW)).toBeUndefined();
    expect(await runs.claim({ id: run.id }, other, { now: NOW, until: NOW + 1 })).toBeUndefined();
    await runs.delete(run.id, other);
    await runs.clear(other);
    expect(await runs.read(run.id, mine, NOW)).toEqual(run);
  });

  test('an expired run is not there, and purge deletes it', async () => {
    const runs = make();
    const [mine, run, later] = [browser(), newRun(), newRun()];
    await runs.insert(run, mine, { now: NOW, expires: NOW + 10 });
    await runs.insert(later, mine, times());
    expect(await runs.read(run.id, mine, NOW + 10)).toBeUndefined();
    expect(await runs.claim({ id: run.id }, mine, { now: NOW + 10, until: NOW + 20 })).toBeUndefined();
    expect(await runs.purge(NOW + 10)).toBeGreaterThanOrEqual(1);
    expect(await runs.read(run.id, mine, NOW)).toBeUndefined();
    expect(await runs.read(later.id, mine, NOW)).toEqual(later);
  });

  test('the newest is of the flow, live, and the one used last', async () => {
    const runs = make();
    const mine = browser();
    const [first, second] = [newRun(), newRun()];
    const over = newRun({ over: { how: 'denied', challenge: null } });
    const other = newRun({ flow: { pk: 'x', slug: 'other' } });
    await runs.insert(first, mine, times(NOW));
    await runs.insert(second, mine, times(NOW + 1));
    await runs.insert(over, mine, times(NOW + 2));
    await runs.insert(other, mine, times(NOW + 3));
    expect((await runs.newest('login', mine, NOW))?.id).toBe(second.id);
    expect((await runs.last('login', mine, NOW))?.id).toBe(over.id);
    const claimed = await runs.claim({ id: first.id }, mine, { now: NOW, until: NOW + 100 });
    if (claimed === undefined || claimed === 'busy') throw new Error('the run cannot be claimed');
    await runs.save(claimed, mine, times(NOW + 4));
    expect((await runs.newest('login', mine, NOW))?.id).toBe(first.id);
  });

  test.each(['id', 'newest'])('A49: of many parallel answers exactly one is judged, by %s', async (by) => {
    const runs = make();
    const [mine, run] = [browser(), newRun()];
    await runs.insert(run, mine, times());
    const choice = by === 'id' ? { id: run.id } : { newest: 'login' };
    const claims = await Promise.all(
      Array.from({ length: 25 }, () => runs.claim(choice, mine, { now: NOW, until: NOW + 100 })),
    );
    expect(claims.filter((claim) => claim === 'busy')).toHaveLength(24);
    expect(claims.filter((claim) => typeof claim === 'object')).toMatchObject([{ run }]);
  });

  test('the newest is claimed as it is read: of the flow, live, of this browser, and the one used last', async () => {
    const runs = make();
    const [mine, other] = [browser(), browser()];
    const [first, second] = [newRun(), newRun()];
    await runs.insert(first, mine, times(NOW));
    await runs.insert(second, mine, times(NOW + 1));
    await runs.insert(newRun({ over: { how: 'denied', challenge: null } }), mine, times(NOW + 2));
    await runs.insert(newRun({ flow: { pk: 'x', slug: 'other' } }), mine, times(NOW + 3));
    const until = NOW + 100;
    expect(await runs.claim({ newest: 'login' }, other, { now: NOW, until })).toBeUndefined();
    expect(await runs.claim({ newest: 'nowhere' }, mine, { now: NOW, until })).toBeUndefined();
    const later = NOW + 60_001;
    expect(await runs.claim({ newest: 'login' }, mine, { now: later, until: later + 1 })).toBeUndefined();
    expect(await runs.claim({ newest: 'login' }, mine, { now: NOW, until })).toMatchObject({ run: second });
    expect(await runs.claim({ newest: 'login' }, mine, { now: NOW, until })).toBe('busy');
  });

  test('a claim runs out, and whoever lost it cannot save', async () => {
    const runs = make();
    const [mine, run] = [browser(), newRun()];
    await runs.insert(run, mine, times());
    const lost = await runs.claim({ id: run.id }, mine, { now: NOW, until: NOW + 10 });
    const won = await runs.claim({ id: run.id }, mine, { now: NOW + 10, until: NOW + 20 });
    if (typeof lost !== 'object' || typeof won !== 'object') throw new Error('the run cannot be claimed');
    expect(await runs.save({ ...lost, run: { ...run, user: 1 } }, mine, times())).toBe(false);
    expect(await runs.save({ ...won, run: { ...run, user: 2 } }, mine, times())).toBe(true);
    expect((await runs.read(run.id, mine, NOW))?.user).toBe(2);
    expect(await runs.save(won, mine, times())).toBe(false);
  });

  test('a released run can be claimed again', async () => {
    const runs = make();
    const [mine, run] = [browser(), newRun()];
    await runs.insert(run, mine, times());
    const claimed = await runs.claim({ id: run.id }, mine, { now: NOW, until: NOW + 100 });
    if (typeof claimed !== 'object') throw new Error('the run cannot be claimed');
    await runs.release(claimed);
    expect(await runs.claim({ id: run.id }, mine, { now: NOW, until: NOW + 100 })).toMatchObject({ run });
  });

  test('A17: a rotation takes along what is to be kept, and leaves nothing under the old secret', async () => {
    const runs = make();
    const [before, after] = [browser(), browser()];
    const [kept, dropped, answered] = [newRun({ user: 1 }), newRun({ user: 2 }), newRun({ user: 3 })];
    for (const run of [kept, dropped, answered]) await runs.insert(run, before, times());
    const claimed = await runs.claim({ id: answered.id }, before, { now: NOW, until: NOW + 100 });
    if (typeof claimed !== 'object') throw new Error('the run cannot be claimed');
    await runs.move(before, after, ({ user }) => user === 1);
    await runs.save(claimed, after, times());
    for (const { id } of [kept, dropped, answered]) expect(await runs.read(id, before, NOW)).toBeUndefined();
    expect(await runs.read(kept.id, after, NOW)).toEqual(kept);
    expect(await runs.read(dropped.id, after, NOW)).toBeUndefined();
    expect(await runs.read(answered.id, after, NOW)).toEqual(answered);
  });

  test('A17: the finished run goes with a rotation, one that another request answers does not', async () => {
    const runs = make();
    const [before, after] = [browser(), browser()];
    const [finished, answered, kept] = [newRun(), newRun(), newRun({ user: 1 })];
    for (const run of [finished, answered, kept]) await runs.insert(run, before, times());
    for (const { id } of [finished, answered])
      expect(await runs.claim({ id }, before, { now: NOW, until: NOW + 100 })).toBeTypeOf('object');
    await runs.move(before, after, ({ user }) => user === 1, finished.id);
    for (const secret of [before, after]) expect(await runs.read(finished.id, secret, NOW)).toBeUndefined();
    expect(await runs.read(answered.id, before, NOW)).toEqual(answered);
    expect(await runs.read(kept.id, after, NOW)).toEqual(kept);
  });

  test('one browser holds a bounded number of runs', async () => {
    const runs = make();
    const mine = browser();
    const all = Array.from({ length: 25 }, () => newRun());
    for (const [index, run] of all.entries()) await runs.insert(run, mine, times(NOW + index));
    const there = await Promise.all(all.map(({ id }) => runs.read(id, mine, NOW)));
    expect(there.map((run) => run !== undefined)).toEqual(all.map((_, index) => index >= 5));
  });

  test.each(['', 'x', '../x', "' or true", '00000000-0000-4000-8000-00000000000'])(
    'A65: %j names no run',
    async (id) => {
      const runs = make();
      expect(await runs.read(id, browser(), NOW)).toBeUndefined();
      expect(await runs.claim({ id }, browser(), { now: NOW, until: NOW + 1 })).toBeUndefined();
      await runs.delete(id, browser());
    },
  );
});

describe('what the database holds', () => {
  test('A69: neither what was typed nor the secret of the browser can be read from it', async () => {
    const runs = createFlowRuns(db.database);
    const [mine, run] = [browser(), newRun()];
    await runs.insert(run, mine, times());
    const { rows } = await sql<{ row: string; state: Buffer; browser: Buffer }>`
      select flow_runs::text as row, state, browser from flow_runs where id = ${run.id}`.execute(
      db.database.kysely,
    );
    const [row] = rows;
    const everything = `${row?.row} ${row?.state.toString('latin1')} ${row?.browser.toString('latin1')}`;
    for (const planted of ['hunter2-planted', mine]) expect(everything).not.toContain(planted);
    expect(row?.row).toContain('login');
  });

  test('A65: a state that was put under another run is not opened', async () => {
    const runs = createFlowRuns(db.database);
    const [mine, one, two] = [browser(), newRun(), newRun()];
    await runs.insert(one, mine, times());
    await runs.insert(two, mine, times());
    await sql`update flow_runs set state = (select state from flow_runs where id = ${one.id})
      where id = ${two.id}`.execute(db.database.kysely);
    await expect(runs.read(two.id, mine, NOW)).rejects.toThrow();
    expect(await runs.read(one.id, mine, NOW)).toEqual(one);
  });
});
