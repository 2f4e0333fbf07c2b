import { z } from 'zod';
import { duration } from '../../core/model/fields.ts';

export const ConsentConfig = z.strictObject({
  mode: z.enum(['always_require', 'permanent', 'expiring']).default('always_require').meta({
    title: 'Mode',
    description: 'Whether consent is asked for each time, once, or once in a while.',
  }),
  consent_expire_in: duration().default('weeks=4').meta({
    title: 'Consent expires in',
    description: 'In mode "expiring": how long a consent is remembered.',
  }),
});
