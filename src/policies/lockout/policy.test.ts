import { describe, expect, test } from 'vitest';
import type { Guessed } from '../../core/lockout/ports.ts';
import { ANONYMOUS } from '../../core/policy/request.ts';
import { anHttpRequest, aRequest, aUser } from '../../core/testing/policy.ts';
import { freeTries } from '../../core/testing/tries.ts';
import { lockout } from './policy.ts';
import { LockoutConfig } from './schema.ts';

const config = LockoutConfig.parse({});

/** Judges a request in a world where somebody is locked until then. */
async function ask(request: ReturnType<typeof aRequest>, until: number | null) {
  const asked: (readonly [Guessed, string | null])[] = [];
  const lockedUntil = async (guessed: Guessed, ip: string | null) => {
    asked.push([guessed, ip]);
    return until;
  };
  const ports = { tries: { ...freeTries, lockedUntil } };
  const facts = await lockout.gather?.({ config, request, ports, timeout: 1_000 });
  return { verdict: lockout.evaluate({ config, request, facts }), asked };
}

describe('the lockout policy', () => {
  test.each([
    { name: 'nobody is known yet', user: ANONYMOUS, http: {}, until: 1, passing: true, asked: 0 },
    { name: 'not locked', user: aUser(), http: {}, until: null, passing: true, asked: 1 },
    { name: 'locked', user: aUser(), http: {}, until: 1, passing: false, asked: 1 },
    { name: 'locked, but signed in', user: aUser(), http: { user: 1 }, until: 1, passing: true, asked: 0 },
    {
      name: 'locked, while somebody else is signed in',
      user: aUser(),
      http: { user: 2 },
      until: 1,
      passing: false,
      asked: 1,
    },
    {
      name: 'a name that nobody has, locked',
      user: { ...ANONYMOUS, username: 'eve' },
      http: {},
      until: 1,
      passing: false,
      asked: 1,
    },
  ])('$name', async ({ user, http, until, passing, asked: times }) => {
    const request = aRequest({ user, http_request: anHttpRequest(http) });
    const { verdict, asked } = await ask(request, until);
    expect(verdict).toMatchObject({ passing });
    expect(asked).toHaveLength(times);
  });

  test('nobody is asked for by what a stranger says: the address and the name count', async () => {
    const user = { ...ANONYMOUS, username: 'eve' };
    const { asked } = await ask(aRequest({ user, http_request: anHttpRequest({ client_ip: null }) }), null);
    expect(asked).toEqual([[{ user: undefined, identifier: 'eve' }, null]]);
  });

  test.each([
    { config: {}, wrong: [] },
    { config: { duration: 'seconds=0' }, wrong: ['duration'] },
    { config: { window: 'milliseconds=5' }, wrong: ['window'] },
    { config: { attempts: 3, attempts_from_address: 4 }, wrong: ['attempts_from_address'] },
    { config: { attempts: 3, attempts_from_address: 0 }, wrong: [] },
  ])('$config is refused at $wrong', async ({ config: given, wrong }) => {
    const lookup = { policy: async () => undefined, fits: async () => [] };
    const errors = await lockout.check({ config: LockoutConfig.parse(given), pk: undefined, lookup });
    expect(Object.keys(errors)).toEqual(wrong);
  });

  test('it is bound to flows, not to stages', async () => {
    const lookup = { policy: async () => undefined, fits: async () => [] };
    expect(await lockout.fits({ config, target: 'flow', lookup })).toEqual([]);
    expect(await lockout.fits({ config, target: 'stage_binding', lookup })).toHaveLength(1);
  });
});
