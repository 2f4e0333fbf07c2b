import { z } from 'zod';
import { friendlyName } from '../../core/authenticator/setup.ts';
import { serverFields } from '../../core/mail/server.ts';
import { duration } from '../../core/model/fields.ts';

export const AuthenticatorEmailConfig = z.strictObject({
  friendly_name: friendlyName(),
  ...serverFields(),
  subject: z.string().max(200).default('').meta({
    title: 'Subject',
    description: 'Takes values as templates do, e.g. {{ brand }}; empty: the subject of the template.',
  }),
  token_expiry: duration().default('minutes=30').meta({
    title: 'A code works for',
    description: 'After that a new one has to be sent.',
  }),
  template: z.string().min(1).max(255).default('email/email_otp.html').meta({
    title: 'Template',
    description: 'The name of a mail; /stages/email/templates/ lists them.',
    widget: 'mail-template',
  }),
});

/** What is needed of a stored stage to send a code for a device that it set up. */
export const StoredEmailStage = z.object({
  ...AuthenticatorEmailConfig.shape,
  type: z.literal('authenticator_email'),
  pk: z.string(),
});
