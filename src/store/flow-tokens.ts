import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { FlowToken, FlowTokens } from '../core/flow/ports.ts';
import type { Database } from './database.ts';

/** The use is part of the digest, so that it says nothing about the same secret in another table. */
const digest = (token: string): Buffer =>
  createHash('sha256').update(`postern flow token\n${token}`).digest();

const at = (milliseconds: number) => sql`to_timestamp(${milliseconds / 1000}::float8)`;

/** Keeps links into flows in PostgreSQL. That a link works once is decided by the row that it deletes. */
export function createFlowTokens({ kysely }: Pick<Database, 'kysely'>): FlowTokens {
  return {
    async put(token, { flow, user, created, expires }) {
      await sql`
        insert into flow_tokens (digest, flow, "user", created, expires)
        values (${digest(token)}, ${flow}::uuid, ${user}, ${at(created)}, ${at(expires)})
        on conflict (flow, "user") do update set
          digest = excluded.digest, created = excluded.created, expires = excluded.expires`.execute(kysely);
    },

    async take(token, flow, now) {
      const { rows } = await sql<FlowToken & { readonly live: boolean }>`
        delete from flow_tokens using users
        where digest = ${digest(token)} and flow = ${flow}::uuid and users.pk = flow_tokens."user"
        returning flow_tokens.flow, flow_tokens."user",
          (extract(epoch from flow_tokens.created) * 1000)::float8 as created,
          (extract(epoch from flow_tokens.expires) * 1000)::float8 as expires,
          flow_tokens.expires > ${at(now)} and users.is_active
            and (users.password_change_date is null or users.password_change_date <= flow_tokens.created) as live`.execute(
        kysely,
      );
      const [row] = rows;
      if (!row?.live) return undefined;
      const { live: _, ...kept } = row;
      return kept;
    },

    async purge(now) {
      const { numAffectedRows } = await sql`delete from flow_tokens where expires <= ${at(now)}`.execute(
        kysely,
      );
      return Number(numAffectedRows ?? 0n);
    },
  };
}
