import { performance } from 'node:perf_hooks';
import { createDecisions, type Decisions } from '../src/app/decisions/decisions.ts';
import { silent } from '../src/core/log.ts';
import type { Graph } from '../src/core/policy/graph.ts';
import type { Ports } from '../src/core/ports.ts';

/** Decisions as the house makes them, with the ports of a bench and nobody to tell. */
export const benchDecisions = (graph: Graph, ports: Partial<Ports>): Decisions =>
  createDecisions({
    graph,
    ports,
    timers: {
      after(milliseconds, work) {
        const timer = setTimeout(work, milliseconds);
        return () => clearTimeout(timer);
      },
    },
    decisionLog: { record() {} },
    events: { emit() {} },
    log: silent,
    clock: { now: () => Date.now() },
    elapsed: () => performance.now(),
    random: { uuid: () => 'bench' },
    perform: async () => {},
  });

/**
 * One after the other, with a turn of the event loop after every `turn`, as requests come in; half of them is only to
 * warm up. Microseconds.
 */
export async function times(
  run: (index: number) => Promise<unknown>,
  turn = 1,
  samples = 20_000,
): Promise<{ p50: number; p99: number }> {
  const found: number[] = [];
  for (let index = 0; index < samples * 2; index++) {
    if (index % turn === 0) await new Promise(setImmediate);
    const began = performance.now();
    await run(index);
    if (index >= samples) found.push((performance.now() - began) * 1_000);
  }
  found.sort((a, b) => a - b);
  return { p50: found[samples >> 1] ?? Number.NaN, p99: found[Math.floor(samples * 0.99)] ?? Number.NaN };
}
