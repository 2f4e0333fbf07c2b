import { describe, expect, test } from 'vitest';
import type { Passkey } from '../../core/authenticator/webauthn.ts';
import { memoryDevices } from '../../core/testing/devices.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, complaints, passed, refusal, visit } from '../../core/testing/stage.ts';
import { person } from '../../core/testing/users.ts';
import { madePasskey, passkey, plainWebAuthn } from '../../core/testing/webauthn.ts';
import { authenticatorWebauthn } from './stage.ts';

const ada = person({ username: 'ada' });
const YUBI = '2fc0579f-8113-47ea-b116-bb5a8db9202a';
const TITAN = '42b4fb4a-2866-43b2-9bf7-6c6669c2e5d3';
const NEW = '11111111-2222-3333-4444-555555555555';
const ZERO = '00000000-0000-0000-0000-000000000000';

const scene = ({
  config = {},
  devices = memoryDevices(),
  makes = {},
  at = true,
  who = ada,
}: {
  config?: object;
  devices?: ReturnType<typeof memoryDevices>;
  makes?: Readonly<Record<string, Partial<Passkey>>>;
  at?: boolean;
  who?: typeof ada | undefined;
} = {}) => ({
  devices,
  stage: visit(authenticatorWebauthn, {
    config: { ...config },
    ...(who ? { pending: who } : {}),
    ports: {
      devices,
      webauthn: plainWebAuthn({ at, makes }),
      configuration: memoryReplica({
        webauthn_device_types: [
          { pk: YUBI, aaguid: YUBI, description: 'YubiKey 5' },
          { pk: TITAN, aaguid: TITAN, description: 'Titan' },
          { pk: ZERO, aaguid: ZERO, description: 'Unknown devices' },
        ],
      }),
    },
  }),
});

const registration = (step: Parameters<typeof asked>[0]) =>
  asked(step).registration as Readonly<Record<string, unknown>>;

describe('setting up', () => {
  test('keeps the passkey that was made for the challenge', async () => {
    const { stage, devices } = scene();
    const { challenge } = registration(await stage.begin());
    passed(await stage.answer({ response: madePasskey('one', String(challenge)) }));
    expect(devices.all()).toMatchObject([
      { user: 1, class: 'webauthn', name: 'Passkey', data: { credential_id: 'one', public_key: 'key' } },
    ]);
  });

  test('drawing the page again keeps the challenge, a failed try does not', async () => {
    const { stage, devices } = scene();
    const first = registration(await stage.begin());
    expect(registration(await stage.begin())).toEqual(first);
    const again = await stage.answer({ response: madePasskey('one', 'another') });
    expect(complaints(again)).toEqual({ response: ['The passkey was not accepted. Try again.'] });
    expect(registration(await stage.begin()).challenge).not.toBe(first.challenge);
    expect((await stage.answer({ response: madePasskey('one', String(first.challenge)) })).step).toBe(
      'retry',
    );
    expect(devices.all()).toEqual([]);
  });

  test('tells the authenticator what it holds already', async () => {
    const devices = memoryDevices();
    await devices.add({ user: 1, class: 'webauthn', name: 'Mine', data: passkey('mine') });
    await devices.add({ user: 1, class: 'static', name: 'Codes', data: { tokens: [] } });
    await devices.add({ user: 2, class: 'webauthn', name: 'Hers', data: passkey('hers') });
    const { stage } = scene({ devices });
    expect(registration(await stage.begin()).exclude).toEqual(['mine']);
  });

  test.each([
    ['of somebody else', 2],
    ['of one’s own', 1],
  ])('a credential %s is not set up again', async (_, user) => {
    const devices = memoryDevices();
    await devices.add({ user, class: 'webauthn', name: 'Known', data: passkey('known') });
    const { stage } = scene({ devices });
    const { challenge } = registration(await stage.begin());
    const answer = await stage.answer({ response: madePasskey('known', String(challenge)) });
    expect(complaints(answer).response?.[0]).toContain('set up already');
    expect(devices.all()).toHaveLength(1);
  });

  test('as many tries as are allowed', async () => {
    const { stage } = scene({ config: { max_attempts: 3 } });
    await stage.begin();
    const wrong = () => stage.answer({ response: madePasskey('one', 'another') });
    expect([(await wrong()).step, (await wrong()).step]).toEqual(['retry', 'retry']);
    expect(refusal(await wrong())).toBe('Too many tries failed.');
  });

  test('nobody without an account, nowhere without an address', async () => {
    const nobody = visit(authenticatorWebauthn, {
      ports: { devices: memoryDevices(), webauthn: plainWebAuthn(), configuration: memoryReplica() },
    });
    expect(refusal(await nobody.begin())).toContain('No Pending user');
    expect(refusal(await scene({ at: false }).stage.begin())).toContain('under this address');
  });

  test.each([
    ['nothing'],
    [{ id: 'a', rawId: 'a', type: 'public-key' }],
    [{ ...madePasskey('a', 'challenge-1'), type: 'password' }],
    [{ ...madePasskey('a'.repeat(3_000), 'challenge-1') }],
    [{ ...madePasskey('{"$ne":1}', 'challenge-1') }],
  ])('an answer that is no passkey does not reach the stage: %#', async (response) => {
    const { stage } = scene();
    await stage.begin();
    expect((await stage.answer({ response })).step).toBe('refused');
  });
});

