import { describe, expect, test } from 'vitest';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, complaints, passed, refusal, type Visit } from '../../core/testing/stage.ts';
import { memoryUsers } from '../../core/testing/users.ts';
import { identification } from './stage.ts';
import {
  APP,
  ada,
  bob,
  CODES,
  CORP,
  eve,
  FLOW,
  GITHUB,
  mallory,
  PASSWORD,
  squatter,
  typed,
  VALIDATE,
  victim,
  world,
} from './testing.ts';

describe('the challenge', () => {
  test('of a plain stage', async () => {
    expect(asked(await world().stage.begin())).toEqual({
      user_fields: ['username', 'email', 'upn'],
      password_fields: false,
      allow_show_password: false,
      flow_designation: 'authentication',
      captcha_stage: null,
      primary_action: 'Log in',
      sources: [],
      show_source_labels: false,
      enable_remember_me: false,
      passkey_challenge: null,
    });
  });

  test('of a stage with everything', async () => {
    const { stage } = world({
      config: {
        password_stage: PASSWORD,
        enrollment_flow: FLOW,
        recovery_flow: FLOW,
        passwordless_flow: FLOW,
        sources: [GITHUB, CORP, APP],
        show_source_labels: true,
        enable_remember_me: true,
      },
      context: {
        application: { pk: APP, slug: 'mail', name: 'Mail' },
        pending_user_identifier: 'ada@corp.test',
      },
      flow: { designation: 'enrollment' },
      query: { next: '/x?y=1' },
    });
    const challenge = asked(await stage.begin());
    expect(challenge).toMatchObject({
      password_fields: true,
      allow_show_password: true,
      pending_user_identifier: 'ada@corp.test',
      application_pre: 'Mail',
      application_pre_launch: 'https://mail.corp.test/',
      enroll_url: '/if/flow/sign-up/?next=%2Fx%3Fy%3D1',
      recovery_url: '/if/flow/sign-up/?next=%2Fx%3Fy%3D1',
      passwordless_url: '/if/flow/sign-up/?next=%2Fx%3Fy%3D1',
      primary_action: 'Continue',
      show_source_labels: true,
      enable_remember_me: true,
      flow_designation: 'enrollment',
    });
    expect((challenge.sources as { name: string }[]).map(({ name }) => name)).toEqual(['Corp', 'GitHub']);
    identification.asks.parse(challenge);
  });

  test('links to flows that are gone are left out', async () => {
    const { stage } = world({ config: { enrollment_flow: APP } });
    expect(asked(await stage.begin())).not.toHaveProperty('enroll_url');
  });

  test.each([
    { pk: FLOW, why: 'gone' },
    { pk: CORP, why: 'no password stage' },
  ])(
    'an embedded password stage that is $why is an error, never a page without a password',
    async ({ pk }) => {
      const { stage } = world({ config: { password_stage: pk } });
      await expect(stage.begin()).rejects.toThrow();
      await expect(stage.answer(typed('ada'))).rejects.toThrow();
    },
  );
});

describe('who is found', () => {
  const strict = { pretend_user_exists: false };
  test.each([
    { name: 'by username', config: {}, value: 'ada', want: 1 },
    { name: 'by e-mail', config: {}, value: 'ada@corp.test', want: 1 },
    { name: 'by upn', config: {}, value: 'ada@ad', want: 1 },
    { name: 'with blanks around', config: {}, value: '  ada\t', want: 1 },
    { name: 'in other capitals', config: {}, value: 'ADA@Corp.Test', want: 1 },
    { name: 'an inactive account, for the password has the last word', config: {}, value: 'bob', want: 2 },
    {
      name: 'an exact username that is another one’s e-mail address',
      config: {},
      value: 'victim@corp.test',
      want: 6,
    },
    {
      name: 'row 25: not by a field that does not count',
      config: { user_fields: ['email'] },
      value: 'ada',
      want: null,
    },
    {
      name: 'row 26: not in other capitals',
      config: { case_insensitive_matching: false },
      value: 'Ada',
      want: null,
    },
    { name: 'nobody where two fit', config: {}, value: 'shared@corp.test', want: null },
    { name: 'nobody', config: {}, value: 'nobody', want: null },
    { name: 'nobody by a wildcard', config: {}, value: '%', want: null },
  ])('$name', async ({ config, value, want }) => {
    const users = memoryUsers([ada, bob, eve, mallory, victim].map((facts) => ({ facts })));
    const { stage } = world({ config: { ...config, ...strict }, ports: { users } });
    const step = await stage.answer(typed(value));
    if (want === null) expect(complaints(step)).toEqual({ non_field_errors: ['Failed to authenticate.'] });
    else expect(passed(step).patch.pending_user).toMatchObject({ pk: want });
  });

  test.each([
    { value: 'victim@corp.test', want: 6 },
    { value: 'ada', want: 1 },
    { value: 'ADA', want: 5 },
    { value: 'aDa', want: null },
  ])('nobody is shut out by a squatter: $value finds $want', async ({ value, want }) => {
    const users = memoryUsers([ada, squatter, victim].map((facts) => ({ facts })));
    const { stage } = world({ config: strict, ports: { users } });
    const step = await stage.answer(typed(value));
    if (want === null) expect(step.step).toBe('retry');
    else expect(passed(step).patch.pending_user).toMatchObject({ pk: want });
  });
});

