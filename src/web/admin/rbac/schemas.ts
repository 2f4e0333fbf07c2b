import type { Key } from '../texts/english.ts';

export const ROLE = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' } },
} as const;

export const INITIAL_PERMISSIONS = {
  type: 'object',
  required: ['name', 'role'],
  properties: {
    name: { type: 'string' },
    role: { type: 'string', ref: 'authentik_rbac.role' },
    permissions: { type: 'array', default: [], items: { type: 'integer', ref: 'postern.permission' } },
  },
} as const;

export const INITIAL_WORDS: Readonly<Record<string, Key>> = {
  role: 'roles.one',
  role_about: 'initial.role_about',
  permissions: 'roles.permissions',
  permissions_about: 'initial.permissions_about',
};
