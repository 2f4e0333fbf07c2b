import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowContext } from '../../core/flow/context.ts';
import { fixedClock, plainHashing, recordedEvents } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, complaints, passed, REQUEST, refusal, type Visit, visit } from '../../core/testing/stage.ts';
import { freeTries } from '../../core/testing/tries.ts';
import { memoryUsers, person } from '../../core/testing/users.ts';
import { password } from './stage.ts';

const INBUILT = 'authentik.core.auth.InbuiltBackend';
const TOKEN = 'authentik.core.auth.TokenBackend';
const LDAP = 'authentik.sources.ldap.auth.LDAPBackend';
const KERBEROS = 'authentik.sources.kerberos.auth.KerberosBackend';

const ada = person({ username: 'ada', pk: 1 });
const bob = person({ username: 'bob', pk: 2, is_active: false });
const eve = person({ username: 'eve', pk: 3 });
const ghost: FlowContext = {
  pending_user: { pk: null, uuid: null, username: 'ghost', name: 'ghost', email: 'ghost', is_active: true },
};

function world(given: Visit = {}, backends: readonly string[] = [INBUILT, TOKEN]) {
  const users = memoryUsers([
    { facts: ada, password: 'correct horse', tokens: { 'app-key': 'ada-mail' } },
    { facts: bob, password: 'correct horse' },
    { facts: eve },
  ]);
  const hashing = plainHashing();
  const events = recordedEvents();
  const clock = fixedClock(1000);
  const configuration = memoryReplica({
    brands: [
      { pk: 'b1', domain: 'corp.test', default: false, flow_recovery: 'f1' },
      { pk: 'b2', domain: 'other.test', default: true, flow_recovery: null },
    ],
    flows: [{ pk: 'f1', slug: 'recovery' }],
  });
  const stage = visit(password, {
    ...given,
    config: { backends, ...given.config },
    ports: { users, hashing, events, clock, configuration, tries: freeTries },
  });
  return { stage, users, hashing, events };
}

describe('the challenge', () => {
  test('links to the recovery flow of the brand, with the query kept', async () => {
    const { stage } = world({
      pending: ada,
      query: { next: '/a?b=c&d' },
      config: { allow_show_password: true },
    });
    expect(asked(await stage.begin())).toEqual({
      recovery_url: '/if/flow/recovery/?next=%2Fa%3Fb%3Dc%26d',
      allow_show_password: true,
    });
  });

  test('is the same for an account that does not exist', async () => {
    const known = await world({ pending: ada }).stage.begin();
    const unknown = await world({ context: ghost }).stage.begin();
    expect(unknown).toEqual(known);
  });

  test('is not shown without a pending user', async () => {
    const { stage } = world();
    expect(refusal(await stage.begin())).toMatch(/^No Pending user/);
    expect(refusal(await stage.answer({ password: 'correct horse' }))).toMatch(/^No Pending user/);
  });

  test('fits what the type declares', async () => {
    password.asks.parse(asked(await world({ pending: ada }).stage.begin()));
  });
});

describe('the right password', () => {
  test.each([
    { name: 'the password', typed: 'correct horse', backends: [INBUILT], method: 'password', args: {} },
    {
      name: 'row 33: an app password',
      typed: 'app-key',
      backends: [INBUILT, TOKEN],
      method: 'token',
      args: { identifier: 'ada-mail' },
    },
    {
      name: 'a later backend',
      typed: 'correct horse',
      backends: [LDAP, TOKEN, INBUILT],
      method: 'password',
      args: {},
    },
  ])('$name', async ({ typed, backends, method, args }) => {
    const { stage, events } = world({ pending: ada }, backends);
    expect(passed(await stage.answer({ password: typed }))).toMatchObject({
      patch: {
        auth_method: method,
        auth_method_args: args,
        user_backend: method === 'token' ? TOKEN : INBUILT,
        proofs: [{ type: 'password', execution: 'execution-1', time: 1000 }],
        pending_user: { pk: 1, username: 'ada' },
      },
      effects: [],
    });
    expect(events.emitted).toEqual([]);
  });

  test('adds its proof to those that the run holds', async () => {
    const before = { type: 'captcha', execution: 'execution-0', time: 900 };
    const { stage } = world({ pending: ada, context: { proofs: [before] } });
    expect(passed(await stage.answer({ password: 'correct horse' })).patch.proofs).toEqual([
      before,
      { type: 'password', execution: 'execution-1', time: 1000 },
    ]);
  });

  test('row 32: of an inactive account is refused', async () => {
    const { stage, events } = world({ pending: bob });
    expect(refusal(await stage.answer({ password: 'correct horse' }))).toBe('This account is not active.');
    expect(events.emitted.map(({ action }) => action)).toEqual(['login_failed']);
  });
});

