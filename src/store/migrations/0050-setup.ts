import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** One row for ever: whether the first administrator exists, and the digest of the link that leads there. */
export const setup: Migration = {
  id: '0050-setup',
  async up(trx) {
    await sql`create table setup (
      id boolean primary key default true check (id),
      digest text,
      issued timestamptz,
      completed timestamptz,
      check (completed is null or digest is null))`.execute(trx);
    await sql`insert into setup default values`.execute(trx);
  },
};
