import { z } from 'zod';

export const ConditionalConfig = z.strictObject({
  // Read by `readDocument` on every save, which tells each mistake by the path of its node.
  actions: z.record(z.string(), z.unknown()).meta({
    title: 'Actions',
    description: 'The document: `{"version": 2, "actions": […]}`. Its actions are taken in order.',
    widget: 'conditional',
  }),
  missing_behavior: z.enum(['fail', 'false']).default('fail').meta({
    title: 'Missing values',
    description: '"fail": the policy fails where a value is missing; "false": that comparison is false.',
  }),
  failure_message: z.string().max(1_024).default('').meta({
    title: 'Failure message',
    description: 'Shown where the policy fails and nothing else says why.',
  }),
});

export type ConditionalConfig = z.output<typeof ConditionalConfig>;
