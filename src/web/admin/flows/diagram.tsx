import '@xyflow/react/dist/base.css';
import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useAdmin } from '../admin.ts';
import { moved } from '../bindings/rule.ts';
import { sentenceOf, TroubleMessage } from '../parts/trouble.tsx';
import { useLoad } from '../use-load.ts';
import type { DiagramEdge, DiagramNode, Flow } from '../wire.ts';
import { AddStage } from './add-stage.tsx';
import { DiagramList } from './diagram-list.tsx';
import { DiagramPanel } from './diagram-panel.tsx';
import { drawingOf, orderBefore, stagesOf } from './drawing.ts';
import { FlowCanvas } from './flow-canvas.tsx';
import { reorder } from './reorder.ts';
import './diagram.css';

interface DiagramProps {
  readonly flow: Flow;
  readonly onChanged: () => void;
}

const GAP = 10;

/** A flow as a drawing that is worked on, and the same as a list for whoever sees no drawing. */
export function Diagram({ flow, onChanged }: DiagramProps) {
  const { client, text, say } = useAdmin();
  const path = `/flows/instances/${encodeURIComponent(flow.slug)}/diagram/`;
  const loaded = useLoad(path, () =>
    client.get<{ nodes: readonly DiagramNode[]; edges: readonly DiagramEdge[] }>(path),
  );
  const [adding, setAdding] = useState<number>();
  const [opened, setOpened] = useState<DiagramNode>();
  const [announced, setAnnounced] = useState('');
  if (!loaded.value)
    return loaded.trouble ? (
      <TroubleMessage trouble={loaded.trouble} retry={() => void loaded.reload()} />
    ) : (
      <Skeleton height="30rem" radius="md" aria-label={text('diagram.loading')} />
    );
  const { nodes, edges } = loaded.value;
  const stages = stagesOf(nodes);
  const orders = stages.map(({ stage }) => stage.order ?? 0);
  const places = stages.map(({ stage }) => ({ pk: stage.stage_binding ?? '', order: stage.order ?? 0 }));
  const changed = () => {
    void loaded.reload();
    onChanged();
  };

  const move = async (from: number, to: number) => {
    const name = stages[from]?.stage.name;
    const trouble = await reorder(client, moved(places, from, to));
    if (trouble) say({ words: sentenceOf(trouble, text), tone: 'danger' });
    else if (name)
      setAnnounced(text('binding.moved', { name, place: String(to + 1), of: String(stages.length) }));
    changed();
  };
  const add = async (index: number) => {
    if (orders[index - 1] === orderBefore(orders, index)) {
      // Two neighbours without a number between them: all get new ones with room.
      const wider = places.map(({ pk }, place) => ({ pk, order: place * GAP }));
      const trouble = await reorder(client, wider.toReversed());
      if (trouble) {
        say({ words: sentenceOf(trouble, text), tone: 'danger' });
        return;
      }
      await loaded.reload();
    }
    setAdding(index);
  };

  return (
    <section className="a-diagram" aria-label={text('diagram.title')}>
      <h2>{text('diagram.title')}</h2>
      <p className="a-soft">{text('diagram.lead')}</p>
      <FlowCanvas
        drawing={drawingOf(nodes, edges)}
        stages={stages.map(({ stage }) => stage.id)}
        onOpen={setOpened}
        onAdd={(index) => void add(index)}
        onMove={(from, to) => void move(from, to)}
      />
      <DiagramList
        stages={stages}
        onOpen={setOpened}
        onAdd={(index) => void add(index)}
        onMove={(from, to) => void move(from, to)}
      />
      <p className="a-hidden" role="status">
        {announced}
      </p>
      {adding === undefined ? null : (
        <AddStage
          way="choose"
          flow={flow}
          order={orderBefore(orders, adding)}
          onClose={() => setAdding(undefined)}
          onDone={() => {
            setAdding(undefined);
            changed();
          }}
        />
      )}
      {opened ? (
        <DiagramPanel flow={flow} node={opened} onClose={() => setOpened(undefined)} onChanged={changed} />
      ) : null}
    </section>
  );
}
