import { z } from 'zod';
import { said } from '../core/words/said.ts';
import { listQuery, paginated, type Route, route } from './route.ts';

const tag = 'policies';

const ClosedTarget = z
  .object({
    pk: z.uuid().meta({ description: 'The key of the target.' }),
    model: z.string(),
    name: z.string(),
    cause: z.enum(['cascade', 'expired']).meta({
      description: 'What took the last binding: a deletion of what it named, or its expiry.',
    }),
    subject: z
      .string()
      .meta({ description: 'What was bound: `policy <uuid>`, `group <uuid>` or `user <number>`.' }),
    since: z.string(),
    consequence: said().meta({ description: 'What follows for people, in a sentence.' }),
    reopened: said().meta({ description: 'What its own rule says, if it is reopened with nothing bound.' }),
  })
  .meta({ id: 'ClosedTarget' });

/** Targets that lost their last binding without anybody having said what they shall answer. */
export const closedTargets: readonly Route[] = [
  route({
    id: 'policies_closed_targets_list',
    method: 'GET',
    path: '/policies/closed_targets/',
    tag,
    access: 'authenticated',
    summary: 'List what a deletion or an expiry has closed, as far as one may see it',
    query: z.object(listQuery),
    reply: paginated(ClosedTarget).meta({ id: 'PaginatedClosedTargetList' }),
  }),
  route({
    id: 'policies_closed_targets_reopen_create',
    method: 'POST',
    path: '/policies/closed_targets/{target}/reopen/',
    tag,
    params: { target: z.uuid() },
    access: 'authenticated',
    summary: 'Say that the own rule of a closed target shall count again; needs the right to change it',
  }),
];
