import { expect, test } from 'vitest';
import { nextUnit, partsOf, textOfParts } from './duration.ts';

test.each([
  [
    'hours=1;minutes=30',
    [
      { unit: 'hours', amount: 1 },
      { unit: 'minutes', amount: 30 },
    ],
  ],
  ['days=1.5', [{ unit: 'days', amount: 1.5 }]],
  [
    'weeks=1, days=2',
    [
      { unit: 'weeks', amount: 1 },
      { unit: 'days', amount: 2 },
    ],
  ],
  ['hours=', [{ unit: 'hours', amount: null }]],
  ['', []],
])('%s is read', (text, parts) => {
  expect(partsOf(text)).toEqual(parts);
});

test.each(['1h', 'years=1', 'hours=-1', 'hours=1=2', 'hours=x', '-'])('%s stays a text', (text) => {
  expect(partsOf(text)).toBeUndefined();
});

test('what was read is written as it was', () => {
  for (const text of ['hours=1;minutes=30', 'seconds=0', 'weeks=4', 'hours='])
    expect(textOfParts(partsOf(text) ?? [])).toBe(text);
});

test('a further part has the next unit', () => {
  expect(nextUnit([])).toBe('weeks');
  expect(nextUnit([{ unit: 'hours', amount: 1 }])).toBe('minutes');
  expect(nextUnit([{ unit: 'microseconds', amount: 1 }])).toBe('weeks');
});
