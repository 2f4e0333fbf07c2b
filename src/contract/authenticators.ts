import { z } from 'zod';
import { DeviceReply } from '../core/authenticator/models.ts';
import { type Route, route } from './route.ts';

const tag = 'authenticators';

const which = { id: z.coerce.number().int().min(0).max(2147483647) };

/** The devices of all kinds in one list: one's own, and anybody's for administrators. */
export const authenticators: readonly Route[] = [
  route({
    id: 'authenticators_all_list',
    method: 'GET',
    path: '/authenticators/all/',
    tag,
    access: 'authenticated',
    summary: 'List your own devices, of every kind',
    reply: z.array(DeviceReply),
  }),
  route({
    id: 'authenticators_all_partial_update',
    method: 'PATCH',
    path: '/authenticators/all/{id}/',
    tag,
    access: 'authenticated',
    params: which,
    body: z.strictObject({ name: z.string().trim().min(1) }),
    summary: 'Rename a device of your own, of whatever kind',
    reply: DeviceReply,
  }),
  route({
    id: 'authenticators_all_destroy',
    method: 'DELETE',
    path: '/authenticators/all/{id}/',
    tag,
    access: 'authenticated',
    params: which,
    summary: 'Delete a device of your own, of whatever kind',
  }),
  route({
    id: 'authenticators_admin_all_list',
    method: 'GET',
    path: '/authenticators/admin/all/',
    tag,
    access: { permission: 'authentik_core.view_user' },
    query: z.object({ user: z.coerce.number().int().min(0).max(2147483647) }),
    summary: 'List the devices of a user, of every kind',
    reply: z.array(DeviceReply),
  }),
];
