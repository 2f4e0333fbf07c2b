import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Pictures that somebody uploaded. They are few and small, and are saved with everything else. */
export const files: Migration = {
  id: '0156-files',
  async up(trx) {
    await sql`create table files (
      name text primary key,
      mime_type text not null,
      digest text not null,
      content bytea not null,
      created timestamptz not null default now())`.execute(trx);
  },
};
