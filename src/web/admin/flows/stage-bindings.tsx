import { NativeSelect, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useAdmin } from '../admin.ts';
import { BindingsTable } from '../bindings/bindings-table.tsx';
import { sentenceOf, TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { Flow, Page, StageBinding } from '../wire.ts';
import { When, WhenPicture } from './when.tsx';

/** The stages of a flow in their order; the arrow of a row opens the bindings that decide about it. */
export function StageBindings({ flow }: { readonly flow: Flow }) {
  const { client, text } = useAdmin();
  const loaded = useLoad(flow.pk, () =>
    client.get<Page<StageBinding>>('/flows/bindings/', {
      target: flow.pk,
      ordering: 'order',
      page_size: 100,
    }),
  );
  const [open, setOpen] = useState<string>();
  if (!loaded.value)
    return loaded.trouble ? (
      <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
    ) : (
      <Skeleton height="14rem" radius="md" />
    );
  const { results } = loaded.value;
  if (results.length === 0) return <p className="a-card">{text('stages.none')}</p>;
  return (
    <ol className="a-stages">
      {results.map((binding) => (
        <li key={binding.pk} className="a-card a-stage">
          <h2>
            <button
              type="button"
              className="a-stage-head"
              aria-expanded={open === binding.pk}
              onClick={() => setOpen(open === binding.pk ? undefined : binding.pk)}
            >
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="M6 4l4 4-4 4" />
              </svg>
              <span className="a-order-number">{binding.order}</span>
              <span className="a-strong">{binding.stage_obj.name}</span>
              <span className="a-soft">{binding.stage_obj.verbose_name}</span>
            </button>
          </h2>
          {open === binding.pk ? <OneStage binding={binding} onChanged={() => void loaded.reload()} /> : null}
        </li>
      ))}
    </ol>
  );
}

type Moment = 'reached' | 'planned' | 'both';

const momentOf = ({ evaluate_on_plan, re_evaluate_policies }: StageBinding): Moment =>
  evaluate_on_plan ? (re_evaluate_policies ? 'both' : 'planned') : 'reached';

function OneStage({
  binding,
  onChanged,
}: {
  readonly binding: StageBinding;
  readonly onChanged: () => void;
}) {
  const { client, text, say } = useAdmin();
  const path = `/flows/bindings/${binding.pk}/`;
  const moment = momentOf(binding);
  const choose = async (wanted: string) => {
    const reply = await client.send('PATCH', path, {
      evaluate_on_plan: wanted !== 'reached',
      re_evaluate_policies: wanted !== 'planned',
    });
    if ('trouble' in reply) say({ words: sentenceOf(reply.trouble, text), tone: 'danger' });
    onChanged();
  };
  return (
    <div className="a-stage-body">
      <div className="a-when">
        <div>
          <NativeSelect
            label={text('when.title')}
            value={moment}
            onChange={(event) => void choose(event.currentTarget.value)}
            data={[
              { value: 'reached', label: text('when.reached') },
              { value: 'planned', label: text('when.planned') },
              { value: 'both', label: text('when.both') },
            ]}
          />
          <When moment={moment} />
        </div>
        <WhenPicture moment={moment} />
      </div>
      <BindingsTable
        target={{
          kind: 'stage_binding',
          pk: binding.pk,
          name: binding.stage_obj.name,
          mode: binding.policy_engine_mode,
          path,
          when_unbound: 'pass',
        }}
      />
    </div>
  );
}
