/** Seconds as a person reads them: "a second", "40 seconds", "3 minutes". */
function inWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  if (seconds === 1) return 'a second';
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

/** What a person reads who has to wait for the next try. */
export const tooManyTries = (wait: number): string => `Too many wrong tries. Try again in ${inWords(wait)}.`;

/** When the next try is judged after so many wrong ones, the last of them at `failed_at` (ms since the epoch). */
export const nextTry = (failures: number, failed_at: number, factor: number): number =>
  failures === 0 ? failed_at : failed_at + factor * 2 ** (failures - 1) * 1_000;
