/** Seconds as a person reads them: "a second", "40 seconds", "3 minutes". */
function inWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  if (seconds === 1) return 'a second';
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

/** What a person reads who has to wait for the next try. */
export const tooManyTries = (wait: number): string => `Too many wrong tries. Try again in ${inWords(wait)}.`;

/**
 * No wait is longer (seconds), unless the factor itself is: who guesses has no chance at six tries an hour, and who makes
 * others wait, for instance because they know the password, must not shut them out for days.
 */
export const LONGEST_WAIT = 600;

/** When the next try is judged after so many wrong ones, the last of them at `failed_at` (ms since the epoch). */
export const nextTry = (failures: number, failed_at: number, factor: number): number =>
  failures === 0
    ? failed_at
    : failed_at + Math.min(factor * 2 ** (failures - 1), Math.max(factor, LONGEST_WAIT)) * 1_000;
