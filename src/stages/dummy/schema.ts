import { z } from 'zod';

export const DummyConfig = z.strictObject({
  throw_error: z.boolean().default(false).meta({
    title: 'Throw an error',
    description: 'Fails when it is reached, to see what a person sees then.',
  }),
});
