import type { Words } from '../core/words/language.ts';

/** What this part says, in German. */
export const german: Words = {
  'At most 30 days, and more than none.': 'Höchstens 30 Tage, und mehr als keiner.',
  'Send a file, or its content as base64.': 'Senden Sie eine Datei, oder ihren Inhalt als base64.',
  'A picture may have 1 MB at most.': 'Ein Bild darf höchstens 1 MB haben.',
  'There is no year 0.': 'Ein Jahr 0 gibt es nicht.',
};
