import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { ObjectForm } from '../parts/object-form.tsx';
import { Steps } from '../parts/steps.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { mayLeave } from '../unsaved.ts';
import type { Policy, Type } from '../wire.ts';
import { PolicyTest } from './policy-test.tsx';
import { TypeChoice } from './type-choice.tsx';
import { foldedOf, useTypes } from './use-types.ts';

interface PolicyWizardProps {
  readonly title: string;
  /** The name of the last step, and what the button to it says, where something else follows than trying it. */
  readonly last?: { readonly step: string; readonly render: (policy: Policy) => React.ReactNode };
  readonly onClose: () => void;
  readonly onDone: (policy: Policy) => void;
}

/** Creates a policy: choose a type, fill in its form, try it. */
export function PolicyWizard({ title, last, onClose, onDone }: PolicyWizardProps) {
  const { text } = useAdmin();
  const types = useTypes();
  const [type, setType] = useState<Type>();
  const [made, setMade] = useState<Policy>();
  const step = made ? 2 : type ? 1 : 0;
  const close = () => {
    if (!mayLeave(text('form.unsaved'))) return;
    if (made) onDone(made);
    else onClose();
  };

  return (
    <Dialog title={title} shape="wide" closeLabel={text('action.close')} onClose={close}>
      <Steps
        label={title}
        steps={[
          text('policies.step_type'),
          text('policies.step_form'),
          last?.step ?? text('policies.step_test'),
        ]}
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
          <ObjectForm<Policy>
            key={type.component}
            schema={type.schema}
            method="POST"
            path={type.path}
            folded={foldedOf(type)}
            submit={text(last ? 'policies.create_and_go_on' : 'policies.create')}
            beside={
              <Button variant="default" onClick={() => setType(undefined)}>
                {text('action.back')}
              </Button>
            }
            onDone={setMade}
          />
        </>
      ) : null}
      {made && last ? last.render(made) : null}
      {made && !last ? (
        <>
          <p className="a-first" role="status">
            {text('policies.created', { name: made.name })}
          </p>
          <PolicyTest pk={made.pk} />
          <div className="a-form-actions">
            <Button onClick={() => onDone(made)}>{text('action.finish')}</Button>
          </div>
        </>
      ) : null}
    </Dialog>
  );
}
