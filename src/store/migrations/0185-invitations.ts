import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements = [
  `create table invitations (
    pk uuid primary key default gen_random_uuid(),
    name text not null,
    expires timestamptz,
    flow uuid references flows on delete cascade,
    single_use boolean not null default false,
    created_by integer references users on delete cascade,
    claimed_by text,
    claimed_until timestamptz,
    type text,
    config jsonb not null default '{}',
    created timestamptz not null default now(),
    last_updated timestamptz not null default now(),
    xid xid8 not null default pg_current_xact_id())`,
  'create index invitations_flow on invitations (flow)',
  'create index invitations_created_by on invitations (created_by)',
];

/** Links that let people into a flow. */
export const invitations: Migration = {
  id: '0185-invitations',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
