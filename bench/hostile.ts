import { performance } from 'node:perf_hooks';
import { createSandbox, type RunningSandbox } from '../src/adapters/sandbox/sandbox.ts';
import type { ScriptContext } from '../src/core/expression/sandbox.ts';
import type { Figure } from './figure.ts';

/** What an expression may try, by name. Its budget is 50 ms of processor time, 8 MB and, at the very end, 250 ms. */
const HOSTILE: Readonly<Record<string, string>> = {
  'a loop without end': 'for (;;);',
  'recursion without end': 'const f = (n) => f(n + 1) + 1; return f(0)',
  'a gigabyte': 'const parts = []; for (;;) parts.push("x".repeat(1_000_000))',
  'a catastrophic pattern': 'return /^(a+)+$/.test("a".repeat(40) + "b")',
  'a million messages': 'for (let i = 0; i < 1e6; i++) ak_message("m" + i); return true',
  'a slow function of the engine':
    'return "a".repeat(4_000_000).split("").sort().reverse().join("").length > 0',
};
const GOOD = 'const ends = [...request.user.email].slice(-10).join(""); return ends === "@corp.test"';
const context: ScriptContext = { request: { user: { email: 'ada@corp.test' }, context: {} } };

const SAMPLES = 1_500;

/** One good expression each millisecond or so, as requests come in. Microseconds until each is answered. */
async function traffic(sandbox: RunningSandbox): Promise<number[]> {
  const times: number[] = [];
  const under: Promise<void>[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    const began = performance.now();
    under.push(
      sandbox.run(GOOD, context, 5_000).then((result) => {
        if (!result.ok || result.value !== true) throw new Error('a good expression was judged wrongly');
        times.push((performance.now() - began) * 1_000);
      }),
    );
  }
  await Promise.all(under);
  return times.toSorted((a, b) => a - b);
}

const at = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

/** What others notice of an expression that tries to hurt the server, and how long it may try. */
export async function hostile(): Promise<Figure[]> {
  const sandbox = createSandbox({ size: 2, remember: false, inProcess: false });
  try {
    await sandbox.warm();
    await traffic(sandbox);
    const calm = await traffic(sandbox);
    const figures: Figure[] = [
      { name: 'a good expression, nobody hostile', unit: 'us', p50: at(calm, 0.5), p99: at(calm, 0.99) },
    ];
    for (const [name, source] of Object.entries(HOSTILE)) {
      let going = true;
      const ends: number[] = [];
      const attack = (async () => {
        while (going) {
          const began = performance.now();
          const result = await sandbox.run(source, context, 5_000);
          ends.push(performance.now() - began);
          if (result.ok && name !== 'a million messages' && name !== 'a slow function of the engine')
            throw new Error(`${name} was let through`);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      })();
      const times = await traffic(sandbox);
      going = false;
      await attack;
      const slowest = Math.max(...ends);
      figures.push({
        name: `a good expression, beside ${name} (ended within ${slowest.toFixed(0)} ms, ${ends.length} times)`,
        unit: 'us',
        p50: at(times, 0.5),
        p99: at(times, 0.99),
        target: 'p99 <= 2 x that of nobody hostile',
        met: at(times, 0.99) <= 2 * at(calm, 0.99) && slowest <= 400,
      });
    }
    return figures;
  } finally {
    await sandbox.close();
  }
}
