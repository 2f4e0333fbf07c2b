import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { fieldsOf, type Values } from '../../../ui/form/fields.ts';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { TypeChoice } from '../policies/type-choice.tsx';
import { type Kind, useTypes } from '../policies/use-types.ts';
import { mayLeave } from '../unsaved.ts';
import type { Type } from '../wire.ts';
import { ObjectForm } from './object-form.tsx';
import { Steps } from './steps.tsx';
import { TroubleMessage } from './trouble.tsx';

interface TypeWizardProps<T> {
  readonly title: string;
  readonly kind: Kind;
  readonly folded?: ReadonlySet<string>;
  readonly without?: ReadonlySet<string>;
  /** What stands in the form at first, beside what the schema says. */
  readonly start?: (type: Type) => Promise<Values>;
  readonly follow?: (next: Values, before: Values) => Values;
  readonly onClose: () => void;
  readonly onMade: (object: T, filled: Values, type: Type) => void;
  /** What is shown once it is made, instead of the form. */
  readonly made?: ReactNode;
}

/** Creates an object of a kind that has types: choose one, fill in its form, which its schema draws. */
export function TypeWizard<T>(props: TypeWizardProps<T>) {
  const { title, kind, folded, without, start, follow, onClose, onMade, made } = props;
  const { text } = useAdmin();
  const types = useTypes(kind);
  const [type, setType] = useState<Type>();
  const [values, setValues] = useState<Values>();
  const step = made ? 2 : type ? 1 : 0;

  useEffect(() => {
    setValues(undefined);
    if (!type) return;
    let wanted = true;
    void (start?.(type) ?? Promise.resolve({})).then((found) => wanted && setValues(found));
    return () => {
      wanted = false;
    };
  }, [type, start]);

  return (
    <Dialog
      title={title}
      shape="wide"
      closeLabel={text('action.close')}
      onClose={() => (made || mayLeave(text('form.unsaved'))) && onClose()}
    >
      <Steps label={title} steps={[text('typed.step_type'), text('typed.step_form')]} current={step} />
      {types.trouble && !types.value ? (
        <TroubleMessage trouble={types.trouble} retry={() => void types.reload()} />
      ) : null}
      {step === 0 && !types.trouble ? <TypeChoice types={types.value} onChoose={setType} /> : null}
      {step === 1 && type?.schema && type.path && values ? (
        <>
          <p className="a-first a-soft">
            <strong>{type.name}.</strong> {type.description}
          </p>
          <ObjectForm<T>
            key={type.component}
            schema={type.schema}
            start={values}
            method="POST"
            path={type.path}
            submit={text('typed.create')}
            {...(folded ? { folded } : {})}
            {...(without ? { without } : {})}
            {...(follow ? { follow } : {})}
            beside={
              <Button variant="default" onClick={() => setType(undefined)}>
                {text('action.back')}
              </Button>
            }
            onDone={(saved, filled) => onMade(saved, filled, type)}
          />
        </>
      ) : null}
      {made}
    </Dialog>
  );
}

/** The fields of a type's schema by name. */
export const fieldsOfType = (type: Type) => (type.schema ? fieldsOf(type.schema) : []);
