import { Button, NativeSelect } from '@mantine/core';
import { Picker } from '../../../../ui/form/picker.tsx';
import { CompareRow } from './compare.tsx';
import {
  CONDITION_TYPES,
  type Condition,
  errorsAt,
  GROUP_OPS,
  moved,
  newCompare,
  newCondition,
} from './document.ts';
import { RowTools } from './row-tools.tsx';
import type { BuilderTools } from './tools.ts';

interface ConditionProps {
  readonly tools: BuilderTools;
  readonly path: string;
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
}

/** A comparison, another policy, or several of them together. */
export function ConditionRow({ tools, path, condition, onChange }: ConditionProps) {
  const { catalogue, errors, words, lookUp, text } = tools;
  const kind = (
    <NativeSelect
      aria-label={text('builder.kind')}
      value={condition.type}
      onChange={(event) => {
        const type = CONDITION_TYPES.find((one) => one === event.currentTarget.value);
        if (!type) return;
        // What stands there already becomes the first of a group.
        onChange(
          type === 'group' && condition.type === 'compare'
            ? { type, op: 'all', children: [condition] }
            : newCondition(catalogue, type),
        );
      }}
      data={CONDITION_TYPES.map((type) => ({ value: type, label: text(`builder.kind_${type}`) }))}
    />
  );
  if (condition.type === 'compare')
    return (
      <div className="a-builder-condition">
        {kind}
        <CompareRow tools={tools} path={path} compare={condition} onChange={onChange} />
      </div>
    );
  if (condition.type === 'policy')
    return (
      <div className="a-builder-condition">
        {kind}
        <Picker
          refersTo="authentik_policies.policy"
          label={text('builder.kind_policy')}
          required
          value={condition.policy === '' ? null : condition.policy}
          onChange={(policy) => onChange({ type: 'policy', policy: policy ?? '' })}
          error={errorsAt(errors, path, 'policy').join(' ') || undefined}
          lookUp={lookUp}
          words={words}
        />
      </div>
    );
  const { op, children } = condition;
  const put = (list: readonly Condition[]) => onChange({ ...condition, children: list });
  const said = errorsAt(errors, path, 'op', 'children');
  return (
    <fieldset className="a-builder-group">
      <legend>{text(`builder.op_${op}`)}</legend>
      <div className="a-builder-head">
        {kind}
        <NativeSelect
          aria-label={text('builder.op')}
          value={op}
          onChange={(event) =>
            onChange({
              ...condition,
              op: GROUP_OPS.find((one) => one === event.currentTarget.value) ?? 'all',
            })
          }
          data={GROUP_OPS.map((one) => ({ value: one, label: text(`builder.op_${one}`) }))}
        />
      </div>
      {said.length > 0 ? <p className="a-error">{said.join(' ')}</p> : null}
      <ol className="a-builder-list">
        {children.map((child, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no keys of their own, and only their place tells them apart
          <li key={index} className="a-builder-child">
            <ConditionRow
              tools={tools}
              path={`${path}.children.${index}`}
              condition={child}
              onChange={(changed) => put(children.map((one, at) => (at === index ? changed : one)))}
            />
            <RowTools
              text={text}
              name={text('builder.condition', { number: String(index + 1) })}
              onMove={(by) => put(moved(children, index, by))}
              isFirst={index === 0}
              isLast={index === children.length - 1}
              onRemove={() => put(children.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      <Button variant="default" size="sm" onClick={() => put([...children, newCompare(catalogue)])}>
        {text('builder.add_condition')}
      </Button>
    </fieldset>
  );
}
