import { z } from 'zod';
import { type ApplicationReply, application } from '../application/models.ts';
import { NetworkReply, PlaceReply } from '../geo/replies.ts';
import { attributes, references, timestamp } from '../model/fields.ts';
import { defineModel, type ReplyOf, replyOf } from '../model/model.ts';
import { PartialGroup, PartialUser, RelatedGroup, RoleReply } from './replies.ts';
import { UserAgentReply } from './user-agent.ts';

export const USER_TYPES = ['internal', 'external', 'service_account', 'internal_service_account'] as const;

export const user = defineModel({
  name: 'authentik_core.user',
  table: 'users',
  title: 'User',
  plural: 'Users',
  pk: 'integer',
  fields: z.strictObject({
    username: z
      .string()
      .trim()
      .min(1)
      .max(150)
      .meta({ title: 'Username', description: 'Unique; what the person signs in with.' }),
    name: z.string().max(1024).meta({ title: 'Name', description: "The person's display name." }),
    is_active: z.boolean().default(true).meta({
      title: 'Active',
      description: 'An inactive user cannot sign in; all sessions and tokens stop.',
    }),
    last_login: timestamp().meta({
      title: 'Last login',
      description: 'When the user signed in. Decisions on other nodes know of it after five seconds at most.',
    }),
    groups: references('authentik_core.group').meta({ title: 'Groups' }),
    roles: references('authentik_rbac.role').meta({ title: 'Roles' }),
    email: z
      .union([z.literal(''), z.email().max(254)])
      .default('')
      .meta({ title: 'E-mail' }),
    attributes: attributes(),
    path: z
      .string()
      .min(1)
      .max(1024)
      .regex(/^[^/].*[^/]$|^[^/]$/, 'A path neither begins nor ends with a slash.')
      .default('users')
      .meta({ title: 'Path', description: 'A folder label; it has no meaning for permissions.' }),
    type: z.enum(USER_TYPES).default('internal').meta({ title: 'Type' }),
  }),
  internal: z.strictObject({
    uuid: z.uuid(),
    password: z.string().default(''),
    password_change_date: timestamp(),
    date_joined: timestamp(),
  }),
  hidden: ['password'],
  computed: z.strictObject({
    date_joined: z.string(),
    is_superuser: z.boolean(),
    groups_obj: z.array(PartialGroup).nullable(),
    roles_obj: z.array(RoleReply).nullable(),
    avatar: z.string(),
    uid: z.string(),
  }),
  unreplicated: ['password'],
  columns: {
    username: 'text',
    name: 'text',
    is_active: 'boolean',
    last_login: 'timestamptz',
    email: 'text',
    attributes: 'jsonb',
    path: 'text',
    type: 'text',
    uuid: 'uuid',
    password: 'text',
    password_change_date: 'timestamptz',
    proofs_since: 'timestamptz',
    date_joined: 'timestamptz',
  },
  links: {
    groups: { table: 'user_groups', own: 'user_pk', other: 'group_pk', to: 'authentik_core.group' },
    roles: { table: 'user_roles', own: 'user_pk', other: 'role_pk', to: 'authentik_rbac.role' },
  },
  unique: [['username']],
  search: ['username', 'name', 'email'],
  filters: {
    username: ['exact'],
    name: ['exact'],
    email: ['exact'],
    uuid: ['exact'],
    path: ['exact', 'startswith'],
    is_active: ['boolean'],
    type: ['in'],
    last_login: ['exact', 'isnull', 'gte', 'lte'],
    date_joined: ['exact', 'gte', 'lte'],
    last_updated: ['exact', 'gte', 'lte'],
  },
  ordering: ['username'],
  replicated: true,
});

/** A user as the API returns it. */
export const userReply: z.ZodObject = replyOf(user).meta({ id: 'User' });

