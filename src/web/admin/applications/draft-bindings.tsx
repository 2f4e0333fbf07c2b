import { Button } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { BindingForm, newBinding } from '../bindings/binding-form.tsx';
import { nextOrder } from '../bindings/rule.ts';
import type { FieldErrors } from '../client.ts';
import type { BindingValues } from '../wire.ts';
import { SubjectName } from './subject-name.tsx';

interface DraftBindingsProps {
  readonly bindings: readonly BindingValues[];
  readonly errors: FieldErrors;
  readonly onChange: (bindings: readonly BindingValues[]) => void;
}

/** Who shall be able to open an application that is not there yet. */
export function DraftBindings({ bindings, errors, onChange }: DraftBindingsProps) {
  const { text } = useAdmin();
  const [adding, setAdding] = useState(false);
  const said = Object.values(errors).flat();
  return (
    <>
      <p className="a-soft a-first">{text('wizard.bindings_lead')}</p>
      {said.length > 0 ? (
        <div className="p-form-errors" role="alert">
          {said.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : null}
      {bindings.length === 0 ? (
        <p className="a-rule" data-state="pass">
          {text('rule.application.pass')}
        </p>
      ) : (
        <ul className="a-draft-bindings">
          {bindings.map((binding) => (
            <li key={binding.order}>
              <span>
                {binding.negate ? `${text('rule.not')} ` : ''}
                <SubjectName binding={binding} />
              </span>
              <button
                type="button"
                className="a-text-button"
                onClick={() => onChange(bindings.filter((one) => one !== binding))}
              >
                {text('form.remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Button variant="default" onClick={() => setAdding(true)}>
        {text('wizard.bind')}
      </Button>
      {adding ? (
        <Dialog
          title={text('wizard.bind')}
          closeLabel={text('action.close')}
          onClose={() => setAdding(false)}
        >
          <BindingForm
            values={newBinding(nextOrder(bindings.map(({ order }) => ({ pk: '', order }))))}
            submit={text('binding.bind')}
            onSubmit={async (values) => {
              onChange([...bindings, values]);
              setAdding(false);
              return undefined;
            }}
          />
        </Dialog>
      ) : null}
    </>
  );
}
