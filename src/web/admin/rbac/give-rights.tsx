import { Button } from '@mantine/core';
import { useState } from 'react';
import { Picker } from '../../../ui/form/picker.tsx';
import { Dialog } from '../../../ui/kit/dialog.tsx';
import { useAdmin } from '../admin.ts';
import type { FieldErrors } from '../client.ts';
import { useFormWords } from '../parts/form-words.ts';
import { useLookUp } from '../parts/look-up.ts';
import { troubleFields } from '../parts/trouble.tsx';
import { fullName, inOrder, type Permission, sentenceOf, verbOf } from './permission.ts';

interface GiveRightsProps {
  readonly model: string;
  readonly pk: string | number;
  readonly name: string;
  /** Those that there are for the object's model. */
  readonly permissions: readonly Permission[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Chooses a role, and what whoever has it may do with this one object. */
export function GiveRights({ model, pk, name, permissions, onClose, onDone }: GiveRightsProps) {
  const { client, text } = useAdmin();
  const words = useFormWords();
  const lookUp = useLookUp();
  const [role, setRole] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(permissions.filter((one) => verbOf(one) === 'view').map(fullName)),
  );
  const [errors, setErrors] = useState<FieldErrors>({});
  const [busy, setBusy] = useState(false);

  const give = async () => {
    if (role === null) return setErrors({ role: [text('form.missing')] });
    if (chosen.size === 0) return setErrors({ permissions: [text('rights.choose')] });
    setBusy(true);
    const reply = await client.send('POST', `/rbac/permissions/assigned_by_roles/${role}/assign/`, {
      permissions: [...chosen],
      model,
      object_pk: String(pk),
    });
    setBusy(false);
    if ('value' in reply) onDone();
    else setErrors(troubleFields(reply.trouble, text));
  };
  const { role: roleErrors, ...others } = errors;
  return (
    <Dialog title={text('rights.give_title', { name })} closeLabel={text('action.close')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void give();
        }}
      >
        <p className="a-first a-soft">{text('rights.give_lead')}</p>
        <Picker
          refersTo="authentik_rbac.role"
          label={text('roles.one')}
          description={text('rights.role_about')}
          value={role}
          onChange={setRole}
          error={roleErrors?.join(' ')}
          required
          lookUp={lookUp}
          words={words}
        />
        <fieldset className="a-rights-choice">
          <legend>{text('rights.may')}</legend>
          {/* Nobody adds an object that is there already. */}
          {inOrder(permissions)
            .filter((permission) => verbOf(permission) !== 'add')
            .map((permission) => {
              const full = fullName(permission);
              return (
                <label key={full} className="a-right">
                  <input
                    type="checkbox"
                    checked={chosen.has(full)}
                    onChange={(event) => {
                      const next = new Set(chosen);
                      if (event.currentTarget.checked) next.add(full);
                      else next.delete(full);
                      setChosen(next);
                    }}
                  />
                  <span>{sentenceOf(permission, text, 'one')}</span>
                </label>
              );
            })}
        </fieldset>
        {Object.values(others).flat().length > 0 ? (
          <p className="a-error" role="alert">
            {Object.values(others).flat().join(' ')}
          </p>
        ) : null}
        <div className="a-form-actions">
          <Button type="submit" loading={busy}>
            {text('rights.give')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