test.each([
  ['nothing said', {}, null],
  ['a phone', { hints: ['hybrid'] }, 'cross-platform'],
  ['a phone or a key', { hints: ['hybrid', 'security-key'] }, 'cross-platform'],
  ['this device', { hints: ['client-device'] }, 'platform'],
  ['this device or a key', { hints: ['client-device', 'security-key'] }, null],
  ['said outright', { hints: ['hybrid'], authenticator_attachment: 'platform' }, 'platform'],
])('hints tell where the passkey is kept: %s', async (_, config, attachment) => {
  expect(registration(await scene({ config }).stage.begin()).attachment).toBe(attachment);
});

describe('makes of authenticators', () => {
  const makes = { yubi: { aaguid: YUBI }, titan: { aaguid: TITAN }, odd: { aaguid: NEW }, mute: {} };
  test.each([
    ['any', [], { yubi: true, titan: true, odd: true, mute: true }],
    ['one', [YUBI], { yubi: true, titan: false, odd: false, mute: false }],
    ['two', [YUBI, TITAN], { yubi: true, titan: true, odd: false, mute: false }],
    ['unknown ones', [ZERO], { yubi: false, titan: false, odd: true, mute: false }],
    ['one and unknown ones', [YUBI, ZERO], { yubi: true, titan: false, odd: true, mute: false }],
  ])('%s', async (_, device_type_restrictions, allowed) => {
    for (const [id, wanted] of Object.entries(allowed)) {
      const { stage } = scene({ config: { device_type_restrictions }, makes });
      const { challenge, attested } = registration(await stage.begin());
      expect(attested).toBe(device_type_restrictions.length > 0);
      const answer = await stage.answer({ response: madePasskey(id, String(challenge)) });
      expect([id, answer.step]).toEqual([id, wanted ? 'done' : 'retry']);
    }
  });

  test.each([
    ['its make', 'yubi', {}, 'YubiKey 5'],
    ['what the stage calls it', 'odd', { friendly_name: 'Company key' }, 'Company key'],
    ['the usual name', 'odd', {}, 'Passkey'],
  ])('a passkey is called by %s', async (_, id, config, name) => {
    const { stage, devices } = scene({ config, makes });
    const { challenge } = registration(await stage.begin());
    passed(await stage.answer({ response: madePasskey(id, String(challenge)) }));
    expect(devices.all()[0]?.name).toBe(name);
  });

  test('user verification is asked for and judged', async () => {
    for (const [user_verification, step] of [
      ['required', 'retry'],
      ['preferred', 'done'],
    ]) {
      const { stage } = scene({ config: { user_verification }, makes: { one: { user_verified: false } } });
      const { challenge } = registration(await stage.begin());
      expect((await stage.answer({ response: madePasskey('one', String(challenge)) })).step).toBe(step);
    }
  });
});
