import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'User logout': 'Abmeldung',
  'User logout Stage': 'Abmelde-Stufe',
  'User logout Stages': 'Abmelde-Stufen',
  'Ends the session of the browser.': 'Beendet die Sitzung des Browsers.',
};
