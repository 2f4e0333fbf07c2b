import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Trust, TrustedBrowsers } from '../core/authenticator/ports.ts';
import type { Database } from './database.ts';
import { at } from './moment.ts';

/** The use is part of the digest, so that it says nothing about the same secret in another table. */
const digest = (secret: string): Buffer =>
  createHash('sha256').update(`postern trusted browser\n${secret}`).digest();

/** Trusted browsers on PostgreSQL: with the device, the person or the stage their trust goes too. */
export const createTrustedBrowsers = ({
  kysely,
  transaction,
}: Pick<Database, 'kysely' | 'transaction'>): TrustedBrowsers => ({
  async recall(secret, { user, stage }, now) {
    const { rows } = await sql<Trust>`
      select trusted_browsers.device, (extract(epoch from proven) * 1000)::float8 as proven
      from trusted_browsers join users on users.pk = trusted_browsers."user"
        join devices on devices.pk = trusted_browsers.device
      where digest = ${digest(secret)} and trusted_browsers."user" = ${user} and stage = ${stage}::uuid
        and expires > ${at(now)} and users.is_active and devices.confirmed and devices."user" = users.pk
        and (users.password_change_date is null or users.password_change_date <= proven)`.execute(kysely);
    return rows[0];
  },

  async keep({ old, now }, { user, stage, device, proven, expires }) {
    await transaction(async (trx) => {
      if (old !== null)
        await sql`update trusted_browsers set digest = ${digest(now)} where digest = ${digest(old)}`.execute(
          trx,
        );
      await sql`
        insert into trusted_browsers (digest, "user", stage, device, proven, expires)
        values (${digest(now)}, ${user}, ${stage}::uuid, ${device}, ${at(proven)}, ${at(expires)})
        on conflict (digest, "user", stage) do update set
          device = excluded.device, proven = excluded.proven, expires = excluded.expires`.execute(trx);
    });
  },

  async purge(now) {
    const { numAffectedRows } = await sql`delete from trusted_browsers where expires <= ${at(now)}`.execute(
      kysely,
    );
    return Number(numAffectedRows ?? 0n);
  },
});
