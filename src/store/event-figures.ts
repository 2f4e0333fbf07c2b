import { sql } from 'kysely';
import type { EventFigures, EventSelection } from '../core/event/figures.ts';
import type { Model } from '../core/model/model.ts';
import type { Database } from './database.ts';
import { condition } from './objects.ts';

/** Figures of events, counted by PostgreSQL. `model` is the one of events. */
export function createEventFigures({ kysely }: Pick<Database, 'kysely'>, model: Model): EventFigures {
  const selected = ({ where, search }: EventSelection) => condition(model, where, search);
  return {
    async volume(of, since) {
      const { rows } = await sql<{ action: string; time: Date; count: number }>`
        select t.action, date_trunc('hour', t.created, 'UTC') as time, count(*)::int as count
        from events t where ${selected(of)} and t.created >= ${since}
        group by 1, 2 order by 2, 1`.execute(kysely);
      return rows.map((row) => ({ ...row, time: new Date(row.time).toISOString() }));
    },

    async counts(of, since) {
      const { rows } = await sql<{ counts: number[]; unique_users: number }>`
        select count(distinct t."user" ->> 'pk')::int as unique_users,
          array[${sql.join(since.map((moment) => sql`(count(*) filter (where t.created >= ${moment}))::int`))}]::int[]
            as counts
        from events t where ${selected(of)}`.execute(kysely);
      return rows[0] ?? { counts: since.map(() => 0), unique_users: 0 };
    },

    async countries(of) {
      const { rows } = await sql<{
        country: string;
        counted_events: number;
        unique_users: number;
        latest: Date;
      }>`
        select t.context -> 'geo' ->> 'country' as country, count(*)::int as counted_events,
          count(distinct t."user" ->> 'pk')::int as unique_users, max(t.created) as latest
        from events t where ${selected(of)} and t.context -> 'geo' ->> 'country' is not null
        group by 1 order by 2 desc, 1`.execute(kysely);
      return rows.map((row) => ({ ...row, latest: new Date(row.latest).toISOString() }));
    },

    async applications(of, most) {
      const { rows } = await sql<{
        application: Record<string, unknown>;
        counted_events: number;
        unique_users: number;
      }>`
        select t.context -> 'authorized_application' as application, count(*)::int as counted_events,
          count(distinct t."user" ->> 'pk')::int as unique_users
        from events t where ${selected(of)} and t.context ? 'authorized_application'
        group by 1 order by 2 desc, 1 limit ${most}`.execute(kysely);
      return rows;
    },
  };
}
