import { describe, expect, test } from 'vitest';
import type { Device } from '../../core/authenticator/ports.ts';
import { memoryDevices, memoryTrust } from '../../core/testing/devices.ts';
import { knownFactors } from '../../core/testing/factors.ts';
import { fixedClock, plainDigest, recordedEvents } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, complaints, passed, refusal, type Visit, visit } from '../../core/testing/stage.ts';
import { memoryUsers, person } from '../../core/testing/users.ts';
import { authenticatorValidate } from './stage.ts';

const ada = person({ username: 'ada' });
const bob = person({ username: 'bob', pk: 2 });
const out = person({ username: 'out', pk: 3, is_active: false });
const STAGE = '00000000-0000-4000-8000-00000000aaaa';
const [TOTP, STATIC, PROMPT] = ['1', '2', '3'].map((end) => `00000000-0000-4000-8000-00000000000${end}`);
const PROVEN = { proofs: [{ type: 'password', execution: 'before', time: 1 }] };

const device = (pk: number, more: Partial<Device> = {}): Device => ({
  ...{ pk, user: 1, class: 'totp', name: `Device ${pk}`, created: 0, last_used: null },
  data: { answer: `code-${pk}` },
  ...more,
});

function scene(given: Visit & { readonly devices?: readonly Device[] } = {}) {
  const events = recordedEvents();
  const clock = fixedClock();
  const devices = memoryDevices(given.devices ?? []);
  const trust = memoryTrust();
  const ports = {
    devices,
    events,
    clock,
    digest: plainDigest,
    trustedBrowsers: trust,
    factors: knownFactors(devices, ['sms', 'email', 'duo']),
    users: memoryUsers(
      [ada, bob, out].map((facts) => ({ facts })),
      clock.now,
    ),
    configuration: memoryReplica({
      stages: [
        { pk: TOTP ?? '', type: 'authenticator_totp', name: 'totp-setup', friendly_name: 'Phone app' },
        { pk: STATIC ?? '', type: 'authenticator_static', name: 'codes', friendly_name: '' },
        { pk: PROMPT ?? '', type: 'prompt', name: 'a form' },
      ],
    }),
  };
  const { devices: _, ...rest } = given;
  const stage = visit(authenticatorValidate, {
    pending: ada,
    ...rest,
    context: { ...PROVEN, ...given.context },
    ports,
  });
  return { stage, events, clock, devices, trust, ports };
}

const shownIn = (challenge: Readonly<Record<string, unknown>>) =>
  challenge.device_challenges as { device_uid: string; device_class: string; name?: string }[];

