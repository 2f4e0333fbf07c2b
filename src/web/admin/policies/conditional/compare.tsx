import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { operatorsFor, typeOf } from './catalogue.ts';
import { type Compare, errorsAt, newCompare, operandControl, valueFor } from './document.ts';
import { OperandControl } from './operand.tsx';
import type { BuilderTools } from './tools.ts';
import { VariableSelect } from './variable-select.tsx';

interface CompareProps {
  readonly tools: BuilderTools;
  readonly path: string;
  readonly compare: Compare;
  readonly onChange: (compare: Compare) => void;
}

/** One comparison: what is looked at, how, and what it is compared with. Only what fits can be chosen. */
export function CompareRow({ tools, path, compare, onChange }: CompareProps) {
  const { catalogue, errors, text } = tools;
  const { variable, options = {} } = compare;
  const known = catalogue.variables.find(({ key }) => key === variable.key);
  const type = known && typeOf(known, variable.cast);
  const operators = type ? operatorsFor(catalogue, type) : catalogue.operators;
  const operator = catalogue.operators.find(({ key }) => key === compare.operator);
  const control = operator && type && operandControl(operator, type);
  const set = (changes: Partial<Compare>) => onChange({ ...compare, ...changes });

  /** With another variable or operator, the value begins anew where it was one of another sort. */
  const choose = (key: string) => {
    const wanted = catalogue.operators.find((one) => one.key === key);
    const next = wanted && type && operandControl(wanted, type);
    const fits = next && control && next.control === control.control && compare.value;
    set({ operator: key, ...(fits ? {} : { value: undefined, ...(type ? valueFor(wanted, type) : {}) }) });
  };

  return (
    <div className="a-builder-row">
      <VariableSelect
        tools={tools}
        label={text('builder.variable')}
        reference={variable}
        errors={errorsAt(errors, `${path}.variable`, 'key')}
        onChange={(key) =>
          onChange(
            newCompare(
              catalogue,
              catalogue.variables.find((one) => one.key === key),
            ),
          )
        }
      />
      {known && known.param !== null ? (
        <TextInput
          label={known.param}
          required
          value={variable.param ?? ''}
          error={errorsAt(errors, `${path}.variable.param`).join(' ') || undefined}
          onChange={(event) => set({ variable: { ...variable, param: event.currentTarget.value } })}
        />
      ) : null}
      {known?.type.kind === 'any' ? (
        <NativeSelect
          label={text('builder.cast')}
          value={variable.cast ?? ''}
          error={errorsAt(errors, `${path}.variable.cast`).join(' ') || undefined}
          onChange={(event) => {
            const cast = event.currentTarget.value;
            const begun = newCompare(catalogue, { ...known, type: { kind: cast } });
            onChange({ ...begun, variable: { ...variable, cast } });
          }}
          data={catalogue.casts.map((cast) => ({ value: cast, label: cast }))}
        />
      ) : null}
      <NativeSelect
        label={text('builder.operator')}
        value={compare.operator}
        error={errorsAt(errors, path, 'operator').join(' ') || undefined}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[
          ...(operators.some(({ key }) => key === compare.operator)
            ? []
            : [{ value: compare.operator, label: compare.operator }]),
          ...operators.map(({ key, label }) => ({ value: key, label })),
        ]}
      />
      {control ? (
        <OperandControl
          tools={tools}
          path={`${path}.value`}
          control={control}
          operand={compare.value ?? { type: 'literal', value: '' }}
          onChange={(value) => set({ value })}
        />
      ) : null}
      {operator?.negatable ? (
        <Switch
          label={text('builder.negate')}
          checked={options.negate ?? false}
          onChange={(event) => set({ options: { ...options, negate: event.currentTarget.checked } })}
        />
      ) : null}
      {operator?.case_option && type && ['string', 'enum', 'list'].includes(type.kind) ? (
        <Switch
          label={text('builder.case')}
          checked={!(options.case_sensitive ?? true)}
          onChange={(event) => set({ options: { ...options, case_sensitive: !event.currentTarget.checked } })}
        />
      ) : null}
    </div>
  );
}
