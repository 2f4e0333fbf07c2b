import { Button, Input } from '@mantine/core';
import type { ComponentType } from 'react';
import type { ControlProps } from './control-props.ts';
import { type Field, shownOf, type Values } from './fields.ts';

/** A list of small objects: a row of controls for each, rows added and taken away. */
export function Rows({
  field,
  fields,
  value,
  errors,
  words,
  lookUp,
  expressions,
  onChange,
  Control,
}: ControlProps & { readonly fields: readonly Field[]; readonly Control: ComponentType<ControlProps> }) {
  const rows = (Array.isArray(value) ? value : []) as readonly Values[];
  const put = (index: number, row: Values) => onChange(rows.map((old, at) => (at === index ? row : old)));
  return (
    <Input.Wrapper
      label={field.title}
      labelElement="div"
      description={field.description}
      error={errors[field.name]?.join(' ')}
    >
      <div className="p-rows">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no keys of their own, and only their place tells them apart
          <fieldset className="p-row" key={index}>
            <legend>{`${field.title} ${index + 1}`}</legend>
            {fields.map((inner) => (
              <Control
                key={inner.name}
                field={inner}
                value={row[inner.name]}
                beside={row}
                errors={errorsBelow(errors, `${field.name}.${index}.`)}
                words={words}
                lookUp={lookUp}
                expressions={expressions}
                onChange={(changed) => put(index, { ...row, [inner.name]: changed })}
              />
            ))}
            <Button
              variant="default"
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
              aria-label={`${words.remove}: ${field.title} ${index + 1}`}
            >
              {words.remove}
            </Button>
          </fieldset>
        ))}
        <Button
          variant="default"
          className="p-row-add"
          onClick={() => onChange([...rows, withFirstChoices(fields)])}
          aria-label={`${words.add}: ${field.title}`}
        >
          {words.add}
        </Button>
      </div>
    </Input.Wrapper>
  );
}

const errorsBelow = (errors: ControlProps['errors'], prefix: string): ControlProps['errors'] =>
  Object.fromEntries(
    Object.entries(errors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, said]) => [name.slice(prefix.length), said]),
  );

/** A new row: its choices stand at the first option, so that nothing has to be chosen twice. */
const withFirstChoices = (fields: readonly Field[]): Values => ({
  ...shownOf(fields),
  ...Object.fromEntries(
    fields.flatMap((field) =>
      field.control === 'choice' && field.start === null ? [[field.name, field.options[0]]] : [],
    ),
  ),
});
