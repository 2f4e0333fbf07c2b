import { z } from 'zod';
import { duration, required, seconds } from '../../core/model/fields.ts';

/** A run that nobody answers for half an hour is forgotten. Seconds. */
const LONGEST = 1_800;

export const SourceStageConfig = z.strictObject({
  source: required('authentik_core.source').meta({
    title: 'Source',
    description: 'Where people prove who they are.',
  }),
  resume_timeout: duration()
    .refine(
      (text) => seconds(text) > 0 && seconds(text) <= LONGEST,
      'At most 30 minutes, and more than none.',
    )
    .default('minutes=10')
    .meta({
      title: 'Time to come back',
      description: 'Whoever comes back later begins the flow anew, such as "minutes=10".',
    }),
  resume_on_match_failures: z
    .array(
      z.enum(['missing_property']).meta({
        labels: { missing_property: 'The source leaves out what people are found by' },
      }),
    )
    .default([])
    .meta({
      title: 'Go on without a user',
      description:
        'Reasons for which the flow goes on although the source leads to nobody. Policies find the reason in the context.',
    }),
});
