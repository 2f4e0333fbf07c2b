import type { Words } from '../words/language.ts';

/** What a stage says of a mail server of its own, in German. */
export const serverGerman: Words = {
  'Use the global mail server': 'Den gemeinsamen Mailserver benutzen',
  'The one of POSTERN_EMAIL_HOST; what is entered below does not count then.':
    'Den aus POSTERN_EMAIL_HOST; was unten steht, zählt dann nicht.',
  'Mail server': 'Mailserver',
  'One in a private network has to be allowed by POSTERN_EGRESS_ALLOW.':
    'Einer in einem privaten Netz muss durch POSTERN_EGRESS_ALLOW erlaubt sein.',
  Port: 'Port',
  'User name': 'Benutzername',
  'Empty: without signing in.': 'Leer: ohne Anmeldung.',
  STARTTLS: 'STARTTLS',
  'Begins in clear and changes to TLS before anything is said.':
    'Beginnt unverschlüsselt und wechselt zu TLS, bevor etwas gesagt wird.',
  'TLS from the beginning': 'TLS von Anfang an',
  'Where both are set, this one counts.': 'Ist beides gesetzt, gilt dieses.',
  'Seconds that the server has to answer': 'Sekunden, die der Server zum Antworten hat',
  Sender: 'Absender',
  'An e-mail address; empty: the global one.': 'Eine E-Mail-Adresse; leer: der gemeinsame.',
};
