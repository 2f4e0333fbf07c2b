/** @jsxImportSource preact */
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { usePage } from '../page.ts';
import { useFieldError } from './form.tsx';

/** What a control needs to belong to its label, hint and error. */
export interface ControlProps {
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  readonly 'aria-invalid'?: 'true';
  readonly 'aria-describedby'?: string;
}

interface FieldProps {
  /** The field's name on the wire: its errors are found by it. */
  readonly name: string;
  /** The control's name in the form, where that is another one. */
  readonly formName?: string | undefined;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly required?: boolean;
  /** Beside the label: a Caps Lock hint, for one. */
  readonly aside?: ComponentChildren;
  readonly children: (control: ControlProps) => JSX.Element;
}

/** A labelled control. The line of its error is reserved, so that an error moves nothing. */
export function Field({ name, formName = name, label, hint, required = true, aside, children }: FieldProps) {
  const { text } = usePage();
  const id = useId();
  const error = useFieldError(name);
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>
          {label}
          {required ? null : <span class="field-optional"> ({text('field.optional')})</span>}
        </label>
        {aside}
      </div>
      {children({
        id,
        name: formName,
        required,
        ...(error ? { 'aria-invalid': 'true' as const } : {}),
        ...(described ? { 'aria-describedby': described } : {}),
      })}
      {hint ? (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

/** The reserved line of a field's error. */
export function FieldError({ id, error }: { readonly id: string; readonly error: string | undefined }) {
  return (
    <p class="field-error" id={id}>
      {error}
    </p>
  );
}
