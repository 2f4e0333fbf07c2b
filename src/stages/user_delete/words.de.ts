import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'User delete': 'Konto löschen',
  'User delete Stage': 'Lösch-Stufe',
  'User delete Stages': 'Lösch-Stufen',
  'Asks, then deletes the pending user; in an unenrolment flow, whoever is signed in.':
    'Fragt, und löscht dann die Person, um die es geht; in einem Ablauf zum Austreten, wer angemeldet ist.',
  'No Pending User.': 'Es ist niemand da, um den es geht.',
  'This page is out of date. Look at it again, then decide.':
    'Diese Seite ist veraltet. Sehen Sie sie noch einmal an, und entscheiden Sie dann.',
  'This is the last administrator. Make somebody else a superuser first.':
    'Das ist das letzte Konto mit Superuser-Rechten. Machen Sie zuerst jemand anderen zum Superuser.',
};
