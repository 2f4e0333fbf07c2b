import { sql } from 'kysely';
import type { Invitations, Invited } from '../core/invitation/ports.ts';
import type { Database } from './database.ts';
import { at } from './moment.ts';

/** A text that is no uuid is no invitation; PostgreSQL would call it an error. */
const isUuid = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Invitations on PostgreSQL. That one works once is decided by the row that is claimed. */
export const createInvitations = ({ kysely }: Pick<Database, 'kysely'>): Invitations => ({
  async find(token, now) {
    if (!isUuid(token)) return undefined;
    const { rows } = await sql<Invited>`
      select pk, name, flow, single_use, coalesce(config -> 'fixed_data', '{}') as fixed_data
      from invitations where pk = ${token}::uuid and (expires is null or expires > ${at(now)})`.execute(
      kysely,
    );
    return rows[0];
  },

  async claim(pk, by, { now, until, late }) {
    const { rows } = await sql`
      update invitations set claimed_by = ${by}, claimed_until = ${at(until)}
      where pk = ${pk}::uuid and (${late}::boolean or expires is null or expires > ${at(now)})
        and (claimed_by is null or claimed_by = ${by} or claimed_until <= ${at(now)})
      returning pk`.execute(kysely);
    return rows.length > 0;
  },

  async burn(pk, by) {
    await sql`delete from invitations where pk = ${pk}::uuid and claimed_by = ${by}`.execute(kysely);
  },
});
