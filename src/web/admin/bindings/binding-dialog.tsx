import { Button } from '@mantine/core';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { troubleFields } from '../parts/trouble.tsx';
import { mayLeave } from '../unsaved.ts';
import type { Binding } from '../wire.ts';
import { BindingForm } from './binding-form.tsx';
import { subjectOf, valuesOf } from './rule.ts';

interface BindingDialogProps {
  readonly binding: Binding;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Changes a binding. */
export function BindingDialog({ binding, onClose, onDone }: BindingDialogProps) {
  const { client, text } = useAdmin();
  const close = () => mayLeave(text('form.unsaved')) && onClose();
  return (
    <Dialog
      title={text('binding.edit_label', { name: subjectOf(binding).name })}
      closeLabel={text('action.close')}
      onClose={close}
    >
      <BindingForm
        values={valuesOf(binding)}
        submit={text('action.save')}
        beside={
          <Button variant="default" onClick={close}>
            {text('action.cancel')}
          </Button>
        }
        onSubmit={async (values) => {
          const reply = await client.send('PUT', `/policies/bindings/${binding.pk}/`, {
            ...values,
            target: binding.target,
          });
          if ('trouble' in reply) return troubleFields(reply.trouble, text);
          onDone();
          return undefined;
        }}
      />
    </Dialog>
  );
}
