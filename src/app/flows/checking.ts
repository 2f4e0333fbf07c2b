import type { Catalogue } from '../../core/catalogue.ts';
import { type CheckedFlow, type CheckedStage, checkFlow, type Finding } from '../../core/flow/check.ts';
import type { Requirement } from '../../core/flow/plan.ts';
import type { InvalidResponseAction } from '../../core/flow/run.ts';
import type { Designation } from '../../core/flow/stage-type.ts';
import type { Row } from '../../core/model/model.ts';
import type { Replica } from '../../core/model/objects.ts';
import { ownFields } from '../../core/model/own-fields.ts';
import { boundTo, byOrder, isClosed, type Subject, subjectOf } from './bound.ts';

export interface CheckingDeps {
  readonly catalogue: Catalogue;
  readonly replica: Replica;
  /** Whether the reader may know what is bound; names of other things are left out. */
  sees(subject: Subject): boolean;
}

/** Flows of a source: whoever comes through it is known when they begin. */
const BY_SOURCES = ['authentication_flow', 'enrollment_flow', 'pre_authentication_flow'] as const;

const guards = (target: Row, { replica, sees }: CheckingDeps) => ({
  mode: target.policy_engine_mode === 'all' ? ('all' as const) : ('any' as const),
  conditions: boundTo(target, replica).map((binding) => {
    const subject = subjectOf(binding, replica);
    return {
      kind: subject.kind,
      name: sees(subject) ? subject.name : '…',
      negate: binding.negate === true,
      failure_result: binding.failure_result === true,
    };
  }),
  closed: isClosed(target, replica),
});

/** Checks a flow as it stands, with its stages and all that is bound. */
export function checkOf(flow: Row, deps: CheckingDeps): readonly Finding[] {
  const { catalogue, replica } = deps;
  const stages = replica
    .by('stage_bindings', 'target', flow.pk)
    .toSorted(byOrder)
    .flatMap((binding): readonly CheckedStage[] => {
      const stage = replica.get('stages', String(binding.stage));
      const type = catalogue.stages.find((one) => one.type === stage?.type);
      if (!stage || !type) return [];
      const config = ownFields(type.config, stage);
      return [
        {
          ...guards(binding, deps),
          binding: String(binding.pk),
          name: String(stage.name),
          proves: type.proves,
          // What is stored in a way that the type no longer understands is not guessed at.
          traits: {
            ...(config.success ? type.traits(config.data) : {}),
            ...(type.device ? { sets_up: true } : {}),
          },
          invalid_response_action: binding.invalid_response_action as InvalidResponseAction,
          evaluate_on_plan: binding.evaluate_on_plan === true,
        },
      ];
    });
  const checked: CheckedFlow = {
    ...guards(flow, deps),
    designation: flow.designation as Designation,
    authentication: flow.authentication as Requirement,
    begins_with_person: BY_SOURCES.some((field) => replica.by('sources', field, flow.pk).length > 0),
    stages,
  };
  return checkFlow(checked);
}
