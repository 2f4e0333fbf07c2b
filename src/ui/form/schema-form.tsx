import { useId } from 'react';
import type { Expressions } from '../code-editor/assist.ts';
import { FieldControl } from './control.tsx';
import type { Field, Values } from './fields.ts';
import type { FormWords, LookUp } from './words.ts';

interface SchemaFormProps {
  readonly fields: readonly Field[];
  readonly values: Values;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly words: FormWords;
  readonly lookUp: LookUp;
  readonly expressions?: Expressions | undefined;
  /** Names of fields that most people leave alone: folded away under this heading. */
  readonly folded?: { readonly title: string; readonly names: ReadonlySet<string> };
  readonly onChange: (values: Values) => void;
}

/** The controls of an object, drawn from its schema. Errors that belong to no field stand above. */
export function SchemaForm(props: SchemaFormProps) {
  const { fields, values, errors, words, lookUp, expressions, folded, onChange } = props;
  const id = useId();
  const isFolded = ({ name, required }: Field) => !required && (folded?.names.has(name) ?? false);
  const draw = (field: Field) => (
    <FieldControl
      key={field.name}
      field={field}
      value={values[field.name]}
      beside={values}
      errors={errors}
      words={words}
      lookUp={lookUp}
      expressions={expressions}
      onChange={(value) => onChange({ ...values, [field.name]: value })}
      onBeside={(more) => onChange({ ...values, ...more })}
    />
  );
  const names = new Set(fields.map(({ name }) => name));
  const homeless = Object.entries(errors).filter(([name]) => !names.has(name.split('.')[0] ?? ''));
  const hidden = fields.filter(isFolded);
  // A fault in a folded field must be seen.
  const open = hidden.some(({ name }) => errors[name] !== undefined);
  return (
    <div className="p-form">
      {homeless.length > 0 ? (
        <div className="p-form-errors" role="alert" id={id}>
          {homeless.map(([name, said]) => (
            <p key={name}>{said.join(' ')}</p>
          ))}
        </div>
      ) : null}
      {fields.filter((field) => !isFolded(field)).map(draw)}
      {hidden.length > 0 && folded ? (
        <details className="p-form-folded" {...(open ? { open } : {})}>
          <summary>{folded.title}</summary>
          <div className="p-form">{hidden.map(draw)}</div>
        </details>
      ) : null}
    </div>
  );
}
