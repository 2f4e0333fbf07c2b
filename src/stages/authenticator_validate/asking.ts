import { z } from 'zod';
import { DEVICE_CLASSES, type DeviceClass } from '../../core/authenticator/kind.ts';
import type { FactorInput, OfferedDevice } from '../../core/authenticator/ports.ts';
import type { ValidateConfig } from './schema.ts';

/** The challenge as it goes over the wire, and what the stage keeps of it. */

const DeviceChallenge = z.strictObject({
  device_class: z.enum(DEVICE_CLASSES),
  /** The place in the list: it says nothing about how many devices there are elsewhere. */
  device_uid: z.string(),
  challenge: z.record(z.string(), z.unknown()),
  last_used: z.string().nullable(),
  /** How its owner calls it; left out while nobody has proven to be that owner. */
  name: z.string().optional(),
});
export type DeviceChallenge = z.output<typeof DeviceChallenge>;

export const ValidateAsks = z.strictObject({
  device_challenges: z.array(DeviceChallenge),
  configuration_stages: z.array(
    z.strictObject({
      pk: z.uuid(),
      name: z.string(),
      verbose_name: z.string(),
      meta_model_name: z.string(),
    }),
  ),
  /** The device whose code was sent, or whose push was begun. */
  selected_device_uid: z.string().nullable().optional(),
});

export const ValidateAnswer = z.strictObject({
  selected_challenge: z.looseObject({ device_uid: z.string().max(64) }).optional(),
  selected_stage: z.string().min(1).max(64).optional(),
  code: z.string().min(1).max(64).optional(),
  webauthn: z.record(z.string(), z.unknown()).optional(),
  duo: z.int().optional(),
});
export type ValidateAnswer = z.output<typeof ValidateAnswer>;

/** Under which name an answer for a device of that class comes. */
export const ANSWERS: Readonly<Record<DeviceClass, 'code' | 'webauthn' | 'duo'>> = {
  static: 'code',
  totp: 'code',
  sms: 'code',
  email: 'code',
  webauthn: 'webauthn',
  duo: 'duo',
};

const Offered = z.object({ device: z.int(), shown: DeviceChallenge, memory: z.unknown().optional() });
export type Offered = z.output<typeof Offered>;

/** What was asked in this visit. */
export const Memory = z.discriminatedUnion('asked', [
  z.object({ asked: z.literal('device'), offers: z.array(Offered), chosen: z.string().nullable() }),
  z.object({ asked: z.literal('anybody'), memory: z.unknown().optional() }),
  z.object({ asked: z.literal('stage') }),
  z.object({ asked: z.literal('nothing'), failures: z.int(), failed_at: z.number() }),
]);
export type Memory = z.output<typeof Memory>;

export const challengeOf = (devices: readonly DeviceChallenge[], selected: string | null = null) => ({
  device_challenges: devices,
  configuration_stages: [],
  selected_device_uid: selected,
});

export const offeredOf = (offers: readonly OfferedDevice[], named: boolean): Offered[] =>
  offers.map(({ device, challenge, memory }, index) => ({
    device: device.pk,
    shown: {
      device_class: device.class,
      device_uid: String(index + 1),
      challenge: { ...challenge },
      last_used: device.last_used === null ? null : new Date(device.last_used).toISOString(),
      ...(named ? { name: device.name } : {}),
    },
    memory,
  }));

/** What the stage says to the kinds of device. */
export const settingsOf = (config: ValidateConfig): FactorInput['settings'] => ({
  webauthn: {
    user_verification: config.webauthn_user_verification,
    hints: config.webauthn_hints,
    allowed_device_types: config.webauthn_allowed_device_types,
  },
});

export const throttleOf = (config: ValidateConfig, device_class: DeviceClass): number =>
  device_class === 'webauthn' || device_class === 'duo' ? 0 : config[`${device_class}_otp_throttling_factor`];
