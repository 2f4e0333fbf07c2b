import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** The former versions of policies: what each save replaced. */
export const policyHistory: Migration = {
  id: '0110-policy-history',
  async up(trx) {
    await sql`create table policy_versions (
      pk uuid primary key default gen_random_uuid(),
      policy uuid not null references policies on delete cascade,
      version integer not null,
      type text,
      config jsonb not null default '{}',
      created timestamptz not null default now(),
      last_updated timestamptz not null default now(),
      xid xid8 not null default pg_current_xact_id(),
      unique (policy, version))`.execute(trx);
  },
};