describe('the wrong password', () => {
  test.each([
    { name: 'row 28: a wrong password', given: { pending: ada }, typed: 'wrong' },
    { name: 'row 22: of an account that does not exist', given: { context: ghost }, typed: 'correct horse' },
    { name: 'of an account without a password', given: { pending: eve }, typed: 'correct horse' },
    { name: 'a blank around the right one', given: { pending: ada }, typed: 'correct horse ' },
    { name: 'the right one in other capitals', given: { pending: ada }, typed: 'Correct Horse' },
    { name: "somebody else's app password", given: { pending: eve }, typed: 'app-key' },
    { name: 'of an inactive account', given: { pending: bob }, typed: 'wrong' },
    {
      name: 'an app password where there is no such backend',
      given: { pending: ada },
      typed: 'app-key',
      only: [INBUILT],
    },
    {
      name: 'the password where only app passwords count',
      given: { pending: ada },
      typed: 'correct horse',
      only: [TOKEN],
    },
    {
      name: 'backends that this server cannot ask',
      given: { pending: ada },
      typed: 'correct horse',
      only: [LDAP, KERBEROS],
    },
    { name: 'no backend at all', given: { pending: ada }, typed: 'correct horse', only: [] },
  ])('$name', async ({ given, typed, only }) => {
    const { stage, events } = world(given, only);
    const step = await stage.answer({ password: typed });
    expect(step).toMatchObject({
      step: 'retry',
      errors: { password: [{ string: 'Invalid password', code: 'invalid' }] },
    });
    expect(events.emitted).toHaveLength(1);
  });

  test('writes an event that names the account and what was typed as its name, and never the password', async () => {
    const { stage, events } = world({ pending: ada, context: { pending_user_identifier: 'ADA@corp.test' } });
    await stage.answer({ password: 'planted-secret' });
    expect(events.emitted).toEqual([
      {
        action: 'login_failed',
        app: 'postern.stages',
        context: {
          stage: { pk: '00000000-0000-4000-8000-00000000aaaa', name: 'test-password' },
          username: 'ada',
          identifier: 'ADA@corp.test',
          user_pk: 1,
        },
        http_request: REQUEST,
      },
    ]);
  });

  test('A69: the password is in no step, no memory, no event', async () => {
    const { stage, events } = world({ pending: ada });
    const steps = [await stage.begin(), await stage.answer({ password: 'planted-secret' })];
    expect(JSON.stringify([steps, events.emitted])).not.toContain('planted-secret');
  });
});

