import { z } from 'zod';
import { typed } from '../directory/replies.ts';
import { reference, references, required } from '../model/fields.ts';
import { filtersByFields } from '../model/filters.ts';
import { defineModel, type Model, replyOf } from '../model/model.ts';
import type { ProviderType } from './type.ts';

const FLOW = 'authentik_flows.flow';

const fields = {
  name: z.string().trim().min(1).meta({ title: 'Name', description: 'Unique among all providers.' }),
  authentication_flow: reference(FLOW).meta({
    title: 'Authentication flow',
    description: 'Used instead of the default one when a person who is not signed in opens the application.',
  }),
  authorization_flow: required(FLOW, 'protect').meta({
    title: 'Authorization flow',
    description: 'Runs after sign-in, each time the application is opened.',
  }),
  invalidation_flow: required(FLOW, 'protect').meta({
    title: 'Invalidation flow',
    description: 'Runs when the application ends the session.',
  }),
  property_mappings: references('authentik_core.propertymapping').meta({ title: 'Property mappings' }),
};

const shared = {
  table: 'providers',
  pk: 'integer',
  columns: {
    name: 'text',
    authorization_flow: 'uuid',
    invalidation_flow: 'uuid',
    authentication_flow: 'uuid',
  },
  unique: [['name']],
  search: ['name'],
  ordering: ['name'],
  replicated: true,
  computed: z.strictObject({
    ...typed,
    assigned_application_slug: z.string().nullable(),
    assigned_application_name: z.string().nullable(),
    assigned_backchannel_application_slug: z.string().nullable(),
    assigned_backchannel_application_name: z.string().nullable(),
  }),
} as const;

export const provider = defineModel({
  ...shared,
  name: 'authentik_core.provider',
  title: 'Provider',
  plural: 'Providers',
  fields: z.strictObject(fields),
  abstract: true,
});

/** A provider as the API returns it among others. */
export const providerReply: z.ZodObject = replyOf(provider).meta({ id: 'Provider' });

export const providerModel = (type: ProviderType): Model =>
  defineModel({
    ...shared,
    name: type.model,
    type: type.type,
    base: provider.name,
    title: `${type.title} Provider`,
    plural: `${type.title} Providers`,
    description: type.description,
    component: type.component,
    fields: z.strictObject({ ...fields, ...type.config.shape }),
    filters: filtersByFields(z.object({ ...fields, ...type.config.shape })),
  });
