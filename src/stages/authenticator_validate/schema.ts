import { z } from 'zod';
import { deviceTypes } from '../../core/authenticator/device-types.ts';
import { DEVICE_CLASSES } from '../../core/authenticator/kind.ts';
import { userVerification, webauthnHints } from '../../core/authenticator/webauthn.ts';
import { duration, references } from '../../core/model/fields.ts';

const throttle = (kind: string) =>
  z
    .number()
    .min(0)
    .max(3_600)
    .default(1)
    .meta({
      title: `Throttling factor for ${kind}`,
      description:
        'Seconds until the next try after a wrong code; they double with every further one. 0 = no throttle.',
    });

const CLASSES = {
  static: 'Recovery codes',
  totp: 'Authenticator app',
  webauthn: 'Passkey or security key',
  duo: 'Duo',
  sms: 'Text message',
  email: 'E-mail',
} as const satisfies Readonly<Record<(typeof DEVICE_CLASSES)[number], string>>;

export const AuthenticatorValidateConfig = z.strictObject({
  not_configured_action: z
    .enum(['skip', 'deny', 'configure'])
    .default('skip')
    .meta({
      title: 'Without a device',
      labels: { skip: 'Go on', deny: 'Refuse', configure: 'Set one up' },
      description:
        'What happens to a person who has no device that counts here: go on, be refused, set one up.',
    }),
  device_classes: z
    .array(z.enum(DEVICE_CLASSES).meta({ labels: CLASSES }))
    .default([...DEVICE_CLASSES])
    .meta({
      title: 'Device classes',
      description: 'What counts as a proof here.',
    }),
  configuration_stages: references('authentik_flows.stage').meta({
    title: 'Configuration stages',
    description:
      'For people without a device: stages that set one up. Of several, the person chooses. Only those count that set up a class from above.',
  }),
  last_auth_threshold: duration().default('seconds=0').meta({
    title: 'Not again within',
    description: 'In a browser in which a device was proven here so lately, it is not asked for. 0 = always.',
  }),
  webauthn_user_verification: userVerification().meta({
    title: 'WebAuthn user verification',
    description: 'Whether people must show a passkey that it is them, by fingerprint or PIN.',
  }),
  webauthn_hints: webauthnHints().meta({
    title: 'WebAuthn hints',
    description: 'What the browser suggests first.',
  }),
  webauthn_allowed_device_types: deviceTypes().meta({
    title: 'WebAuthn device types',
    description: 'AAGUIDs of the passkeys that count; none: all do.',
  }),
  email_otp_throttling_factor: throttle('e-mail'),
  sms_otp_throttling_factor: throttle('SMS'),
  totp_otp_throttling_factor: throttle('TOTP'),
  static_otp_throttling_factor: throttle('static codes'),
});

export type ValidateConfig = z.output<typeof AuthenticatorValidateConfig>;
