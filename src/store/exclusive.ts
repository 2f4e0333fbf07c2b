import { sql } from 'kysely';
import type { Exclusive } from '../core/blueprint/ports.ts';
import type { Database } from './database.ts';

/** Set apart from other users of advisory locks in the same database. */
const CLASS = 20_733;

/** Work that only one node does at a time: an advisory lock of the session, which a dying node gives back by itself. */
export function createExclusive({ kysely }: Database): Exclusive {
  return {
    run: (name, work) =>
      kysely.connection().execute(async (connection) => {
        await sql`set statement_timeout = 0`.execute(connection); // waiting for another node is no slow query
        await sql`select pg_advisory_lock(${CLASS}, hashtext(${name}))`.execute(connection);
        await sql`reset statement_timeout`.execute(connection);
        try {
          return await work();
        } finally {
          await sql`select pg_advisory_unlock(${CLASS}, hashtext(${name}))`.execute(connection);
        }
      }),
  };
}
