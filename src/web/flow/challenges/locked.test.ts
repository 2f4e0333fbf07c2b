import { expect, test } from 'vitest';
import { timeLeft } from './locked.tsx';

test.each([
  [900_000, '15:00'],
  [61_000, '1:01'],
  [59_400, '1:00'],
  [1, '0:01'],
  [3_600_000, '1:00:00'],
  [3_599_999, '1:00:00'],
  [86_400_000, '24:00:00'],
  [0, undefined],
  [-5, undefined],
])('%s milliseconds are left as %s', (left, want) => {
  expect(timeLeft(1_000 + left, 1_000)).toBe(want);
});
