import { z } from 'zod';

/** Each comparison costs as much as a sign-in. */
export const MOST_FORMER = 24;

export const UniquePasswordConfig = z.strictObject({
  password_field: z.string().min(1).default('password').meta({
    title: 'Password field',
    widget: 'prompt-key',
    description: 'The field key of the prompt that holds the password.',
  }),
  num_historical_passwords: z
    .int()
    .min(0)
    .max(MOST_FORMER)
    .default(1)
    .meta({
      title: 'Former passwords',
      slider: [0, MOST_FORMER],
      description: `How many former passwords may not come again, beside the one that is in use: at most ${MOST_FORMER}; 0 = nothing is compared.`,
    }),
});
