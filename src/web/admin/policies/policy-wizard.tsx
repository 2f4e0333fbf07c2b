import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { type FormHandle, ObjectForm } from '../parts/object-form.tsx';
import { Steps } from '../parts/steps.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import { mayLeave } from '../unsaved.ts';
import type { Policy, Type } from '../wire.ts';
import { DraftTest } from './draft-test.tsx';
import { TypeChoice } from './type-choice.tsx';
import { foldedOf, newOf, useTypes } from './use-types.ts';

interface PolicyWizardProps {
  readonly title: string;
  /** What follows once the policy is there: the name of that step, and the step. */
  readonly last?: { readonly step: string; readonly render: (policy: Policy) => React.ReactNode };
  readonly onClose: () => void;
  readonly onDone: (policy: Policy) => void;
}

/** Creates a policy: choose a type, fill in its form, try it before anything is saved. */
export function PolicyWizard({ title, last, onClose, onDone }: PolicyWizardProps) {
  const { text } = useAdmin();
  const types = useTypes();
  const form = useRef<FormHandle>(null);
  const [type, setType] = useState<Type>();
  const [trying, setTrying] = useState(false);
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<Policy>();
  const step = made ? 3 : trying ? 2 : type ? 1 : 0;
  const close = () => {
    if (made) onDone(made);
    else if (mayLeave(text('form.unsaved'))) onClose();
  };
  const create = async () => {
    setBusy(true);
    await form.current?.send();
    setBusy(false);
  };

  return (
    <Dialog title={title} shape="wide" closeLabel={text('action.close')} onClose={close}>
      <Steps
        label={title}
        steps={[
          text('policies.step_type'),
          text('policies.step_form'),
          text('policies.step_test'),
          ...(last ? [last.step] : []),
        ]}
        current={step}
      />
      {types.trouble && !types.value ? (
        <TroubleMessage trouble={types.trouble} retry={() => void types.reload()} />
      ) : null}
      {step === 0 && !types.trouble ? <TypeChoice types={types.value} onChoose={setType} /> : null}
      {type?.schema && type.path && !made ? (
        <>
          <p className="a-first a-soft">
            <strong>{type.name}.</strong> {type.description}
          </p>
          <ObjectForm<Policy>
            key={type.component}
            handle={form}
            hidden={trying}
            schema={type.schema}
            object={newOf(type)}
            method="POST"
            path={type.path}
            folded={foldedOf(type)}
            submit={text('policies.go_on_trying')}
            onNext={() => setTrying(true)}
            beside={
              <>
                <Button variant="default" loading={busy} onClick={() => void create()}>
                  {text(last ? 'policies.create_and_go_on' : 'policies.create')}
                </Button>
                <Button variant="default" onClick={() => setType(undefined)}>
                  {text('action.back')}
                </Button>
              </>
            }
            onRefused={() => setTrying(false)}
            onDone={last ? setMade : onDone}
          />
          {trying ? (
            <>
              <DraftTest type={type} form={form} onRefused={() => setTrying(false)} />
              <div className="a-form-actions">
                <Button loading={busy} onClick={() => void create()}>
                  {text(last ? 'policies.create_and_go_on' : 'action.finish')}
                </Button>
                <Button variant="default" onClick={() => setTrying(false)}>
                  {text('action.back')}
                </Button>
              </div>
            </>
          ) : null}
        </>
      ) : null}
      {made && last ? last.render(made) : null}
    </Dialog>
  );
}
