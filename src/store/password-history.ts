import { sql } from 'kysely';
import type { PasswordHistoryStore } from '../core/password/ports.ts';
import type { Database } from './database.ts';

/** The history of passwords on PostgreSQL; the triggers of migration 0090 write it. */
export function createPasswordHistory({ kysely }: Pick<Database, 'kysely'>): PasswordHistoryStore {
  return {
    async recent(user, count) {
      const { rows } = await sql<{ hash: string }>`
        select hash from password_history where "user" = ${user} order by pk desc limit ${count}`.execute(
        kysely,
      );
      return rows.map(({ hash }) => hash);
    },
    async trim() {
      const { numAffectedRows } = await sql`
        with kept as (select kept_passwords() as most),
        numbered as (select pk, row_number() over (partition by "user" order by pk desc) as place from password_history)
        delete from password_history where pk in (select pk from numbered, kept where place > most)`.execute(
        kysely,
      );
      return Number(numAffectedRows ?? 0n);
    },
  };
}
