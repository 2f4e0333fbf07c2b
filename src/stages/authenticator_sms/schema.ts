import { z } from 'zod';
import { friendlyName } from '../../core/authenticator/setup.ts';
import { reference } from '../../core/model/fields.ts';

export const AuthenticatorSmsConfig = z.strictObject({
  friendly_name: friendlyName(),
  provider: z.enum(['twilio', 'generic']).meta({
    title: 'Service',
    description: 'Twilio, or any other service that takes a POST request.',
    labels: { twilio: 'Twilio', generic: 'Another service' },
  }),
  from_number: z.string().min(1).max(64).meta({
    title: 'From number',
    description: 'The number, or the name, that messages come from.',
  }),
  account_sid: z.string().min(1).max(2_048).meta({
    title: 'Account SID, or address',
    description: 'For Twilio the SID of the account; else the address that messages are posted to.',
  }),
  auth: z.string().min(1).max(4_096).meta({
    title: 'Auth token, or user name',
    description: 'For Twilio the auth token; else the user name, or the bearer token.',
    secret: true,
    widget: 'secret',
  }),
  auth_password: z.string().max(4_096).default('').meta({
    title: 'Password',
    description: 'For other services with a user name.',
    secret: true,
    widget: 'secret',
  }),
  auth_type: z
    .enum(['basic', 'bearer'])
    .default('basic')
    .meta({
      title: 'Authentication',
      description: 'How other services want to be signed in to.',
      labels: { basic: 'By user name and password', bearer: 'By a bearer token' },
    }),
  verify_only: z.boolean().default(false).meta({
    title: 'Verify only',
    description:
      'The number is verified and not kept: only a digest is, so that no second account can use it. Nobody signs in with it later.',
  }),
  mapping: reference('authentik_events.notificationwebhookmapping').meta({
    title: 'Mapping',
    description: 'Makes the body for other services, from token, device, stage and user; JSON data.',
  }),
});

export type AuthenticatorSmsConfig = z.output<typeof AuthenticatorSmsConfig>;

/** What is needed of a stored stage to send a code for a device that it set up. */
export const StoredSmsStage = z.object({
  ...AuthenticatorSmsConfig.shape,
  type: z.literal('authenticator_sms'),
  pk: z.string(),
  name: z.string(),
});
