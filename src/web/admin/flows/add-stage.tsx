import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { StageWizard } from '../stages/stage-wizard.tsx';
import { mayLeave } from '../unsaved.ts';
import type { Flow, StageBinding } from '../wire.ts';
import { StageBindingForm } from './stage-binding-form.tsx';

interface AddStageProps {
  /** `choose` asks which of the two it shall be. */
  readonly way: 'create' | 'existing' | 'choose';
  readonly flow: Flow;
  /** Where in the flow. */
  readonly order: number;
  readonly onClose: () => void;
  readonly onDone: (binding: StageBinding) => void;
}

/** Puts a stage into a flow: a new one, or one that there is. */
export function AddStage({ way: wanted, flow, order, onClose, onDone }: AddStageProps) {
  const { text, say } = useAdmin();
  const [way, setWay] = useState(wanted);
  const title = text('stages.bind_title', { name: flow.name });
  const done = (binding: StageBinding) => {
    say({ words: text('stages.bound', { name: binding.stage_obj.name }) });
    onDone(binding);
  };
  if (way === 'choose')
    return (
      <Dialog title={title} shape="box" closeLabel={text('action.close')} onClose={onClose}>
        <div className="a-dialog-actions">
          <Button variant="default" onClick={() => setWay('existing')}>
            {text('stages.bind_existing')}
          </Button>
          <Button onClick={() => setWay('create')}>{text('stages.create_and_bind')}</Button>
        </div>
      </Dialog>
    );
  if (way === 'create')
    return (
      <StageWizard
        title={title}
        last={{
          step: text('stages.step_binding'),
          render: ({ pk, name }) => (
            <>
              <p className="a-first" role="status">
                {text('stages.created', { name })}
              </p>
              <StageBindingForm
                flow={flow}
                start={{ order, stage: pk }}
                submit={text('stages.bind')}
                onDone={done}
              />
            </>
          ),
        }}
        onClose={onClose}
        onDone={onClose}
      />
    );
  return (
    <Dialog
      title={title}
      closeLabel={text('action.close')}
      onClose={() => {
        if (mayLeave(text('form.unsaved'))) onClose();
      }}
    >
      <StageBindingForm flow={flow} start={{ order }} submit={text('stages.bind')} onDone={done} />
    </Dialog>
  );
}
