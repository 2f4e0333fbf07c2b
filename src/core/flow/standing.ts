import type { UserFacts } from '../policy/request.ts';
import type { FlowContext } from './context.ts';
import type { Designation } from './stage-type.ts';

/** What somebody reads whose account was changed or locked since they proved that it is theirs. */
export const ACCOUNT_CHANGED =
  'This account has changed since you began: its password, or who may use it. Please begin anew.';

/** When the oldest of what this run has proven was proven (ms); undefined where it has proven nothing. */
export function provenAt({ proofs = [], restored_by, proofs_renewed = 0 }: FlowContext): number | undefined {
  const times = [...proofs.map(({ time }) => time), ...(restored_by ? [restored_by.time] : [])];
  return times.length === 0 ? undefined : Math.max(Math.min(...times), proofs_renewed);
}

/** Whether what the run has proven was proven before `since` (ms), from when on proofs of the person count. */
export const isOutdated = (context: FlowContext, since: number): boolean =>
  (provenAt(context) ?? since) < since;

/** Flows in which somebody is named before anything was proven: there, what a name has is neither told nor changed. */
export const NAMES_FIRST: ReadonlySet<Designation> = new Set(['authentication', 'recovery']);

/** Whether whoever sits here has shown already that they are this person. */
export const isKnown = (
  {
    context,
    user,
    flow,
  }: {
    readonly context: FlowContext;
    readonly user: UserFacts;
    readonly flow: { readonly designation: Designation };
  },
  person: Pick<UserFacts, 'pk'>,
): boolean =>
  !NAMES_FIRST.has(flow.designation) ||
  (context.proofs ?? []).length > 0 ||
  context.is_restored === true ||
  (user.pk !== null && user.pk === person.pk);
