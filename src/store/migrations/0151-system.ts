import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements = [
  `create table system_settings (
    pk uuid primary key default gen_random_uuid(),
    type text,
    config jsonb not null default '{}',
    created timestamptz not null default now(),
    last_updated timestamptz not null default now(),
    xid xid8 not null default pg_current_xact_id())`,
  'create index system_settings_xid on system_settings (xid)',
  'create trigger stamp before update on system_settings for each row execute function stamp_row()',
  'create trigger bury after delete on system_settings for each row execute function bury_row()',
  `create trigger tell after insert or update or delete on system_settings
    execute function tell_change()`,
  `insert into system_settings (pk) values ('00000000-0000-4000-8000-000000000001')`,

  /** How each scheduled job went the last time: the queue forgets what is done. */
  `create table job_runs (
    name text primary key,
    began timestamptz not null,
    ended timestamptz,
    error text)`,
];

/** Settings that are kept here, and how scheduled jobs went. */
export const system: Migration = {
  id: '0151-system',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
