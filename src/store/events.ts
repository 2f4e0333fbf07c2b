import { sql } from 'kysely';
import type { EventStore } from '../core/event/store.ts';
import type { Database } from './database.ts';

/** Events on PostgreSQL: a batch is one statement. */
export const createEventStore = ({ kysely }: Database): EventStore => ({
  async add(events, unjudged = []) {
    const insert = sql`
      insert into events (pk, action, app, "user", context, client_ip, brand, created, expires)
      select pk, action, app, "user", context, client_ip, brand, created, expires
      from jsonb_to_recordset(${JSON.stringify(events, storable)}::jsonb) as t (pk uuid, action text, app text, "user" jsonb,
        context jsonb, client_ip text, brand jsonb, created timestamptz, expires timestamptz)
      on conflict (pk) do nothing`;
    if (unjudged.length === 0) await insert.execute(kysely);
    else
      await sql`with stored as (${insert} returning pk)
        insert into unjudged_events (event) select pk from stored where pk = any(${unjudged}::uuid[])`.execute(
        kysely,
      );
  },
});

/** PostgreSQL's jsonb knows neither NUL nor half of a surrogate pair; people can send both. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\uFFFD').toWellFormed() : value;
