import { Button } from '@mantine/core';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { troubleFields } from '../parts/trouble.tsx';
import { PolicyWizard } from '../policies/policy-wizard.tsx';
import { mayLeave } from '../unsaved.ts';
import type { Binding, BindingValues } from '../wire.ts';
import { BindingForm, newBinding } from './binding-form.tsx';
import { nextOrder } from './rule.ts';
import { subjectsOf, type Target } from './target.ts';

interface AddBindingProps {
  readonly way: 'create' | 'existing';
  readonly target: Target;
  readonly bindings: readonly Binding[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Binds something to a target: a policy that is made on the way, or what there is. */
export function AddBinding({ way, target, bindings, onClose, onDone }: AddBindingProps) {
  const { client, text, say } = useAdmin();
  const order = nextOrder(bindings);
  const bind = async (values: BindingValues) => {
    const reply = await client.send('POST', '/policies/bindings/', { ...values, target: target.pk });
    if ('trouble' in reply) return troubleFields(reply.trouble, text);
    onDone();
    return undefined;
  };
  const close = () => mayLeave(text('form.unsaved')) && onClose();
  if (way === 'create')
    return (
      <PolicyWizard
        title={text('binding.create_title', { name: target.name })}
        last={{
          step: text('binding.step'),
          render: (policy) => (
            <BindingForm
              values={{ ...newBinding(order), policy: policy.pk }}
              fixed={
                <p className="a-first">
                  {text('binding.created', { name: policy.name, target: target.name })}
                </p>
              }
              submit={text('binding.bind')}
              onSubmit={bind}
            />
          ),
        }}
        onClose={onClose}
        onDone={({ name }) => {
          // Closed before it was bound: the policy is there all the same.
          say({ words: text('binding.left_unbound', { name, target: target.name }) });
          onDone();
        }}
      />
    );
  return (
    <Dialog
      title={text('binding.existing_title', { name: target.name })}
      closeLabel={text('action.close')}
      onClose={close}
    >
      <BindingForm
        values={newBinding(order)}
        subjects={subjectsOf(target.kind)}
        submit={text('binding.bind')}
        beside={
          <Button variant="default" onClick={close}>
            {text('action.cancel')}
          </Button>
        }
        onSubmit={bind}
      />
    </Dialog>
  );
}
