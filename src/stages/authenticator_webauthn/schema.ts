import { z } from 'zod';
import { deviceTypes } from '../../core/authenticator/device-types.ts';
import { friendlyName } from '../../core/authenticator/setup.ts';
import { userVerification, webauthnHints } from '../../core/authenticator/webauthn.ts';
import { uint31 } from '../../core/model/fields.ts';

export const AuthenticatorWebAuthnConfig = z.strictObject({
  friendly_name: friendlyName(),
  user_verification: userVerification().meta({
    title: 'User verification',
    description: 'Whether people show themselves to the authenticator by fingerprint, face or PIN.',
  }),
  authenticator_attachment: z
    .enum(['platform', 'cross-platform'])
    .nullable()
    .default(null)
    .meta({
      title: 'Authenticator attachment',
      labels: { platform: 'Built in', 'cross-platform': 'To carry along' },
      description:
        'What is built into the device at hand, or what can be carried from one to another; empty: what the hints say, else both.',
    }),
  resident_key_requirement: userVerification().meta({
    title: 'Resident key requirement',
    description: 'Whether the passkey knows whose it is, so that people can sign in without their name.',
  }),
  hints: webauthnHints().meta({
    title: 'Hints',
    description: 'What browsers are to propose first, in this order.',
  }),
  device_type_restrictions: deviceTypes().meta({
    title: 'Device type restrictions',
    description:
      'Makes of authenticators that may be set up; none: all. An authenticator that does not say what it is satisfies no restriction.',
  }),
  max_attempts: uint31().default(0).meta({
    title: 'Maximum attempts',
    description: 'So many tries may fail before the flow ends; 0: any number.',
  }),
});
