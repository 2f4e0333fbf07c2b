import { z } from 'zod';
import { int32 } from '../../core/model/fields.ts';

export const ReputationConfig = z.strictObject({
  check_ip: z.boolean().default(true).meta({
    title: 'Check the address',
    description: 'Counts what was tried from the address of the request, under whatever names.',
  }),
  check_username: z.boolean().default(true).meta({
    title: 'Check the name',
    description: 'Counts what was tried under the name of the person, from wherever.',
  }),
  threshold: int32()
    .default(-5)
    .meta({
      title: 'Threshold',
      slider: [-20, 5],
      description: 'The policy passes where the score is this or lower: where somebody has behaved badly.',
    }),
  spare_known_addresses: z.boolean().default(true).meta({
    title: 'Spare known addresses',
    description:
      'Where the person has signed in from this address lately, what others tried elsewhere under their name does not count.',
  }),
});
