import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DiagramNode } from '../wire.ts';
import { drawingOf, orderBefore, placeAt, stagesOf } from './drawing.ts';

const node = (id: string, kind: DiagramNode['kind'], stage_binding: string | null = null): DiagramNode => ({
  id,
  kind,
  name: id,
  stage_binding,
  stage: null,
  verbose_name: '',
  order: null,
  judged: null,
  gate: null,
});

const nodes = [
  node('start', 'start'),
  node('flow', 'gate'),
  node('denied', 'denied'),
  node('a', 'stage', '1'),
  node('gate-b', 'gate', '2'),
  node('b', 'stage', '2'),
  node('c', 'stage', '3'),
  node('end', 'end'),
];

describe('the drawing of a flow', () => {
  const drawing = drawingOf(nodes, []);
  const at = (id: string) => drawing.places.find((place) => place.node.id === id);

  test('goes down in the order of the flow; who is refused stands beside the condition', () => {
    const down = drawing.places.filter((place) => place.node.kind !== 'denied');
    expect(down.map((place) => place.node.id)).toEqual(['start', 'flow', 'a', 'gate-b', 'b', 'c', 'end']);
    for (const [index, place] of down.slice(1).entries())
      expect(place.y).toBeGreaterThan(down[index]?.y ?? 0);
    expect(at('denied')?.x).toBeGreaterThan(at('flow')?.x ?? 0);
    expect(Math.abs((at('denied')?.y ?? 0) - (at('flow')?.y ?? 0))).toBeLessThan(20);
  });

  test('every stage knows its condition', () => {
    expect(stagesOf(nodes).map(({ stage, gate }) => [stage.id, gate?.id])).toEqual([
      ['a', undefined],
      ['b', 'gate-b'],
      ['c', undefined],
    ]);
  });

  test.each([
    ['b', -100, 0],
    ['b', (at('a')?.y ?? 0) + 1, 1],
    ['b', (at('c')?.y ?? 0) + 1, 2],
    ['a', (at('b')?.y ?? 0) + 1, 1],
    ['c', 0, 0],
  ])('%s dropped at %i becomes number %i', (id, y, place) => expect(placeAt(drawing, id, y)).toBe(place));
});

test('a stage that is put between two others comes between them, or beside them where there is no room', () => {
  const rising = fc
    .uniqueArray(fc.integer({ min: -1000, max: 1000 }), { maxLength: 6 })
    .map((list) => list.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(rising, fc.nat(6), (orders, nat) => {
      const index = Math.min(nat, orders.length);
      const order = orderBefore(orders, index);
      const [previous = -Infinity, next = Infinity] = [orders[index - 1], orders[index]];
      return order < next && order >= previous;
    }),
  );
});
