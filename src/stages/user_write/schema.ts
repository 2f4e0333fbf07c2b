import { z } from 'zod';
import { USER_TYPES } from '../../core/directory/models.ts';
import { reference } from '../../core/model/fields.ts';

export const UserWriteConfig = z.strictObject({
  user_creation_mode: z
    .enum(['never_create', 'create_when_required', 'always_create'])
    .default('create_when_required')
    .meta({
      title: 'User creation',
      description: 'Whether users are created: never, where there is no pending user, or always.',
    }),
  create_users_as_inactive: z.boolean().default(true).meta({
    title: 'Create users as inactive',
    description: 'New users cannot sign in until somebody or something makes them active.',
  }),
  create_users_group: reference('authentik_core.group').meta({
    title: 'Group',
    description: 'Everybody who is written is added to this group.',
  }),
  user_type: z
    .enum(USER_TYPES)
    .default('external')
    .meta({ title: 'User type', description: 'The type of new users.' }),
  user_path_template: z
    .string()
    .max(1024)
    .regex(/^$|^[^/]$|^[^/].*[^/]$/, 'A path neither begins nor ends with a slash.')
    .default('')
    .meta({ title: 'User path', description: 'The path of new users; empty: "users".' }),
});
