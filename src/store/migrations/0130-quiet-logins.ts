import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/**
 * A login tells nobody: each would make every node read all that has changed, for the sake of one time. A statement that
 * sets nothing of a user but `last_login` only stamps the row; the next read finds it (replica.ts). Every other column
 * tells, and one that is added later has to be put here too.
 */
export const quietLogins: Migration = {
  id: '0130-quiet-logins',
  async up(trx) {
    const { rows } = await sql<{ name: string }>`
      select attname as name from pg_attribute
      where attrelid = 'users'::regclass and attnum > 0 and not attisdropped and attname <> 'last_login'
      order by attnum`.execute(trx);
    const columns = sql.join(rows.map(({ name }) => sql.id(name)));
    await sql`drop trigger tell on users`.execute(trx);
    await sql`create trigger tell after insert or delete or update of ${columns} on users
      execute function tell_change()`.execute(trx);
  },
};
