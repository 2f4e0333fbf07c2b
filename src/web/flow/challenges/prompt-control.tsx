/** @jsxImportSource preact */
import { useId } from 'preact/hooks';
import { languageNames } from '../catalogue.ts';
import { usePage } from '../page.ts';
import { Field, FieldError } from '../parts/field.tsx';
import { useFieldError } from '../parts/form.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { TextInput } from '../parts/text-input.tsx';
import type { AnswerValue, PromptField } from '../wire.ts';
import {
  autocompleteOf,
  choicesOf,
  drawingOf,
  isOpen,
  isRequired,
  passwordAutocomplete,
  startTicked,
  startValue,
} from './prompt-fields.ts';

interface PromptControlProps {
  readonly field: PromptField;
  /** The control's name in the form; errors go by `field.field_key`. */
  readonly formName: string;
}

/** One field of a prompt, drawn by its type. */
export function PromptControl({ field, formName }: PromptControlProps) {
  const { draft, text } = usePage();
  const kept = Object.hasOwn(draft, field.field_key) ? draft[field.field_key] : undefined;
  const drawing = drawingOf(field);
  switch (drawing.as) {
    case 'separator':
      return <hr />;
    case 'hidden':
      return null;
    case 'static':
      return <Static field={field} />;
    case 'notice':
      return (
        <div class="notice" data-tone={drawing.tone} role="note">
          <h2>{field.label || text(`prompt.${drawing.tone}`)}</h2>
          <p>{field.initial_value}</p>
          {field.sub_text ? <p>{field.sub_text}</p> : null}
        </div>
      );
    case 'checkbox':
      return <Checkbox field={field} formName={formName} ticked={startTicked(field, kept)} />;
    case 'radio':
      return <RadioGroup field={field} formName={formName} chosen={startValue(field, kept)} />;
    case 'password':
      return (
        <PasswordField
          name={field.field_key}
          formName={formName}
          label={field.label}
          hint={field.sub_text}
          placeholder={field.placeholder}
          required={isRequired(field)}
          autocomplete={passwordAutocomplete(field)}
          reveal={false}
        />
      );
    default:
      return <Labelled field={field} formName={formName} kept={kept} />;
  }
}

function Labelled({
  field,
  formName,
  kept,
}: PromptControlProps & { readonly kept: AnswerValue | undefined }) {
  const { text } = usePage();
  const drawing = drawingOf(field);
  const start = startValue(field, kept);
  return (
    <Field
      name={field.field_key}
      formName={formName}
      label={field.label}
      hint={field.sub_text}
      required={isRequired(field) || !isOpen(field)}
    >
      {(control) => {
        if (drawing.as === 'textarea') {
          const { readOnly } = drawing;
          return (
            <textarea
              {...control}
              rows={4}
              readOnly={readOnly}
              placeholder={field.placeholder}
              defaultValue={start}
            />
          );
        }
        if (drawing.as === 'file') return <input {...control} type="file" />;
        if (drawing.as === 'select') {
          return (
            <select {...control}>
              <option value="" selected={start === ''}>
                {text('prompt.choose')}
              </option>
              {choicesOf(field, languageNames).map(({ value, label }) => (
                <option key={value} value={value} selected={value === start}>
                  {label}
                </option>
              ))}
            </select>
          );
        }
        const input = drawing.as === 'input' ? drawing : { type: 'text' as const, readOnly: false };
        return (
          <TextInput
            {...control}
            type={input.type}
            readOnly={input.readOnly}
            verbatim={field.type === 'username' || field.type === 'email'}
            autocomplete={autocompleteOf(field)}
            placeholder={field.placeholder}
            defaultValue={start}
          />
        );
      }}
    </Field>
  );
}

function Static({ field }: { readonly field: PromptField }) {
  return (
    <div class="static">
      {field.label ? <h2>{field.label}</h2> : null}
      <p>{field.initial_value}</p>
      {field.sub_text ? <p class="field-hint">{field.sub_text}</p> : null}
    </div>
  );
}

function Checkbox({ field, formName, ticked }: PromptControlProps & { readonly ticked: boolean }) {
  const id = useId();
  const error = useFieldError(field.field_key);
  return (
    <div class="field">
      <label class="check">
        <input
          type="checkbox"
          name={formName}
          defaultChecked={ticked}
          aria-describedby={`${id}-hint ${id}-error`}
          {...(error ? { 'aria-invalid': 'true' as const } : {})}
        />
        <span>{field.label}</span>
      </label>
      <p class="field-hint" id={`${id}-hint`}>
        {field.sub_text}
      </p>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

function RadioGroup({ field, formName, chosen }: PromptControlProps & { readonly chosen: string }) {
  const id = useId();
  const error = useFieldError(field.field_key);
  return (
    <fieldset class="field" aria-describedby={`${id}-hint ${id}-error`}>
      <legend>{field.label}</legend>
      {choicesOf(field, {}).map(({ value, label }) => (
        <label key={value} class="check">
          <input
            type="radio"
            name={formName}
            value={value}
            defaultChecked={value === chosen}
            {...(error ? { 'aria-invalid': 'true' as const, 'aria-describedby': `${id}-error` } : {})}
          />
          <span>{label}</span>
        </label>
      ))}
      <p class="field-hint" id={`${id}-hint`}>
        {field.sub_text}
      </p>
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
}
