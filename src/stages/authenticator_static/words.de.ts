import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'Static Authenticator Setup': 'Wiederherstellungscodes einrichten',
  'Static Authenticator Setup Stage': 'Stufe für Wiederherstellungscodes',
  'Static Authenticator Setup Stages': 'Stufen für Wiederherstellungscodes',
  'Hands out recovery codes, each good for one login.':
    'Gibt Wiederherstellungscodes aus, jeder für eine Anmeldung.',
  'Static device': 'Wiederherstellungscodes',
  'Static devices': 'Wiederherstellungscodes',
  'Number of codes': 'Anzahl der Codes',
  'How many codes a set has; each works once.': 'Wie viele Codes ein Satz hat; jeder wirkt einmal.',
  'Length of a code': 'Länge eines Codes',
  'Characters of one code.': 'Zeichen eines Codes.',
  'This code is wrong, or was used already.': 'Dieser Code ist falsch oder wurde schon benutzt.',
  'No Pending user to set up codes for.': 'Es ist niemand da, für den Codes eingerichtet werden könnten.',
  'This person has codes already.': 'Diese Person hat schon Codes.',
};