describe('a person with devices', () => {
  test('is offered those that count here, the one used last first', async () => {
    const { stage } = scene({
      config: { device_classes: ['totp', 'static'] },
      devices: [
        device(1),
        device(2, { class: 'static', last_used: 5 }),
        device(3, { class: 'sms' }),
        device(4, { user: 2 }),
      ],
    });
    expect(asked(await stage.begin())).toEqual({
      configuration_stages: [],
      selected_device_uid: null,
      device_challenges: [
        {
          ...{ device_class: 'static', device_uid: '1', challenge: {}, name: 'Device 2' },
          last_used: '1970-01-01T00:00:00.005Z',
        },
        { device_class: 'totp', device_uid: '2', challenge: {}, name: 'Device 1', last_used: null },
      ],
    });
  });

  test('passes with a right code, which the session will tell of', async () => {
    const { stage } = scene({
      devices: [device(1)],
      context: { auth_method: 'password', auth_method_args: { known_device: true } },
    });
    await stage.begin();
    const { patch, effects } = passed(await stage.answer({ code: 'code-1' }));
    expect(patch).toEqual({
      proofs: [
        ...PROVEN.proofs,
        { type: 'authenticator_validate', execution: 'execution-1', time: fixedClock().now() },
      ],
      auth_method: 'password',
      auth_method_args: {
        known_device: true,
        mfa_devices: [{ pk: 1, name: 'Device 1', device_class: 'totp' }],
      },
    });
    expect(effects).toEqual([]);
  });

  test('a device is all that was asked for: the method says so, and further devices are added', async () => {
    const { stage } = scene({
      devices: [device(1)],
      context: { auth_method_args: { mfa_devices: [{ pk: 9 }] } },
    });
    await stage.begin();
    const { patch } = passed(await stage.answer({ code: 'code-1' }));
    expect(patch).toMatchObject({
      auth_method: 'auth_mfa',
      auth_method_args: { mfa_devices: [{ pk: 9 }, { pk: 1 }] },
    });
  });

  test('a wrong code is asked for again and counts against the name', async () => {
    const { stage, events } = scene({ devices: [device(1)] });
    await stage.begin();
    expect(complaints(await stage.answer({ code: 'guess' }))).toEqual({ code: ['Wrong.'] });
    expect(events.emitted).toMatchObject([
      { action: 'login_failed', context: { username: 'ada', user_pk: 1, device_class: 'totp', device: 1 } },
    ]);
    expect(JSON.stringify(events.emitted)).not.toContain('guess');
  });

  test('chooses among several', async () => {
    const { stage } = scene({ devices: [device(1), device(2)] });
    const [, second] = shownIn(asked(await stage.begin()));
    passed(await stage.answer({ selected_challenge: second, code: 'code-2' }));
  });

  test('of the device that was chosen, no other code counts', async () => {
    const { stage } = scene({ devices: [device(1), device(2)] });
    const [, second] = shownIn(asked(await stage.begin()));
    const again = await stage.answer({ selected_challenge: second, code: 'code-1' });
    expect(complaints(again)).toEqual({ code: ['Wrong.'] });
    expect(again).toMatchObject({ challenge: { selected_device_uid: '2' } });
    // The choice stands until another one is made.
    passed(await stage.answer({ code: 'code-2' }));
  });

  test('the code of a device that has to send it is sent when it is chosen', async () => {
    const { stage } = scene({ devices: [device(1), device(2, { class: 'sms' })] });
    const [, sms] = shownIn(asked(await stage.begin()));
    expect(complaints(await stage.answer({ selected_challenge: sms, code: 'code-2' }))).toBeDefined();
    expect(asked(await stage.answer({ selected_challenge: sms }))).toMatchObject({
      selected_device_uid: '2',
      device_challenges: [{ device_uid: '1' }, { device_uid: '2' }],
    });
    // The choice is kept: the next answer is a code of that device.
    passed(await stage.answer({ code: 'code-2' }));
  });

  test('why a code could not be sent is said', async () => {
    const { stage } = scene({ devices: [device(1, { class: 'email', data: { unreachable: true } })] });
    const [email] = shownIn(asked(await stage.begin()));
    expect(complaints(await stage.answer({ selected_challenge: email }))).toEqual({
      non_field_errors: ['It cannot be reached.'],
    });
  });

  test('a push is answered with the place of its device', async () => {
    const { stage } = scene({
      devices: [device(1), device(2, { class: 'duo', data: { answer: 2 } })],
    });
    const [, duo] = shownIn(asked(await stage.begin()));
    expect(complaints(await stage.answer({ duo: 2 }))).toEqual({ non_field_errors: ['Wrong.'] });
    asked(await stage.answer({ selected_challenge: duo }));
    passed(await stage.answer({ duo: 2 }));
  });

  test.each([
    ['nothing', {}],
    ['a device that is not offered', { selected_challenge: { device_uid: '7' }, code: 'code-1' }],
    ["somebody else's", { selected_challenge: { device_uid: '3' }, code: 'code-3' }],
    ['a push of a device that has none', { duo: 1 }],
    ['a passkey, of which there is none', { webauthn: { id: 'x' } }],
    ['a stage', { selected_stage: TOTP }],
  ])('%s proves nothing', async (_, answer) => {
    const { stage } = scene({ devices: [device(1), device(2), device(3, { user: 2 })] });
    await stage.begin();
    expect(['retry', 'ask']).toContain((await stage.answer(answer)).step);
  });

  test('a device that was taken away meanwhile proves nothing', async () => {
    const { stage, devices } = scene({ devices: [device(1)] });
    await stage.begin();
    devices.find = async () => undefined;
    expect(complaints(await stage.answer({ code: 'code-1' })).non_field_errors).toBeDefined();
  });

  test.each([
    ['a field that is not asked for', { code: 'x', user: 2 }],
    ['no text', { code: { $ne: '' } }],
    ['a long one', { code: 'x'.repeat(65) }],
  ])('A12: %s never reaches the stage', async (_, answer) => {
    const { stage } = scene({ devices: [device(1)] });
    await stage.begin();
    expect((await stage.answer(answer)).step).toBe('refused');
  });
});

