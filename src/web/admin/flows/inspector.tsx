import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useAdmin } from '../admin.ts';
import { Badge } from '../parts/badge.tsx';
import { Facts } from '../parts/facts.tsx';
import { Json } from '../parts/json.tsx';
import type { Flow, Inspection } from '../wire.ts';
import './flows.css';

/** How often the run is looked at. */
const EVERY = 1_000;

/** Runs a flow in a frame and shows beside it what the run knows and does. */
export function Inspector({ flow }: { readonly flow: Flow }) {
  const { text } = useAdmin();
  // Opening this tab must not begin a run: one of signing out needs nothing but that.
  const [run, setRun] = useState(0);
  return (
    <>
      <p className="a-lead">{text('inspector.lead')}</p>
      <div className="a-form-actions">
        <Button onClick={() => setRun(run + 1)}>
          {text(run === 0 ? 'inspector.begin' : 'inspector.again')}
        </Button>
      </div>
      {run === 0 ? null : <Run key={run} flow={flow} />}
    </>
  );
}

function Run({ flow }: { readonly flow: Flow }) {
  const { text } = useAdmin();
  const inspection = useInspection(flow.slug);
  return (
    <div className="a-inspector">
      <iframe
        title={text('inspector.frame', { name: flow.name })}
        src={`/if/flow/${encodeURIComponent(flow.slug)}/?inspector`}
      />
      <section className="a-card" aria-label={text('inspector.title')} aria-live="polite">
        {inspection === 'lost' ? (
          <p className="a-first">{text('inspector.lost')}</p>
        ) : inspection ? (
          <Inspected inspection={inspection} />
        ) : (
          <p className="a-first">{text('inspector.waiting')}</p>
        )}
      </section>
    </div>
  );
}

/** The run of the flow in this browser, read again and again; `lost` where there was one and is none any more. */
function useInspection(slug: string): Inspection | 'lost' | undefined {
  const { client } = useAdmin();
  const [inspection, setInspection] = useState<Inspection | 'lost'>();
  useEffect(() => {
    let current = true;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      const reply = await client.get<Inspection>(`/flows/inspector/${encodeURIComponent(slug)}/`);
      if (!current) return;
      if ('value' in reply) setInspection(reply.value);
      // What was over stays in sight: the server forgets it sooner than who looks.
      else setInspection((before) => (before === undefined || isOver(before) ? before : 'lost'));
      timer = setTimeout(look, EVERY);
    };
    timer = setTimeout(look, EVERY / 2);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, slug]);
  return inspection;
}

const isOver = (inspection: Inspection | 'lost'): boolean => inspection !== 'lost' && inspection.is_completed;

function Inspected({
  inspection: { plans, current_plan, is_completed },
}: {
  readonly inspection: Inspection;
}) {
  const { text } = useAdmin();
  return (
    <>
      {is_completed ? (
        <p className="a-first" role="status">
          <Badge tone="good">{text('inspector.completed')}</Badge>
        </p>
      ) : null}
      {current_plan && !is_completed ? (
        <>
          <Facts
            facts={[
              [
                text('inspector.current'),
                <span key="current">
                  <strong>{current_plan.current_stage.stage_obj.name}</strong>{' '}
                  <span className="a-soft">{current_plan.current_stage.stage_obj.verbose_name}</span>
                </span>,
              ],
              [
                text('inspector.next'),
                current_plan.next_planned_stage?.stage_obj.name ?? text('inspector.none_next'),
              ],
            ]}
          />
          <Json title={text('inspector.context')} value={current_plan.plan_context} open />
        </>
      ) : null}
      <h3>{text('inspector.passed')}</h3>
      {plans.length === 0 ? <p className="a-soft">{text('inspector.none_passed')}</p> : null}
      <ol className="a-passed">
        {plans.map(({ current_stage, outcome, plan_context }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stage may be passed twice, and the list only grows
          <li key={index}>
            <strong>{current_stage.stage_obj.name}</strong>{' '}
            {outcome ? <Badge>{text(`inspector.outcome_${outcome}`)}</Badge> : null}
            <Json title={text('inspector.context_before')} value={plan_context} />
          </li>
        ))}
      </ol>
    </>
  );
}
