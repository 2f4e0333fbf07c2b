import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements = [
  `create table mails (
    pk uuid primary key,
    message jsonb,
    stage uuid,
    created timestamptz not null default now(),
    expires timestamptz not null)`,
  'create index mails_expires on mails (expires)',
  `create table mail_limits (
    key bytea primary key,
    count integer not null,
    until timestamptz not null)`,
  'create index mail_limits_until on mail_limits (until)',
  `alter table flow_tokens
    add column confirm boolean not null default false,
    add column inactive boolean not null default false,
    add column state bytea`,
];

/** Mails that wait to be sent, how many were asked for, and links that lead back into the middle of a flow. */
export const mails: Migration = {
  id: '0184-mails',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