describe('not again within', () => {
  const config = { last_auth_threshold: 'minutes=10' };
  const minute = 60_000;

  async function trusted(more: Visit & { readonly devices?: readonly Device[] } = {}, proven = 0) {
    const made = scene({ devices: [device(1)], config, trust: 'secret', ...more });
    const now = made.clock.now();
    await made.trust.keep(
      { old: null, now: 'secret' },
      { user: 1, stage: STAGE, device: 1, proven: now - proven, expires: now + 60 * minute },
    );
    return made.stage.begin();
  }

  test('a proof makes the browser trusted for so long', async () => {
    const { stage } = scene({ devices: [device(1)], config });
    await stage.begin();
    const { effects } = passed(await stage.answer({ code: 'code-1' }));
    expect(effects).toEqual([{ effect: 'trust_browser', user: 1, stage: STAGE, device: 1, seconds: 600 }]);
  });

  test.each([
    ['a moment ago', 0],
    ['just as long ago', 10 * minute],
  ])('proven %s: the person goes on, and nothing is claimed', async (_, ago) => {
    expect(await trusted({}, ago)).toEqual({ step: 'done', patch: {}, effects: [] });
  });

  test.each<[string, Visit & { readonly devices?: readonly Device[] }, number]>([
    ['longer ago', {}, 10 * minute + 1],
    ['in another browser', { trust: 'other' }, 0],
    ['where the stage does not say so', { config: {} }, 0],
    ['by another person', { pending: bob, devices: [device(1), device(2, { user: 2 })] }, 0],
    ['by a device that is gone', { devices: [device(2)] }, 0],
    [
      'by a class that counts no more',
      {
        config: { ...config, device_classes: ['static'] },
        devices: [device(1), device(2, { class: 'static' })],
      },
      0,
    ],
  ])('proven %s: asked', async (_, more, ago) => {
    expect((await trusted(more, ago)).step).toBe('ask');
  });

  test('whoever has no device left is not taken for somebody who proved one', async () => {
    expect(
      refusal(await trusted({ devices: [], config: { ...config, not_configured_action: 'deny' } })),
    ).toBeTruthy();
  });
});

describe('a person without a device', () => {
  test('row 67: goes on, or is refused', async () => {
    expect(passed(await scene().stage.begin()).patch).toEqual({});
    const denied = await scene({ config: { not_configured_action: 'deny' } }).stage.begin();
    expect(refusal(denied)).toContain('no device');
  });

  const configure = (...configuration_stages: (string | undefined)[]) => ({
    config: { not_configured_action: 'configure', configuration_stages },
  });

  test('row 68: with one stage goes on with it', async () => {
    const { patch, effects } = passed(await scene(configure(TOTP)).stage.begin());
    expect([patch, effects]).toEqual([{}, [{ effect: 'insert_stages', stages: [TOTP] }]]);
  });

  test('row 69: chooses among several, and only among them', async () => {
    const { stage } = scene(configure(TOTP, STATIC));
    expect(asked(await stage.begin())).toEqual({
      device_challenges: [],
      selected_device_uid: null,
      configuration_stages: [
        {
          ...{ pk: TOTP, name: 'Phone app', verbose_name: 'Phone app' },
          meta_model_name: 'authentik_stages_authenticator_totp.authenticatortotpstage',
        },
        {
          ...{ pk: STATIC, name: 'codes', verbose_name: 'codes' },
          meta_model_name: 'authentik_stages_authenticator_static.authenticatorstaticstage',
        },
      ],
    });
    for (const selected_stage of [PROMPT, 'x', undefined])
      expect(complaints(await stage.answer({ selected_stage })).selected_stage).toBeDefined();
    expect(complaints(await stage.answer({ code: 'code-1' })).selected_stage).toBeDefined();
    expect(passed(await stage.answer({ selected_stage: STATIC })).effects).toEqual([
      { effect: 'insert_stages', stages: [STATIC] },
    ]);
  });

  test.each([
    ['no stage', configure()],
    ['a stage that sets up something else', configure(PROMPT)],
    [
      'a stage that sets up what does not count',
      { config: { ...configure(STATIC).config, device_classes: ['totp'] } },
    ],
  ])('with %s is refused, and the administrator is told', async (_, given) => {
    const { stage, events } = scene(given);
    expect(refusal(await stage.begin())).toContain('none can be set up');
    expect(events.emitted).toMatchObject([{ action: 'configuration_error' }]);
  });

  test('is who is signed in, where nobody else is meant', async () => {
    const flow = { designation: 'authorization' } as const;
    const given = { ...configure(TOTP), pending: undefined, user: ada, flow };
    const { stage } = scene(given as unknown as Visit);
    expect(passed(await stage.begin()).patch).toMatchObject({ pending_user: { pk: 1 } });
  });
});

