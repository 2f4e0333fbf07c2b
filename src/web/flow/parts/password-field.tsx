/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { usePage } from '../page.ts';
import { Field } from './field.tsx';
import { TextInput } from './text-input.tsx';

interface PasswordFieldProps {
  readonly name: string;
  readonly formName?: string | undefined;
  readonly label: string;
  readonly autocomplete: 'current-password' | 'new-password';
  readonly reveal: boolean;
  readonly required?: boolean;
  readonly placeholder?: string | undefined;
  readonly hint?: string | undefined;
}

/** A password: hint when Caps Lock is on, and an eye button where the stage allows one. */
export function PasswordField({ name, label, autocomplete, reveal, ...rest }: PasswordFieldProps) {
  const { text } = usePage();
  const [shown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watch = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  const aside = (
    <span role="status" class="caps-lock">
      {capsLock ? text('field.caps_lock') : ''}
    </span>
  );
  return (
    <Field
      name={name}
      formName={rest.formName}
      label={label}
      hint={rest.hint}
      required={rest.required ?? true}
      aside={aside}
    >
      {(control) => (
        <div class="password">
          <TextInput
            {...control}
            verbatim
            type={shown ? 'text' : 'password'}
            autocomplete={autocomplete}
            placeholder={rest.placeholder}
            onKeyDown={watch}
            onKeyUp={watch}
            onBlur={() => setCapsLock(false)}
          />
          {reveal ? (
            <button
              type="button"
              class="quiet"
              aria-controls={control.id}
              aria-label={text(shown ? 'action.hide_password' : 'action.show_password')}
              onClick={() => setShown(!shown)}
            >
              {text(shown ? 'action.hide' : 'action.show')}
            </button>
          ) : null}
        </div>
      )}
    </Field>
  );
}
