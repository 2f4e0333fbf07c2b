import { z } from 'zod';
import { reference } from '../../core/model/fields.ts';

export const AccountLockdownConfig = z.strictObject({
  deactivate_user: z.boolean().default(true).meta({
    title: 'Deactivate the account',
    description: 'Nobody can sign in with it until an administrator activates it again.',
  }),
  set_unusable_password: z.boolean().default(true).meta({
    title: 'Take the password',
    description: 'The password stops working; a new one has to be set.',
  }),
  delete_sessions: z.boolean().default(true).meta({
    title: 'End all sessions',
    description: 'Every browser is signed out at once.',
  }),
  revoke_tokens: z.boolean().default(true).meta({
    title: 'Revoke all tokens',
    description: 'API tokens, app passwords, links for recovery, and what applications hold.',
  }),
  delete_devices: z.boolean().default(true).meta({
    title: 'Delete all devices',
    description: 'Second factors, passkeys and remembered browsers: whoever was in may have added their own.',
  }),
  self_service_completion_flow: reference('authentik_flows.flow').meta({
    title: 'Flow after locking oneself',
    description: 'Where people go on who locked their own account. It must not ask for a sign-in.',
  }),
});
