import type { Locked } from '../lockout/ports.ts';
import type { FlowContext } from './context.ts';
import { drop, type FlowVerdict } from './plan.ts';
import { type Entry, leave, type Notice, type Run } from './run.ts';
import type { FlowEffect, ResponseErrors, Step } from './step.ts';

/** What comes after a stage has spoken. */
export type Advanced =
  /** The challenge of the visit is to be shown, with these errors beside it. */
  | { readonly to: 'ask'; readonly run: Run; readonly errors: ResponseErrors }
  /** The next entry is to be reached, after the effects. */
  | { readonly to: 'next'; readonly run: Run; readonly effects: readonly FlowEffect[] }
  /** Nothing is left to do but the effects. */
  | { readonly to: 'finished'; readonly run: Run; readonly effects: readonly FlowEffect[] }
  | {
      readonly to: 'denied';
      readonly run: Run;
      readonly message: string;
      readonly code: string;
      readonly locked?: Locked;
    }
  /** The flow is to be planned again; `errors` are what the person should read then. */
  | {
      readonly to: 'restart';
      readonly run: Run;
      readonly keep_context: boolean;
      readonly errors: ResponseErrors;
    }
  /** The stage or its configuration is at fault, and the run cannot go on. */
  | { readonly to: 'broken'; readonly run: Run; readonly reason: Broken };

export type Broken =
  | 'over'
  | 'not_reached'
  | 'not_judged'
  | 'policy_error'
  | 'closed'
  | 'nothing_to_show'
  | 'proof_skipped'
  | 'login_without_user';

/**
 * Reaches the entry at the front. A binding that is judged when reached is judged once per visit: while the visit
 * lasts, neither showing nor answering asks its policies again.
 */
export function reach(
  run: Run,
  verdict: FlowVerdict | null,
  execution: string,
):
  | { readonly to: 'begin'; readonly run: Run; readonly entry: Entry }
  | Extract<Advanced, { to: 'next' | 'finished' | 'broken' }> {
  if (run.over) return broken(run, 'over');
  const [entry] = run.entries;
  if (!entry) return { to: 'finished', run, effects: [] };
  if (run.visit) return { to: 'begin', run, entry };
  if (entry.marker === 'reevaluate') {
    if (!verdict) return broken(run, 'not_judged');
    const dropped = drop(entry, verdict);
    if (dropped === 'refused') return onwards(leave(run, 'refused_by_policy'), []);
    if (dropped) return broken(run, dropped);
  }
  return { to: 'begin', run: { ...run, visit: { execution, challenge: null, answers: 0 } }, entry };
}

/** True where the front entry has to be judged before it can be reached. */
export const mustJudge = (run: Run): boolean =>
  run.over === null && run.visit === null && run.entries[0]?.marker === 'reevaluate';

/** What a stage's word makes of the run. Pure and total. */
export function advance(run: Run, step: Step): Advanced {
  if (run.over) return broken(run, 'over');
  const [entry] = run.entries;
  const { visit } = run;
  if (!entry || !visit) return broken(run, 'not_reached');
  switch (step.step) {
    case 'ask':
      return {
        to: 'ask',
        run: { ...run, visit: { ...visit, challenge: step.challenge, memory: step.memory } },
        errors: {},
      };
    case 'retry': {
      if (entry.invalid_response_action !== 'retry') {
        const context = learn(run.context, step.learnt ?? {}, visit.execution);
        return restart({ ...run, context }, entry, step.errors);
      }
      const challenge = step.challenge ?? visit.challenge;
      if (!challenge) return broken(run, 'nothing_to_show');
      const memory = 'memory' in step ? step.memory : visit.memory;
      return {
        to: 'ask',
        run: { ...run, visit: { ...visit, challenge, memory, answers: visit.answers + 1 } },
        errors: step.errors,
      };
    }
    case 'done': {
      const context = learn(run.context, step.patch, visit.execution);
      if (
        step.effects.some(({ effect }) => effect === 'login') &&
        typeof context.pending_user?.pk !== 'number'
      ) {
        return broken(run, 'login_without_user');
      }
      const notices = step.effects.flatMap(({ effect, ...notice }) =>
        effect === 'notice' ? [notice as Notice] : [],
      );
      const left = leave(run, 'done', context);
      return onwards({ ...left, notices: [...left.notices, ...notices] }, step.effects);
    }
    case 'skip':
      return entry.proves ? broken(run, 'proof_skipped') : onwards(leave(run, 'skipped'), []);
    case 'deny': {
      const { message, code, locked } = step;
      // Whoever is locked out would only go round.
      if (entry.invalid_response_action !== 'retry' && !locked) {
        return restart(run, entry, { non_field_errors: [{ string: message, code }] });
      }
      return { to: 'denied', run: leave(run, 'denied'), message, code, ...(locked ? { locked } : {}) };
    }
  }
}

const broken = (run: Run, reason: Broken): Extract<Advanced, { to: 'broken' }> => ({
  to: 'broken',
  run,
  reason,
});

const onwards = (
  run: Run,
  effects: readonly FlowEffect[],
): Extract<Advanced, { to: 'next' | 'finished' }> => ({
  to: run.entries.length > 0 ? 'next' : 'finished',
  run,
  effects,
});

const restart = (run: Run, entry: Entry, errors: ResponseErrors): Advanced => ({
  to: 'restart',
  run,
  keep_context: entry.invalid_response_action === 'restart_with_context',
  errors,
});

/**
 * Merges a stage's patch into the context; a key with undefined is removed. Proofs are the exception: new ones count
 * only if this very visit gave them, and all go when the run turns to another person.
 */
function learn(context: FlowContext, patch: Partial<FlowContext>, execution: string): FlowContext {
  const merged: Record<string, unknown> = { ...context, ...patch };
  const other = 'pending_user' in patch && identity(patch) !== identity(context);
  if (other) {
    for (const key of ['auth_method', 'auth_method_args']) if (!(key in patch)) delete merged[key];
    // A link that was sent to one person says nothing of another.
    if (identity(context) !== undefined)
      for (const key of ['is_restored', 'restored_by', 'proofs_renewed'])
        if (!(key in patch)) delete merged[key];
  }
  const held = other ? [] : (context.proofs ?? []);
  const known = new Set(held.map(({ execution: visit }) => visit)).add(execution);
  const proofs = ('proofs' in patch ? (patch.proofs ?? []) : held).filter((proof) =>
    known.has(proof.execution),
  );
  merged.proofs = proofs.length > 0 ? proofs : undefined;
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}

const identity = ({ pending_user: user }: Partial<FlowContext>): string | number | undefined =>
  user?.pk ?? user?.username;
