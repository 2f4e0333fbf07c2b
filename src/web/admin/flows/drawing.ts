import type { DiagramEdge, DiagramNode } from '../wire.ts';

/** Pixels. */
export const WIDTH = 310;
export const HEIGHTS = { start: 44, gate: 78, stage: 78, denied: 44, end: 44 } as const;
const BETWEEN = 52;
/** How far beside the line those end whom the flow refuses. */
const ASIDE = WIDTH + 72;
/** What the lines that lead around a stage need at the side. */
const AROUND = 96;

export interface Placed {
  readonly node: DiagramNode;
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly places: readonly Placed[];
  readonly edges: readonly DiagramEdge[];
  readonly width: number;
  readonly height: number;
}

/** Puts the places of a flow under each other, in their order; whoever is refused ends beside the line. */
export function drawingOf(nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): Drawing {
  const places: Placed[] = [];
  let y = 0;
  let before = 0;
  for (const node of nodes) {
    if (node.kind === 'denied') {
      places.push({ node, x: ASIDE, y: before + (HEIGHTS.gate - HEIGHTS.denied) / 2 });
      continue;
    }
    places.push({ node, x: 0, y });
    before = y;
    y += HEIGHTS[node.kind] + BETWEEN;
  }
  const refuses = nodes.some(({ kind }) => kind === 'denied');
  return {
    places,
    edges,
    width: refuses ? ASIDE + WIDTH / 2 : WIDTH + AROUND,
    height: y - BETWEEN,
  };
}

/** The stages of a flow in their order, each with the gate before it. */
export function stagesOf(
  nodes: readonly DiagramNode[],
): readonly { readonly stage: DiagramNode; readonly gate: DiagramNode | undefined }[] {
  return nodes
    .filter(({ kind }) => kind === 'stage')
    .map((stage) => ({
      stage,
      gate: nodes.find((node) => node.kind === 'gate' && node.stage_binding === stage.stage_binding),
    }));
}

/** At which place among the stages one lands that is dropped at the height `y`. */
export function placeAt(drawing: Drawing, dropped: string, y: number): number {
  const others = drawing.places.filter(({ node }) => node.kind === 'stage' && node.id !== dropped);
  return others.filter((other) => other.y < y).length;
}

/** The order of a stage that is put before the one at `index`, where orders leave room; else the rest has to move. */
export function orderBefore(orders: readonly number[], index: number): number {
  const next = orders[index];
  const previous = orders[index - 1];
  if (next === undefined) return previous === undefined ? 0 : previous + 10;
  if (previous === undefined) return next - 10;
  return Math.floor((previous + next) / 2);
}
