import {
  BaseEdge,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  getSmoothStepPath,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useAdmin } from '../admin.ts';
import type { DiagramNode } from '../wire.ts';
import { type Drawing, HEIGHTS, placeAt, WIDTH } from './drawing.ts';
import { ruleWords } from './rule-words.ts';

interface FlowCanvasProps {
  readonly drawing: Drawing;
  /** Ids of the stages, in their order. */
  readonly stages: readonly string[];
  readonly onOpen: (node: DiagramNode) => void;
  readonly onAdd: (index: number) => void;
  readonly onMove: (from: number, to: number) => void;
}

type PlaceData = { readonly node: DiagramNode; readonly open: () => void };
type PlaceNode = Node<PlaceData, 'place'>;
type WayData = { readonly words: string; readonly add: { readonly label: string; run(): void } | undefined };
type WayEdge = Edge<WayData, 'way'>;

const nodeTypes = { place: PlaceView };
const edgeTypes = { way: WayView };
/** Room around the drawing, so that shadows and outlines are not cut. */
const MARGIN = 8;

/**
 * The drawing itself. It is as high as it has to be and scrolls with the page: nothing in it takes the wheel away, and
 * only stages can be moved.
 */
export function FlowCanvas({ drawing, stages, onOpen, onAdd, onMove }: FlowCanvasProps) {
  const { text } = useAdmin();
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  const [dragged, setDragged] = useState<{ readonly id: string; readonly x: number; readonly y: number }>();

  useEffect(() => {
    const shown = frame.current;
    if (!shown) return;
    const measure = new ResizeObserver(([entry]) => setRoom(entry?.contentRect.width ?? 0));
    measure.observe(shown);
    return () => measure.disconnect();
  }, []);
  const zoom = room === 0 ? 1 : Math.min(1, (room - 2 * MARGIN) / drawing.width);
  const height = Math.ceil(drawing.height * zoom) + 2 * MARGIN;

  const nodes = useMemo(
    () =>
      drawing.places.map(
        ({ node, x, y }): PlaceNode => ({
          id: node.id,
          type: 'place',
          position: dragged?.id === node.id ? { x: dragged.x, y: dragged.y } : { x, y },
          width: node.kind === 'denied' ? WIDTH / 2 : WIDTH,
          height: HEIGHTS[node.kind],
          draggable: node.kind === 'stage',
          // What is dragged lies over the rest.
          zIndex: dragged?.id === node.id ? 2 : 1,
          data: { node, open: () => onOpen(node) },
        }),
      ),
    [drawing, dragged, onOpen],
  );
  const edges = useMemo(() => {
    const byId = new Map(drawing.places.map(({ node }) => [node.id, node]));
    return drawing.edges.map(({ from, to, answer }): WayEdge => {
      const target = byId.get(to);
      const aside = answer === false;
      // A stage is added before the condition of the next one, never between a condition and its stage.
      const index = target?.kind === 'end' ? stages.length : stages.indexOf(`stage-${target?.stage_binding}`);
      const addable = !aside && index >= 0 && byId.get(from)?.id !== `gate-${target?.stage_binding}`;
      const label =
        target?.kind === 'end'
          ? text(stages.length === 0 ? 'diagram.add_first' : 'diagram.add_last')
          : text('diagram.add_here', { name: target?.name ?? '' });
      return {
        id: `${from} ${to} ${answer}`,
        type: 'way',
        source: from,
        target: to,
        sourceHandle: aside ? 'aside' : 'down',
        targetHandle: aside ? (target?.kind === 'denied' ? 'left' : 'aside') : 'down',
        focusable: false,
        data: {
          words: aside && target?.kind !== 'denied' ? text('diagram.otherwise') : '',
          add: addable ? { label, run: () => onAdd(index) } : undefined,
        },
      };
    });
  }, [drawing, stages, text, onAdd]);

  return (
    <div ref={frame} className="a-canvas" style={{ blockSize: `${height}px` }}>
      {room === 0 ? null : (
        <ReactFlow<PlaceNode, WayEdge>
          key={zoom}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          defaultViewport={{
            x: Math.max(MARGIN, (room - drawing.width * zoom) / 2),
            y: MARGIN,
            zoom,
          }}
          minZoom={zoom}
          maxZoom={zoom}
          panOnDrag={false}
          panOnScroll={false}
          zoomOnScroll={false}
          zoomOnPinch={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          autoPanOnNodeDrag={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          nodeDragThreshold={4}
          deleteKeyCode={null}
          disableKeyboardA11y
          proOptions={{ hideAttribution: true }}
          onNodeDrag={(_, { id, position }) => setDragged({ id, ...position })}
          onNodeDragStop={(_, { id, position }) => {
            setDragged(undefined);
            const from = stages.indexOf(id);
            const to = placeAt(drawing, id, position.y);
            if (from >= 0 && from !== to) onMove(from, to);
          }}
        />
      )}
    </div>
  );
}

function PlaceView({ data: { node, open } }: NodeProps<PlaceNode>) {
  const { text } = useAdmin();
  return (
    <>
      <Handle id="down" type="target" position={Position.Top} />
      <Handle id="aside" type="target" position={Position.Right} />
      <Handle id="left" type="target" position={Position.Left} />
      {node.kind === 'stage' || node.kind === 'gate' ? (
        <button
          type="button"
          className="a-place"
          data-kind={node.kind}
          // What does not fit can be read all the same.
          title={node.kind === 'gate' ? ruleWords(node.gate, text) : node.name}
          onClick={open}
        >
          {node.kind === 'stage' ? (
            <>
              <strong>{node.name}</strong>
              <span>{node.verbose_name}</span>
            </>
          ) : (
            <>
              <strong data-closed={node.gate?.closed}>{ruleWords(node.gate, text)}</strong>
              {node.judged ? <span>{text(`diagram.judged_${node.judged}`)}</span> : null}
            </>
          )}
        </button>
      ) : (
        <div className="a-place" data-kind={node.kind}>
          <strong>{text(`diagram.${node.kind}`)}</strong>
        </div>
      )}
      <Handle id="down" type="source" position={Position.Bottom} />
      <Handle id="aside" type="source" position={Position.Right} />
    </>
  );
}

function WayView(props: EdgeProps<WayEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data } = props;
  const [path, labelX, labelY] = getSmoothStepPath({
    ...{ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition },
    borderRadius: 12,
    offset: 48,
  });
  return (
    <>
      <BaseEdge id={id} path={path} markerEnd="" />
      {data?.add || data?.words ? (
        <EdgeLabelRenderer>
          <div
            className="a-way nodrag nopan"
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
          >
            {data.add ? (
              <button type="button" aria-label={data.add.label} title={data.add.label} onClick={data.add.run}>
                <svg viewBox="0 0 16 16" aria-hidden="true">
                  <path d="M8 3.5v9M3.5 8h9" />
                </svg>
              </button>
            ) : (
              <span>{data.words}</span>
            )}
          </div>
        </EdgeLabelRenderer>
      ) : null}
    </>
  );
}
