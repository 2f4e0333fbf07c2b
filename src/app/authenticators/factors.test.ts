import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type DeviceKind, defineDeviceKind } from '../../core/authenticator/kind.ts';
import type { Device } from '../../core/authenticator/ports.ts';
import type { Ports } from '../../core/ports.ts';
import { memoryDevices } from '../../core/testing/devices.ts';
import { fixedClock } from '../../core/testing/ports.ts';
import { REQUEST } from '../../core/testing/stage.ts';
import { person } from '../../core/testing/users.ts';
import { createFactors } from './factors.ts';

const ada = person({ username: 'ada', pk: 1 });
const bob = person({ username: 'bob', pk: 2 });

const device = (pk: number, more: Partial<Device> = {}): Device => ({
  pk,
  user: 1,
  class: 'webauthn',
  name: `device ${pk}`,
  created: 0,
  last_used: null,
  data: { key: `key-${pk}` },
  ...more,
});

/** A kind whose answers name their device, as passkeys do; those that are broken are not offered. */
const keys = defineDeviceKind({
  class: 'webauthn',
  model: 'test.key',
  schema: 'Key',
  title: 'Key',
  plural: 'Keys',
  data: z.strictObject({ key: z.string(), broken: z.boolean().optional() }),
  hidden: [],
  uses: [],
  throttled: false,
  offer: ({ device }) => (device.data.broken ? undefined : { challenge: {} }),
  joint: {
    offer: ({ devices }) => ({
      challenge: { keys: devices?.map(({ pk }) => pk) ?? 'any' },
      memory: 'together',
    }),
    named: (answer) => (typeof answer === 'string' ? { field: 'key', value: answer } : undefined),
  },
  verify: ({ memory }) => (memory === 'together' ? { proven: true } : { proven: false, message: 'wrong' }),
});
const { joint: _, ...single } = keys;
const code: DeviceKind = defineDeviceKind({
  ...single,
  class: 'totp',
  model: 'test.code',
  offer: ({ device }) => ({ challenge: { code: device.pk } }),
});

const rig = (...given: readonly Device[]) => {
  const ports = { devices: memoryDevices(given), clock: fixedClock() } as unknown as Ports;
  return createFactors({ kinds: [keys, code], ports: () => ports });
};
const input = { user: ada, request: REQUEST, settings: {} };

describe('devices whose answer names them', () => {
  test('are offered as one, where the one used last stood', async () => {
    const factors = rig(
      device(1),
      device(2, { last_used: 20 }),
      device(3, { class: 'totp', last_used: 30 }),
      device(4, { data: { key: 'key-4', broken: true }, last_used: 40 }),
      device(5, { user: 2 }),
    );
    const offers = await factors.offers({ ...input, classes: ['webauthn', 'totp'] });
    expect(offers.map(({ device, challenge, memory }) => [device.pk, challenge, memory])).toEqual([
      [3, { code: 3 }, undefined],
      [2, { keys: [2, 1] }, 'together'],
    ]);
    expect(await factors.offers({ ...input, classes: ['static'] })).toEqual([]);
  });

  test('can be offered to whoever comes; others cannot', async () => {
    const factors = rig(device(1));
    expect(await factors.anybody({ ...input, class: 'webauthn' })).toEqual({
      challenge: { keys: 'any' },
      memory: 'together',
    });
    expect(await factors.anybody({ ...input, class: 'totp' })).toBeUndefined();
    expect(await factors.claimed({ class: 'webauthn', answer: 'key-1' })).toMatchObject({ pk: 1, user: 1 });
    expect(await factors.claimed({ class: 'webauthn', answer: 'key-9' })).toBeUndefined();
    expect(await factors.claimed({ class: 'totp', answer: 'key-1' })).toBeUndefined();
  });

  test.each([
    ['the one that was shown', ada, 'key-1', 1],
    ['another one of the same person', ada, 'key-2', 2],
    ["somebody else's", ada, 'key-3', undefined],
    ["somebody else's, whoever says so", bob, 'key-1', undefined],
    ['one that nobody has', ada, 'key-9', undefined],
    ['none', ada, 7, undefined],
  ])('%s', async (_, user, answer, proven) => {
    const factors = rig(device(1), device(2), device(3, { user: 2 }));
    const verdict = await factors.verify({
      ...input,
      user,
      device: device(1),
      memory: 'together',
      answer,
      throttle: 0,
    });
    expect(verdict.verdict === 'proven' ? verdict.device.pk : undefined).toBe(proven);
  });
});
