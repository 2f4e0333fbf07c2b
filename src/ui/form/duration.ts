/** The units of a duration, the longest first, under the names that the API knows. */
export const UNITS = [
  'weeks',
  'days',
  'hours',
  'minutes',
  'seconds',
  'milliseconds',
  'microseconds',
] as const;
export type Unit = (typeof UNITS)[number];

/** One part of a duration; no amount while somebody is typing it. */
export interface DurationPart {
  readonly unit: Unit;
  readonly amount: number | null;
}

/** The parts of a text such as `hours=1;minutes=30`; undefined where it is something else. */
export function partsOf(text: string): readonly DurationPart[] | undefined {
  if (text.trim() === '') return [];
  const parts: DurationPart[] = [];
  for (const piece of text.split(/[;,]/)) {
    const [name = '', amount = '', ...more] = piece.split('=').map((part) => part.trim());
    const unit = UNITS.find((one) => one === name);
    const number = Number(amount);
    if (!unit || more.length > 0 || !Number.isFinite(number) || number < 0) return undefined;
    parts.push({ unit, amount: amount === '' ? null : number });
  }
  return parts;
}

/** The same as a text. */
export const textOfParts = (parts: readonly DurationPart[]): string =>
  parts.map(({ unit, amount }) => `${unit}=${amount ?? ''}`).join(';');

/** The unit that a further part begins with: the longest that is shorter than all others, and not there yet. */
export const nextUnit = (parts: readonly DurationPart[]): Unit | undefined => {
  const last = Math.max(-1, ...parts.map(({ unit }) => UNITS.indexOf(unit)));
  return UNITS[last + 1] ?? UNITS.find((unit) => !parts.some((part) => part.unit === unit));
};
