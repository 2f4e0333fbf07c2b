import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Administrators look at who was here last, and who never was, in installations with very many users too. */
export const latestLogins: Migration = {
  id: '0150-latest-logins',
  async up(trx) {
    await sql`create index users_last_login on users (last_login desc nulls last, pk)`.execute(trx);
    await sql`create index users_last_login_asc on users (last_login asc nulls last, pk)`.execute(trx);
  },
};
