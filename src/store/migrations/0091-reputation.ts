import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements = [
  /** One row per name and address. `changes` says of how many tries the score is made. */
  `create table reputation_scores (
    pk uuid primary key default gen_random_uuid(),
    identifier text not null,
    ip text not null,
    ip_geo_data jsonb not null default '{}',
    ip_asn_data jsonb not null default '{}',
    score bigint not null,
    updated timestamptz not null,
    expires timestamptz not null,
    changes bigint not null,
    settled timestamptz not null,
    type text,
    config jsonb not null default '{}',
    created timestamptz not null default now(),
    last_updated timestamptz not null default now(),
    unique (identifier, ip))`,
  // Sums are made of the latest rows.
  'create index reputation_scores_identifier on reputation_scores (identifier, updated desc)',
  'create index reputation_scores_ip on reputation_scores (ip, updated desc)',
  'create index reputation_scores_expires on reputation_scores (expires)',
  'create index reputation_scores_settled on reputation_scores (settled) where score <= 0',

  /** Tells every node whose scores have changed; an empty message means that there are too many to name. */
  `create function tell_reputation() returns trigger language plpgsql as $$
  declare
    told text;
  begin
    select json_agg(json_build_array(identifier, ip))::text into told
      from (select identifier, ip from changed limit 101) as told_of;
    if told is null then return null; end if;
    perform pg_notify('postern_reputation',
      case when octet_length(told) > 7000 or json_array_length(told::json) > 100 then '' else told end);
    return null;
  end $$`,
  ...[
    ['insert', 'new'],
    ['update', 'new'],
    ['delete', 'old'],
  ].map(
    ([verb, rows]) => `create trigger tell_${verb} after ${verb} on reputation_scores
      referencing ${rows} table as changed for each statement execute function tell_reputation()`,
  ),
];

/** How names and addresses have behaved. */
export const reputation: Migration = {
  id: '0091-reputation',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
