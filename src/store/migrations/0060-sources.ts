import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Who has left for a source and is expected back; keys are digests of what the browser holds. */
export const sources: Migration = {
  id: '0060-sources',
  async up(trx) {
    await sql`create table source_authorizations (
      state bytea primary key,
      browser bytea not null,
      source uuid not null references sources on delete cascade,
      pending jsonb not null,
      created timestamptz not null default now(),
      expires timestamptz not null)`.execute(trx);
    await sql`create index source_authorizations_browser on source_authorizations (browser, created)`.execute(
      trx,
    );
    await sql`create index source_authorizations_expires on source_authorizations (expires)`.execute(trx);
  },
};
