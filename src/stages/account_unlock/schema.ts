import { z } from 'zod';

/** The stage has nothing to configure but its name. */
export const AccountUnlockConfig = z.strictObject({});
