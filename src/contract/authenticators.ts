import { z } from 'zod';
import { DeviceReply } from '../core/authenticator/models.ts';
import { type Route, route } from './route.ts';

const tag = 'authenticators';

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
