import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFault } from '../../core/policy/verdict.ts';
import { aRequest } from '../../core/testing/policy.ts';
import { recordedDelay, seededRandom } from '../../core/testing/ports.ts';
import { dummy } from './policy.ts';
import { DummyConfig } from './schema.ts';

async function run(config: Record<string, unknown>, { timeout = 1e9, seed = 1 } = {}) {
  const delay = recordedDelay();
  const parsed = DummyConfig.parse(config);
  const ports = { delay, random: seededRandom(seed) };
  const facts = await dummy.gather({ config: parsed, request: aRequest(), ports, timeout });
  const verdict = dummy.evaluate({ config: parsed, request: aRequest(), facts });
  if (isFault(verdict)) throw new Error(verdict.detail);
  return { ...verdict, waited: delay.slept.reduce((sum, ms) => sum + ms, 0) };
}

describe('the dummy policy', () => {
  test.each([
    {
      title: '125 true, 0..1: at once, one message',
      config: { result: true, wait_min: 0, wait_max: 1 },
      passing: true,
      waited: 0,
    },
    { title: 'false, 0..1', config: { result: false, wait_min: 0, wait_max: 1 }, passing: false, waited: 0 },
    {
      title: 'the minimum where the maximum is not above it',
      config: { result: true, wait_min: 7, wait_max: 7 },
      passing: true,
      waited: 7_000,
    },
    {
      title: 'the minimum where the maximum is below it',
      config: { result: true, wait_min: 7, wait_max: 3 },
      passing: true,
      waited: 7_000,
    },
    {
      title: 'a negative wait is none',
      config: { result: true, wait_min: -5, wait_max: -1 },
      passing: true,
      waited: 0,
    },
  ])('$title', async ({ config, passing, waited }) => {
    expect(await run(config)).toEqual({
      passing,
      messages: ['dummy'],
      reasons: ['dummy.answered'],
      waited,
    });
  });

  test('it always waits a whole number of seconds in [wait_min, wait_max)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer(),
        async (wait_min, span, seed) => {
          const { waited } = await run({ wait_min, wait_max: wait_min + span }, { seed });
          return (
            Number.isInteger(waited / 1000) && waited >= wait_min * 1000 && waited < (wait_min + span) * 1000
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  test('it never sleeps far beyond its deadline', async () => {
    expect((await run({ wait_min: 2_000_000_000, wait_max: 0 }, { timeout: 30_000 })).waited).toBe(31_000);
  });

  test('its settings have the defaults of the wire format and refuse what they do not know', () => {
    expect(DummyConfig.parse({})).toEqual({ result: false, wait_min: 5, wait_max: 30 });
    expect(DummyConfig.safeParse({ wait: 1 }).success).toBe(false);
    expect(DummyConfig.safeParse({ wait_min: 2 ** 31 }).success).toBe(false);
    expect(DummyConfig.safeParse({ result: 'yes' }).success).toBe(false);
  });

  test('it declares its names on the wire', () => {
    expect(dummy).toMatchObject({
      type: 'dummy',
      model: 'authentik_policies_dummy.dummypolicy',
      component: 'ak-policy-dummy-form',
    });
    expect(dummy.immediate({})).toBe(false);
  });
});
