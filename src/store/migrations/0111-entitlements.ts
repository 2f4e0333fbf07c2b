import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements = [
  `create table application_entitlements (
    pk uuid primary key default gen_random_uuid(),
    name text not null,
    app uuid not null references applications on delete cascade,
    type text,
    config jsonb not null default '{}',
    created timestamptz not null default now(),
    last_updated timestamptz not null default now(),
    xid xid8 not null default pg_current_xact_id(),
    unique (app, name))`,
  'create index application_entitlements_xid on application_entitlements (xid)',
  `create trigger stamp before update on application_entitlements
    for each row execute function stamp_row()`,
  `create trigger bury after delete on application_entitlements
    for each row execute function bury_row()`,
  `create trigger tell after insert or update or delete on application_entitlements
    execute function tell_change()`,
  `create trigger unbind after delete on application_entitlements
    for each row execute function delete_bindings()`,
  `create trigger unmark after update or delete on application_entitlements
    for each row execute function unmark_by_rule()`,
];

/** What applications let some of their people do. */
export const entitlements: Migration = {
  id: '0111-entitlements',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