describe('A49, A50: tries are counted exactly', () => {
  test('row 29: at the limit the run ends', async () => {
    const { stage, hashing } = world({ pending: ada });
    await stage.begin();
    for (const _ of [1, 2, 3, 4]) {
      expect(complaints(await stage.answer({ password: 'x' }))).toEqual({ password: ['Invalid password'] });
    }
    expect(await stage.answer({ password: 'x' })).toEqual({
      step: 'deny',
      message: 'Invalid password',
      code: 'password.invalid',
    });
    expect(hashing.verified).toHaveLength(5);
  });

  test('the right one just before the limit passes', async () => {
    const { stage } = world({ pending: ada });
    for (const _ of [1, 2, 3, 4]) await stage.answer({ password: 'x' });
    expect((await stage.answer({ password: 'correct horse' })).step).toBe('done');
  });

  test('showing the page again does not begin the count again', async () => {
    const { stage } = world({ pending: ada, config: { failed_attempts_before_cancel: 2 } });
    await stage.begin();
    await stage.answer({ password: 'x' });
    await stage.begin();
    expect((await stage.answer({ password: 'x' })).step).toBe('deny');
  });

  test('exactly as many are evaluated as are allowed, of an account that exists or not', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.boolean(), async (limit, exists) => {
        const given = exists ? { pending: ada } : { context: ghost };
        const { stage, hashing } = world({ ...given, config: { failed_attempts_before_cancel: limit } });
        let evaluated = 0;
        for (;;) {
          const step = await stage.answer({ password: `wrong ${evaluated}` });
          evaluated += 1;
          if (step.step === 'deny') break;
        }
        expect(evaluated).toBe(limit);
        expect(hashing.verified).toHaveLength(limit);
      }),
    ));
});

test('A53: the same work for every account and every backend', async () => {
  const work = async (given: Visit, backends: readonly string[]) => {
    const { stage, users, hashing } = world(given, backends);
    await stage.answer({ password: 'wrong' });
    return { asked: users.looked, hashes: hashing.verified.length };
  };
  for (const backends of [[INBUILT, TOKEN], [TOKEN, INBUILT], [INBUILT], [TOKEN], [LDAP], []]) {
    const known = await work({ pending: ada }, backends);
    expect(known.hashes).toBe(1);
    expect(await work({ context: ghost }, backends)).toEqual(known);
    expect(await work({ pending: eve }, backends)).toEqual(known);
    expect(await work({ pending: bob }, backends)).toEqual(known);
  }
});

test('A12: no answer but the password passes', async () => {
  const { stage } = world({ pending: ada });
  for (const body of [
    {},
    { password: '' },
    { password: null },
    { password: ['correct horse'] },
    { password: { $ne: '' } },
    { password: 'correct horse', auth_method: 'mtls' },
  ]) {
    expect((await stage.answer(body)).step).toBe('refused');
  }
  expect((await stage.answer({ password: 'correct horse' })).step).toBe('done');
});

test('A13: what a run claims to know does not pass the stage', async () => {
  const context = {
    auth_method: 'password',
    proofs: [{ type: 'password', execution: 'execution-0', time: 1 }],
  };
  const { stage } = world({ pending: ada, context });
  expect((await stage.begin()).step).toBe('ask');
  expect((await stage.answer({ password: 'x' })).step).toBe('retry');
});

test('an error of a policy never skips it', () => expect(password.proves).toBe(true));

describe('backends that this server cannot ask', () => {
  test.each([
    { backends: [LDAP], named: /cannot ask authentik\.sources\.ldap/ },
    { backends: [KERBEROS, LDAP], named: /cannot ask .*Kerberos.* or .*LDAP/ },
    { backends: [], named: /has no backends/ },
  ])('alone $backends are not saved, and nobody is asked', async ({ backends, named }) => {
    expect(password.check({ backends })).toHaveProperty('backends');
    for (const given of [{ pending: ada }, { context: ghost }]) {
      const { stage, events, hashing } = world(given, backends);
      expect(refusal(await stage.begin())).toBe(
        'Passwords cannot be checked here. Tell whoever runs this server.',
      );
      expect(events.emitted).toMatchObject([
        { action: 'configuration_error', context: { message: expect.stringMatching(named), stage: {} } },
      ]);
      expect(hashing.verified).toEqual([]);
    }
  });

  test.each([[[LDAP, INBUILT]], [[TOKEN, KERBEROS]]])('beside others %j are', async (backends) => {
    expect(password.check({ backends })).toEqual({});
    const { stage, events } = world({ pending: ada }, backends);
    expect((await stage.begin()).step).toBe('ask');
    expect(events.emitted).toEqual([]);
  });
});
