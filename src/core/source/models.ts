import { z } from 'zod';
import { typed } from '../directory/replies.ts';
import { engineMode, reference, references, slug, timestamp } from '../model/fields.ts';
import { defineModel, type Model, type ReplyOf, replyOf } from '../model/model.ts';
import { GROUP_MATCHING_MODES, USER_MATCHING_MODES } from './matching.ts';
import type { SourceType } from './type.ts';

const FLOW = 'authentik_flows.flow';

const fields = {
  name: z.string().trim().min(1).meta({ title: 'Name' }),
  slug: slug().meta({ title: 'Slug', description: 'Unique; part of the callback address.' }),
  enabled: z
    .boolean()
    .default(true)
    .meta({ title: 'Enabled', description: 'A disabled source is hidden and refuses.' }),
  promoted: z
    .boolean()
    .default(false)
    .meta({ title: 'Promoted', description: 'Shown as a wide button on the login page.' }),
  authentication_flow: reference(FLOW).meta({ title: 'Authentication flow' }),
  enrollment_flow: reference(FLOW).meta({
    title: 'Enrollment flow',
    description: 'Without one, nobody can sign up through this source.',
  }),
  user_property_mappings: references('authentik_core.propertymapping').meta({
    title: 'User property mappings',
  }),
  group_property_mappings: references('authentik_core.propertymapping').meta({
    title: 'Group property mappings',
  }),
  policy_engine_mode: engineMode(),
  user_matching_mode: z.enum(USER_MATCHING_MODES).default('identifier').meta({
    title: 'User matching mode',
    description: 'What happens when the person already has an account here.',
  }),
  user_path_template: z
    .string()
    .min(1)
    .default('goauthentik.io/sources/%(slug)s')
    .meta({ title: 'User path' }),
  icon: z
    .string()
    .default('')
    .meta({ title: 'Icon', description: 'On the button of the login page.', widget: 'image' }),
};

const shared = {
  table: 'sources',
  lookup: 'slug',
  columns: { name: 'text', slug: 'text', enabled: 'boolean', managed: 'text' },
  unique: [['slug'], ['name']],
  search: ['name', 'slug'],
  ordering: ['name'],
  replicated: true,
  internal: z.strictObject({ managed: z.string().nullable().default(null) }),
  computed: z.strictObject({
    ...typed,
    icon_url: z.string().nullable(),
    icon_themed_urls: z.object({ light: z.string().nullable(), dark: z.string().nullable() }).nullable(),
  }),
} as const;

export const source = defineModel({
  ...shared,
  name: 'authentik_core.source',
  title: 'Source',
  plural: 'Sources',
  fields: z.strictObject(fields),
  filters: { slug: ['exact'], name: ['exact'], managed: ['exact'], pk: ['exact'] },
  abstract: true,
});

/** A source as the API returns it among others. */
export const sourceReply: z.ZodObject = replyOf(source).meta({ id: 'Source' });

export const sourceModel = (type: SourceType): Model =>
  defineModel({
    ...shared,
    name: type.model,
    type: type.type,
    base: source.name,
    title: `${type.title} Source`,
    plural: `${type.title} Sources`,
    description: type.description,
    component: type.component,
    computed: z.strictObject({ ...shared.computed.shape, ...type.computed?.shape }),
    fields: z.strictObject({
      ...fields,
      group_matching_mode: z.enum(GROUP_MATCHING_MODES).default('identifier').meta({
        title: 'Group matching mode',
        description: 'What happens when a group of that name exists here.',
      }),
      ...type.config.shape,
    }),
    filters: Object.fromEntries(
      [...Object.keys(fields), ...Object.keys(type.config.shape), 'group_matching_mode']
        .filter((field) => !['user_property_mappings', 'group_property_mappings', 'icon'].includes(field))
        .map((field) => [
          field,
          field === 'enabled' || field === 'promoted' ? (['boolean'] as const) : (['exact'] as const),
        ]),
    ),
  });

const connectionFields = z.strictObject({
  user: z.int().optional().meta({
    title: 'User',
    description: 'Whoever creates the connection, where it is left out.',
    ref: 'authentik_core.user',
    on_delete: 'cascade',
  }),
  source: z.uuid().meta({ title: 'Source', ref: 'authentik_core.source', on_delete: 'cascade' }),
  identifier: z
    .string()
    .min(1)
    .meta({ title: 'Identifier', description: 'How the source calls the person.' }),
});

const connectionComputed = z.strictObject({ user: z.int(), source_obj: sourceReply });

/** A connection as the API returns it, with what everybody may know of its source. */
export type ConnectionReply = Omit<
  ReplyOf<typeof connectionFields, typeof connectionComputed>,
  'source_obj'
> & {
  readonly source_obj: { readonly name: string; readonly slug: string; readonly icon_url: string | null };
};

/** The link between a user here and an identity of a source: one identity per source and user. */
export const userSourceConnection = defineModel({
  name: 'authentik_core.usersourceconnection',
  table: 'user_source_connections',
  title: 'User source connection',
  plural: 'User source connections',
  pk: 'integer',
  fields: connectionFields,
  internal: z.strictObject({
    expires: timestamp(),
    /** The groups that the source gave to the user: those that it may take away again. */
    given_groups: z.array(z.uuid()).default([]),
  }),
  hidden: ['given_groups'],
  computed: connectionComputed,
  columns: { user: 'integer', source: 'uuid', identifier: 'text', expires: 'timestamptz' },
  unique: [
    ['user', 'source'],
    ['source', 'identifier'],
  ],
  search: ['identifier'],
  filters: { user: ['exact'], source: ['exact'] },
  ordering: ['pk'],
});

/** Which groups a source owns. */
export const groupSourceConnection = defineModel({
  name: 'authentik_core.groupsourceconnection',
  table: 'group_source_connections',
  title: 'Group source connection',
  plural: 'Group source connections',
  pk: 'integer',
  fields: z.strictObject({
    group: z.uuid().meta({ title: 'Group', ref: 'authentik_core.group', on_delete: 'cascade' }),
    source: z.uuid().meta({ title: 'Source', ref: 'authentik_core.source', on_delete: 'cascade' }),
    identifier: z.string().min(1).meta({ title: 'Identifier' }),
  }),
  computed: z.strictObject({ source_obj: sourceReply }),
  columns: { group: 'uuid', source: 'uuid', identifier: 'text' },
  unique: [['source', 'identifier']],
  filters: { group: ['exact'], source: ['exact'] },
  ordering: ['pk'],
});
