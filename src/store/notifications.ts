import { sql } from 'kysely';
import { type Announcement, DELIVER, type NotificationStore } from '../core/event/notifications.ts';
import type { EventRecord } from '../core/event/store.ts';
import type { Database } from './database.ts';

/** Events that are judged in one transaction. */
const BATCH = 20;
/** With the back-off of the worker, the last try is some three hours after the first. */
export const MOST_ATTEMPTS = 10;

/** Notifications on PostgreSQL. `judgeNext` needs the worker's tables: it is called where jobs are done. */
export const createNotificationStore = ({
  kysely,
  transaction,
}: Pick<Database, 'kysely' | 'transaction'>): NotificationStore => ({
  judgeNext: (judge) =>
    transaction(async (trx) => {
      const { rows } = await sql<{ event: string }>`
        delete from unjudged_events where event in (
          select event from unjudged_events order by created, event limit ${BATCH} for update skip locked)
        returning event`.execute(trx);
      if (rows.length === 0) return 0;
      const keys = rows.map(({ event }) => event);
      const events = await sql<EventRecord & { created: Date; expires: Date }>`
        select pk, action, app, "user", context, client_ip, brand, created, expires from events
        where pk = any(${keys}::uuid[]) order by created, pk`.execute(trx);
      const announcements = await judge(
        events.rows.map((event) => ({
          ...event,
          created: new Date(event.created).toISOString(),
          expires: new Date(event.expires).toISOString(),
        })),
      );
      if (announcements.length > 0) await keep(announcements).execute(trx);
      return rows.length;
    }),

  async seeAll(user) {
    await sql`update notifications set seen = true, last_updated = now()
      where "user" = ${user} and local and not seen`.execute(kysely);
  },

  async purge(before) {
    const { numAffectedRows } = await sql`delete from notifications where created < ${before}`.execute(
      kysely,
    );
    return Number(numAffectedRows ?? 0n);
  },
});

/** Notifications, and one job for each transport of each: a person is never told twice of an event by one rule. */
const keep = (announcements: readonly Announcement[]) => {
  const rows = announcements.flatMap(({ recipients, ...message }) =>
    recipients.map((recipient) => ({ ...message, ...recipient })),
  );
  return sql`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (event uuid, rule uuid, created timestamptz, "user" integer,
        severity text, body text, hyperlink text, hyperlink_label text, local boolean, transports jsonb)),
    kept as (
      insert into notifications (event, rule, created, "user", severity, body, hyperlink, hyperlink_label, local)
      select event, rule, created, "user", severity, body, hyperlink, hyperlink_label, local from wanted
      where exists (select from users where users.pk = wanted."user")
        and exists (select from notification_rules where notification_rules.pk = wanted.rule)
      on conflict (event, rule, "user") do nothing returning pk, event, rule, "user")
    select graphile_worker.add_job(${DELIVER}, json_build_object('notification', kept.pk, 'transport', way.transport),
      max_attempts => ${MOST_ATTEMPTS})
    from kept join wanted using (event, rule, "user")
      cross join lateral jsonb_array_elements_text(wanted.transports) as way (transport)`;
};
