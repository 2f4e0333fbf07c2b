import { z } from 'zod';
import { said } from '../core/words/said.ts';
import { listQuery, paginated, type Route, route } from './route.ts';

const Decider = z
  .object({
    binding: z.string(),
    subject: z.object({
      kind: z.enum(['policy', 'group', 'user', 'none']),
      pk: z.union([z.string(), z.int()]).nullable(),
      label: z.string(),
    }),
    why: z.string().meta({ description: 'As in a trace; "depends": the answer depends on the request.' }),
    negated: z.boolean(),
    messages: z.array(said()),
  })
  .meta({ id: 'Decider' });

const WhoRow = z
  .object({
    user: z.object({ pk: z.int(), username: z.string(), name: z.string() }),
    passing: z.boolean().nullable().meta({ description: 'Null: it depends on the request.' }),
    decided: z.array(Decider).meta({ description: 'The bindings that caused the answer.' }),
    because: said().meta({ description: 'What decided, in one sentence.' }),
  })
  .meta({ id: 'WhoPasses' });

const AccessRow = WhoRow.omit({ user: true })
  .extend({ application: z.object({ pk: z.string(), name: z.string(), slug: z.string() }) })
  .meta({ id: 'UserAccess' });

/** Who can open this, and what can she open? */
export const who: readonly Route[] = [
  route({
    id: 'policies_who_list',
    method: 'GET',
    path: '/policies/who/',
    tag: 'policies',
    access: 'authenticated',
    summary: 'List who passes a target now, among the active users that one may view, and what decides',
    query: z.object({
      ...listQuery,
      target: z.uuid().meta({ description: 'A target that one may view.' }),
      passing: z
        .enum(['true', 'false', 'depends'])
        .optional()
        .meta({ description: '"depends": a policy asks about the request, e.g. its address.' }),
    }),
    reply: paginated(WhoRow)
      .extend({
        counts: z.object({ passing: z.int(), refused: z.int(), depends: z.int() }),
        total: z.int().meta({ description: 'How many users there are to judge.' }),
        judged: z.int().meta({
          description: 'How many are judged so far; ask again until it is `total`: the judging goes on then.',
        }),
        as_of: z.string().meta({ description: 'When the judging began (ISO 8601).' }),
        anonymous: z
          .boolean()
          .nullable()
          .meta({ description: 'Whether somebody passes who is not signed in.' }),
        depends_on: z.array(Decider).meta({ description: 'Bindings that depend on the request.' }),
        unbound: z.boolean(),
        closed: z.boolean(),
      })
      .meta({ id: 'PaginatedWhoPassesList' }),
    etag: false,
  }),
  route({
    id: 'core_users_access_list',
    method: 'GET',
    path: '/core/users/{id}/access/',
    tag: 'core',
    params: { id: z.coerce.number().int().min(0).max(2147483647) },
    access: { permission: 'authentik_core.view_user_applications', on: 'authentik_core.user' },
    summary: 'List which applications a user may open now, among those that one may view, and what decides',
    query: z.object({
      ...listQuery,
      passing: z
        .enum(['true', 'false', 'depends'])
        .optional()
        .meta({ description: '"depends": a policy asks about the request, e.g. its address.' }),
    }),
    reply: paginated(AccessRow)
      .extend({ counts: z.object({ passing: z.int(), refused: z.int(), depends: z.int() }) })
      .meta({ id: 'PaginatedUserAccessList' }),
    etag: false,
  }),
];
