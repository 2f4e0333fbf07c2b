import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

/** What every table of objects has beside its own columns (see 0001). */
const common = `
  type text,
  config jsonb not null default '{}',
  created timestamptz not null default now(),
  last_updated timestamptz not null default now(),
  xid xid8 not null default pg_current_xact_id()`;

const statements = [
  `create table notification_transports (
    pk uuid primary key default gen_random_uuid(), name text not null unique, ${common})`,
  `create table notification_rules (
    pk uuid primary key default gen_random_uuid(), name text not null unique,
    destination_group uuid references groups on delete set null, ${common})`,
  ...['notification_transports', 'notification_rules'].flatMap((table) => [
    `create index ${table}_xid on ${table} (xid)`,
    `create trigger stamp before update on ${table} for each row execute function stamp_row()`,
    `create trigger bury after delete on ${table} for each row execute function bury_row()`,
    `create trigger tell after insert or update or delete on ${table} execute function tell_change()`,
  ]),
  'create trigger unbind after delete on notification_rules for each row execute function delete_bindings()',
  `create trigger unmark after update or delete on notification_rules
    for each row execute function unmark_by_rule()`,

  /** The event may be forgotten before the notification is: its key is no reference. */
  `create table notifications (
    pk uuid primary key default gen_random_uuid(),
    "user" integer not null references users on delete cascade,
    event uuid, rule uuid references notification_rules on delete set null,
    severity text not null, body text not null, hyperlink text, hyperlink_label text,
    seen boolean not null default false, local boolean not null default true, ${common})`,
  'create index notifications_user on notifications ("user", created desc) where local',
  'create unique index notifications_once on notifications (event, rule, "user")',
  'create index notifications_rule on notifications (rule)',
  'create index notifications_created on notifications (created)',

  /** Events that rules have still to be asked about, written in one statement with them. */
  `create table unjudged_events (
    event uuid primary key references events on delete cascade, created timestamptz not null default now())`,
  'create index unjudged_events_created on unjudged_events (created)',

  /** Who does jobs, and when they were last heard of: the jobs of whoever was killed are given to others. */
  'create table job_nodes (node text primary key, seen timestamptz not null default now())',
];

/** Notification rules, transports, notifications, and what has to be known to lose none of them. */
export const notifications: Migration = {
  id: '0100-notifications',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
