import { sql } from 'kysely';
import type { TryStore } from '../core/lockout/ports.ts';
import type { Database } from './database.ts';
import { at, milliseconds } from './moment.ts';

/** Tries on PostgreSQL. A try is taken by one statement: of those that come at once, each waits for the one before. */
export function createTryStore({ kysely }: Pick<Database, 'kysely'>): TryStore {
  return {
    async take(subject, counts, { window, duration }, now) {
      const keys = counts.map(({ key }) => key);
      const limits = counts.map(({ most }) => most);
      const { rows } = await sql<{ admitted: boolean; until: number | null }>`
        select admitted, ${milliseconds(sql`until`)} as until
        from take_try(${subject}, ${keys}::text[], ${limits}::integer[], ${at(now)},
          make_interval(secs => ${window}::float8), make_interval(secs => ${duration}::float8))`.execute(
        kysely,
      );
      const [row] = rows;
      if (!row) throw new Error('a try was not counted');
      return row;
    },

    async giveBack(keys) {
      // A lock of which this try was a part has come too early.
      await sql`update tries set count = greatest(count - 1, 0), locked_until = null
        where key = any(${keys}::text[])`.execute(kysely);
    },

    async lockedUntil(keys, now) {
      const { rows } = await sql<{ until: number | null }>`
        select ${milliseconds(sql`max(locked_until)`)} as until from tries
        where key = any(${keys}::text[]) and locked_until > ${at(now)}`.execute(kysely);
      return rows[0]?.until ?? null;
    },

    async forget(keys) {
      await sql`delete from tries where key = any(${keys}::text[])`.execute(kysely);
    },

    async forgive(subject) {
      await sql`delete from tries where subject = ${subject}`.execute(kysely);
    },

    async purge(now) {
      const { numAffectedRows } = await sql`delete from tries where expires <= ${at(now)}`.execute(kysely);
      return Number(numAffectedRows ?? 0n);
    },
  };
}
