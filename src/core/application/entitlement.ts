import { z } from 'zod';
import { attributes } from '../model/fields.ts';
import { defineModel } from '../model/model.ts';

/** Something that an application lets some of its people do. Groups and users are bound to it; nobody else has it. */
export const entitlement = defineModel({
  name: 'authentik_core.applicationentitlement',
  table: 'application_entitlements',
  title: 'Application entitlement',
  plural: 'Application entitlements',
  fields: z.strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(255)
      .meta({ title: 'Name', description: 'Unique in its application.' }),
    app: z.uuid().meta({ title: 'Application', ref: 'authentik_core.application', on_delete: 'cascade' }),
    attributes: attributes(),
  }),
  computed: z.strictObject({ pbm_uuid: z.uuid() }),
  columns: { name: 'text', app: 'uuid' },
  unique: [['app', 'name']],
  search: ['name'],
  filters: { name: ['exact'], app: ['exact'] },
  ordering: ['name'],
  replicated: true,
});
