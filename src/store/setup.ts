import { sql } from 'kysely';
import type { SetupStore } from '../core/setup/ports.ts';
import type { Database } from './database.ts';

/** The table `setup` on PostgreSQL. What must happen at most once is decided by the row, not by its reader. */
export function createSetupStore({ kysely }: Database): SetupStore {
  return {
    async isComplete() {
      const { rows } = await sql`select from setup where completed is not null`.execute(kysely);
      return rows.length > 0;
    },

    async issue(digest) {
      const { rows } = await sql`
        update setup set digest = ${digest}, issued = now() where completed is null returning id`.execute(
        kysely,
      );
      return rows.length > 0;
    },

    async consume(digest) {
      const { rows } = await sql`
        update setup set digest = null where digest = ${digest} and completed is null returning id`.execute(
        kysely,
      );
      return rows.length > 0;
    },

    async complete() {
      const { rows } = await sql`
        update setup set completed = now(), digest = null where completed is null returning id`.execute(
        kysely,
      );
      return rows.length > 0;
    },

    async hasAdministrator() {
      const { rows } = await sql`
        with recursive powerful as (
          select pk from groups where is_superuser
          union select parents.group_pk from group_parents parents join powerful on parents.parent_pk = powerful.pk
        )
        select from users join user_groups on user_groups.user_pk = users.pk
          join powerful on powerful.pk = user_groups.group_pk
        where users.is_active and (users.password <> '' or users.last_login is not null) limit 1`.execute(
        kysely,
      );
      return rows.length > 0;
    },
  };
}
