import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const statements = [
  /** Hashes of former passwords. The key orders them: the highest is the newest. */
  `create table password_history (
    pk bigint primary key generated always as identity,
    "user" integer not null references users on delete cascade,
    hash text not null,
    created timestamptz not null default clock_timestamp())`,
  'create index password_history_user on password_history ("user", pk desc)',

  /**
   * How many former passwords have to be kept: the most that any uniqueness policy compares with, and none where no
   * such policy is in use. One is in use where it is bound and enabled, where a prompt stage validates by it, and where
   * another policy names it.
   */
  `create function kept_passwords() returns integer language sql stable as $$
    select case when exists (
      select 1 from policies p where p.type = 'unique_password' and (
        exists (select 1 from policy_bindings b where b.policy = p.pk and b.enabled)
        or exists (select 1 from stages s where s.config -> 'validation_policies' ? p.pk::text)
        or exists (
          select 1 from policies o where o.pk <> p.pk
            and (position(p.pk::text in o.config::text) > 0
              or position(p.name in coalesce(o.config ->> 'expression', '')) > 0))
      ))
    then (
      select coalesce(max(coalesce((config ->> 'num_historical_passwords')::integer, 1)), 0)
      from policies where type = 'unique_password')
    else 0 end $$`,

  /** Kept by a trigger, so that no road to a new password can forget the old one, and both happen or neither does. */
  `create function keep_password() returns trigger language plpgsql as $$
  begin
    if old.password <> '' and new.password is distinct from old.password and kept_passwords() > 0 then
      insert into password_history ("user", hash) values (old.pk, old.password);
    end if;
    return null;
  end $$`,
  `create trigger keep_password after update of password on users
    for each row execute function keep_password()`,
];

/** What people's passwords were before, as far as a policy compares with it. */
export const passwordHistory: Migration = {
  id: '0090-password-history',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
