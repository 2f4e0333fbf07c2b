/** What is asked of a new user: enough to sign in and to be found. The rest is set later, or by flows. */
export const NEW_USER = {
  type: 'object',
  required: ['username', 'name'],
  properties: {
    username: { type: 'string' },
    name: { type: 'string' },
    email: { type: 'string', default: '' },
    is_active: { type: 'boolean', default: true },
    groups: { type: 'array', default: [], items: { type: 'string', ref: 'authentik_core.group' } },
  },
} as const;

/** What is asked of a new group. */
export const NEW_GROUP = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string' },
    parents: { type: 'array', default: [], items: { type: 'string', ref: 'authentik_core.group' } },
    users: { type: 'array', default: [], items: { type: 'integer', ref: 'authentik_core.user' } },
    is_superuser: { type: 'boolean', default: false },
  },
} as const;
