import { z } from 'zod';
import { PartialUser } from '../directory/replies.ts';
import { timestamp } from '../model/fields.ts';
import { defineModel, type Model } from '../model/model.ts';
import { said } from '../words/said.ts';
import type { DeviceKind } from './kind.ts';

/** What all devices have, whatever their kind. */
export const device = defineModel({
  name: 'authentik_stages_authenticator.device',
  table: 'devices',
  title: 'Device',
  plural: 'Devices',
  pk: 'integer',
  fields: z.strictObject({
    name: z.string().trim().min(1).max(64).meta({ title: 'Name', description: 'How its owner knows it.' }),
  }),
  internal: z.strictObject({
    user: z.int().meta({ ref: 'authentik_core.user', on_delete: 'cascade' }),
    confirmed: z.boolean().default(true),
    last_used: timestamp(),
  }),
  columns: { name: 'text', user: 'integer', confirmed: 'boolean', last_used: 'timestamptz' },
  search: ['name'],
  filters: { name: ['exact'], user: ['exact'] },
  ordering: ['name'],
  abstract: true,
});

/** The objects of one kind of device. */
export const deviceModel = (kind: DeviceKind): Model =>
  defineModel({
    ...device,
    name: kind.model,
    type: kind.class,
    base: device.name,
    title: kind.title,
    plural: kind.plural,
    abstract: false,
    fields: z.strictObject({
      name: z
        .string()
        .trim()
        .min(1)
        .max(kind.longestName ?? 64)
        .meta({ title: 'Name', description: 'How its owner knows it.' }),
    }),
    internal: z.strictObject({ ...device.internal.shape, ...kind.data.shape }),
    hidden: kind.hidden,
    computed: z.strictObject({ user: PartialUser, ...kind.shown?.fields.shape }),
  });

/** A device in the list over all kinds. */
export const DeviceReply = z
  .object({
    verbose_name: said(),
    verbose_name_plural: said(),
    meta_model_name: z.string(),
    pk: z.string(),
    name: z.string(),
    type: z.string(),
    confirmed: z.boolean(),
    created: z.string(),
    last_updated: z.string(),
    last_used: z.string().nullable(),
    extra_description: z.string().nullable(),
    external_id: z.string().nullable(),
  })
  .meta({ id: 'Device' });
