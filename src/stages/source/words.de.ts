import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Source: 'Quelle',
  'Source Stage': 'Quellen-Stufe',
  'Source Stages': 'Quellen-Stufen',
  'Sends people to a source, and goes on with whom it says they are.':
    'Schickt Menschen zu einer Quelle und macht mit dem weiter, was sie sagt, wer sie sind.',
  'Where people prove who they are.': 'Wo Menschen beweisen, wer sie sind.',
  'Time to come back': 'Zeit zum Zurückkommen',
  'At most 30 minutes, and more than none.': 'Höchstens 30 Minuten, und mehr als keine.',
  'Whoever comes back later begins the flow anew, such as "minutes=10".':
    'Wer später zurückkommt, beginnt den Ablauf von vorn, zum Beispiel „minutes=10“.',
  'Go on without a user': 'Ohne Benutzer weitermachen',
  'Reasons for which the flow goes on although the source leads to nobody. Policies find the reason in the context.':
    'Gründe, aus denen der Ablauf weitergeht, obwohl die Quelle zu niemandem führt. Richtlinien finden den Grund im Kontext.',
  'The source leaves out what people are found by': 'Die Quelle nennt nicht, woran Menschen gefunden werden',
  'The way to sign in that belongs here does not exist or is switched off. Tell your administrator.':
    'Die Anmeldung, die hierher gehört, gibt es nicht, oder sie ist abgeschaltet. Sagen Sie es Ihren Administratoren.',
  'This identity belongs to another account than the one that you began with.':
    'Diese Identität gehört zu einem anderen Konto als dem, mit dem Sie begonnen haben.',
  'This account is not active.': 'Dieses Konto ist nicht aktiv.',
};