describe('before anything was proven', () => {
  const unproven = { proofs: [] };
  const deny = { not_configured_action: 'deny' };
  const claimed = {
    context: { ...unproven, pending_user: { ...ada, pk: null, uuid: null, username: 'nobody' } },
    pending: undefined,
  } as unknown as Visit;

  test('a name without an account is asked as one with a device, and no code is right', async () => {
    const real = scene({ context: unproven, devices: [device(1)], config: deny });
    const fake = scene({ ...claimed, config: deny });
    expect(asked(await fake.stage.begin())).toEqual(asked(await real.stage.begin()));
    const wrong = complaints(await fake.stage.answer({ code: '123456' }));
    expect(wrong.code?.[0]).toContain('wrong');
    expect(complaints(await fake.stage.answer({ code: '123456' })).code?.[0]).toContain('Too many');
    fake.clock.advance(1_000);
    expect(complaints(await fake.stage.answer({ code: '123456' })).code?.[0]).toContain('wrong');
    expect(fake.events.emitted).toMatchObject([
      { action: 'login_failed', context: { username: 'nobody' } },
      { action: 'login_failed' },
    ]);
  });

  test('so is an account that has none', async () => {
    const { stage } = scene({ context: unproven, config: deny });
    expect(shownIn(asked(await stage.begin()))).toMatchObject([{ device_class: 'totp' }]);
  });

  test('where people without a device go on, so does a name without an account', async () => {
    expect(passed(await scene(claimed).stage.begin()).patch).toEqual({});
  });

  test.each<[string, Visit]>([
    ['in a flow in which the account was made a moment ago', { flow: { designation: 'enrollment' } }],
    ['who came by a link of theirs', { context: { ...unproven, is_restored: true } }],
    ['who is signed in', { user: ada }],
  ])('a person %s is told that they have none', async (_, more) => {
    const { stage } = scene({ config: deny, ...more, context: { ...unproven, ...more.context } });
    expect(refusal(await stage.begin())).toContain('no device');
  });
});

describe('nobody is known', () => {
  const nobody = { pending: undefined } as unknown as Visit;
  const passkey = (more: Partial<Device> = {}) =>
    device(5, { class: 'webauthn', data: { credential_id: 'c5' }, ...more });
  const config = { device_classes: ['webauthn'] };

  test('row 70: in a login, a passkey says who it is', async () => {
    const { stage } = scene({ ...nobody, config, devices: [passkey({ user: 2 })], context: { proofs: [] } });
    expect(asked(await stage.begin())).toMatchObject({
      device_challenges: [{ device_class: 'webauthn', challenge: { rpId: 'corp.test' } }],
    });
    expect(passed(await stage.answer({ webauthn: { id: 'c5' } })).patch).toMatchObject({
      pending_user: { pk: 2, username: 'bob' },
      proofs: [{ type: 'authenticator_validate', execution: 'execution-1' }],
      auth_method: 'auth_webauthn_pwl',
      auth_method_args: { device: { pk: 5 } },
    });
  });

  test.each([
    ['row 71: in an enrolment', { flow: { designation: 'enrollment' as const } }],
    ['row 71: without passkeys', { config: { device_classes: ['totp'] } }],
  ])('%s nothing is asked', async (_, more) => {
    expect(passed(await scene({ ...nobody, config, ...more }).stage.begin()).patch).toEqual({});
  });

  test('a passkey that nobody has, and a code, prove nothing', async () => {
    const { stage, events } = scene({ ...nobody, config, devices: [passkey()] });
    await stage.begin();
    expect(complaints(await stage.answer({ webauthn: { id: 'other' } })).non_field_errors).toBeDefined();
    expect(events.emitted).toMatchObject([{ action: 'login_failed' }]);
    expect(complaints(await stage.answer({ code: 'code-5' })).non_field_errors).toBeDefined();
  });

  test('A26: the passkey of somebody who is not active lets nobody in', async () => {
    const { stage } = scene({ ...nobody, config, devices: [passkey({ user: 3 })] });
    await stage.begin();
    expect(refusal(await stage.answer({ webauthn: { id: 'c5' } }))).toContain('not active');
  });
});

test('it says that it proves only where nobody goes on without a device', () => {
  const traits = (not_configured_action: string) =>
    authenticatorValidate.traits(authenticatorValidate.config.parse({ not_configured_action }));
  expect(['skip', 'configure', 'deny'].map(traits)).toEqual([{}, { sets_up: true }, { proves_by: 'other' }]);
  expect(authenticatorValidate.proves).toBe(true);
});
