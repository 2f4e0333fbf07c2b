import type { Json } from './evaluate.ts';

/**
 * Percent formatting: `%s` and `%d` take the next argument, `%%` is a percent sign. Answers the reason where text and
 * arguments do not fit together.
 */
export function percentFormat(format: string, args: readonly Json[]): { text: string } | { reason: string } {
  let next = 0;
  let reason: string | undefined;
  const text = format.replace(/%(.?)/gs, (whole, letter: string) => {
    if (letter === '%') return '%';
    if (!'sdifr'.includes(letter) || letter === '') {
      reason ??= `"${whole}" is no place for an argument; write %s, or %% for a percent sign.`;
      return whole;
    }
    if (next >= args.length) {
      reason ??= 'There are more places in the text than arguments.';
      return whole;
    }
    const value = args[next++] ?? null;
    if (letter === 's' || letter === 'r') return typeof value === 'string' ? value : written(value);
    if (typeof value !== 'number') reason ??= `${whole} takes a number, not ${written(value)}.`;
    return letter === 'f' ? Number(value).toFixed(6) : String(Math.trunc(Number(value)));
  });
  if (reason === undefined && next < args.length)
    reason = 'There are more arguments than places in the text.';
  return reason === undefined ? { text } : { reason };
}

const written = (value: Json): string => JSON.stringify(value);
