import { sql } from 'kysely';
import type { DecisionFigures } from '../core/system/figures.ts';
import type { Database } from './database.ts';

/** Hours are counted over so many of the latest decisions at most, and policies over so many. */
const COUNTED = 1_000_000;
const TRACED = 5_000;

/** Figures of the decision log. Keys grow with time, so the latest are found by their keys. */
export function createDecisionFigures({ kysely }: Pick<Database, 'kysely'>): DecisionFigures {
  const traces = sql`(select d.time, entry from
    (select trace, time from decisions order by pk desc limit ${sql.lit(TRACED)}) d,
    jsonb_array_elements(d.trace) entry
    where entry -> 'subject' ->> 'kind' = 'policy' and entry -> 'subject' ->> 'pk' is not null) t`;
  const policy = sql`t.entry -> 'subject' ->> 'pk'`;
  return {
    async hours(since) {
      const { rows } = await sql<{ time: Date; passing: number; failing: number }>`
        select date_trunc('hour', time, 'UTC') as time, (count(*) filter (where passing))::int as passing,
          (count(*) filter (where not passing))::int as failing
        from decisions where time >= ${since} and pk > (select coalesce(max(pk), 0) - ${sql.lit(COUNTED)} from decisions)
        group by 1 order by 1`.execute(kysely);
      return rows.map((row) => ({ ...row, time: new Date(row.time).toISOString() }));
    },

    async lastMinute(now) {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from decisions
        where time >= ${new Date(now.getTime() - 60_000)} and time <= ${now}`.execute(kysely);
      return rows[0]?.count ?? 0;
    },

    async slowest(most) {
      const { rows } = await sql<{ policy: string; runs: number; average: number; slowest: number }>`
        select ${policy} as policy, count(*)::int as runs,
          avg((t.entry ->> 'duration')::double precision) as average,
          max((t.entry ->> 'duration')::double precision) as slowest
        from ${traces} where t.entry ->> 'duration' is not null
        group by 1 order by 3 desc limit ${most}`.execute(kysely);
      return rows;
    },

    async faulty(most) {
      const { rows } = await sql<{ policy: string; faults: number; latest: Date; detail: string | null }>`
        select ${policy} as policy, count(*)::int as faults, max(t.time) as latest,
          (array_agg(t.entry -> 'fault' ->> 'detail' order by t.time desc))[1] as detail
        from ${traces} where jsonb_typeof(t.entry -> 'fault') = 'object'
        group by 1 order by 3 desc limit ${most}`.execute(kysely);
      return rows.map((row) => ({
        ...row,
        latest: new Date(row.latest).toISOString(),
        detail: row.detail ?? '',
      }));
    },

    async opened() {
      const { rows } = await sql<{ found: boolean }>`select exists (select from
        (select target_model from decisions order by pk desc limit ${sql.lit(TRACED)}) d
        where target_model = 'authentik_core.application') as found`.execute(kysely);
      return rows[0]?.found === true;
    },
  };
}
