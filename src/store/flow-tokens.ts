import { hash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { FlowToken, FlowTokens, Resume } from '../core/flow/ports.ts';
import type { Database } from './database.ts';
import { at } from './moment.ts';
import { seal, unseal } from './sealed.ts';

/** The use is part of the digest, so that it says nothing about the same secret in another table. */
const derived = (token: string, use: 'token' | 'state'): Buffer =>
  hash('sha256', `postern flow ${use}\n${token}`, 'buffer');

/** The statement that keeps a link. It keeps none for a person who does not exist, with the same work. */
export const keepFlowToken = (
  token: string,
  { flow, user, created, expires, confirm = false, inactive = false, resume }: FlowToken,
): RawBuilder<unknown> => sql`
  insert into flow_tokens (digest, flow, "user", created, expires, confirm, inactive, state)
  select ${derived(token, 'token')}::bytea, ${flow}::uuid, pk, ${at(created)}, ${at(expires)},
    ${confirm}::boolean, ${inactive}::boolean, ${resume ? seal(resume, derived(token, 'state'), 'flow token') : null}::bytea
  from users where pk = ${user}
  on conflict (flow, "user") do update set digest = excluded.digest, created = excluded.created,
    expires = excluded.expires, confirm = excluded.confirm, inactive = excluded.inactive, state = excluded.state`;

interface Found {
  readonly flow: string;
  readonly user: number;
  readonly created: number;
  readonly expires: number;
  readonly confirm: boolean;
  readonly inactive: boolean;
  readonly state: Buffer | null;
  readonly live: boolean;
}

/** Keeps links into flows in PostgreSQL. That a link works once is decided by the row that it deletes. */
export function createFlowTokens({ kysely }: Pick<Database, 'kysely'>): FlowTokens {
  const columns = (now: number) => sql`flow_tokens.flow, flow_tokens."user",
    (extract(epoch from flow_tokens.created) * 1000)::float8 as created,
    (extract(epoch from flow_tokens.expires) * 1000)::float8 as expires,
    flow_tokens.confirm, flow_tokens.inactive, flow_tokens.state,
    flow_tokens.expires > ${at(now)} and (users.is_active or flow_tokens.inactive)
      and (users.password_change_date is null or users.password_change_date <= flow_tokens.created) as live`;
  const wanted = (token: string, flow: string) =>
    sql`digest = ${derived(token, 'token')} and flow = ${flow}::uuid and users.pk = flow_tokens."user"`;

  function read(rows: readonly Found[], token: string): FlowToken | undefined {
    const [row] = rows;
    if (!row?.live) return undefined;
    const { live: _, state, confirm, inactive, ...kept } = row;
    return {
      ...kept,
      ...(confirm ? { confirm } : {}),
      ...(inactive ? { inactive } : {}),
      ...(state ? { resume: unseal<Resume>(state, derived(token, 'state'), 'flow token') } : {}),
    };
  }

  return {
    async put(token, kept) {
      await keepFlowToken(token, kept).execute(kysely);
    },

    async offer(token, kept) {
      const { rows } = await sql`${keepFlowToken(token, kept)}
        where flow_tokens.expires <= excluded.created or exists (
          select from users where pk = excluded."user" and password_change_date > flow_tokens.created)
        returning 1`.execute(kysely);
      return rows.length > 0;
    },

    async peek(token, flow, now) {
      const { rows } = await sql<Found>`
        select ${columns(now)} from flow_tokens, users where ${wanted(token, flow)}`.execute(kysely);
      return read(rows, token);
    },

    async take(token, flow, now) {
      const { rows } = await sql<Found>`
        delete from flow_tokens using users where ${wanted(token, flow)} returning ${columns(now)}`.execute(
        kysely,
      );
      return read(rows, token);
    },

    async revoke(user) {
      await sql`delete from flow_tokens where "user" = ${user}`.execute(kysely);
    },

    async purge(now) {
      const { numAffectedRows } = await sql`delete from flow_tokens where expires <= ${at(now)}`.execute(
        kysely,
      );
      return Number(numAffectedRows ?? 0n);
    },
  };
}
