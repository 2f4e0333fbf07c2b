import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';
import { quietLogins } from './0130-quiet-logins.ts';

const statements = [
  /** What was proven of the person before counts for nothing. */
  'alter table users add column proofs_since timestamptz',
  `create function proofs_end() returns trigger language plpgsql as $$
  begin
    if old.is_active and not new.is_active then new.proofs_since := now(); end if;
    return new;
  end $$`,
  // However an account is deactivated: whoever was half-way in does not go on once it is active again.
  `create trigger users_proofs_end before update of is_active on users
    for each row execute function proofs_end()`,
];

/** A run that stands between a proof and the session must not outlive what the proof was worth. */
export const proofs: Migration = {
  id: '0215-proofs',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
    // The column is one more that tells the other nodes.
    await quietLogins.up(trx);
  },
};
