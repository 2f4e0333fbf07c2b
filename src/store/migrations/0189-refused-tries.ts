import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/**
 * A try that is refused because another of its counts is locked begins no window: a count that it would have been the
 * first of is kept as one that has never been tried.
 */
export const refusedTries: Migration = {
  id: '0189-refused-tries',
  async up(trx) {
    await sql`
      create or replace function take_try(whose text, keys text[], limits integer[], moment timestamptz,
          over_after interval, locked_for interval)
        returns table (admitted boolean, until timestamptz) language plpgsql as $$
      declare
        standing timestamptz;
      begin
        insert into tries as t (key, subject, count, since, expires)
          select given.key, whose, 0, '-infinity', moment + over_after + locked_for
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
            cross join lateral
              (select old.locked_until is not null or old.since + over_after <= moment) as a (anew)
          ) counted
          where t.key = counted.key;
        return query select true, max(t.locked_until) from tries t
          where t.key = any (keys) and t.locked_until > moment;
      end $$`.execute(trx);
  },
};
