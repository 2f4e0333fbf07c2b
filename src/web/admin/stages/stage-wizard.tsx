import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import { Steps } from '../parts/steps.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { TypeChoice } from '../policies/type-choice.tsx';
import { useTypes } from '../policies/use-types.ts';
import { mayLeave } from '../unsaved.ts';
import type { Type, Typed } from '../wire.ts';

interface StageWizardProps {
  readonly title: string;
  /** What follows once the stage is there, and the name of that step. */
  readonly last?: { readonly step: string; readonly render: (stage: Typed) => React.ReactNode };
  readonly onClose: () => void;
  readonly onDone: (stage: Typed) => void;
}

/** Creates a stage: choose a type, fill in its form; then whatever else is to be done with it. */
export function StageWizard({ title, last, onClose, onDone }: StageWizardProps) {
  const { text } = useAdmin();
  const types = useTypes('stages');
  const [type, setType] = useState<Type>();
  const [made, setMade] = useState<Typed>();
  const step = made ? 2 : type ? 1 : 0;
  return (
    <Dialog
      title={title}
      shape="wide"
      closeLabel={text('action.close')}
      onClose={() => {
        if (mayLeave(text('form.unsaved'))) onClose();
      }}
    >
      <Steps
        label={title}
        steps={[text('stages.step_type'), text('stages.step_form'), ...(last ? [last.step] : [])]}
        current={step}
      />
      {types.trouble && !types.value ? (
        <TroubleMessage trouble={types.trouble} retry={() => void types.reload()} />
      ) : null}
      {step === 0 && !types.trouble ? <TypeChoice types={types.value} onChoose={setType} /> : null}
      {step === 1 && type?.schema && type.path ? (
        <>
          <p className="a-first a-soft">
            <strong>{type.name}.</strong> {type.description}
          </p>
          <ObjectForm<Typed>
            key={type.component}
            schema={type.schema}
            method="POST"
            path={type.path}
            submit={text(last ? 'stages.create_and_go_on' : 'stages.create')}
            beside={
              <Button variant="default" onClick={() => setType(undefined)}>
                {text('action.back')}
              </Button>
            }
            onDone={(stage) => (last ? setMade(stage) : onDone(stage))}
          />
        </>
      ) : null}
      {made && last ? last.render(made) : null}
    </Dialog>
  );
}
