import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { type MailLimit, type Outbox, type QueuedMail, SEND_MAIL } from '../core/mail/posting.ts';
import type { Database, Trx } from './database.ts';
import { keepFlowToken } from './flow-tokens.ts';
import { at } from './moment.ts';

/** With the back-off of the worker, the last try is some three hours after the first. */
const MOST_ATTEMPTS = 10;

/** Thrown to roll back: what was counted for a mail that may not be sent was counted for nothing. */
class Throttled extends Error {
  readonly wait: number;

  constructor(wait: number) {
    super('throttled');
    this.wait = wait;
  }
}

/** Keeps mails in PostgreSQL until they are sent. They hold links and codes: whatever has expired goes. */
export function createOutbox({ kysely, transaction }: Pick<Database, 'kysely' | 'transaction'>): Outbox {
  /** The worker makes its tables when it first starts; once they are there, they stay. */
  let works = false;
  async function isWorking(): Promise<boolean> {
    if (works) return true;
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass('graphile_worker._private_jobs') is not null as there`.execute(kysely);
    works = rows[0]?.there === true;
    return works;
  }

  /** Counts one more; `over` where that is too many. */
  async function count(
    trx: Trx,
    { key, most, window }: MailLimit,
    now: number,
  ): Promise<{ over: boolean; wait: number }> {
    const { rows } = await sql<{ count: number; until: number }>`
      insert into mail_limits as known (key, count, until)
      values (${hash('sha256', `postern mail limit\n${key}`, 'buffer')}, 1, ${at(now + window)})
      on conflict (key) do update set
        count = case when known.until <= ${at(now)} then 1 else known.count + 1 end,
        until = case when known.until <= ${at(now)} then excluded.until else known.until end
      returning count, (extract(epoch from until) * 1000)::float8 as until`.execute(trx);
    const [row] = rows;
    return { over: (row?.count ?? 0) > most, wait: Math.max(0, (row?.until ?? now) - now) };
  }

  return {
    async put({ mail, now, link, limits }) {
      const job = await isWorking();
      try {
        await transaction(
          async (trx) => {
            let silenced = false;
            // Always in the same order, so that two mails never wait for each other.
            for (const limit of limits.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
              const { over, wait } = await count(trx, limit, now);
              if (over && !limit.silent) throw new Throttled(wait);
              silenced ||= over;
            }
            // A mail that is left out must not take the link of the last one away.
            if (link && !silenced) await keepFlowToken(link.token, link.kept).execute(trx);
            const message = silenced || mail.message === null ? null : JSON.stringify(mail.message);
            await sql`insert into mails (pk, message, stage, expires)
              values (${mail.pk}, ${message}::jsonb, ${mail.stage}, ${at(mail.expires)})`.execute(trx);
            if (job)
              await sql`select graphile_worker.add_job(${SEND_MAIL},
              json_build_object('mail', ${mail.pk}::text), max_attempts => ${MOST_ATTEMPTS},
              job_key => ${`mail ${mail.pk}`})`.execute(trx);
          },
          { retries: 5 },
        );
      } catch (error) {
        if (error instanceof Throttled) return { kept: false, wait: error.wait };
        throw error;
      }
      return { kept: true };
    },

    async find(pk) {
      const { rows } = await sql<QueuedMail>`
        select pk, message, stage, (extract(epoch from expires) * 1000)::float8 as expires
        from mails where pk = ${pk}::uuid`.execute(kysely);
      return rows[0];
    },

    async remove(pk) {
      await sql`delete from mails where pk = ${pk}::uuid`.execute(kysely);
    },

    async adopt() {
      if (!(await isWorking())) return false;
      await sql`select graphile_worker.add_job(${SEND_MAIL}, json_build_object('mail', mails.pk::text),
          max_attempts => ${MOST_ATTEMPTS}, job_key => 'mail ' || mails.pk)
        from mails`.execute(kysely);
      return true;
    },

    async purge(now) {
      await sql`delete from mail_limits where until <= ${at(now)}`.execute(kysely);
      const { numAffectedRows } = await sql`delete from mails where expires <= ${at(now)}`.execute(kysely);
      return Number(numAffectedRows ?? 0n);
    },
  };
}