describe('what the following pages show', () => {
  const show = async (config: Record<string, unknown>, body: Record<string, unknown>) =>
    passed(await world({ config }).stage.answer(body)).patch.pending_user_identifier;

  test.each([
    { config: { show_matched_user: false, pretend_user_exists: false }, want: 'ADA@corp.test' },
    { config: { show_matched_user: true, pretend_user_exists: false }, want: undefined },
    { config: { show_matched_user: true, pretend_user_exists: true }, want: 'ADA@corp.test' },
    { config: { show_matched_user: true, password_stage: PASSWORD }, want: undefined },
    { config: { show_matched_user: false, password_stage: PASSWORD }, want: 'ADA@corp.test' },
  ])('row 24: $config', async ({ config, want }) => {
    expect(await show(config, { uid_field: 'ADA@corp.test', password: 'correct horse' })).toBe(want);
  });
});

describe('an unknown name', () => {
  test('row 21: without pretending', async () => {
    const { stage, delay } = world({ config: { pretend_user_exists: false } });
    expect(complaints(await stage.answer(typed('ghost')))).toEqual({
      non_field_errors: ['Failed to authenticate.'],
    });
    expect(delay.slept).toHaveLength(1);
  });

  test('row 22: pretending, the run goes on with somebody who is nobody', async () => {
    const { stage } = world();
    expect(passed(await stage.answer(typed('ghost'))).patch.pending_user).toEqual({
      pk: null,
      uuid: null,
      username: 'ghost',
      name: 'ghost',
      email: 'ghost',
      is_active: true,
    });
  });

  test('row 23: with an embedded password, pretending changes nothing', async () => {
    const { stage } = world({ config: { password_stage: PASSWORD } });
    expect(complaints(await stage.answer({ uid_field: 'ghost', password: 'x' }))).toEqual({
      non_field_errors: ['Failed to authenticate.'],
    });
  });
});

describe('a name that nobody has', () => {
  test.each([
    {
      title: 'counts as a failed sign-in where it ends there',
      config: { pretend_user_exists: false },
      failed: ['ghost'],
    },
    { title: 'does so at the password where it goes on like a known one', config: {}, failed: [] },
  ])('$title', async ({ config, failed }) => {
    const { stage, events } = world({ config });
    await stage.answer(typed('ghost'));
    expect(events.emitted.map(({ action, context }) => [action, context.username])).toEqual(
      failed.map((name) => ['login_failed', name]),
    );
  });

  test('the control: one that somebody has is no failure', async () => {
    const { stage, events } = world({ config: { pretend_user_exists: false } });
    await stage.answer(typed('ada'));
    expect(events.emitted).toEqual([]);
  });
});

