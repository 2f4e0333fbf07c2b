import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'User write': 'Benutzer schreiben',
  'User write Stage': 'Schreib-Stufe',
  'User write Stages': 'Schreib-Stufen',
  'Writes the data of earlier prompts: changes the pending user, or creates one.':
    'Schreibt, was in früheren Formularen eingegeben wurde: ändert die Person, um die es geht, oder legt eine an.',
  'User creation': 'Benutzer anlegen',
  'Whether users are created: never, where there is no pending user, or always.':
    'Ob Benutzer angelegt werden: nie, wo niemand bekannt ist, oder immer.',
  'Create users as inactive': 'Benutzer inaktiv anlegen',
  'New users cannot sign in until somebody or something makes them active.':
    'Neue Benutzer können sich nicht anmelden, bis jemand oder etwas sie aktiv macht.',
  Group: 'Gruppe',
  'Everybody who is written is added to this group.': 'Alle, die geschrieben werden, kommen in diese Gruppe.',
  'User type': 'Art der Benutzer',
  'The type of new users.': 'Die Art neuer Benutzer.',
  'A path neither begins nor ends with a slash.': 'Ein Pfad beginnt und endet nicht mit einem Schrägstrich.',
  'User path': 'Pfad der Benutzer',
  'The path of new users; empty: "users".': 'Der Pfad neuer Benutzer; leer: „users“.',
  'No Pending data.': 'Es ist nichts da, was geschrieben werden könnte.',
  "No user found and can't create new user.": 'Es gibt keinen Benutzer, und es darf keiner angelegt werden.',
  'A username is needed.': 'Ein Benutzername wird gebraucht.',
  'Failed to update user. Please try again later.':
    'Der Benutzer konnte nicht geschrieben werden. Bitte versuchen Sie es später noch einmal.',
};
