/** Days of the Gregorian calendar, as Python counts them: the first of January of the year 1 is day 1. */

export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);

/** Days of a year before a month. */
export function daysBefore(year: number, month: number): number {
  let days = 0;
  for (let earlier = 1; earlier < month; earlier++) days += daysInMonth(year, earlier);
  return days;
}

export function toOrdinal({ year, month, day }: Day): number {
  const before = year - 1;
  const years = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return years + daysBefore(year, month) + day;
}

export function fromOrdinal(ordinal: number): Day {
  let year = Math.max(1, Math.floor(ordinal / 365.2425));
  while (toOrdinal({ year: year + 1, month: 1, day: 1 }) <= ordinal) year++;
  while (toOrdinal({ year, month: 1, day: 1 }) > ordinal) year--;
  let rest = ordinal - toOrdinal({ year, month: 1, day: 1 });
  let month = 1;
  while (rest >= daysInMonth(year, month)) rest -= daysInMonth(year, month++);
  return { year, month, day: rest + 1 };
}

/** Monday is 0. */
export const weekday = (day: Day): number => (toOrdinal(day) + 6) % 7;

/** The year and the week that ISO 8601 counts a day to. */
export function isoWeek(day: Day): { year: number; week: number } {
  const thursday = fromOrdinal(toOrdinal(day) - weekday(day) + 3);
  const first = toOrdinal({ year: thursday.year, month: 1, day: 1 });
  return { year: thursday.year, week: Math.floor((toOrdinal(thursday) - first) / 7) + 1 };
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const two = (value: number): string => String(value).padStart(2, '0');
