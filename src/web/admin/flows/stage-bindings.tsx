import { Button, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { BindingsTable } from '../bindings/bindings-table.tsx';
import { BINDING } from '../bindings/check-address.ts';
import { OrderControls } from '../bindings/order-controls.tsx';
import { nextOrder } from '../bindings/rule.ts';
import { TextButton } from '../parts/text-button.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import type { Flow, StageBinding } from '../wire.ts';
import { AddStage } from './add-stage.tsx';
import { EditBindingDialog, EditStageDialog } from './stage-dialogs.tsx';
import { useStageBindings } from './use-stage-bindings.ts';
import { type When, WhenChoice } from './when.tsx';

interface StageBindingsProps {
  readonly flow: Flow;
  /** Told whenever something about the flow is another. */
  readonly onChanged: () => void;
}

/** The stages of a flow in their order; the arrow of a row opens the bindings that decide about it. */
export function StageBindings({ flow, onChanged }: StageBindingsProps) {
  const { text, path, search, go, say } = useAdmin();
  const { loaded, change, move, remove } = useStageBindings(flow.pk);
  const [dragged, setDragged] = useState<number>();
  const [announced, setAnnounced] = useState('');
  const [adding, setAdding] = useState<'create' | 'existing'>();
  const open = new URLSearchParams(search).get(BINDING) ?? '';
  if (!loaded.value)
    return loaded.trouble ? (
      <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
    ) : (
      <Skeleton height="14rem" radius="md" />
    );
  const { results } = loaded.value;

  const changed = () => {
    void loaded.reload();
    onChanged();
  };
  const put = async (from: number, to: number) => {
    const binding = results[from];
    if (!binding || from === to) return;
    await move(from, to);
    onChanged();
    setAnnounced(
      text('binding.moved', {
        name: binding.stage_obj.name,
        place: String(to + 1),
        of: String(results.length),
      }),
    );
  };
  const take = async (binding: StageBinding) => {
    const undo = await remove(binding);
    onChanged();
    if (!undo) return;
    say({
      words: text('stages.removed', { name: binding.stage_obj.name, flow: flow.name }),
      action: { label: text('action.undo'), run: () => void undo().then(onChanged) },
    });
  };

  return (
    <>
      <div className="a-tools">
        <Button onClick={() => setAdding('create')}>{text('stages.create_and_bind')}</Button>
        <Button variant="default" onClick={() => setAdding('existing')}>
          {text('stages.bind_existing')}
        </Button>
      </div>
      {results.length === 0 ? <p className="a-card">{text('stages.none')}</p> : null}
      <ol className="a-stages">
        {results.map((binding, index) => {
          const { name, verbose_name } = binding.stage_obj;
          const isOpen = open === binding.pk;
          return (
            <li
              key={binding.pk}
              className="a-card a-stage"
              data-dragged={dragged === index}
              onDragOver={(event) => dragged !== undefined && event.preventDefault()}
              onDrop={(event) => {
                if (dragged === undefined) return;
                event.preventDefault();
                void put(dragged, index);
                setDragged(undefined);
              }}
            >
              <div className="a-stage-row">
                <OrderControls
                  name={name}
                  order={binding.order}
                  place={index}
                  last={index === results.length - 1}
                  onDrag={() => setDragged(index)}
                  onMove={(to) => void put(index, to)}
                />
                <h2>
                  <button
                    type="button"
                    className="a-stage-head"
                    aria-expanded={isOpen}
                    onClick={() =>
                      go(withParams(path, search, { [BINDING]: isOpen ? '' : binding.pk }), { replace: true })
                    }
                  >
                    <svg viewBox="0 0 16 16" aria-hidden="true">
                      <path d="M6 4l4 4-4 4" />
                    </svg>
                    <span className="a-strong">{name}</span>
                    <span className="a-soft">{verbose_name}</span>
                  </button>
                </h2>
                <TextButton label={text('stages.remove_label', { name })} onClick={() => void take(binding)}>
                  {text('stages.remove')}
                </TextButton>
              </div>
              {isOpen ? (
                <div className="a-stage-body">
                  <EditButtons flow={flow} binding={binding} onSaved={changed} />
                  <WhenChoice
                    value={whenOf(binding)}
                    onChange={(when) =>
                      void change(binding, {
                        evaluate_on_plan: when !== 'reached',
                        re_evaluate_policies: when !== 'planned',
                      }).then(onChanged)
                    }
                  />
                  <BindingsTable
                    target={{
                      kind: 'stage_binding',
                      pk: binding.pk,
                      name,
                      mode: binding.policy_engine_mode,
                      path: `/flows/bindings/${binding.pk}/`,
                      when_unbound: 'pass',
                    }}
                  />
                </div>
              ) : null}
            </li>
          );
        })}
      </ol>
      <p className="a-hidden" role="status">
        {announced}
      </p>
      {adding ? (
        <AddStage
          way={adding}
          flow={flow}
          order={nextOrder(results)}
          onClose={() => setAdding(undefined)}
          onDone={() => {
            setAdding(undefined);
            changed();
          }}
        />
      ) : null}
    </>
  );
}

interface EditButtonsProps {
  readonly flow: Flow;
  readonly binding: StageBinding;
  readonly onSaved: () => void;
}

/** The ways to the stage itself and to its place in the flow. */
function EditButtons({ flow, binding, onSaved }: EditButtonsProps) {
  const { text } = useAdmin();
  const [editing, setEditing] = useState<'stage' | 'binding'>();
  const close = () => setEditing(undefined);
  const saved = () => {
    close();
    onSaved();
  };
  return (
    <div className="a-tools">
      <Button variant="default" onClick={() => setEditing('stage')}>
        {text('stages.edit_stage')}
      </Button>
      <Button variant="default" onClick={() => setEditing('binding')}>
        {text('stages.edit_binding')}
      </Button>
      {editing === 'stage' ? <EditStageDialog binding={binding} onClose={close} onSaved={saved} /> : null}
      {editing === 'binding' ? (
        <EditBindingDialog flow={flow} binding={binding} onClose={close} onSaved={saved} />
      ) : null}
    </div>
  );
}

const whenOf = ({ evaluate_on_plan, re_evaluate_policies }: StageBinding): When =>
  evaluate_on_plan ? (re_evaluate_policies ? 'both' : 'planned') : 'reached';
