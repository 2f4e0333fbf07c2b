import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements = [
  /** One row per count: of an account, of an account from one address, of an account on one device. */
  `create table tries (
    key text primary key,
    subject text not null,
    count integer not null,
    since timestamptz not null,
    locked_until timestamptz,
    expires timestamptz not null)`,
  'create index tries_subject on tries (subject)',
  'create index tries_expires on tries (expires)',

  /**
   * Takes one try of all counts, or of none. The rows are written first, in one order, so that whoever comes at the same
   * time waits and then sees what this one left.
   */
  `create function take_try(whose text, keys text[], limits integer[], moment timestamptz,
      over_after interval, locked_for interval)
    returns table (admitted boolean, until timestamptz) language plpgsql as $$
  declare
    standing timestamptz;
  begin
    insert into tries as t (key, subject, count, since, expires)
      select given.key, whose, 0, moment, moment + over_after + locked_for
      from unnest(keys) as given (key) order by given.key
      on conflict (key) do update set expires = greatest(t.expires, excluded.expires);
    select max(t.locked_until) into standing from tries t
      where t.key = any (keys) and t.locked_until > moment;
    if standing is not null then
      return query select false, standing;
      return;
    end if;
    update tries t set
        count = counted.now,
        since = case when counted.anew then moment else t.since end,
        locked_until = case when counted.now >= counted.most then moment + locked_for end
      from (
        select old.key, given.most, anew, case when anew then 1 else old.count + 1 end as now
        from tries old
        join unnest(keys, limits) as given (key, most) on given.key = old.key
        cross join lateral (select old.locked_until is not null or old.since + over_after <= moment) as a (anew)
      ) counted
      where t.key = counted.key;
    return query select true, max(t.locked_until) from tries t
      where t.key = any (keys) and t.locked_until > moment;
  end $$`,

  /** Devices on which somebody has signed in before. */
  `create table known_devices (
    digest bytea primary key,
    "user" integer not null references users on delete cascade,
    expires timestamptz not null)`,
  'create index known_devices_user on known_devices ("user")',
  'create index known_devices_expires on known_devices (expires)',
];

/** How often secrets were guessed at, and who is known. */
export const lockout: Migration = {
  id: '0188-lockout',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
