import { z } from 'zod';
import { friendlyName } from '../../core/authenticator/setup.ts';

export const AuthenticatorTotpConfig = z.strictObject({
  friendly_name: friendlyName(),
  digits: z
    .union([z.literal(6), z.literal(8)])
    .default(6)
    .meta({
      title: 'Digits',
      description: 'How long a code is. Some apps show six digits whatever they are told.',
    }),
});
