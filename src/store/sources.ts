import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { PendingAuthorization, PendingAuthorizations } from '../core/source/ports.ts';
import type { Database } from './database.ts';
import { at } from './moment.ts';

/** Open authorizations of one browser at most; the oldest go. */
const LIMIT = 20;
const PURGE_BATCH = 10_000;

/** The use is part of the digest, so that it says nothing about the same secret in another table. */
const digest = (use: string, secret: string): Buffer =>
  createHash('sha256').update(`postern source ${use}\n${secret}`).digest();

/** Keeps who has left for a source in PostgreSQL. That a state works once is decided by the row that it deletes. */
export function createPendingAuthorizations({ kysely }: Pick<Database, 'kysely'>): PendingAuthorizations {
  return {
    async save(state, browser, pending, expires) {
      const owner = digest('browser', browser);
      await sql`
        with surplus as (
          select state from source_authorizations where browser = ${owner}
          order by created desc offset ${LIMIT - 1}),
        gone as (delete from source_authorizations where state in (select state from surplus))
        insert into source_authorizations (state, browser, source, pending, expires)
        values (${digest('state', state)}, ${owner}, ${pending.source}, ${JSON.stringify(pending)}::jsonb,
          ${at(expires)})`.execute(kysely);
    },

    async take(state, browser, source, now) {
      const { rows } = await sql<{ readonly pending: PendingAuthorization; readonly live: boolean }>`
        delete from source_authorizations
        where state = ${digest('state', state)} and browser = ${digest('browser', browser)} and source = ${source}
        returning pending, expires > ${at(now)} as live`.execute(kysely);
      const [row] = rows;
      return row?.live ? row.pending : undefined;
    },

    async purge(now) {
      const { numAffectedRows } = await sql`
        delete from source_authorizations where state in (
          select state from source_authorizations where expires <= ${at(now)} limit ${PURGE_BATCH})`.execute(
        kysely,
      );
      return Number(numAffectedRows ?? 0);
    },
  };
}
