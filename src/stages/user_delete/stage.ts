import { z } from 'zod';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { UserDeleteConfig } from './schema.ts';

/** Deletes the account that the flow is about, for good. Nothing is asked: bind a prompt before it that asks. */
export const userDelete = defineStageType({
  type: 'user_delete',
  model: 'authentik_stages_user_delete.userdeletestage',
  component: 'ak-stage-user-delete-form',
  title: 'User delete',
  description: 'Deletes the pending user; in an unenrolment flow, whoever is signed in.',
  config: UserDeleteConfig,
  challenge: null,
  asks: z.strictObject({}),
  answer: z.strictObject({}),
  messages: { no_pending_user: 'No Pending User.' },
  uses: ['users'],
  proves: false,

  async begin({ context, flow, pending, user, ports, done, deny }) {
    // Only an unenrolment flow is meant for whoever happens to be signed in; elsewhere somebody has to be named.
    const own = !context.pending_user && flow.designation === 'unenrollment' && user.pk !== null;
    const doomed = own ? user : pending;
    if (doomed?.pk == null) return deny('no_pending_user');
    await ports.users.remove(doomed.pk);
    // What remains of a session after its user must not look signed in.
    return done({ pending_user: undefined } as never, doomed.pk === user.pk ? [{ effect: 'logout' }] : []);
  },
  answered: ({ deny }) => deny('no_pending_user'),
});
