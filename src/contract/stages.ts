import { z } from 'zod';
import { prompt } from '../core/flow/models.ts';
import { Field } from '../stages/prompt/draw.ts';
import { type Route, route } from './route.ts';
import { UserSetting } from './sources.ts';

const tag = 'stages';

/** What stands around stages beside reading and writing them. */
export const stages: readonly Route[] = [
  route({
    id: 'stages_all_user_settings_list',
    method: 'GET',
    path: '/stages/all/user_settings/',
    tag,
    access: 'authenticated',
    summary: 'List the stages that you can set up for yourself',
    reply: z.array(UserSetting),
  }),
  route({
    id: 'stages_prompt_prompts_preview_create',
    method: 'POST',
    path: '/stages/prompt/prompts/preview/',
    tag,
    access: { permission: 'authentik_stages_prompt.add_prompt' },
    summary: 'Show a prompt as a person would see it; its expressions are run for you',
    body: prompt.fields.meta({ id: 'PromptRequest' }),
    reply: z.object({ component: z.string(), fields: z.array(Field) }).meta({ id: 'PromptPreview' }),
    status: 200,
  }),
];
