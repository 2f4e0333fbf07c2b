import { sql } from 'kysely';
import type { RecentLogins } from '../core/geo/port.ts';
import type { Database } from './database.ts';

/** So many logins of a user are looked at, whatever a policy says: a distance is worked out for each. */
const MOST = 1_000;

/** Where people have signed in lately, read from the events of their logins. */
export const createRecentLogins = ({ kysely }: Pick<Database, 'kysely'>): RecentLogins => ({
  async recent(user, count) {
    const { rows } = await sql<{ time: number; lat: unknown; long: unknown; event: string }>`
      select (extract(epoch from created) * 1000)::float8 as time, pk as event,
        context #> '{geo,lat}' as lat, context #> '{geo,long}' as long
      from events where action = 'login' and "user" ->> 'pk' = ${String(user)}
      order by created desc limit ${Math.min(count, MOST)}`.execute(kysely);
    const number = (value: unknown) => (typeof value === 'number' ? value : null);
    return rows.map(({ time, lat, long, event }) => ({ time, lat: number(lat), long: number(long), event }));
  },
});
