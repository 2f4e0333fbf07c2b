import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ScriptResult } from '../../core/expression/sandbox.ts';
import { aRequest, aUser } from '../../core/testing/policy.ts';
import { ESCAPES, FINGERPRINT } from './escapes.ts';
import { createSandbox } from './sandbox.ts';

// One thread, so that each attempt runs where the one before it has run. The bounds are wide, so that the sum over
// all that can be reached is not cut off on a busy machine.
const sandbox = createSandbox({ inProcess: false, size: 1, budget: 300, bound: 10_000 });
const { group_pks: _, ...user } = aUser();
const request = { ...aRequest({ context: { secret: 1 } }), user };
const run = (source: string): Promise<ScriptResult> => sandbox.run(source, { request }, 30_000);
const untouched = async () => {
  const result = await run(FINGERPRINT);
  return result.ok ? result.value : result;
};

let before: unknown;
beforeAll(async () => {
  before = await untouched();
});
afterAll(() => sandbox.close());

/** The attempts by what they hold, or by tens: after each group, everything that can be reached is compared. */
const groups = [
  ...Map.groupBy(ESCAPES, ({ name }, index) =>
    name.split(':', 2).length > 1 ? (name.split(':')[0] ?? '') : `attempts ${Math.floor(index / 10)}`,
  ),
];

/** Plain data all the way down: nothing that could be called, and no prototype but the host's own. */
function isData(value: unknown): boolean {
  if (typeof value === 'function' || typeof value === 'symbol') return false;
  if (typeof value !== 'object' || value === null) return true;
  const plain = [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value));
  return plain && Object.keys(value).every((key) => isData((value as Record<string, unknown>)[key]));
}

describe('A6: no way out of the sandbox', () => {
  test('everything that scripts share is frozen', () => {
    expect(before).toMatchObject({ loose: 0, polluted: 'undefinedundefinedundefined' });
    expect((before as { size: number }).size).toBeGreaterThan(500);
  });

  test('the corpus is large enough', () => expect(ESCAPES.length).toBeGreaterThan(500));

  test.each(groups)('A6: %s', async (_name, attempts) => {
    for (const { name, source } of attempts) {
      const result = await run(source);
      // What finds the host says `object` or `function`, by the rules of the corpus.
      if (result.ok) {
        expect([name, result.value]).not.toEqual([name, 'object']);
        expect([name, result.value]).not.toEqual([name, 'function']);
        expect([name, isData(result.value), isData(result.logs)]).toEqual([name, true, true]);
      } else {
        expect([name, ['exception', 'syntax', 'timeout', 'memory'].includes(result.fault)]).toEqual([
          name,
          true,
        ]);
        expect(result.detail.length).toBeLessThan(2_100);
        expect(result.detail).not.toMatch(/node_modules|\.ts\b|file:/);
      }
    }
    expect(await untouched()).toEqual(before);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('negative control: what the corpus looks for would be found', async () => {
    expect(await run('return typeof ak_message')).toMatchObject({ value: 'function' });
    expect(await run('const own = {}; own.polluted = 1; return own')).toMatchObject({
      value: { polluted: 1 },
    });
  });
});
