import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';

const subject = `case
  when old.policy is not null then 'policy ' || old.policy
  when old."group" is not null then 'group ' || old."group"
  else 'user ' || old."user" end`;

const statements = [
  /** As in 0010, but whoever takes away an expired binding only tidies up: it had no say that could be withdrawn. */
  `create or replace function mark_target() returns trigger language plpgsql as $$
  begin
    if not old.enabled or old.dry_run then return null; end if;
    if (old.policy is not null and not exists (select 1 from policies where pk = old.policy))
      or (old."group" is not null and not exists (select 1 from groups where pk = old."group"))
      or (old."user" is not null and not exists (select 1 from users where pk = old."user"))
    then
      insert into closed_targets (pk, cause, subject) values (old.target, 'cascade', ${subject})
      on conflict (pk) do update set cause = excluded.cause, subject = excluded.subject, warned = false;
    elsif old.expires <= now() then
      insert into closed_targets (pk, cause, subject) values (old.target, 'expired', ${subject})
      on conflict (pk) do nothing;
    else
      delete from closed_targets where pk = old.target;
    end if;
    return null;
  end $$`,

  /** Switching off or moving an expired binding is the same; only one that speaks now says what the target answers. */
  `create or replace function unmark_target() returns trigger language plpgsql as $$
  begin
    if tg_op = 'UPDATE' and old.enabled and not old.dry_run then
      if old.expires <= now() then
        insert into closed_targets (pk, cause, subject) values (old.target, 'expired', ${subject})
        on conflict (pk) do nothing;
      else
        delete from closed_targets where pk = old.target;
      end if;
    end if;
    if new.enabled and not new.dry_run and (new.expires is null or new.expires > now()) then
      delete from closed_targets where pk = new.target;
    end if;
    return null;
  end $$`,
];

/** Tidying up what has expired opens no door: the mark stays, or is set, until somebody says otherwise. */
export const expiredBindings: Migration = {
  id: '0140-expired-bindings',
  async up(trx) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
