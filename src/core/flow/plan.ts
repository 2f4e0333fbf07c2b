import type { UserFacts } from '../policy/request.ts';
import type { FlowContext } from './context.ts';
import type { AUTHENTICATION_REQUIREMENTS } from './models.ts';
import type { Entry } from './run.ts';

export type Requirement = (typeof AUTHENTICATION_REQUIREMENTS)[number];

/** What a decision says, as far as flows care. */
export interface FlowVerdict {
  readonly passing: boolean;
  /** An error is among the causes. */
  readonly faulted: boolean;
  /** The last binding was taken away by a deletion or by time. */
  readonly closed: boolean;
}

/**
 * Whether the flow's requirement lets this person in. `user` is who is signed in, whoever else the run is about. The
 * context keys read here are written by the system alone.
 */
export function requirementMet(
  requirement: Requirement,
  { user, context }: { readonly user: UserFacts; readonly context: FlowContext },
): boolean {
  switch (requirement) {
    case 'none':
      return true;
    case 'require_authenticated':
      return user.is_authenticated;
    case 'require_unauthenticated':
      return !user.is_authenticated;
    case 'require_superuser':
      return user.is_authenticated && user.is_superuser;
    case 'require_redirect':
      return context.is_redirected !== undefined;
    case 'require_outpost':
      return context.outpost !== undefined;
    case 'require_token':
      return context.is_restored === true;
  }
}

/** A stage binding as the planner sees it. */
export interface PlannedBinding extends Entry {
  readonly binding: string;
  readonly evaluate_on_plan: boolean;
}

export type Plan =
  | { readonly entries: readonly Entry[] }
  /** A binding of a stage that proves could not be judged: there is no safe plan. */
  | { readonly broken: { readonly binding: string; readonly reason: 'policy_error' | 'closed' } };

/**
 * Which stages the run has before it, in order. `verdicts` holds what the policies of the bindings with
 * `evaluate_on_plan` said; one that is missing counts as an error. From here on it shrinks, but for what a stage
 * inserts by an effect.
 */
export function plan(
  bindings: readonly PlannedBinding[],
  verdicts: ReadonlyMap<string, FlowVerdict>,
  appended: readonly Entry[],
): Plan {
  const entries: Entry[] = [];
  for (const { evaluate_on_plan, ...entry } of bindings.toSorted(byOrder)) {
    if (evaluate_on_plan) {
      const dropped = drop(entry, verdicts.get(entry.binding));
      if (dropped === 'refused') continue;
      if (dropped) return { broken: { binding: entry.binding, reason: dropped } };
    }
    entries.push(entry);
  }
  return { entries: [...entries, ...appended] };
}

/** The order of the bindings; the key decides between equals, so that every node plans alike. */
const byOrder = (a: PlannedBinding, b: PlannedBinding): number =>
  a.order - b.order || (a.binding < b.binding ? -1 : a.binding > b.binding ? 1 : 0);

/**
 * Whether an entry goes, and why. A verdict that fails drops the stage, as configured. An error never drops a stage
 * that proves, and a binding that has lost what it was bound to is broken, not a wish to skip.
 */
export function drop(
  entry: Pick<Entry, 'proves'>,
  verdict: FlowVerdict | undefined,
): 'refused' | 'policy_error' | 'closed' | undefined {
  if (!verdict) return 'policy_error';
  if (verdict.passing) return undefined;
  if (verdict.closed) return 'closed';
  return verdict.faulted && entry.proves ? 'policy_error' : 'refused';
}
