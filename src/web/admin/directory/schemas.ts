import type { Key } from '../texts/english.ts';

const types = {
  type: 'string',
  enum: ['internal', 'external', 'service_account'],
  default: 'internal',
} as const;
const groups = {
  type: 'array',
  default: [],
  items: { type: 'string', ref: 'authentik_core.group' },
} as const;
const roles = { type: 'array', default: [], items: { type: 'string', ref: 'authentik_rbac.role' } } as const;

/** What is said of a user; what they are in, hold and carry has pages of its own. */
export const USER = {
  type: 'object',
  required: ['username', 'name'],
  properties: {
    username: { type: 'string' },
    name: { type: 'string' },
    email: { type: 'string', default: '' },
    type: types,
    path: { type: 'string', default: 'users' },
    is_active: { type: 'boolean', default: true },
  },
} as const;

/** The words of these fields that mean something else here than elsewhere. */
export const USER_WORDS: Readonly<Record<string, Key>> = {
  type: 'column.type',
  type_about: 'users.type_about',
  path: 'users.path',
  path_about: 'users.path_about',
  roles: 'roles.title',
  roles_about: 'users.roles_about',
};

/** What is asked of a new user: enough to sign in and to be found. The rest is set later, or by flows. */
export const NEW_USER = { ...USER, properties: { ...USER.properties, groups, roles } } as const;

/** What is asked of a new account of a program. */
export const SERVICE_ACCOUNT = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    create_group: { type: 'boolean', default: false },
    expiring: { type: 'boolean', default: true },
  },
} as const;

export const SERVICE_ACCOUNT_WORDS: Readonly<Record<string, Key>> = {
  create_group: 'service.group',
  create_group_about: 'service.group_about',
  expiring: 'service.expiring',
  expiring_about: 'service.expiring_about',
};

const parents = {
  type: 'array',
  default: [],
  items: { type: 'string', ref: 'authentik_core.group' },
} as const;

/** What is said of a group; its members and roles have pages of their own. */
export const GROUP = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    parents,
    is_superuser: { type: 'boolean', default: false },
  },
} as const;

/** What is asked of a new group. */
export const NEW_GROUP = {
  ...GROUP,
  properties: {
    ...GROUP.properties,
    users: { type: 'array', default: [], items: { type: 'integer', ref: 'authentik_core.user' } },
    roles,
  },
} as const;
