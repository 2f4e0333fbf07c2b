import { z } from 'zod';
import { defineModel } from '../model/model.ts';
import { PermissionReply } from './replies.ts';

/** What a role may do with an object that one of its holders makes. */
export const initialPermissions = defineModel({
  name: 'authentik_rbac.initialpermissions',
  table: 'initial_permissions',
  title: 'Set of initial permissions',
  plural: 'Sets of initial permissions',
  pk: 'integer',
  fields: z.strictObject({
    name: z.string().trim().min(1).max(150).meta({ title: 'Name', description: 'Unique.' }),
    role: z.uuid().meta({
      title: 'Role',
      description: 'Gets the permissions over each object that somebody who has it makes.',
      ref: 'authentik_rbac.role',
      on_delete: 'cascade',
    }),
    permissions: z.array(z.int()).max(1_000).default([]).meta({
      title: 'Permissions',
      description: 'Numbers of permissions; each counts for objects of its own model.',
    }),
  }),
  computed: z.strictObject({ permissions_obj: z.array(PermissionReply) }),
  columns: { name: 'text', role: 'uuid' },
  unique: [['name']],
  search: ['name'],
  filters: { name: ['exact'] },
  ordering: ['name'],
  replicated: true,
});
