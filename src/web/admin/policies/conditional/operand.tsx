import { TextInput } from '@mantine/core';
import { FieldControl } from '../../../../ui/form/control.tsx';
import type { Control } from '../../../../ui/form/fields.ts';
import { errorsAt, errorsWithin, type Operand, operandField } from './document.ts';
import type { BuilderTools } from './tools.ts';
import { VariableSelect } from './variable-select.tsx';

interface OperandProps {
  readonly tools: BuilderTools;
  readonly path: string;
  readonly control: Control;
  readonly operand: Operand;
  readonly onChange: (operand: Operand) => void;
}

const NOTHING = {};

/** What something is compared with, or set to: a value, or what another variable says. */
export function OperandControl({ tools, path, control, operand, onChange }: OperandProps) {
  const { catalogue, errors, words, lookUp, text } = tools;
  const first = catalogue.variables[0];
  const swap = (
    <button
      type="button"
      className="p-link-button"
      onClick={() =>
        onChange(
          operand.type === 'literal' && first
            ? { type: 'variable', variable: { key: first.key } }
            : { type: 'literal', value: '' },
        )
      }
    >
      {text(operand.type === 'literal' ? 'builder.use_variable' : 'builder.use_value')}
    </button>
  );
  if (operand.type === 'variable') {
    const { variable } = operand;
    const known = catalogue.variables.find(({ key }) => key === variable.key);
    return (
      <div className="a-builder-operand">
        <VariableSelect
          tools={tools}
          label={text('builder.value')}
          reference={variable}
          errors={errorsAt(errors, path, 'variable', 'variable.key')}
          onChange={(key) => onChange({ type: 'variable', variable: { key } })}
        />
        {known && known.param !== null ? (
          <TextInput
            label={known.param}
            required
            value={variable.param ?? ''}
            error={errorsAt(errors, `${path}.variable.param`).join(' ') || undefined}
            onChange={(event) =>
              onChange({ type: 'variable', variable: { ...variable, param: event.currentTarget.value } })
            }
          />
        ) : null}
        {swap}
      </div>
    );
  }
  return (
    <div className="a-builder-operand">
      <FieldControl
        field={operandField(control, text('builder.value'))}
        value={operand.value}
        beside={NOTHING}
        errors={{ value: errorsWithin(errors, path) }}
        words={words}
        lookUp={lookUp}
        onChange={(value) => onChange({ type: 'literal', value })}
      />
      {swap}
    </div>
  );
}
