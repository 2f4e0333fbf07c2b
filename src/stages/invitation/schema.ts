import { z } from 'zod';

export const InvitationConfig = z.strictObject({
  continue_flow_without_invitation: z.boolean().default(false).meta({
    title: 'Go on without an invitation',
    description: 'Whoever has none goes on all the same; else they are refused.',
  }),
});
