import type { ReactNode } from 'react';
import { useAdmin } from '../admin.ts';
import { useTitled } from '../directory/use-titled.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import type { Flow, StageBinding } from '../wire.ts';
import { STAGE_BINDING, STAGE_BINDING_TITLES } from './schema.ts';

/** The moment at which bindings are judged has a picture of its own, and the mode a sentence. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'target',
  'evaluate_on_plan',
  're_evaluate_policies',
  'policy_engine_mode',
]);
const FIXED: ReadonlySet<string> = new Set([...ELSEWHERE, 'stage']);

interface StageBindingFormProps {
  readonly flow: Pick<Flow, 'pk'>;
  /** The binding that is changed; none where a new one is made. */
  readonly binding?: StageBinding;
  /** What a new one begins with: its place, and the stage where that is settled. */
  readonly start?: { readonly order: number; readonly stage?: string };
  readonly submit: string;
  readonly beside?: ReactNode;
  readonly onDone: (binding: StageBinding) => void;
}

/** The place of a stage in a flow, and what happens there after a wrong answer. */
export function StageBindingForm({ flow, binding, start, submit, beside, onDone }: StageBindingFormProps) {
  const { text } = useAdmin();
  const schema = useTitled(STAGE_BINDING, STAGE_BINDING_TITLES);
  const stage = binding?.stage ?? start?.stage;
  return (
    <ObjectForm<StageBinding>
      schema={schema}
      object={binding ? { ...binding } : { order: 0, invalid_response_action: 'retry', ...start }}
      method={binding ? 'PATCH' : 'POST'}
      path={binding ? `/flows/bindings/${binding.pk}/` : '/flows/bindings/'}
      without={stage === undefined ? ELSEWHERE : FIXED}
      also={{ target: flow.pk, ...(stage === undefined ? {} : { stage }) }}
      submit={submit || text('action.save')}
      beside={beside}
      onDone={onDone}
    />
  );
}
