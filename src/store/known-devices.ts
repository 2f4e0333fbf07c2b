import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { KnownDevices } from '../core/lockout/ports.ts';
import type { Database } from './database.ts';
import { at } from './moment.ts';

const digest = (secret: string): Buffer =>
  createHash('sha256').update(`postern known device\n${secret}`).digest();

/** Keeps in PostgreSQL on which devices people have signed in. */
export const createKnownDevices = ({ kysely }: Pick<Database, 'kysely'>): KnownDevices => ({
  async add({ secret, user, expires }) {
    await sql`insert into known_devices (digest, "user", expires)
      values (${digest(secret)}, ${user}, ${at(expires)})
      on conflict (digest) do update set expires = excluded.expires`.execute(kysely);
  },

  async owner(secret, now) {
    const { rows } = await sql<{ user: number }>`select "user" from known_devices
      where digest = ${digest(secret)} and expires > ${at(now)}`.execute(kysely);
    return rows[0]?.user;
  },

  async forget(user) {
    await sql`delete from known_devices where "user" = ${user}`.execute(kysely);
  },

  async purge(now) {
    const { numAffectedRows } = await sql`delete from known_devices where expires <= ${at(now)}`.execute(
      kysely,
    );
    return Number(numAffectedRows ?? 0n);
  },
});
