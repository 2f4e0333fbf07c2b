import { z } from 'zod';
import { defineStageType, type StageType } from '../../core/flow/stage-type.ts';
import { INVITATION_USED, UsedInvitation } from '../../core/invitation/used.ts';
import { IDLE } from '../flows/deps.ts';

/**
 * Uses an invitation up. One that works once is taken before anything is written, so that no two people make accounts
 * with it, and deleted at the end, so that whoever gives up has not used it.
 */
export const invitationUsed: StageType = defineStageType({
  type: INVITATION_USED,
  model: 'postern.invitationusedstage',
  component: '',
  title: 'Invitation used',
  description: 'Uses up the invitation by which somebody came into the flow.',
  config: UsedInvitation,
  challenge: null,
  asks: z.strictObject({}),
  answer: z.strictObject({}),
  messages: {
    taken: 'Somebody else is using this invitation, or has used it already.',
    gone: 'This invitation does not count any more: it was taken back, or it has expired.',
  },
  uses: ['invitations', 'events', 'clock'],
  proves: true,
  travels: true,

  async begin({ config, pending, request, ports, done, deny }) {
    const { invitation, name, single_use, by, last } = config;
    const now = ports.clock.now();
    const claim = { now, until: now + IDLE, late: last };
    if (single_use && !(await ports.invitations.claim(invitation, by, claim))) return deny('taken');
    // It may have been taken back, or have expired, while the form was open.
    if (!single_use && !last && !(await ports.invitations.find(invitation, now))) return deny('gone');
    if (!last) return done();
    if (single_use) await ports.invitations.burn(invitation, by);
    ports.events.emit({
      action: 'invitation_used',
      app: 'postern.stages',
      context: {
        message: `The invitation "${name}" was used by ${pending?.username ?? '-'}.`,
        invitation: { name, single_use },
        ...(pending ? { subject: { pk: pending.pk, username: pending.username } } : {}),
      },
      ...(pending ? { user: pending } : {}),
      http_request: request,
    });
    return done();
  },
  answered: ({ deny }) => deny('taken'),
});
