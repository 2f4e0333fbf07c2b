import { expect, test } from 'vitest';
import { nextRun } from './tasks.ts';

test.each([
  { cron: '* * * * *', now: '2026-01-01T10:00:30Z', next: '2026-01-01T10:01:00Z' },
  { cron: '* * * * *', now: '2026-01-01T10:00:00Z', next: '2026-01-01T10:01:00Z' },
  { cron: '*/10 * * * *', now: '2026-01-01T10:51:00Z', next: '2026-01-01T11:00:00Z' },
  { cron: '37 * * * *', now: '2026-01-01T10:37:00Z', next: '2026-01-01T11:37:00Z' },
  { cron: '17 3 * * *', now: '2026-01-01T03:17:30Z', next: '2026-01-02T03:17:00Z' },
  { cron: '7 23 * * *', now: '2026-12-31T23:08:00Z', next: '2027-01-01T23:07:00Z' },
])('$cron after $now falls due at $next', ({ cron, now, next }) => {
  expect(new Date(nextRun(cron, Date.parse(now))).toISOString()).toBe(new Date(next).toISOString());
});
