import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements = [
  /** The decision log: only ever added to, read by the id of a request, and forgotten by age. */
  `create table decisions (
    pk bigint primary key generated always as identity,
    request_id text not null,
    time timestamptz not null,
    target_model text not null,
    target_pk text not null,
    target_name text not null,
    user_pk integer,
    username text not null,
    client_ip text,
    passing boolean not null,
    mode text not null,
    revision bigint not null,
    unbound boolean not null,
    closed boolean not null,
    faulted boolean not null,
    messages jsonb not null,
    reasons jsonb not null,
    facts jsonb not null,
    trace jsonb not null,
    duration double precision not null)`,
  'create index decisions_request on decisions (request_id)',
  'create index decisions_time on decisions (time)',
  'create index decisions_user on decisions (user_pk, time)',

  /**
   * Targets from which a cascade or an expiry has taken a binding since somebody last changed their bindings by hand.
   * It is kept by triggers, so that no road to the database can forget it and no race between two deletions opens a
   * door: each of them marks the target, and the mark counts where no binding is left.
   */
  `create table closed_targets (
    pk uuid primary key,
    cause text not null,
    subject text not null,
    warned boolean not null default false,
    type text,
    config jsonb not null default '{}',
    created timestamptz not null default now(),
    last_updated timestamptz not null default now(),
    xid xid8 not null default pg_current_xact_id())`,
  'create index closed_targets_xid on closed_targets (xid)',
  'create trigger stamp before update on closed_targets for each row execute function stamp_row()',
  'create trigger bury after delete on closed_targets for each row execute function bury_row()',
  'create trigger tell after insert or update or delete on closed_targets execute function tell_change()',

  /** A cascade deletes the bindings after what they name: a binding whose subject is gone went by a cascade. */
  `create function mark_target() returns trigger language plpgsql as $$
  begin
    if not old.enabled or old.dry_run then return null; end if;
    if (old.policy is not null and not exists (select 1 from policies where pk = old.policy))
      or (old."group" is not null and not exists (select 1 from groups where pk = old."group"))
      or (old."user" is not null and not exists (select 1 from users where pk = old."user"))
    then
      insert into closed_targets (pk, cause, subject) values (old.target, 'cascade', case
        when old.policy is not null then 'policy ' || old.policy
        when old."group" is not null then 'group ' || old."group"
        else 'user ' || old."user" end)
      on conflict (pk) do update set cause = excluded.cause, subject = excluded.subject, warned = false;
    else
      delete from closed_targets where pk = old.target;
    end if;
    return null;
  end $$`,
  'create trigger mark after delete on policy_bindings for each row execute function mark_target()',

  /** Whoever binds, changes or unbinds by hand something that has a say has said what the target shall answer. */
  `create function unmark_target() returns trigger language plpgsql as $$
  begin
    if new.enabled and not new.dry_run then
      delete from closed_targets where pk = new.target;
    end if;
    if tg_op = 'UPDATE' and old.enabled and not old.dry_run then
      delete from closed_targets where pk = old.target;
    end if;
    return null;
  end $$`,
  'create trigger unmark after insert or update on policy_bindings for each row execute function unmark_target()',

  `create function unmark_by_rule() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      delete from closed_targets where pk = old.pk;
    elsif new.config -> 'when_unbound' is distinct from old.config -> 'when_unbound' then
      delete from closed_targets where pk = new.pk;
    end if;
    return null;
  end $$`,
  ...['flows', 'stage_bindings', 'applications', 'sources'].map(
    (table) =>
      `create trigger unmark after update or delete on ${table} for each row execute function unmark_by_rule()`,
  ),
];

/** The decision log, and the marks that keep a cascade from opening a door. */
export const decisions: Migration = {
  id: '0010-decisions',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