describe('an embedded password', () => {
  const config = { password_stage: PASSWORD };

  test('row 20: proves the person, so that the password stage can be left out', async () => {
    const { stage, events, delay } = world({ config });
    expect(passed(await stage.answer({ uid_field: 'ada', password: 'correct horse' })).patch).toMatchObject({
      pending_user: { pk: 1 },
      auth_method: 'password',
      auth_method_args: {},
      user_backend: 'authentik.core.auth.InbuiltBackend',
      proofs: [{ type: 'password', execution: 'execution-1', time: 1000 }],
    });
    expect(events.emitted).toEqual([]);
    expect(delay.slept).toEqual([]);
  });

  test('of an inactive account is refused', async () => {
    const { stage } = world({ config });
    expect(refusal(await stage.answer({ uid_field: 'bob', password: 'correct horse' }))).toBe(
      'This account is not active.',
    );
  });

  test('that no backend can check is an error of the configuration, for every name', async () => {
    const stages = [
      {
        pk: PASSWORD,
        type: 'password',
        backends: ['authentik.sources.ldap.auth.LDAPBackend'],
        failed_attempts_before_cancel: 3,
        allow_show_password: false,
      },
    ];
    for (const uid_field of ['ada', 'ghost']) {
      const { stage, events, hashing, users } = world({
        config,
        ports: { configuration: memoryReplica({ stages }) },
      });
      expect(refusal(await stage.answer({ uid_field, password: 'correct horse' }))).toMatch(
        /^Passwords cannot be checked here\./,
      );
      expect(events.emitted).toMatchObject([{ action: 'configuration_error' }]);
      expect([hashing.verified, users.looked]).toEqual([[], []]);
    }
  });

  test('that is missing is asked for, whether there is such an account or not', async () => {
    const { stage, hashing, users } = world({ config });
    for (const uid_field of ['ada', 'ghost']) {
      expect(complaints(await stage.answer({ uid_field }))).toEqual({ password: ['Enter your password.'] });
    }
    expect([hashing.verified, users.looked]).toEqual([[], []]);
  });

  test('A49, A50: one counter for all names', async () => {
    const { stage, events, hashing } = world({ config });
    const steps: string[] = [];
    for (const uid_field of ['ada', 'ADA@corp.test', 'ghost']) {
      steps.push((await stage.answer({ uid_field, password: 'x' })).step);
      if (steps.length === 2) await stage.begin();
    }
    expect(steps).toEqual(['retry', 'retry', 'deny']);
    expect(hashing.verified).toHaveLength(3);
    expect(events.emitted.map(({ context }) => context.username)).toEqual(['ada', 'ada', 'ghost']);
  });

  test('A69: is in no step, no memory, no event', async () => {
    const { stage, events } = world({ config });
    const step = await stage.answer({ uid_field: 'ada', password: 'planted-secret' });
    expect(JSON.stringify([step, events.emitted])).not.toContain('planted-secret');
  });
});

describe('passkeys on the same page', () => {
  const config = { webauthn_stage: VALIDATE, password_stage: PASSWORD };

  test('are offered in a login, and one says and proves who somebody is', async () => {
    const { stage, hashing } = world({ config, context: { pending_user_identifier: 'typed' } });
    expect(asked(await stage.begin()).passkey_challenge).toEqual({ rpId: 'corp.test' });
    const { patch } = passed(await stage.answer({ passkey: { id: 'ada' } }));
    expect(patch).toMatchObject({
      pending_user: { pk: 1, username: 'ada' },
      pending_user_identifier: undefined,
      proofs: [{ type: 'authenticator_validate', execution: 'execution-1' }],
      auth_method: 'auth_webauthn_pwl',
      auth_method_args: { device: { pk: 11, device_class: 'webauthn' } },
    });
    expect(hashing.verified).toEqual([]);
  });

  test.each<[string, Visit]>([
    ['no stage says so', { config: { webauthn_stage: null } }],
    ['the stage is not for passkeys', { config: { webauthn_stage: CODES } }],
    ['it is no login', { config, flow: { designation: 'recovery' } }],
  ])('are neither offered nor taken where %s', async (_, given) => {
    const { stage } = world(given);
    expect(asked(await stage.begin()).passkey_challenge).toBeNull();
    expect(complaints(await stage.answer({ passkey: { id: 'ada' } }))).toEqual({
      non_field_errors: ['Passkeys cannot be used here.'],
    });
  });

  test('an unknown one counts as a failed login, and the name and password still work', async () => {
    const { stage, events } = world({ config });
    await stage.begin();
    expect(complaints(await stage.answer({ passkey: { id: 'nobody' } }))).toEqual({
      non_field_errors: ['This passkey is not known here.'],
    });
    expect(events.emitted).toMatchObject([{ action: 'login_failed' }]);
    passed(await stage.answer({ uid_field: 'ada', password: 'correct horse' }));
  });

  test('a wrong password leaves the offer as it is', async () => {
    const { stage } = world({ config });
    await stage.begin();
    await stage.answer({ uid_field: 'ada', password: 'wrong' });
    passed(await stage.answer({ passkey: { id: 'ada' } }));
  });

  test('A12: one that was never offered is none', async () => {
    const { stage } = world({ config });
    expect((await stage.answer({ passkey: { id: 'ada' } })).step).toBe('retry');
  });

  test('A26: that of somebody who is not active lets nobody in', async () => {
    const { stage } = world({ config });
    await stage.begin();
    expect(refusal(await stage.answer({ passkey: { id: 'bob' } }))).toContain('not active');
  });

  test('nobody comes in by a stage that is gone', async () => {
    await expect(world({ config: { webauthn_stage: GITHUB } }).stage.begin()).rejects.toThrow();
  });
});

test('an error of a policy never skips it', () => expect(identification.proves).toBe(true));
