import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { withParams } from '../address.ts';
import { useAdmin } from '../admin.ts';
import { BindingsTable } from '../bindings/bindings-table.tsx';
import { BINDING } from '../bindings/check-address.ts';
import { OrderControls } from '../bindings/order-controls.tsx';
import { TroubleMessage } from '../parts/trouble.tsx';
import type { Flow, StageBinding } from '../wire.ts';
import { useStageBindings } from './use-stage-bindings.ts';
import { type When, WhenChoice } from './when.tsx';

/** The stages of a flow in their order; the arrow of a row opens the bindings that decide about it. */
export function StageBindings({ flow }: { readonly flow: Flow }) {
  const { text, path, search, go, say } = useAdmin();
  const { loaded, change, move, remove } = useStageBindings(flow.pk);
  const [dragged, setDragged] = useState<number>();
  const [announced, setAnnounced] = useState('');
  const open = new URLSearchParams(search).get(BINDING) ?? '';
  if (!loaded.value)
    return loaded.trouble ? (
      <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
    ) : (
      <Skeleton height="14rem" radius="md" />
    );
  const { results } = loaded.value;
  if (results.length === 0) return <p className="a-card">{text('stages.none')}</p>;

  const put = async (from: number, to: number) => {
    const binding = results[from];
    if (!binding || from === to) return;
    await move(from, to);
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
    if (!undo) return;
    say({
      words: text('stages.removed', { name: binding.stage_obj.name, flow: flow.name }),
      action: { label: text('action.undo'), run: () => void undo() },
    });
  };

  return (
    <>
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
                <button
                  type="button"
                  className="a-text-button"
                  aria-label={text('stages.remove_label', { name })}
                  onClick={() => void take(binding)}
                >
                  {text('stages.remove')}
                </button>
              </div>
              {isOpen ? (
                <div className="a-stage-body">
                  <WhenChoice
                    value={whenOf(binding)}
                    onChange={(when) =>
                      void change(binding, {
                        evaluate_on_plan: when !== 'reached',
                        re_evaluate_policies: when !== 'planned',
                      })
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
    </>
  );
}

const whenOf = ({ evaluate_on_plan, re_evaluate_policies }: StageBinding): When =>
  evaluate_on_plan ? (re_evaluate_policies ? 'both' : 'planned') : 'reached';
