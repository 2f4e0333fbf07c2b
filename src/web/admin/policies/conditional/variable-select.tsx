import { NativeSelect } from '@mantine/core';
import { groupsOf } from './catalogue.ts';
import type { Reference } from './document.ts';
import type { BuilderTools } from './tools.ts';

/** Everything that can be looked at, under headings. */
export function VariableSelect(props: {
  readonly tools: BuilderTools;
  readonly label: string;
  readonly reference: Reference;
  readonly errors: readonly string[];
  readonly onChange: (key: string) => void;
}) {
  const { tools, label, reference, errors, onChange } = props;
  const { variables } = tools.catalogue;
  return (
    <NativeSelect
      label={label}
      value={reference.key}
      error={errors.join(' ') || undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {variables.some(({ key }) => key === reference.key) ? null : (
        <option value={reference.key}>{reference.key}</option>
      )}
      {groupsOf(variables).map((group) => (
        <optgroup key={group.label} label={group.label}>
          {group.variables.map((variable) => (
            <option key={variable.key} value={variable.key}>
              {variable.label}
            </option>
          ))}
        </optgroup>
      ))}
    </NativeSelect>
  );
}
