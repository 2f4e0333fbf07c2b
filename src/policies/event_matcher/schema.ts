import { z } from 'zod';
import { EVENT_ACTIONS } from '../../core/event/actions.ts';
import { LONGEST_QUERY } from './query-parse.ts';

const isAction = (text: string): boolean => text in EVENT_ACTIONS || text.startsWith('custom_');

export const EventMatcherConfig = z.strictObject({
  action: z
    .string()
    .max(255)
    .refine(isAction, 'There is no such action. Custom ones begin with "custom_".')
    .nullable()
    .default(null)
    .meta({
      title: 'Action',
      description: 'The action of the event; "custom_" alone stands for every custom one. Empty: any.',
      widget: 'event-action',
    }),
  client_ip: z.string().min(1).max(255).nullable().default(null).meta({
    title: 'Client IP',
    description: 'Exactly this address. For a network, use the query: client_ip within "10.0.0.0/8".',
  }),
  app: z.string().min(1).max(255).nullable().default(null).meta({
    title: 'App',
    description: 'The part of Postern that reported the event, such as "postern.flows". Empty: any.',
  }),
  model: z
    .string()
    .max(255)
    .regex(/^[a-z_0-9]+\.[a-z_0-9]+$/, 'Write a model as app_label.model, such as "authentik_core.user".')
    .nullable()
    .default(null)
    .meta({
      title: 'Model',
      description: 'The kind of object that the event tells of, such as "authentik_core.user". Empty: any.',
    }),
  query: z.string().min(1).max(LONGEST_QUERY).nullable().default(null).meta({
    title: 'Query',
    description: 'A query over the whole event, such as: action = "login" and user.username != "ada".',
    widget: 'query',
  }),
});
