import { z } from 'zod';
import { int32 } from '../../core/model/fields.ts';

export const PasswordExpiryConfig = z.strictObject({
  days: int32().meta({
    title: 'Days',
    slider: [0, 730],
    description:
      'A password that was set this many days ago, or longer, has expired; 0 or less = every password has.',
  }),
  deny_only: z.boolean().default(false).meta({
    title: 'Deny only',
    description:
      'Only refuses. Otherwise an expired password cannot be used any more either, until a new one is set.',
  }),
});
