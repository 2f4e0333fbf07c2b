import type { FlowContext } from '../../core/flow/context.ts';
import type { AppendedStage } from '../../core/flow/flows.ts';
import {
  type FlowVerdict,
  type PlannedBinding,
  plan,
  type Requirement,
  requirementMet,
} from '../../core/flow/plan.ts';
import type { Entry, InvalidResponseAction, Run } from '../../core/flow/run.ts';
import type { StageType } from '../../core/flow/stage-type.ts';
import type { Row } from '../../core/model/model.ts';
import { contextAfter } from '../../core/policy/effect.ts';
import { actingWords } from '../directory/impersonation.ts';
import type { FlowsDeps } from './deps.ts';
import { type Journey, policyRequest } from './journey.ts';

export type Planned =
  | { readonly run: Run }
  /** The flow is not for this person, now. */
  | { readonly inapplicable: { readonly message?: string; readonly messages: readonly string[] } }
  | { readonly broken: string };

/** What the person reads where the requirement is not met. */
const REQUIREMENTS: Readonly<Record<Requirement, string>> = {
  none: '',
  require_authenticated: 'You have to be signed in to do this.',
  require_unauthenticated: 'This is for people who are not signed in.',
  require_superuser: 'This is for superusers only.',
  require_redirect: 'This page cannot be opened by itself.',
  require_outpost: 'This page cannot be opened by a browser.',
  require_token: 'This page opens only by a link that was sent to you.',
};

/** What the person reads whose link leads to a step that the flow has no more. */
const STEP_GONE = 'This link no longer works: the way that it leads into has changed. Begin anew.';

/** The entries from that binding on; undefined where it is not among them. */
function entriesFrom(entries: readonly Entry[], binding: string | undefined): readonly Entry[] | undefined {
  if (binding === undefined) return entries;
  const at = entries.findIndex((entry) => entry.binding === binding);
  return at < 0 ? undefined : entries.slice(at);
}

/** What whoever acts as somebody may go through: into an application, and out. All else is that person's own. */
const OPEN_TO_ACTING: ReadonlySet<string> = new Set(['authorization', 'invalidation']);

/** Plans a flow for whoever asks: requirement first, then the flow's own policies, then the stages. */
export function createPlanner(
  { configuration, decisions, ports }: FlowsDeps,
  types: ReadonlyMap<string, StageType>,
) {
  function configured(binding: Row): PlannedBinding {
    const stage = configuration.get('stages', String(binding.stage));
    const type = types.get(String(stage?.type));
    if (!stage || !type) throw new Error(`the stage of binding ${binding.pk} cannot be run`);
    return {
      binding: String(binding.pk),
      stage: String(stage.pk),
      type: type.type,
      name: String(stage.name),
      order: Number(binding.order),
      marker: binding.re_evaluate_policies === false ? 'plain' : 'reevaluate',
      proves: type.proves,
      invalid_response_action: (binding.invalid_response_action ?? 'retry') as InvalidResponseAction,
      evaluate_on_plan: binding.evaluate_on_plan === true,
    };
  }

  function appended({ kind, data }: AppendedStage, index: number): Entry {
    const type = types.get(kind);
    if (!type) throw new Error(`there is no stage type ${kind} to append`);
    return {
      binding: null,
      stage: null,
      type: kind,
      name: kind,
      order: index,
      marker: 'plain',
      proves: type.proves,
      invalid_response_action: 'retry',
      data,
    };
  }

  /** The run with further stages before what is left of its plan. They stand for a proof: none may skip itself. */
  function inserted(run: Run, stages: readonly string[]): Run {
    const entries = stages.map((pk, order): Entry => {
      const stage = configuration.get('stages', pk);
      const type = types.get(String(stage?.type));
      if (!stage || !type) throw new Error(`there is no stage ${pk} to insert`);
      return {
        binding: null,
        stage: pk,
        type: type.type,
        name: String(stage.name),
        order,
        marker: 'plain',
        proves: true,
        invalid_response_action: 'retry',
      };
    });
    return { ...run, entries: [...entries, ...run.entries] };
  }

  /** The run with a stage of no configuration at its place. */
  function placed(run: Run, stage: AppendedStage, place: 'before_writing' | 'last'): Run {
    const { entries } = run;
    const found = entries.findIndex(({ type }) => types.get(type)?.writes === true);
    const at = place === 'last' || found < 0 ? entries.length : found;
    return { ...run, entries: entries.toSpliced(at, 0, appended(stage, entries.length)) };
  }

  /** By the flow's row, with the other rows that it was made of: a change makes a new row. */
  const stamps = new WeakMap<Row, { readonly rows: readonly (Row | undefined)[]; readonly stamp: string }>();

  /** Changes whenever the flow, one of its bindings or one of its stages was written. */
  function stampOf(flow: Row): string {
    const bindings = configuration.by('stage_bindings', 'target', flow.pk);
    const rows = [
      flow,
      ...bindings,
      ...bindings.map(({ stage }) => configuration.get('stages', String(stage))),
    ];
    const known = stamps.get(flow);
    if (known?.rows.length === rows.length && rows.every((row, index) => row === known.rows[index]))
      return known.stamp;
    // A digest, for a run stays small enough to be stored beside its row.
    const stamp = ports.digest.sha256(rows.map((row) => `${row?.pk} ${row?.last_updated}`).join('\n'));
    stamps.set(flow, { rows, stamp });
    return stamp;
  }

  /** `run` with a fresh plan for `context`, at its beginning. */
  async function planned(journey: Journey, flow: Row, run: Run, context: FlowContext): Promise<Planned> {
    const { original, user } = journey.actor;
    if (original && !OPEN_TO_ACTING.has(String(flow.designation)))
      return { inapplicable: { message: actingWords(user.username), messages: [] } };
    const requirement = (flow.authentication ?? 'none') as Requirement;
    if (!requirementMet(requirement, { user, context })) {
      return { inapplicable: { message: REQUIREMENTS[requirement], messages: [] } };
    }
    const request = await policyRequest(journey, run.flow, context, ports);
    const verdict = await decisions.decide(run.flow.pk, request);
    const known = contextAfter(context, verdict.effects);
    if (!verdict.passing) return { inapplicable: { messages: verdict.messages } };

    const bindings = configuration.by('stage_bindings', 'target', run.flow.pk).map(configured);
    const judged = bindings.filter(({ evaluate_on_plan }) => evaluate_on_plan);
    const asked = { ...request, context: { ...request.context, ...known } };
    const answers = await Promise.all(
      judged.map(async ({ binding }) => [binding, await decisions.decide(binding, asked)] as const),
    );
    const verdicts = new Map<string, FlowVerdict>(answers);
    const planned = plan(bindings, verdicts, run.append.map(appended));
    if ('broken' in planned) return { broken: planned.broken.reason };
    const entries = entriesFrom(planned.entries, run.from);
    if (!entries) return { inapplicable: { message: STEP_GONE, messages: [] } };
    return {
      run: {
        ...run,
        user: journey.actor.user.pk,
        stamp: stampOf(flow),
        context: answers.reduce((now, [, { effects }]) => contextAfter(now, effects), known),
        entries,
        visit: null,
        over: null,
      },
    };
  }

  return { planned, inserted, placed, stampOf };
}

export type Planner = ReturnType<typeof createPlanner>;
