import { readFileSync } from 'node:fs';
import type { Drive } from './drive.ts';
import type { Comparison, Tally } from './measure.ts';
import { TAGS } from './yardstick.ts';

/** What is counted for each tag. */
export const COUNTS = ['operations', 'parameters', 'request', 'reply', 'driven'] as const;
export type Count = (typeof COUNTS)[number];
export type Numbers = Readonly<Record<string, Readonly<Record<Count, Tally>>>>;

const sum = (tallies: readonly Tally[]): Tally => ({
  covered: tallies.reduce((all, { covered }) => all + covered, 0),
  total: tallies.reduce((all, { total }) => all + total, 0),
});

/** Covered of total, by tag. `driven` counts operations that the generated client was answered rightly by. */
export function numbersOf(comparisons: readonly Comparison[], drive: Drive | undefined): Numbers {
  return Object.fromEntries(
    TAGS.map((tag) => {
      const own = comparisons.filter(({ operation }) => operation.tag === tag);
      const here = own.filter(({ present }) => present);
      return [
        tag,
        {
          operations: { covered: here.length, total: own.length },
          parameters: sum(own.map(({ parameters }) => parameters)),
          request: sum(own.map(({ request }) => request)),
          reply: sum(own.map(({ reply }) => reply)),
          driven: {
            covered: here.filter(({ operation }) => drive?.right.has(operation.id)).length,
            total: here.length,
          },
        },
      ];
    }),
  );
}

/** Every count that is lower than it was, in words. Only those that are in both are compared. */
export function fallen(before: Numbers, now: Numbers, counts: readonly Count[] = COUNTS): readonly string[] {
  return Object.entries(before).flatMap(([tag, was]) =>
    counts.flatMap((count) => {
      const is = now[tag]?.[count].covered ?? 0;
      return is < was[count].covered ? [`${tag} ${count}: ${was[count].covered} before, ${is} now`] : [];
    }),
  );
}

export const NUMBERS = new URL('../conformance.json', import.meta.url);

/** The numbers that are kept with the code. */
export const kept = (): Numbers => JSON.parse(readFileSync(NUMBERS, 'utf8')) as Numbers;
