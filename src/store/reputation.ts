import { sql } from 'kysely';
import type { Suspect } from '../core/reputation/ports.ts';
import type { ReputationStore } from '../core/reputation/store.ts';
import { type Database, retried } from './database.ts';
import { at } from './moment.ts';

/** A sum counts so many rows, the latest: somebody who tries a million names must not make it slow. */
const MOST_COUNTED = 1_000;

/** Reputation scores on PostgreSQL. */
export function createReputationStore(database: Database): ReputationStore {
  const { kysely } = database;

  return {
    async apply({ kind, entries }, { lower, upper, expiry }, now) {
      // In one order, so that two nodes which apply the same names at once wait for each other instead of for ever.
      const sorted = entries.toSorted((a, b) => compare(a.identifier, b.identifier) || compare(a.ip, b.ip));
      const column = <T>(of: (entry: (typeof sorted)[number]) => T) => sorted.map(of);
      const before = sql`(case when r.expires <= excluded.updated then 0 else r.score end)`;
      const [first, again] =
        kind === 'failure'
          ? [
              sql`greatest(${lower}::bigint, -e.times)`,
              sql`greatest(${lower}::bigint, ${before} - excluded.changes)`,
            ]
          : [
              sql`least(${upper}::bigint, e.times)`,
              // A success takes back every failure at once.
              sql`least(${upper}::bigint, case when ${before} < 0 then excluded.changes - 1
                else ${before} + excluded.changes end)`,
            ];
      await retried(
        () =>
          sql`
            insert into reputation_scores as r
              (identifier, ip, ip_geo_data, ip_asn_data, score, changes, updated, settled, expires)
            select e.identifier, e.ip, e.geo::jsonb, e.asn::jsonb, ${first}, e.times,
              ${at(now)}, ${at(now)}, ${at(now + expiry * 1000)}
            from unnest(
              ${column(({ identifier }) => identifier)}::text[], ${column(({ ip }) => ip)}::text[],
              ${column(({ times }) => times)}::bigint[], ${column(({ geo }) => JSON.stringify(geo))}::text[],
              ${column(({ asn }) => JSON.stringify(asn))}::text[]) as e (identifier, ip, times, geo, asn)
            on conflict (identifier, ip) do update set
              score = ${again}, changes = r.changes + excluded.changes, last_updated = now(),
              updated = greatest(r.updated, excluded.updated), settled = greatest(r.settled, excluded.settled),
              expires = greatest(r.expires, excluded.expires)`.execute(kysely),
        5,
      );
    },

    async scores({ ip, identifier }, now) {
      const latest = (condition: ReturnType<typeof sql>) => sql`(
        select coalesce(sum(score), 0)::float8 from (
          select score from reputation_scores where ${condition} and expires > ${at(now)}
          order by updated desc limit ${MOST_COUNTED}) latest)`;
      const { rows } = await sql<{ ip: number; identifier: number; both: number }>`
        select ${latest(sql`ip = ${ip}`)} as ip, ${latest(sql`identifier = ${identifier}`)} as identifier,
          ${latest(sql`identifier = ${identifier} and ip = ${ip}`)} as both`.execute(kysely);
      return rows[0] ?? { ip: 0, identifier: 0, both: 0 };
    },

    async settle({ recovery }, now) {
      const gone = await sql`
        delete from reputation_scores where expires <= ${at(now)}`.execute(kysely);
      if (recovery === 0) return Number(gone.numAffectedRows ?? 0n);
      const points = sql`floor(extract(epoch from ${at(now)} - settled) / ${recovery}::float8)`;
      const due = sql`settled <= ${at(now - recovery * 1000)}`;
      // A score of 0 says nothing: it goes, and so do those that get there.
      const whole = await sql`
        delete from reputation_scores where score <= 0 and ${due} and score + ${points} >= 0`.execute(kysely);
      const better = await sql`
        update reputation_scores set score = score + ${points}::bigint, last_updated = now(),
          settled = settled + ${points} * make_interval(secs => ${recovery})
        where score < 0 and ${due}`.execute(kysely);
      return [gone, whole, better].reduce((sum, one) => sum + Number(one.numAffectedRows ?? 0n), 0);
    },

    follow: (changed) =>
      database.listen(
        'postern_reputation',
        (payload) => changed(suspectsOf(payload)),
        () => changed(undefined),
      ),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The database names pairs of name and address. */
function suspectsOf(payload: string): readonly Suspect[] | undefined {
  if (payload === '') return undefined;
  const pairs = JSON.parse(payload) as readonly (readonly [string, string])[];
  return pairs.map(([identifier, ip]) => ({ identifier, ip }));
}
