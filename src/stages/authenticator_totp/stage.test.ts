import { describe, expect, test } from 'vitest';
import type { Device } from '../../core/authenticator/ports.ts';
import { codeAt, stepAt } from '../../core/authenticator/totp.ts';
import { memoryDevices } from '../../core/testing/devices.ts';
import { fixedClock, plainDigest, plainHmac, seededRandom } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, complaints, passed, REQUEST, refusal, visit } from '../../core/testing/stage.ts';
import { person } from '../../core/testing/users.ts';
import { totpDevice } from './device.ts';
import { authenticatorTotp } from './stage.ts';

const ada = person({ username: 'ada' });
const brands = [{ pk: 'brand', domain: 'corp.test', branding_title: 'Corp' }];

function scene(config = {}) {
  const devices = memoryDevices();
  const clock = fixedClock();
  const stage = visit(authenticatorTotp, {
    config,
    pending: ada,
    ports: {
      devices,
      clock,
      digest: plainDigest,
      random: seededRandom(),
      hmac: plainHmac,
      configuration: memoryReplica({ brands }),
    },
  });
  return { stage, devices, clock, code: codeOf(clock.now()) };
}

/** The code that an app with that key shows. */
const codeOf = (now: number) => (address: unknown, drift: number) => {
  const { searchParams } = new URL(String(address));
  const key = { secret: searchParams.get('secret') ?? '', digits: Number(searchParams.get('digits')) };
  return codeAt(stepAt(now) + drift, key, plainHmac);
};

describe('setting up', () => {
  test('shows a key under the title of the brand, the same one whenever it is drawn', async () => {
    const { stage } = scene({ digits: 8 });
    const challenge = asked(await stage.begin());
    expect(challenge.config_url).toMatch(
      /^otpauth:\/\/totp\/Corp:ada\?secret=[A-Z2-7]{32}&issuer=Corp&algorithm=SHA1&digits=8&period=30$/,
    );
    expect(asked(await stage.begin())).toEqual(challenge);
  });

  test('keeps the key when a code of it was typed, and that code is used up', async () => {
    const { stage, devices, clock, code } = scene({ friendly_name: 'Phone' });
    const { config_url } = asked(await stage.begin());
    passed(await stage.answer({ code: code(config_url, 1) }));
    const secret = new URL(String(config_url)).searchParams.get('secret');
    expect(devices.all()).toMatchObject([
      { user: 1, class: 'totp', name: 'Phone', data: { secret, digits: 6, step: stepAt(clock.now()) + 1 } },
    ]);
  });

  test.each([
    ['another code', '000000'],
    ['nothing but spaces', ' '],
  ])('%s keeps nothing', async (_, code) => {
    const { stage, devices } = scene();
    await stage.begin();
    expect(complaints(await stage.answer({ code })).code?.[0]).toContain('This code is wrong');
    expect(devices.all()).toEqual([]);
  });

  test('nobody without an account gets a key', async () => {
    const nobody = visit(authenticatorTotp, {
      ports: {
        devices: memoryDevices(),
        clock: fixedClock(),
        digest: plainDigest,
        random: seededRandom(),
        hmac: plainHmac,
        configuration: memoryReplica({ brands }),
      },
    });
    expect(refusal(await nobody.begin())).toContain('No Pending user');
  });
});

describe('proving', () => {
  const clock = fixedClock();
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  const device: Device = {
    ...{ pk: 7, user: 1, class: 'totp', name: 'Phone', created: 0, last_used: null },
    data: { secret, digits: 6, step: 0 },
  };
  const code = (drift: number) => codeAt(stepAt(clock.now()) + drift, { secret, digits: 6 }, plainHmac);
  const verify = (answer: unknown) =>
    totpDevice.verify({
      device,
      answer,
      user: ada,
      request: REQUEST,
      settings: {},
      memory: undefined,
      ports: { clock, digest: plainDigest, hmac: plainHmac } as never,
    });

  test.each([
    ['of now', code(0), 0],
    ['of the step before', code(-1), -1],
    ['of the step after', code(1), 1],
  ])('a code %s claims its step', async (_, answer, drift) => {
    expect(await verify(answer)).toEqual({
      proven: true,
      claim: { claim: 'grow', field: 'step', value: stepAt(clock.now()) + drift },
    });
  });

  test.each([
    ['too old', code(-2)],
    ['of the future', code(2)],
    ['no text', { $gt: '' }],
    ['a number', 123456],
    ['nothing', undefined],
  ])('%s proves nothing', async (_, answer) => {
    expect(await verify(answer)).toMatchObject({ proven: false });
  });

  test('nothing of the key is ever shown', () => {
    expect(totpDevice.hidden).toEqual(Object.keys(device.data));
  });
});
