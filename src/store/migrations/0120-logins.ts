import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** The latest logins of a user, without looking at everybody else's. */
export const logins: Migration = {
  id: '0120-logins',
  async up(trx) {
    await sql`create index events_logins on events (("user" ->> 'pk'), created desc)
      where action = 'login'`.execute(trx);
  },
};
