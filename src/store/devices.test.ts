import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { nextTry } from '../core/authenticator/throttle.ts';
import { createDevices } from './devices.ts';

let db: TestDatabase;
let user: number;
beforeAll(async () => {
  db = await testDatabase();
  const { rows } = await sql<{
    pk: number;
  }>`insert into users (username) values ('ada') returning pk`.execute(db.database.kysely);
  user = rows[0]?.pk ?? 0;
});
afterAll(() => db.drop());

const NOON = Date.parse('2026-01-02T12:00:00Z');
const totp = (data: Readonly<Record<string, unknown>> = {}) =>
  createDevices(db.database).add({ user, class: 'totp', name: 'Phone', data });

test('what is added is found, the device used last first', async () => {
  const devices = createDevices(db.database);
  const [first, second] = [await totp({ key: 'a' }), await totp({ key: 'b' })];
  expect(await devices.find(first.pk)).toMatchObject({
    user,
    class: 'totp',
    name: 'Phone',
    data: { key: 'a' },
  });
  expect((await devices.of(user)).map(({ pk }) => pk)).toEqual([first.pk, second.pk]);
  await devices.succeed(second.pk, NOON);
  const [latest] = await devices.of(user);
  expect(latest).toMatchObject({ pk: second.pk, last_used: NOON });
  expect(await devices.by('totp', 'key', 'b')).toMatchObject({ pk: second.pk });
  expect(await devices.by('webauthn', 'key', 'b')).toBeUndefined();
  await sql`update devices set confirmed = false where pk = ${first.pk}`.execute(db.database.kysely);
  expect(await devices.find(first.pk)).toBeUndefined();
});

describe('the throttle', () => {
  test('after n failures the next try waits factor * 2^(n-1) seconds', async () => {
    const devices = createDevices(db.database);
    const { pk } = await totp();
    const at = (now: number) => devices.attempt(pk, { now, factor: 1 });
    expect(await at(NOON)).toEqual({ allowed: true });
    expect(await at(NOON + 999)).toEqual({ allowed: false, wait: 1 });
    expect(await at(NOON + 1_000)).toEqual({ allowed: true });
    expect(await at(NOON + 2_999)).toEqual({ allowed: false, wait: 1 });
    expect(await at(NOON + 3_000)).toEqual({ allowed: true });
    expect(await at(NOON + 6_999)).toMatchObject({ allowed: false });
    await devices.succeed(pk, NOON);
    expect(await at(NOON)).toEqual({ allowed: true });
  });

  test('A51: nobody waits longer than ten minutes, however often somebody else has guessed', async () => {
    const devices = createDevices(db.database);
    const { pk } = await totp();
    const failed = (failures: number) =>
      sql`update devices set failures = ${failures}, failed_at = ${new Date(NOON)} where pk = ${pk}`.execute(
        db.database.kysely,
      );
    for (const [failures, factor] of [
      [1, 1],
      [10, 1],
      [11, 1],
      [1_000, 1],
      [3, 900],
    ] as const) {
      const until = nextTry(failures, NOON, factor);
      expect(until - NOON).toBeLessThanOrEqual(Math.max(factor, 600) * 1_000);
      await failed(failures);
      expect(await devices.attempt(pk, { now: until - 1, factor })).toEqual({ allowed: false, wait: 1 });
      expect(await devices.attempt(pk, { now: until, factor })).toEqual({ allowed: true });
    }
  });

  test('a thousand failures are no overflow, and a factor of 0 is no throttle', async () => {
    const devices = createDevices(db.database);
    const { pk } = await totp();
    await sql`update devices set failures = 1000, failed_at = ${new Date(NOON)} where pk = ${pk}`.execute(
      db.database.kysely,
    );
    expect(await devices.attempt(pk, { now: NOON + 599_999, factor: 1 })).toMatchObject({ allowed: false });
    expect(await devices.attempt(pk, { now: NOON, factor: 0 })).toEqual({ allowed: true });
  });

  test('of 50 parallel tries exactly one is judged', async () => {
    const devices = createDevices(db.database);
    const { pk } = await totp();
    const tries = await Promise.all(
      Array.from({ length: 50 }, () => devices.attempt(pk, { now: NOON, factor: 1 })),
    );
    expect(tries.filter(({ allowed }) => allowed)).toHaveLength(1);
  });
});

describe('claims', () => {
  test('a number that only grows is claimed once, also by 20 at the same time', async () => {
    const devices = createDevices(db.database);
    const { pk } = await totp();
    const claim = { claim: 'grow', field: 't', value: 57 } as const;
    const redeemed = await Promise.all(Array.from({ length: 20 }, () => devices.succeed(pk, NOON, claim)));
    expect(redeemed.filter(Boolean)).toHaveLength(1);
    expect(await devices.succeed(pk, NOON, { ...claim, value: 56 })).toBe(false);
    expect(await devices.succeed(pk, NOON, { ...claim, value: 58 })).toBe(true);
  });

  test('one of several values is spent once, also by 20 at the same time', async () => {
    const devices = createDevices(db.database);
    const { pk } = await totp({ tokens: ['a', 'b'] });
    const claim = { claim: 'spend', field: 'tokens', value: 'a' } as const;
    const redeemed = await Promise.all(Array.from({ length: 20 }, () => devices.succeed(pk, NOON, claim)));
    expect(redeemed.filter(Boolean)).toHaveLength(1);
    expect((await devices.find(pk))?.data).toEqual({ tokens: ['b'] });
  });

  test('a failed claim forgets no failure', async () => {
    const devices = createDevices(db.database);
    const { pk } = await totp({ t: 9 });
    await devices.attempt(pk, { now: NOON, factor: 1 });
    expect(await devices.succeed(pk, NOON, { claim: 'grow', field: 't', value: 9 })).toBe(false);
    expect(await devices.attempt(pk, { now: NOON, factor: 1 })).toMatchObject({ allowed: false });
  });
});
