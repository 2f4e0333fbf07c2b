import { sql } from 'kysely';
import type { DeviceClass } from '../core/authenticator/kind.ts';
import type { Claim, Device, Devices } from '../core/authenticator/ports.ts';
import { LONGEST_WAIT } from '../core/authenticator/throttle.ts';
import type { Database } from './database.ts';

interface Stored {
  readonly pk: number;
  readonly user: number;
  readonly class: DeviceClass;
  readonly name: string;
  readonly created: number;
  readonly last_used: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}

const columns = sql`pk, "user", type as class, name, config as data,
  (extract(epoch from created) * 1000)::float8 as created,
  (extract(epoch from last_used) * 1000)::float8 as last_used`;

/** What must be so for a claim to be redeemed, and what is kept then. */
function redemption(claim: Claim | undefined) {
  if (!claim) return { held: sql`true`, kept: sql`config` };
  const field = sql`${claim.field}::text`;
  return claim.claim === 'grow'
    ? {
        held: sql`coalesce((config ->> ${field})::bigint, -1) < ${claim.value}::bigint`,
        kept: sql`config || jsonb_build_object(${field}, ${claim.value}::bigint)`,
      }
    : {
        held: sql`config -> ${field} ? ${claim.value}::text`,
        kept: sql`config || jsonb_build_object(${field}, (config -> ${field}) - ${claim.value}::text)`,
      };
}

/** Devices on PostgreSQL. Tries and claims are single statements: what two do at the same time, one of them does. */
export const createDevices = ({ kysely }: Pick<Database, 'kysely'>): Devices => {
  const select = async (condition: ReturnType<typeof sql>): Promise<readonly Device[]> =>
    (
      await sql<Stored>`select ${columns} from devices where confirmed and ${condition}
        order by last_used desc nulls last, pk`.execute(kysely)
    ).rows;
  return {
    of: (user) => select(sql`"user" = ${user}`),
    find: async (pk) => (await select(sql`pk = ${pk}`))[0],
    by: async (kind, field, value) =>
      (await select(sql`type = ${kind} and config ->> ${sql.lit(field)} = ${value}`))[0],
    async add({ user, class: kind, name, data }) {
      const { rows } = await sql<Stored>`insert into devices ("user", name, type, config)
        values (${user}, ${name}, ${kind}, ${JSON.stringify(data)}::jsonb) returning ${columns}`.execute(
        kysely,
      );
      const [row] = rows;
      if (!row) throw new Error('the device was not stored');
      return row;
    },
    async replace(pk, data) {
      await sql`update devices set config = ${JSON.stringify(data)}::jsonb, last_updated = now()
        where pk = ${pk}`.execute(kysely);
    },
    async attempt(pk, { now, factor }) {
      if (factor <= 0) return { allowed: true };
      const moment = new Date(now);
      // The same as `nextTry`; the power must not leave what a number holds.
      const until = sql`failed_at + make_interval(secs => least(
        ${factor}::float8 * power(2, least(failures, 30) - 1), ${Math.max(factor, LONGEST_WAIT)}::float8))`;
      const { rows } = await sql`update devices set failures = failures + 1, failed_at = ${moment}
        where pk = ${pk} and (failures = 0 or ${until} <= ${moment}) returning pk`.execute(kysely);
      if (rows.length > 0) return { allowed: true };
      const left = await sql<{ wait: number }>`select
        greatest(0, extract(epoch from ${until} - ${moment}::timestamptz) * 1000)::float8 as wait
        from devices where pk = ${pk}`.execute(kysely);
      return { allowed: false, wait: Math.ceil(left.rows[0]?.wait ?? 0) };
    },
    async succeed(pk, now, claim) {
      const { held, kept } = redemption(claim);
      const { rows } =
        await sql`update devices set failures = 0, failed_at = null, last_used = ${new Date(now)},
        config = ${kept} where pk = ${pk} and confirmed and ${held} returning pk`.execute(kysely);
      return rows.length > 0;
    },
  };
};
