import { z } from 'zod';
import { engineMode, slug } from '../model/fields.ts';
import { defineModel, type ReplyOf } from '../model/model.ts';
import { providerReply } from '../provider/models.ts';

/** Slugs that are part of protocol addresses (`/application/o/<slug>/`). */
export const RESERVED_SLUGS = [
  'authorize',
  'token',
  'device',
  'userinfo',
  'introspect',
  'revoke',
  'par',
] as const;

const fields = z.strictObject({
  name: z.string().trim().min(1).meta({ title: 'Name' }),
  slug: slug()
    .refine((text) => !(RESERVED_SLUGS as readonly string[]).includes(text), 'This slug is reserved.')
    .meta({ title: 'Slug', description: 'Unique; part of the addresses of the application.' }),
  provider: z
    .int()
    .nullable()
    .default(null)
    .meta({ title: 'Provider', ref: 'authentik_core.provider', on_delete: 'set_null' }),
  backchannel_providers: z
    .array(z.int().meta({ ref: 'authentik_core.provider', on_delete: 'remove' }))
    .default([])
    .meta({ title: 'Backchannel providers' }),
  open_in_new_tab: z.boolean().default(false).meta({ title: 'Open in new tab' }),
  meta_launch_url: z
    .union([z.literal(''), z.string().regex(/^(https?|blank):\/\//, 'Begin with https:// or http://.')])
    .default('')
    .meta({
      title: 'Launch URL',
      description: 'Empty: taken from the provider. %(username)s and other fields of the user are replaced.',
    }),
  meta_icon: z.string().default('').meta({
    title: 'Icon',
    description: 'Where people see the application. Empty: its initials.',
    widget: 'image',
  }),
  meta_description: z.string().default('').meta({ title: 'Description' }),
  meta_publisher: z.string().default('').meta({ title: 'Publisher' }),
  policy_engine_mode: engineMode(),
  group: z
    .string()
    .default('')
    .meta({ title: 'Group', description: 'The heading under which the library shows it.' }),
  meta_hide: z
    .boolean()
    .default(false)
    .meta({ title: 'Hide', description: 'Not in the library; signing in works.' }),
  when_unbound: z.enum(['pass', 'fail']).optional().meta({
    title: 'When nothing is bound',
    description: '"pass": everyone can open this application; "fail": nobody can.',
  }),
});

const computed = z.strictObject({
  pbm_uuid: z.uuid(),
  provider_obj: providerReply.nullable(),
  backchannel_providers_obj: z.array(providerReply),
  launch_url: z.string().nullable(),
  meta_icon_url: z.string().nullable(),
  meta_icon_themed_urls: z.object({ light: z.string().nullable(), dark: z.string().nullable() }).nullable(),
});

/** An application as the API returns it. */
export type ApplicationReply = ReplyOf<typeof fields, typeof computed>;

export const application = defineModel({
  name: 'authentik_core.application',
  table: 'applications',
  title: 'Application',
  plural: 'Applications',
  lookup: 'slug',
  fields,
  computed,
  columns: { name: 'text', slug: 'text', provider: 'integer', group: 'text' },
  unique: [['slug'], ['provider']],
  search: ['name', 'slug', 'meta_launch_url', 'meta_description', 'meta_publisher', 'group'],
  filters: {
    name: ['exact'],
    slug: ['exact'],
    meta_launch_url: ['exact'],
    meta_description: ['exact'],
    meta_publisher: ['exact'],
    group: ['exact'],
  },
  ordering: ['name'],
  replicated: true,
});
