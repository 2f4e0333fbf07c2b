import { z } from 'zod';

export const DenyConfig = z.strictObject({
  deny_message: z.string().default('').meta({
    title: 'Message',
    description: 'What the person reads; empty: a general sentence.',
  }),
});
