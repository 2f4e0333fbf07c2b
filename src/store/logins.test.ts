import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { createEventStore } from './events.ts';
import { createRecentLogins } from './logins.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const NOON = Date.parse('2026-01-02T12:00:00.678Z');

const event = (user: number | null, minutes: number, context: object, action = 'login') => ({
  pk: randomUUID(),
  action,
  app: 'postern.flows',
  user: { pk: user, username: 'ada', email: '', is_anonymous: user === null },
  context: { ...context },
  client_ip: '192.0.2.1',
  brand: {},
  created: new Date(NOON - minutes * 60_000).toISOString(),
  expires: new Date(NOON + 86_400_000).toISOString(),
});

const geo = { continent: 'EU', country: 'DE', lat: 52.5, long: 13.25, city: 'Berlin' };

test('the latest logins of one user, the newest first, whether the place is known or not', async () => {
  const events = [
    event(7, 30, { geo }),
    event(7, 10, {}),
    event(7, 20, { geo: { ...geo, lat: null, long: '13' } }),
    event(77, 5, { geo }),
    event(null, 5, { geo }),
    event(7, 5, { geo }, 'login_failed'),
    event(7, 5, { geo }, 'custom_login'),
  ];
  await createEventStore(db.database).add(events);
  const logins = createRecentLogins(db.database);
  const [old, latest, between] = events.map(({ pk }) => pk);
  const found = await logins.recent(7, 10);
  expect(found).toEqual([
    { time: NOON - 600_000, lat: null, long: null, event: latest },
    { time: NOON - 1_200_000, lat: null, long: null, event: between },
    { time: NOON - 1_800_000, lat: 52.5, long: 13.25, event: old },
  ]);
  expect((await logins.recent(7, 2)).map((login) => login.event)).toEqual([latest, between]);
  expect(await logins.recent(7, 0)).toEqual([]);
  expect(await logins.recent(8, 10)).toEqual([]);
});

test('nobody else’s events are looked at', async () => {
  const { rows } = await db.database.transaction(async (trx) => {
    await sql`set local enable_seqscan = off`.execute(trx);
    return await sql<{ 'QUERY PLAN': string }>`
      explain select pk from events where action = 'login' and "user" ->> 'pk' = '7'
      order by created desc limit 5`.execute(trx);
  });
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('Index Scan using events_logins');
});
