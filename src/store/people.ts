import { sql } from 'kysely';
import type { UserField } from '../core/directory/ports.ts';
import type { PeopleStore, StoredSession, StoredToken } from '../core/directory/stores.ts';
import type { Database } from './database.ts';
import { at } from './moment.ts';
import type { RunningReplica } from './replica.ts';
import { together } from './together.ts';

/** The directory's statements on PostgreSQL. Times are milliseconds since the epoch outside, timestamptz inside. */
export function createPeopleStore(
  { kysely }: Pick<Database, 'kysely'>,
  replica: Pick<RunningReplica, 'patch'>,
): PeopleStore {
  // Every request of a signed-in browser asks, so those that ask at the same time ask together.
  const sessionByHash = together<string, StoredSession | undefined>(async (hashes) => {
    const { rows } = await sql<StoredSession & { readonly cookie_hash: string }>`
      select cookie_hash, uuid, "user", last_ip, login, impersonated,
        (extract(epoch from created) * 1000)::float8 as created,
        (extract(epoch from expires) * 1000)::float8 as expires,
        (extract(epoch from last_used) * 1000)::float8 as last_used
      from sessions where cookie_hash = any((select ${hashes}::text[])::text[])`.execute(kysely);
    const found = new Map(rows.map(({ cookie_hash, ...session }) => [cookie_hash, session]));
    return hashes.map((hash) => found.get(hash));
  });

  return {
    async find(fields, value, caseInsensitive) {
      const tests = fields.map((field) => test(field, value, caseInsensitive));
      if (tests.length === 0) return [];
      const { rows } = await sql<{ pk: number }>`
        select pk from users where ${sql.join(tests, sql` or `)} order by pk limit 3`.execute(kysely);
      return rows.map(({ pk }) => pk);
    },

    async passwordHash(user) {
      const { rows } = await sql<{ password: string }>`select password from users where pk = ${user}`.execute(
        kysely,
      );
      return rows[0]?.password ?? '';
    },

    async tokenByHash(hash, now) {
      const { rows } = await sql<StoredToken>`
        select identifier, intent, "user" from tokens
        where key_hash = ${hash} and (not expiring or expires is null or expires > ${at(now)})`.execute(
        kysely,
      );
      return rows[0];
    },

    async sessionByHash(hash, now) {
      const found = await sessionByHash(hash);
      return found && found.expires > now ? found : undefined;
    },

    async touchSession(uuid, { ip, user_agent, now }) {
      await sql`update sessions set last_used = ${at(now)}, last_ip = ${ip}, last_user_agent = ${user_agent}
        where uuid = ${uuid}`.execute(kysely);
    },

    async openSession({ uuid, user, login, ...session }, replaced, proven) {
      // One statement: nobody else waits for a transaction. It tells no node of the login: each would read for nothing.
      const { rows } = await sql<{ xid: string; values: Readonly<Record<string, unknown>> }>`
        with person as (
          update users set last_login = ${at(session.last_used)}
          where pk = ${user} and is_active
            and (${proven === undefined}::boolean
              or coalesce(greatest(password_change_date, proofs_since), '-infinity') <= ${at(proven ?? 0)})
          returning pk, xid, last_login, last_updated),
        ended as (delete from sessions where uuid = ${replaced}::uuid and exists (select from person)),
        opened as (
          insert into sessions (uuid, "user", cookie_hash, last_ip, last_user_agent, last_used, expires, login)
          select ${uuid}::uuid, pk, ${session.cookie_hash}, ${session.last_ip}, ${session.last_user_agent},
            ${at(session.last_used)}, ${at(session.expires)}, ${JSON.stringify(login)}::jsonb from person)
        select xid::text, jsonb_build_object('last_login', last_login, 'last_updated', last_updated) as values
        from person`.execute(kysely);
      for (const { xid, values } of rows) replica.patch('users', user, values, BigInt(xid));
      return rows.length > 0;
    },

    async endSession(uuid) {
      const { rows } = await sql`delete from sessions where uuid = ${uuid} returning uuid`.execute(kysely);
      return rows.length > 0;
    },

    async actAs(uuid, user) {
      await sql`with session as (update sessions set impersonated = ${user}::integer where uuid = ${uuid} returning "user")
        delete from oauth_grants g using session s where g.session = ${uuid} and g."user" <> s."user"`.execute(
        kysely,
      );
    },

    async endSessions(user, except) {
      const { rows } = await sql<{ uuid: string }>`
        delete from sessions where "user" = ${user} and uuid is distinct from ${except}::uuid returning uuid`.execute(
        kysely,
      );
      return rows.map(({ uuid }) => uuid);
    },

    async purge(now) {
      const statements = [
        sql`delete from sessions where expires <= ${at(now)}`,
        sql`delete from tokens where expiring and expires <= ${at(now)}`,
        sql`delete from user_consents where expiring and expires <= ${at(now)}`,
        sql`delete from events where expires <= ${at(now)}`,
        sql`delete from tombstones where created < ${at(now)} - interval '1 hour'`,
      ];
      let gone = 0;
      for (const statement of statements)
        gone += Number((await statement.execute(kysely)).numAffectedRows ?? 0n);
      return gone;
    },
  };
}

function test(field: UserField, value: string, caseInsensitive: boolean) {
  if (field === 'upn') return sql`attributes ->> 'upn' = ${value}`;
  return caseInsensitive
    ? sql`lower(${sql.id(field)}) = lower(${value})`
    : sql`(lower(${sql.id(field)}) = lower(${value}) and ${sql.id(field)} = ${value})`;
}
