import { z } from 'zod';
import { type Route, route } from './route.ts';

const tag = 'events';

export const events: readonly Route[] = [
  route({
    id: 'events_events_actions_list',
    method: 'GET',
    path: '/events/events/actions/',
    tag,
    access: { permission: 'authentik_events.view_event' },
    summary: 'List the actions that events have',
    reply: z.array(
      z
        .object({ name: z.string(), description: z.string(), component: z.string(), model_name: z.string() })
        .meta({ id: 'EventAction' }),
    ),
  }),
];
