import { Button } from '@mantine/core';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import { troubleFields } from '../parts/trouble.tsx';
import { PolicyWizard } from '../policies/policy-wizard.tsx';
import type { Binding, BindingValues } from '../wire.ts';
import { BindingForm, newBinding } from './binding-form.tsx';
import { nextOrder } from './rule.ts';
import type { Target } from './target.ts';

interface AddBindingProps {
  readonly way: 'create' | 'existing';
  readonly target: Target;
  readonly bindings: readonly Binding[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Binds something to a target: a policy that is made on the way, or what there is. */
export function AddBinding({ way, target, bindings, onClose, onDone }: AddBindingProps) {
  const { client, text } = useAdmin();
  const order = nextOrder(bindings);
  const bind = async (values: BindingValues) => {
    const reply = await client.send('POST', '/policies/bindings/', { ...values, target: target.pk });
    if ('trouble' in reply) return troubleFields(reply.trouble, text);
    onDone();
    return undefined;
  };
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
        onDone={onDone}
      />
    );
  return (
    <Dialog
      title={text('binding.existing_title', { name: target.name })}
      closeLabel={text('action.close')}
      onClose={onClose}
    >
      <BindingForm
        values={newBinding(order)}
        submit={text('binding.bind')}
        beside={
          <Button variant="default" onClick={onClose}>
            {text('action.cancel')}
          </Button>
        }
        onSubmit={bind}
      />
    </Dialog>
  );
}
