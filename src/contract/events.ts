import { z } from 'zod';
import { said } from '../core/words/said.ts';
import type { Resource } from './resource.ts';
import { queryList, type Route, route } from './route.ts';

const tag = 'events';
const access = { permission: 'authentik_events.view_event' };

const PAGING = new Set(['page', 'page_size']);

/** What can be asked of events beside listing them. Figures take the same filters as the list. */
export function events(resources: readonly Resource[]): readonly Route[] {
  const list = resources.find(({ schema }) => schema === 'Event')?.routes.list;
  const filters = Object.fromEntries(
    Object.entries(list?.query.shape ?? {}).filter(([name]) => !PAGING.has(name)),
  );
  return [
    route({
      id: 'events_notifications_mark_all_seen_create',
      method: 'POST',
      path: '/events/notifications/mark_all_seen/',
      tag,
      access: 'authenticated',
      summary: 'Mark all your notifications as seen',
    }),
    route({
      id: 'events_transports_test_create',
      method: 'POST',
      path: '/events/transports/{uuid}/test/',
      tag,
      params: { uuid: z.uuid() },
      access: { permission: 'authentik_events.change_notificationtransport' },
      summary: 'Send yourself a test message by a transport',
      reply: z.object({ messages: z.array(said()) }).meta({ id: 'NotificationTransportTest' }),
    }),
    route({
      id: 'events_events_actions_list',
      method: 'GET',
      path: '/events/events/actions/',
      tag,
      access,
      summary: 'List the actions that events have',
      reply: z.array(
        z
          .object({
            name: z.string(),
            description: said(),
            component: z.string(),
            model_name: z.string(),
          })
          .meta({ id: 'EventAction' }),
      ),
    }),
    route({
      id: 'events_events_volume_list',
      method: 'GET',
      path: '/events/events/volume/',
      tag,
      access,
      summary: 'Count events by action and hour',
      query: z.object({ ...filters, history_days: z.coerce.number().int().min(1).max(366).default(7) }),
      reply: z.array(
        z.object({ action: z.string(), time: z.string(), count: z.int() }).meta({ id: 'EventVolume' }),
      ),
    }),
    route({
      id: 'events_events_countries_list',
      method: 'GET',
      path: '/events/events/countries/',
      tag,
      access,
      summary: 'Count events by the country that they came from, the most first',
      query: z.object(filters),
      reply: z.array(
        z
          .object({
            country: z.string().meta({ description: 'ISO 3166-1, two letters.' }),
            counted_events: z.int(),
            unique_users: z.int(),
            latest: z.string(),
          })
          .meta({ id: 'EventCountry' }),
      ),
    }),
    route({
      id: 'events_events_stats_retrieve',
      method: 'GET',
      path: '/events/events/stats/',
      tag,
      access,
      summary: 'Count events since several moments, and the users that they tell of',
      query: z.object({
        ...filters,
        count_steps: queryList(z.string().max(100)).meta({
          description: 'Durations such as "hours=1" or "days=7", counted back from now.',
        }),
      }),
      reply: z
        .object({ count_step: z.record(z.string(), z.int()), unique_users: z.int() })
        .meta({ id: 'EventStats' }),
      etag: false,
    }),
    route({
      id: 'events_events_top_per_user_list',
      method: 'GET',
      path: '/events/events/top_per_user/',
      tag,
      access,
      summary: 'List the applications that most events tell of, with the number of their users',
      query: z.object({ ...filters, top_n: z.coerce.number().int().min(1).max(100).default(15) }),
      reply: z.array(
        z
          .object({
            application: z.record(z.string(), z.unknown()),
            counted_events: z.int(),
            unique_users: z.int(),
          })
          .meta({ id: 'EventTopPerUser' }),
      ),
    }),
  ];
}
