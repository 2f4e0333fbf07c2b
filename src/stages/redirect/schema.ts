import { z } from 'zod';
import { reference } from '../../core/model/fields.ts';
import { isSafeTarget } from './target.ts';

export const RedirectConfig = z.strictObject({
  keep_context: z.boolean().default(true).meta({
    title: 'Keep context',
    description: 'What this run knows goes with it into the other flow.',
  }),
  mode: z
    .enum(['static', 'flow'])
    .meta({ title: 'Mode', labels: { static: 'To an address', flow: 'Into another flow' } }),
  target_static: z
    .string()
    .refine(
      (text) => text === '' || isSafeTarget(text),
      'Write an address that begins with https:// or http://, or a path that begins with one slash.',
    )
    .default('')
    .meta({ title: 'Address', description: 'Where to go in mode "static".' }),
  target_flow: reference('authentik_flows.flow').meta({
    title: 'Flow',
    description: 'The flow to go on in, in mode "flow".',
  }),
});
