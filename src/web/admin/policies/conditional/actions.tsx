import { Button, NativeSelect, TextInput } from '@mantine/core';
import { ConditionRow } from './condition.tsx';
import { ACTION_TYPES, type Action, errorsAt, moved, newAction } from './document.ts';
import { OperandControl } from './operand.tsx';
import { RowTools } from './row-tools.tsx';
import type { BuilderTools } from './tools.ts';

interface ActionsProps {
  readonly tools: BuilderTools;
  readonly path: string;
  readonly label: string;
  readonly actions: readonly Action[];
  readonly onChange: (actions: readonly Action[]) => void;
}

/** What a policy does, one step after the other. */
export function Actions({ tools, path, label, actions, onChange }: ActionsProps) {
  const { catalogue, text } = tools;
  const put = (index: number, action: Action) =>
    onChange(actions.map((one, at) => (at === index ? action : one)));
  return (
    <>
      {actions.length > 0 ? (
        <ol className="a-builder-list" aria-label={label}>
          {actions.map((action, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps have no keys of their own, and only their place tells them apart
            <li key={index} className="a-builder-action" data-disabled={action.enabled === false}>
              <div className="a-builder-head">
                <NativeSelect
                  aria-label={text('builder.step', { number: String(index + 1) })}
                  value={action.type}
                  onChange={(event) => {
                    const type = ACTION_TYPES.find((one) => one === event.currentTarget.value);
                    if (type) put(index, newAction(catalogue, type));
                  }}
                  data={ACTION_TYPES.map((type) => ({ value: type, label: text(`builder.action_${type}`) }))}
                />
                <RowTools
                  text={text}
                  name={text('builder.step', { number: String(index + 1) })}
                  enabled={action.enabled !== false}
                  onEnable={(enabled) => put(index, { ...action, enabled })}
                  onMove={(by) => onChange(moved(actions, index, by))}
                  isFirst={index === 0}
                  isLast={index === actions.length - 1}
                  onRemove={() => onChange(actions.filter((_, at) => at !== index))}
                />
              </div>
              <ActionBody
                tools={tools}
                path={`${path}.${index}`}
                action={action}
                onChange={(changed) => put(index, changed)}
              />
            </li>
          ))}
        </ol>
      ) : null}
      <Button
        variant="default"
        size="sm"
        onClick={() => onChange([...actions, newAction(catalogue, 'condition')])}
      >
        {text('builder.add_step')}
      </Button>
    </>
  );
}

interface ActionProps {
  readonly tools: BuilderTools;
  readonly path: string;
  readonly action: Action;
  readonly onChange: (action: Action) => void;
}

function ActionBody({ tools, path, action, onChange }: ActionProps) {
  const { catalogue, errors, text } = tools;
  switch (action.type) {
    case 'condition':
      return (
        <ConditionRow
          tools={tools}
          path={`${path}.condition`}
          condition={action.condition}
          onChange={(condition) => onChange({ ...action, condition })}
        />
      );
    case 'if':
      return (
        <>
          <ConditionRow
            tools={tools}
            path={`${path}.condition`}
            condition={action.condition}
            onChange={(condition) => onChange({ ...action, condition })}
          />
          {(['then_actions', 'else_actions'] as const).map((branch) => (
            <fieldset key={branch} className="a-builder-branch">
              <legend>{text(`builder.${branch}`)}</legend>
              <Actions
                tools={tools}
                path={`${path}.${branch}`}
                label={text(`builder.${branch}`)}
                actions={action[branch] ?? []}
                onChange={(actions) => onChange({ ...action, [branch]: actions })}
              />
            </fieldset>
          ))}
        </>
      );
    case 'stop':
      return (
        <div className="a-builder-row">
          <NativeSelect
            label={text('builder.result')}
            value={action.result}
            error={errorsAt(errors, path, 'result').join(' ') || undefined}
            onChange={(event) =>
              onChange({ ...action, result: event.currentTarget.value === 'pass' ? 'pass' : 'fail' })
            }
            data={(['fail', 'pass'] as const).map((result) => ({
              value: result,
              label: text(`builder.result_${result}`),
            }))}
          />
          <TextInput
            label={text('builder.message')}
            value={action.message ?? ''}
            error={errorsAt(errors, path, 'message').join(' ') || undefined}
            onChange={(event) => onChange({ ...action, message: event.currentTarget.value })}
          />
        </div>
      );
    case 'set': {
      const setter = catalogue.setters.find(({ key }) => key === action.target.key);
      return (
        <div className="a-builder-row">
          <NativeSelect
            label={text('builder.target')}
            value={action.target.key}
            error={errorsAt(errors, path, 'target', 'target.key').join(' ') || undefined}
            onChange={(event) =>
              onChange({ ...action, target: { ...action.target, key: event.currentTarget.value } })
            }
            data={catalogue.setters.map(({ key, label }) => ({ value: key, label }))}
          />
          <TextInput
            label={setter?.param ?? text('builder.param')}
            value={action.target.param ?? ''}
            error={errorsAt(errors, path, 'target.param').join(' ') || undefined}
            onChange={(event) =>
              onChange({ ...action, target: { ...action.target, param: event.currentTarget.value } })
            }
          />
          <OperandControl
            tools={tools}
            path={`${path}.value`}
            control={{ control: 'text' }}
            operand={action.value}
            onChange={(value) => onChange({ ...action, value })}
          />
        </div>
      );
    }
  }
}
