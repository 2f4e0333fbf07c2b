/** How long two things take, compared so that a busy machine can hide a difference but never make one up. */

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** How often an experiment whose two sides are alike may be called different: once in a million. */
export const FALSE_ALARMS = 1e-6;
/** The standard normal value that is exceeded, on both sides together, that often. */
const Z = 4.892;

/**
 * Bounds of the median of these differences, by their ranks: they miss it in one of a million experiments, whatever the
 * differences are distributed like (the sign test, turned around). Outliers count as much as anybody else.
 */
export function medianBounds(differences: readonly number[]): Bounds {
  const sorted = differences.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const reach = (Z * Math.sqrt(sorted.length)) / 2;
  const low = sorted[Math.floor(middle - reach)];
  const high = sorted[Math.ceil(middle + reach) - 1];
  if (low === undefined || high === undefined) throw new Error('These are too few samples to say anything.');
  return { low, high };
}

/** Times one thing; answers microseconds. What is not to be counted is done before its clock starts. */
export type Sample = () => Promise<number>;

/** Microseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - began) / 1_000;
}

/**
 * By how many microseconds `other` is slower than `one`, in pairs. A coin says who of a pair goes first, so that
 * whatever the machine does in between meets both alike, and their differences have the median of what is really there.
 */
export async function slowerBy(one: Sample, other: Sample, pairs: number): Promise<Bounds> {
  const differences: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const first = Math.random() < 0.5;
    const early = await (first ? one : other)();
    const late = await (first ? other : one)();
    differences.push(first ? late - early : early - late);
  }
  return medianBounds(differences);
}
