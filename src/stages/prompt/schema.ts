import { z } from 'zod';
import { references } from '../../core/model/fields.ts';

export const PromptStageConfig = z.strictObject({
  fields: z.array(z.uuid().meta({ ref: 'authentik_stages_prompt.prompt', on_delete: 'remove' })).meta({
    title: 'Fields',
    description: 'The prompts of the form; they are shown by their own order.',
  }),
  validation_policies: references('authentik_policies.policy').meta({
    title: 'Validation policies',
    description: 'All of them have to pass for what was entered.',
  }),
});
