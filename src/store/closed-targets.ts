import { sql } from 'kysely';
import type { ClosedTargets } from '../core/policy/closed-targets.ts';
import type { Database } from './database.ts';

/** The marks of closed targets on PostgreSQL; the triggers of migrations 0010 and 0140 set and take away most of them. */
export function createClosedTargets({
  kysely,
  transaction,
}: Pick<Database, 'kysely' | 'transaction'>): ClosedTargets {
  const affected = ({ numAffectedRows }: { numAffectedRows?: bigint }): number =>
    Number(numAffectedRows ?? 0n);
  return {
    closeExpired: async (now) =>
      affected(
        await sql`
          insert into closed_targets (pk, cause, subject)
          select target, 'expired', min(case
            when policy is not null then 'policy ' || policy
            when "group" is not null then 'group ' || "group"
            else 'user ' || "user" end)
          from policy_bindings where enabled and not dry_run
          group by target having bool_and(expires is not null and expires <= ${now})
          on conflict (pk) do nothing`.execute(kysely),
      ),
    claimWarning: async (target) =>
      affected(
        await sql`update closed_targets set warned = true where pk = ${target} and not warned`.execute(
          kysely,
        ),
      ) > 0,
    reopen: (target, now) =>
      transaction(async (trx) => {
        // Sets a mark where there was none yet, so that the next statement finds one in either case.
        await sql`
          update policy_bindings set enabled = false
          where target = ${target} and enabled and not dry_run and expires <= ${now}`.execute(trx);
        return affected(await sql`delete from closed_targets where pk = ${target}`.execute(trx)) > 0;
      }),
  };
}
