import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { createDevices } from './devices.ts';
import { createTrustedBrowsers } from './trusted-browsers.ts';

let db: TestDatabase;
const users = { ada: 0, eve: 0 };
const stages = { login: '', pay: '' };
beforeAll(async () => {
  db = await testDatabase();
  const { kysely } = db.database;
  for (const name of ['ada', 'eve'] as const) {
    const made = await sql<{
      pk: number;
    }>`insert into users (username) values (${name}) returning pk`.execute(kysely);
    users[name] = made.rows[0]?.pk ?? 0;
  }
  for (const name of ['login', 'pay'] as const) {
    const made = await sql<{
      pk: string;
    }>`insert into stages (name, type) values (${name}, 'authenticator_validate') returning pk`.execute(
      kysely,
    );
    stages[name] = made.rows[0]?.pk ?? '';
  }
});
afterAll(() => db.drop());

const NOON = Date.parse('2026-01-02T12:00:00Z');
const HOUR = 3_600_000;

async function scene() {
  const trust = createTrustedBrowsers(db.database);
  const devices = createDevices(db.database);
  const { pk: device } = await devices.add({ user: users.ada, class: 'totp', name: 'Phone', data: {} });
  const secret = `${device}-${'s'.repeat(40)}`;
  const proof = { user: users.ada, stage: stages.login, device, proven: NOON, expires: NOON + HOUR };
  await trust.keep({ old: null, now: secret }, proof);
  const ada = { user: users.ada, stage: stages.login };
  return { trust, secret, proof, ada, device };
}

describe('a proof', () => {
  test('is found with the secret of its browser, until it expires', async () => {
    const { trust, secret, ada, device } = await scene();
    const found = { device, proven: NOON };
    expect(await trust.recall(secret, ada, NOON)).toEqual(found);
    expect(await trust.recall(secret, ada, NOON + HOUR - 1)).toEqual(found);
    expect(await trust.recall(secret, ada, NOON + HOUR)).toBeUndefined();
  });

  test('A65: is found with no other secret, for nobody else and at no other stage', async () => {
    const { trust, secret, ada } = await scene();
    expect(await trust.recall(secret.slice(0, -1), ada, NOON)).toBeUndefined();
    expect(await trust.recall('', ada, NOON)).toBeUndefined();
    expect(await trust.recall(secret, { ...ada, user: users.eve }, NOON)).toBeUndefined();
    expect(await trust.recall(secret, { ...ada, stage: stages.pay }, NOON)).toBeUndefined();
    const kept = await sql<{
      row: string;
    }>`select trusted_browsers::text as row from trusted_browsers`.execute(db.database.kysely);
    expect(JSON.stringify(kept.rows)).not.toContain(secret);
  });

  test('A65: gives the browser a new secret, under which the earlier proofs stand too; the old one is worth nothing', async () => {
    const { trust, secret, proof, ada } = await scene();
    await trust.keep({ old: secret, now: `${secret}-2` }, { ...proof, stage: stages.pay });
    expect(await trust.recall(secret, ada, NOON)).toBeUndefined();
    expect(await trust.recall(`${secret}-2`, ada, NOON)).toMatchObject({ proven: NOON });
    expect(await trust.recall(`${secret}-2`, { ...ada, stage: stages.pay }, NOON)).toBeDefined();
    // The same again is the later one.
    await trust.keep({ old: `${secret}-2`, now: `${secret}-3` }, { ...proof, proven: NOON + 1 });
    expect(await trust.recall(`${secret}-3`, ada, NOON)).toMatchObject({ proven: NOON + 1 });
  });
});

describe('what ends it', () => {
  const ends: Readonly<Record<string, (device: number) => ReturnType<typeof sql>>> = {
    'A66: a new password': () =>
      sql`update users set password_change_date = ${new Date(NOON + 1)} where pk = ${users.ada}`,
    'A26: a user who is not active': () => sql`update users set is_active = false where pk = ${users.ada}`,
    'a device that is taken away': (device) => sql`delete from devices where pk = ${device}`,
    'a device that is somebody else’s now': (device) =>
      sql`update devices set "user" = ${users.eve} where pk = ${device}`,
  };
  test.each(Object.keys(ends))('%s', async (name) => {
    const { trust, secret, ada, device } = await scene();
    expect(await trust.recall(secret, ada, NOON)).toBeDefined();
    await ends[name]?.(device).execute(db.database.kysely);
    expect(await trust.recall(secret, ada, NOON)).toBeUndefined();
    await sql`update users set is_active = true, password_change_date = null`.execute(db.database.kysely);
  });
});

test('what has expired is deleted', async () => {
  const { trust } = await scene();
  expect(await trust.purge(NOON)).toBe(0);
  expect(await trust.purge(NOON + HOUR)).toBeGreaterThan(0);
  expect(await trust.purge(NOON + HOUR)).toBe(0);
});
