import { expect, test } from 'vitest';
import { compareAll } from './compare.ts';
import { fallen, kept, type Numbers, numbersOf } from './numbers.ts';
import { shapeOf, within } from './shape.ts';
import { yardstick } from './yardstick.ts';

const comparisons = compareAll(yardstick());

test('there is a yardstick to measure by', () => expect(comparisons.length).toBeGreaterThan(500));

test('no operation, parameter or field that the wire format has was lost', () => {
  const now = numbersOf(comparisons, undefined);
  expect(fallen(kept(), now, ['operations', 'parameters', 'request', 'reply'])).toEqual([]);
});

test('a number that falls is named, and one that rises is not', () => {
  const numbers = (covered: number): Numbers => ({
    core: {
      operations: { covered, total: 9 },
      parameters: { covered: 1, total: 1 },
      request: { covered: 1, total: 1 },
      reply: { covered: 1, total: 1 },
      driven: { covered: 1, total: 1 },
    },
  });
  expect(fallen(numbers(5), numbers(4))).toEqual(['core operations: 5 before, 4 now']);
  expect(fallen(numbers(5), numbers(6))).toEqual([]);
  expect(fallen(numbers(5), {})).toHaveLength(5);
});

test.each([
  [{ type: 'string', nullable: true }, ['null', 'string']],
  [{ type: ['string', 'null'] }, ['null', 'string']],
  [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, ['integer', 'null']],
  [{ allOf: [{ $ref: '#/a' }] }, ['object']],
  [{ enum: ['x'] }, ['string']],
  [{}, ['any']],
])('%j is read as %j', (schema, kinds) => {
  const document = { a: { type: 'object', properties: {} } };
  expect([...shapeOf(schema, document).kinds].sort()).toEqual(kinds);
});

test('a whole number is a number, and not the other way round', () => {
  expect(within(new Set(['integer']), new Set(['number']))).toBe(true);
  expect(within(new Set(['number']), new Set(['integer']))).toBe(false);
});
