import { z } from 'zod';
import { friendlyName } from '../../core/authenticator/setup.ts';

export const AuthenticatorStaticConfig = z.strictObject({
  friendly_name: friendlyName(),
  token_count: z.int().min(1).max(100).default(6).meta({
    title: 'Number of codes',
    description: 'How many codes a set has; each works once.',
  }),
  token_length: z.int().min(8).max(100).default(12).meta({
    title: 'Length of a code',
    description: 'Characters of one code.',
  }),
});
