import { z } from 'zod';

/** The kind of the stage behind a flow that somebody came into by an invitation. */
export const INVITATION_USED = 'invitation_used';

/** What it knows of the invitation. */
export const UsedInvitation = z.strictObject({
  invitation: z.uuid(),
  name: z.string(),
  single_use: z.boolean(),
  /** The visit of the stage that took it: whoever has the invitation at the moment. */
  by: z.string(),
  /** True at the end of the flow, false before an account is written. */
  last: z.boolean(),
});
