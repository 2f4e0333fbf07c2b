import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** Links that open a flow for one person; keys are digests of what the links hold. */
export const flowTokens: Migration = {
  id: '0080-flow-tokens',
  async up(trx) {
    await sql`create table flow_tokens (
      digest bytea primary key,
      flow uuid not null references flows on delete cascade,
      "user" integer not null references users on delete cascade,
      created timestamptz not null,
      expires timestamptz not null,
      unique (flow, "user"))`.execute(trx);
    await sql`create index flow_tokens_user on flow_tokens ("user")`.execute(trx);
    await sql`create index flow_tokens_expires on flow_tokens (expires)`.execute(trx);
  },
};
