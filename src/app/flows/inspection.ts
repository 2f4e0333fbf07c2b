import type { Actor } from '../../core/directory/ports.ts';
import type { Entry, Run } from '../../core/flow/run.ts';
import { createRedactor } from '../../core/policy/redaction.ts';
import type { FlowsDeps } from './deps.ts';

type Wire = Readonly<Record<string, unknown>>;

/** A run as the inspector shows it, in the shape of the API. */
export interface Inspection {
  readonly plans: readonly Wire[];
  readonly current_plan: Wire | undefined;
  readonly is_completed: boolean;
}

/** Shows where a run is and has been, without the secrets that it carries. */
export function createInspection({ configuration, presentBinding, ports }: FlowsDeps) {
  function binding(entry: Entry | null | undefined, run: Run, actor: Actor): Wire | null {
    if (!entry) return null;
    const row = entry.binding === null ? undefined : configuration.get('stage_bindings', entry.binding);
    if (row) return presentBinding(row, actor);
    // Appended to the run, or unbound since it was planned.
    return {
      pk: entry.binding ?? '',
      policybindingmodel_ptr_id: entry.binding ?? '',
      target: run.flow.pk,
      stage: entry.stage ?? '',
      stage_obj: { pk: entry.stage ?? '', name: entry.name, component: '', verbose_name: entry.type },
      order: entry.order,
    };
  }

  return (run: Run, actor: Actor): Inspection => {
    const redactor = createRedactor(run.context, run.query, ...run.history.map(({ context }) => context));
    // The run's own id would let whoever reads over a shoulder name the run; a digest says which one it is.
    const session_id = ports.digest.sha256(run.id);
    const plans = run.history.map(({ entry, next, outcome, context }) => ({
      current_stage: binding(entry, run, actor),
      next_planned_stage: binding(next, run, actor),
      plan_context: redactor.data(context),
      session_id,
      outcome,
    }));
    const [entry, next] = run.entries;
    const current = entry && {
      current_stage: binding(entry, run, actor),
      next_planned_stage: binding(next, run, actor),
      plan_context: redactor.data(run.context),
      session_id,
    };
    const is_completed = run.over !== null;
    return { plans, current_plan: is_completed ? plans.at(-1) : current, is_completed };
  };
}
