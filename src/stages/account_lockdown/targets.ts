import { z } from 'zod';
import type { FlowContext } from '../../core/flow/context.ts';
import type { UserFacts } from '../../core/policy/request.ts';

/** Set by the server that begins a lockdown, or by a policy: keys of users, or users as flows carry them. */
const Target = z.union([z.int(), z.object({ pk: z.int() }).transform(({ pk }) => pk)]).catch(0);
const Targets = z.array(Target).catch([]);

/** Whom the run was begun to lock; none: nobody was named. */
export function namedTargets(context: FlowContext): readonly number[] {
  const many = Targets.parse(context.lockdown_target_users);
  const named = many.length > 0 ? many : [Target.parse(context.lockdown_target_user)];
  return [...new Set(named)].filter((pk) => pk > 0);
}

/**
 * Who may lock themselves where nobody was named: the pending user, if it is they who sit there. To name somebody is not
 * enough, or everybody could be locked by everybody.
 */
export function ownTarget(input: {
  readonly context: FlowContext;
  readonly pending: UserFacts | undefined;
  readonly user: UserFacts;
}): UserFacts | undefined {
  const { context, pending, user } = input;
  const proven = (context.proofs?.length ?? 0) > 0 || context.is_restored === true;
  if (pending && pending.pk !== null) return proven || pending.pk === user.pk ? pending : undefined;
  return context.pending_user === undefined && user.pk !== null ? user : undefined;
}

/** Why, as the flow or whoever began it says. */
export function reasonOf({ lockdown_reason, prompt_data }: FlowContext): string {
  const said = [lockdown_reason, prompt_data?.lockdown_reason, prompt_data?.reason];
  return String(said.find((text) => typeof text === 'string' && text !== '') ?? '');
}
