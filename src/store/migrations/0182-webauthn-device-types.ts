import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements = [
  // The key is what references on the wire hold.
  `create table webauthn_device_types (
    pk uuid generated always as (aaguid::uuid) stored primary key,
    aaguid text not null unique,
    description text not null,
    type text,
    config jsonb not null default '{}',
    created timestamptz not null default now(),
    last_updated timestamptz not null default now(),
    xid xid8 not null default pg_current_xact_id())`,
  'create index webauthn_device_types_xid on webauthn_device_types (xid)',
  `create trigger stamp before update on webauthn_device_types
    for each row execute function stamp_row()`,
  `create trigger bury after delete on webauthn_device_types
    for each row execute function bury_row()`,
  `create trigger tell after insert or update or delete on webauthn_device_types
    execute function tell_change()`,
];

/** The makes of authenticators that have a name. */
export const webauthnDeviceTypes: Migration = {
  id: '0182-webauthn-device-types',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
