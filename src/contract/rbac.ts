import { z } from 'zod';
import { PermissionReply } from '../core/directory/replies.ts';
import { said } from '../core/words/said.ts';
import { listQuery, paginated, type Route, route } from './route.ts';

const tag = 'rbac';

const RolePermission = z.object({
  id: z.int(),
  codename: z.string(),
  model: z.string(),
  app_label: z.string(),
  object_pk: z.string(),
  name: said(),
});

const AssignRequest = z
  .strictObject({
    permissions: z.array(z.string().min(1).max(200)).min(1).max(500),
    model: z.string().max(200).optional(),
    object_pk: z.string().min(1).max(200).optional(),
  })
  .meta({ id: 'PermissionAssignRequest' });

const AssignedByRole = z
  .object({
    role_pk: z.string(),
    name: z.string(),
    object_permissions: z.array(RolePermission),
    model_permissions: z.array(RolePermission.omit({ object_pk: true })),
  })
  .meta({ id: 'RoleAssignedObjectPermission' });

/** Roles and what they permit. */
export const rbac: readonly Route[] = [
  route({
    id: 'rbac_permissions_list',
    method: 'GET',
    path: '/rbac/permissions/',
    tag,
    access: { permission: 'authentik_rbac.view_role' },
    summary: 'List every permission there is',
    query: z.object({
      ...listQuery,
      codename: z.string().max(100).optional(),
      content_type__app_label: z.string().max(100).optional(),
      content_type__model: z.string().max(100).optional(),
      role: z.uuid().optional(),
    }),
    reply: paginated(PermissionReply).meta({ id: 'PaginatedPermissionList' }),
  }),
  route({
    id: 'rbac_permissions_retrieve',
    method: 'GET',
    path: '/rbac/permissions/{id}/',
    tag,
    params: { id: z.coerce.number().int().min(0).max(2147483647) },
    access: { permission: 'authentik_rbac.view_role' },
    summary: 'Read a permission',
    reply: PermissionReply,
  }),
  route({
    id: 'rbac_permissions_roles_list',
    method: 'GET',
    path: '/rbac/permissions/roles/',
    tag,
    access: { permission: 'authentik_rbac.view_role' },
    summary: 'List what roles may do with single objects',
    query: z.object({ ...listQuery, uuid: z.uuid().optional().meta({ description: 'Of this role.' }) }),
    reply: paginated(
      PermissionReply.extend({
        object_pk: z.string(),
        object_description: z.string().nullable().meta({
          description: 'How the object is called, for those who may see it.',
        }),
      }).meta({ id: 'ExtraRoleObjectPermission' }),
    ).meta({ id: 'PaginatedExtraRoleObjectPermissionList' }),
  }),
  route({
    id: 'rbac_permissions_assigned_by_roles_list',
    method: 'GET',
    path: '/rbac/permissions/assigned_by_roles/',
    tag,
    access: { permission: 'authentik_rbac.view_role' },
    summary: 'List which roles may do what with a model or object',
    query: z.object({ ...listQuery, model: z.string().max(200), object_pk: z.string().max(200).optional() }),
    reply: paginated(AssignedByRole).meta({ id: 'PaginatedRoleAssignedObjectPermissionList' }),
  }),
  route({
    id: 'rbac_permissions_assigned_by_roles_assign',
    method: 'POST',
    path: '/rbac/permissions/assigned_by_roles/{uuid}/assign/',
    tag,
    params: { uuid: z.uuid() },
    access: { permission: 'authentik_rbac.assign_role_permissions' },
    summary: 'Give a role permissions: on all objects, or on one',
    body: AssignRequest,
    reply: z.array(z.object({ id: z.string() }).meta({ id: 'PermissionAssignResult' })),
  }),
  route({
    id: 'rbac_permissions_assigned_by_roles_unassign_partial_update',
    method: 'PATCH',
    path: '/rbac/permissions/assigned_by_roles/{uuid}/unassign/',
    tag,
    params: { uuid: z.uuid() },
    access: { permission: 'authentik_rbac.unassign_role_permissions' },
    summary: 'Take permissions from a role',
    body: AssignRequest.meta({ id: 'PatchedPermissionAssignRequest' }),
  }),
  ...(['add_user', 'remove_user'] as const).map((name) =>
    route({
      id: `rbac_roles_${name}_create`,
      method: 'POST',
      path: `/rbac/roles/{uuid}/${name}/`,
      tag,
      params: { uuid: z.uuid() },
      access: { permission: 'authentik_rbac.change_role', on: 'authentik_rbac.role' },
      summary: name === 'add_user' ? 'Give a user a role' : 'Take a role from a user',
      body: z.strictObject({ pk: z.int() }).meta({ id: 'UserAccountSerializerForRoleRequest' }),
    }),
  ),
];