export const group = defineModel({
  name: 'authentik_core.group',
  table: 'groups',
  title: 'Group',
  plural: 'Groups',
  fields: z.strictObject({
    name: z.string().trim().min(1).max(255).meta({ title: 'Name', description: 'Unique.' }),
    is_superuser: z.boolean().default(false).meta({
      title: 'Superuser privileges',
      description: 'Members, also of child groups, may do everything in the admin interface.',
    }),
    parents: references('authentik_core.group').meta({
      title: 'Parents',
      description: 'Members of this group count as members of its parents.',
    }),
    users: z.array(z.int()).optional().meta({
      title: 'Members',
      description: 'The direct members. Left out: they stay as they are.',
      ref: 'authentik_core.user',
      on_delete: 'remove',
    }),
    attributes: attributes(),
    roles: references('authentik_rbac.role').meta({ title: 'Roles' }),
  }),
  internal: z.strictObject({ num_pk: z.int() }),
  computed: z.strictObject({
    users_obj: z.array(PartialUser).nullable(),
    parents_obj: z.array(RelatedGroup).nullable(),
    children: z.array(z.uuid()),
    children_obj: z.array(RelatedGroup).nullable(),
    roles_obj: z.array(RoleReply),
    inherited_roles_obj: z.array(RoleReply).nullable(),
  }),
  columns: { name: 'text', is_superuser: 'boolean', attributes: 'jsonb', num_pk: 'integer' },
  links: {
    users: { table: 'user_groups', own: 'group_pk', other: 'user_pk', to: 'authentik_core.user' },
    parents: { table: 'group_parents', own: 'group_pk', other: 'parent_pk', to: 'authentik_core.group' },
    roles: { table: 'group_roles', own: 'group_pk', other: 'role_pk', to: 'authentik_rbac.role' },
  },
  unique: [['name']],
  search: ['name'],
  filters: { name: ['exact'], is_superuser: ['boolean'] },
  ordering: ['name'],
  replicated: true,
  // The members are read from the users' side, which the change feed touches.
  unreplicated: ['users'],
});

export const role = defineModel({
  name: 'authentik_rbac.role',
  table: 'roles',
  title: 'Role',
  plural: 'Roles',
  fields: z.strictObject({
    name: z.string().trim().min(1).max(255).meta({ title: 'Name', description: 'Unique.' }),
  }),
  internal: z.strictObject({
    /** Global permissions, `app_label.codename`. */
    permissions: z.array(z.string()).default([]),
  }),
  hidden: ['permissions'],
  columns: { name: 'text', permissions: 'jsonb' },
  unique: [['name']],
  search: ['name'],
  filters: { name: ['exact'] },
  ordering: ['name'],
  replicated: true,
});

/** A permission of a role on one object. */
export const objectPermission = defineModel({
  name: 'postern.objectpermission',
  table: 'object_permissions',
  title: 'Object permission',
  plural: 'Object permissions',
  fields: z.strictObject({
    role: z.uuid().meta({ ref: 'authentik_rbac.role', on_delete: 'cascade' }),
    model: z.string().min(1),
    object_pk: z.string().min(1),
    /** `app_label.codename`, e.g. `authentik_core.view_application`. */
    permission: z.string().min(1),
  }),
  columns: { role: 'uuid', model: 'text', object_pk: 'text', permission: 'text' },
  unique: [['role', 'model', 'object_pk', 'permission']],
  replicated: true,
});

export const TOKEN_INTENTS = ['verification', 'api', 'recovery', 'app_password'] as const;

const tokenFields = z.strictObject({
  identifier: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[-a-zA-Z0-9_]+$/, 'Use only letters, digits, hyphens and underscores.')
    .meta({ title: 'Identifier', description: 'Unique; names the token, is not its key.' }),
  intent: z.enum(TOKEN_INTENTS).default('api').meta({ title: 'Intent' }),
  user: z.int().optional().meta({ title: 'User', ref: 'authentik_core.user', on_delete: 'cascade' }),
  description: z.string().default('').meta({ title: 'Description' }),
  expires: timestamp().meta({ title: 'Expires' }),
  expiring: z.boolean().default(true).meta({ title: 'Expiring' }),
  managed: z.string().min(1).nullable().default(null),
});

const tokenComputed = z.strictObject({
  user: z.int(),
  user_obj: z.lazy(() => userReply),
  /** Only in the answer that creates the token: it is stored as a digest and can never be shown again. */
  key: z.string().optional(),
});

