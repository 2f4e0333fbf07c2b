import { z } from 'zod';
import { said } from '../core/words/said.ts';
import { oauth } from '../sources/oauth/source.ts';
import { type Route, route } from './route.ts';

const tag = 'sources';

/** Something that people set up for themselves: a source to connect, a stage to configure. */
export const UserSetting = z
  .object({
    object_uid: z.string(),
    component: z.string(),
    title: said(),
    configure_url: z.string().optional(),
    icon_url: z.string().optional(),
  })
  .meta({ id: 'UserSetting' });

/** What stands around sources beside reading and writing them. */
export const sources: readonly Route[] = [
  route({
    id: 'sources_oauth_source_types_list',
    method: 'GET',
    path: '/sources/oauth/source_types/',
    tag,
    access: 'authenticated',
    summary: 'List the kinds of provider that an OAuth source can speak with',
    query: z.object({
      name: z.string().max(100).optional().meta({
        description: 'Only this kind; the general one where there is none of that name.',
      }),
    }),
    reply: z.array(oauth.computed?.shape.type ?? z.unknown()),
  }),
  route({
    id: 'sources_all_user_settings_list',
    method: 'GET',
    path: '/sources/all/user_settings/',
    tag,
    access: 'authenticated',
    summary: 'List the sources that you can connect to your account',
    reply: z.array(UserSetting),
  }),
];
