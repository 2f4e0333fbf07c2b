import { z } from 'zod';
import { defineModel } from '../model/model.ts';

/** Something that happened. Written by the server only; redacted before it is stored. */
export const event = defineModel({
  name: 'authentik_events.event',
  table: 'events',
  title: 'Event',
  plural: 'Events',
  fields: z.strictObject({}),
  internal: z.strictObject({
    user: z.record(z.string(), z.json()),
    action: z.string(),
    app: z.string(),
    context: z.record(z.string(), z.json()).meta({ words: 'message' }),
    client_ip: z.string().nullable(),
    expires: z.string(),
    brand: z.record(z.string(), z.json()),
  }),
  columns: {
    user: 'jsonb',
    action: 'text',
    app: 'text',
    context: 'jsonb',
    client_ip: 'text',
    expires: 'timestamptz',
    brand: 'jsonb',
  },
  search: ['action', 'app', 'client_ip', 'context', 'user'],
  filters: { action: ['exact'], client_ip: ['exact'], created: ['gte', 'lte'] },
  ordering: ['-created'],
});