/** A token as the API returns it. */
export type TokenReply = ReplyOf<typeof tokenFields, typeof tokenComputed>;

export const token = defineModel({
  name: 'authentik_core.token',
  table: 'tokens',
  title: 'Token',
  plural: 'Tokens',
  lookup: 'identifier',
  fields: tokenFields,
  internal: z.strictObject({ key_hash: z.string() }),
  hidden: ['key_hash'],
  computed: tokenComputed,
  columns: {
    identifier: 'text',
    intent: 'text',
    user: 'integer',
    description: 'text',
    expires: 'timestamptz',
    expiring: 'boolean',
    managed: 'text',
    key_hash: 'text',
  },
  unique: [['identifier'], ['key_hash']],
  search: ['identifier', 'description'],
  filters: {
    identifier: ['exact'],
    intent: ['exact'],
    user: ['exact'],
    description: ['exact'],
    expires: ['exact'],
    expiring: ['boolean'],
    managed: ['exact'],
  },
  ordering: ['identifier'],
});

const sessionFacts = z.strictObject({
  uuid: z.uuid(),
  user: z.int().meta({ ref: 'authentik_core.user', on_delete: 'cascade' }),
  cookie_hash: z.string(),
  last_ip: z.string(),
  last_user_agent: z.string(),
  last_used: z.string(),
  expires: z.string(),
  /** How it was proven: `method`, `args`, `time`, and the bindings to network and place. */
  login: z.record(z.string(), z.json()),
  /** Whom its person acts as at the moment. */
  impersonated: z.int().nullable().default(null).meta({ ref: 'authentik_core.user', on_delete: 'set_null' }),
});

const sessionComputed = z.strictObject({
  current: z.boolean(),
  user_agent: UserAgentReply,
  geo_ip: PlaceReply.nullable(),
  asn: NetworkReply.nullable(),
});

/** A session as the API returns it. */
export type SessionReply = Omit<
  ReplyOf<typeof sessionFacts, typeof sessionComputed>,
  'cookie_hash' | 'login'
>;

/** A signed-in browser. The cookie's value is stored as a digest only. */
export const session = defineModel({
  name: 'authentik_core.authenticatedsession',
  table: 'sessions',
  title: 'Session',
  plural: 'Sessions',
  lookup: 'uuid',
  fields: z.strictObject({}),
  internal: sessionFacts,
  hidden: ['cookie_hash', 'login'],
  computed: sessionComputed,
  columns: {
    uuid: 'uuid',
    user: 'integer',
    cookie_hash: 'text',
    last_ip: 'text',
    last_user_agent: 'text',
    last_used: 'timestamptz',
    expires: 'timestamptz',
    login: 'jsonb',
    impersonated: 'integer',
  },
  unique: [['uuid'], ['cookie_hash']],
  search: ['last_ip', 'last_user_agent'],
  filters: { user: ['exact'], last_ip: ['exact'], last_user_agent: ['exact'] },
  ordering: ['-last_used'],
});

const consentFacts = z.strictObject({
  user: z.int().meta({ ref: 'authentik_core.user', on_delete: 'cascade' }),
  application: z.uuid().meta({ ref: 'authentik_core.application', on_delete: 'cascade' }),
  permissions: z.string().default(''),
  expires: timestamp(),
  expiring: z.boolean().default(false),
});

/** A consent as the API returns it. */
export interface ConsentReply {
  readonly pk: string;
  readonly application: ApplicationReply;
  readonly permissions: string;
  readonly expires?: z.output<typeof consentFacts>['expires'];
}

export const userConsent = defineModel({
  name: 'authentik_core.userconsent',
  table: 'user_consents',
  title: 'User consent',
  plural: 'User consents',
  pk: 'integer',
  fields: z.strictObject({}),
  internal: consentFacts,
  computed: z.strictObject({
    user: userReply,
    application: replyOf(application).meta({ id: 'Application' }),
  }),
  columns: {
    user: 'integer',
    application: 'uuid',
    permissions: 'text',
    expires: 'timestamptz',
    expiring: 'boolean',
  },
  unique: [['user', 'application']],
  filters: { user: ['exact'], application: ['exact'] },
  ordering: ['-expires'],
});
