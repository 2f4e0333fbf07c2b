/** A way to do the same thing as the others; `run` gets a running number, to vary what it is asked. */
export interface Contestant {
  readonly name: string;
  readonly run: (index: number) => unknown;
}

export interface Times {
  readonly name: string;
  /** Microseconds for one call. */
  readonly p50: number;
  readonly p99: number;
}

/** Each sample lasts about so long, so that the clock's own grain does not show. Nanoseconds. */
const SAMPLE = 20_000;

/** Whatever contestants answer is kept here, so that no compiler finds out that nobody needs it. */
let sink: unknown;

function time(run: (index: number) => unknown, from: number, calls: number): number {
  const began = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) sink = run(from + i);
  return Number(process.hrtime.bigint() - began);
}

const quantile = (sorted: readonly number[], at: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;

/**
 * Times contestants in turns, so that whatever else the machine does meets all of them alike. A sample is the mean of
 * as many calls as fit into 20 microseconds (at least one); the quantiles are over the samples.
 */
export function measure(contestants: readonly Contestant[], samples = 2_000): Times[] {
  const prepared = contestants.map(({ name, run }) => {
    const warm = process.hrtime.bigint();
    let calls = 0;
    while (process.hrtime.bigint() - warm < 300_000_000n) sink = run(calls++);
    const each = time(run, 0, 200) / 200;
    return { name, run, calls: Math.max(1, Math.round(SAMPLE / each)), times: [] as number[] };
  });
  for (let sample = 0; sample < samples; sample++) {
    for (let turn = 0; turn < prepared.length; turn++) {
      const one = prepared[(sample + turn) % prepared.length];
      if (!one) continue;
      one.times.push(time(one.run, sample * one.calls, one.calls) / one.calls / 1000);
    }
  }
  if (sink === Symbol.for('never')) throw new Error('never');
  return prepared.map(({ name, times }) => {
    const sorted = times.toSorted((a, b) => a - b);
    return { name, p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
  });
}
