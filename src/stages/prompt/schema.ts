import { z } from 'zod';

export const PromptStageConfig = z.strictObject({
  fields: z.array(z.uuid().meta({ ref: 'authentik_stages_prompt.prompt', on_delete: 'remove' })).meta({
    title: 'Fields',
    description: 'The prompts of the form; they are shown by their own order.',
  }),
  // A form without the policy would take any input: whoever wants that says so.
  validation_policies: z
    .array(z.uuid().meta({ ref: 'authentik_policies.policy', on_delete: 'protect' }))
    .default([])
    .meta({
      title: 'Validation policies',
      description: 'All of them have to pass for what was entered.',
    }),
});
