import { z } from 'zod';
import { serverFields } from '../../core/mail/server.ts';
import { duration } from '../../core/model/fields.ts';

export const EmailConfig = z.strictObject({
  ...serverFields(),
  token_expiry: duration().default('minutes=30').meta({
    title: 'The link works for',
    description: 'After that it leads nowhere, and a mail that is still in the queue is not sent any more.',
  }),
  subject: z.string().max(200).default('').meta({
    title: 'Subject',
    description: 'Takes values as templates do, e.g. {{ brand }}; empty: the subject of the template.',
  }),
  template: z.string().min(1).max(255).default('email/password_reset.html').meta({
    title: 'Template',
    description: 'The name of a mail; /stages/email/templates/ lists them.',
    widget: 'mail-template',
  }),
  activate_user_on_success: z.boolean().default(false).meta({
    title: 'Activate the account',
    description:
      'An account that is not active becomes active as soon as its link is opened: for signing up.',
  }),
  recovery_max_attempts: z.int().min(1).max(2147483647).default(5).meta({
    title: 'Mails at most',
    description: 'So many mails go to one person in the time below; whoever asks for more has to wait.',
  }),
  recovery_cache_timeout: duration().default('minutes=5').meta({
    title: 'Time in which mails are counted',
  }),
});
