import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/**
 * Parts of a name are found among very many users. A PostgreSQL of somebody else may lack the extension or not let us
 * have it; then the search reads all rows, as it always did.
 */
export const search: Migration = {
  id: '0190-search',
  async up(trx) {
    await sql`do $$ begin
      create extension if not exists pg_trgm;
    exception when insufficient_privilege or undefined_file or feature_not_supported then null;
    end $$`.execute(trx);
    const { rows } = await sql`select 1 from pg_opclass where opcname = 'gin_trgm_ops'`.execute(trx);
    if (rows.length === 0) return;
    for (const field of ['username', 'name', 'email'])
      await sql
        .raw(`create index users_${field}_parts on users using gin (${field} gin_trgm_ops)`)
        .execute(trx);
  },
};
