import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { createPeopleStore } from './people.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const NOW = Date.parse('2026-01-02T03:04:05.678Z');

const newSession = (user: number) => ({
  uuid: randomUUID(),
  user,
  cookie_hash: randomUUID(),
  last_ip: '192.0.2.1',
  last_user_agent: 'a browser',
  last_used: NOW,
  expires: NOW + 60_000,
  login: { method: 'password', authenticated: NOW },
});

async function newUser(): Promise<number> {
  const { rows } = await sql<{ pk: number }>`
    insert into users (username) values (${randomUUID()}) returning pk`.execute(db.database.kysely);
  return rows[0]?.pk ?? 0;
}

async function lastLogin(user: number): Promise<Date | null | undefined> {
  const { rows } = await sql<{ last_login: Date | null }>`
    select last_login from users where pk = ${user}`.execute(db.database.kysely);
  return rows[0]?.last_login;
}

describe('opening a session', () => {
  test('it is found by its cookie, and the user has signed in', async () => {
    const people = createPeopleStore(db.database, { patch: () => {} });
    const [user, other] = [await newUser(), await newUser()];
    const session = newSession(user);
    await people.openSession(session, null);
    const { cookie_hash, last_user_agent: _, ...kept } = session;
    expect(await people.sessionByHash(cookie_hash, NOW)).toMatchObject(kept);
    expect(await lastLogin(user)).toEqual(new Date(NOW));
    expect(await lastLogin(other)).toBeNull();
  });

  test('A17: the session that it replaces has ended, and no other', async () => {
    const people = createPeopleStore(db.database, { patch: () => {} });
    const user = await newUser();
    const [replaced, beside, next] = [newSession(user), newSession(user), newSession(user)];
    for (const session of [replaced, beside]) await people.openSession(session, null);
    await people.openSession(next, replaced.uuid);
    expect(await people.sessionByHash(replaced.cookie_hash, NOW)).toBeUndefined();
    for (const { cookie_hash } of [beside, next])
      expect(await people.sessionByHash(cookie_hash, NOW)).toBeDefined();
  });

  test('where it cannot be opened, nothing has happened', async () => {
    const people = createPeopleStore(db.database, { patch: () => {} });
    const user = await newUser();
    const [before, gone] = [newSession(user), newSession(user + 1_000_000)];
    await people.openSession(before, null);
    expect(await people.openSession(gone, before.uuid)).toBe(false);
    expect(await people.sessionByHash(gone.cookie_hash, NOW)).toBeUndefined();
    expect(await people.sessionByHash(before.cookie_hash, NOW)).toBeDefined();
  });
});
