import { z } from 'zod';
import { int32 } from '../../core/model/fields.ts';

export const DummyConfig = z.strictObject({
  result: z.boolean().default(false).meta({ title: 'Result', description: 'What the policy answers.' }),
  wait_min: int32().default(5).meta({
    title: 'Minimum wait',
    description: 'Seconds that the policy takes at least; below 0 counts as 0.',
  }),
  wait_max: int32().default(30).meta({
    title: 'Maximum wait',
    description: 'The policy takes a random number of whole seconds below this one, or exactly the minimum.',
  }),
});
