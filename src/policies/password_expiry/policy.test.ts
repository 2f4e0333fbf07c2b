import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANONYMOUS } from '../../core/policy/request.ts';
import { isFault } from '../../core/policy/verdict.ts';
import { aRequest, aUser, NOON } from '../../core/testing/policy.ts';
import { passwordExpiry } from './policy.ts';
import { PasswordExpiryConfig } from './schema.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Judges somebody whose password was set so many milliseconds ago; null = never. */
function ask(config: Readonly<Record<string, unknown>>, age: number | null) {
  const password_change_date = age === null ? null : new Date(NOON - age).toISOString();
  return passwordExpiry.evaluate({
    config: PasswordExpiryConfig.parse(config),
    request: aRequest({ user: aUser({ password_change_date }) }),
    facts: undefined,
  });
}

const expire = [{ kind: 'expire_password', user: 1 }];

describe('the password expiry policy', () => {
  test.each([
    {
      title: '107 29 days and 23 hours',
      config: { days: 30 },
      age: 29 * DAY + 23 * HOUR,
      want: { passing: true },
    },
    {
      title: '108 exactly 30 days, deny only: the password stays',
      config: { days: 30, deny_only: true },
      age: 30 * DAY,
      want: {
        passing: false,
        messages: ['Your password has expired.'],
        reasons: ['password_expiry.expired'],
      },
    },
    {
      title: '108 one second less',
      config: { days: 30, deny_only: true },
      age: 30 * DAY - 1_000,
      want: { passing: true },
    },
    {
      title: '109 31 days: the password goes, and has been expired for one day',
      config: { days: 30 },
      age: 31 * DAY,
      want: {
        passing: false,
        messages: ['Your password expired 1 day(s) ago. Please set a new one.'],
        reasons: ['password_expiry.expired_since'],
        effects: expire,
      },
    },
    {
      title: 'on the first day it has been expired for none',
      config: { days: 30 },
      age: 30 * DAY + HOUR,
      want: { passing: false, messages: ['Your password expired 0 day(s) ago. Please set a new one.'] },
    },
    {
      title: '0 days: every password has expired',
      config: { days: 0 },
      age: 0,
      want: { passing: false, effects: expire },
    },
    {
      title: 'fewer than 0 days: the same',
      config: { days: -3 },
      age: 0,
      want: { passing: false, effects: expire },
    },
    {
      title: '0 days, and a clock that is behind',
      config: { days: 0, deny_only: true },
      age: -DAY,
      want: { passing: false },
    },
    {
      title: 'a password that was never set',
      config: { days: 1 },
      age: null,
      want: { passing: true, messages: [] },
    },
    {
      title: 'a password that was never set, 0 days',
      config: { days: 0 },
      age: null,
      want: { passing: true },
    },
  ])('$title', ({ config, age, want }) => {
    const verdict = ask(config, age);
    expect(verdict).toMatchObject(want);
    if (!isFault(verdict) && verdict.passing) expect(verdict.effects).toBeUndefined();
  });

  test('whoever is not known yet is a fault, not an answer', () => {
    const config = PasswordExpiryConfig.parse({ days: 30 });
    const request = aRequest({ user: ANONYMOUS });
    expect(passwordExpiry.evaluate({ config, request, facts: undefined })).toMatchObject({
      fault: 'missing',
    });
  });

  test('W25: it judges in memory, and what it wants to happen is a value', () => {
    expect(passwordExpiry.immediate({})).toBe(true);
    expect(passwordExpiry.uses).toEqual([]);
  });

  test('it always refuses from so many days on, and never before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 20_000 * DAY }),
        (days, age) => {
          const verdict = ask({ days }, age);
          return !isFault(verdict) && verdict.passing === age < days * DAY;
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('deny only never has an effect', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 100 }), fc.integer({ min: 0, max: 200 * DAY }), (days, age) => {
        const verdict = ask({ days, deny_only: true }, age);
        return !isFault(verdict) && verdict.effects === undefined;
      }),
    );
  });

  test('its settings need the days', () => {
    expect(PasswordExpiryConfig.parse({ days: 30 })).toEqual({ days: 30, deny_only: false });
    for (const wrong of [{}, { days: 1.5 }, { days: 2 ** 31 }, { days: 1, hours: 2 }])
      expect(PasswordExpiryConfig.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  });

  test('it declares its names on the wire', () => {
    expect(passwordExpiry).toMatchObject({
      type: 'password_expiry',
      model: 'authentik_policies_expiry.passwordexpirypolicy',
      component: 'ak-policy-password-expiry-form',
    });
  });
});
