import type { Words } from '../core/words/language.ts';

/** What this part says, in German. */
export const german: Words = {
  'The address answered with a compressed body although none was asked for.':
    'Die Adresse hat komprimiert geantwortet, obwohl nicht darum gebeten wurde.',
  'The address answered with more than {count} bytes.':
    'Die Adresse hat mit mehr als {count} Bytes geantwortet.',
  'The address did not answer in time.': 'Die Adresse hat nicht rechtzeitig geantwortet.',
  'The host of the address is not known.': 'Der Rechner der Adresse ist nicht bekannt.',
  'The address could not be reached ({code}).': 'Die Adresse war nicht zu erreichen ({code}).',
  'This is no web address.': 'Das ist keine Webadresse.',
  'The address has to begin with https:// or http://.':
    'Die Adresse muss mit https:// oder http:// beginnen.',
  'The address must not hold a user name or password.':
    'Die Adresse darf weder Benutzernamen noch Passwort enthalten.',
  'The address leads to a private or special network. An administrator can allow it with POSTERN_EGRESS_ALLOW.':
    'Die Adresse führt in ein privates oder besonderes Netz. Wer Postern betreibt, kann es mit POSTERN_EGRESS_ALLOW erlauben.',
  'The address redirects more than three times.': 'Die Adresse leitet mehr als dreimal weiter.',
  'The address redirects from https:// to http://.': 'Die Adresse leitet von https:// zu http:// weiter.',
  'The address redirects a request with a body to another host.':
    'Die Adresse leitet eine Anfrage mit Inhalt zu einem anderen Rechner weiter.',
  'Postern has no mail server. Set POSTERN_EMAIL_HOST and POSTERN_EMAIL_FROM, and start it again.':
    'Postern hat keinen Mailserver. Setzen Sie POSTERN_EMAIL_HOST und POSTERN_EMAIL_FROM, und starten Sie es neu.',
  'The mail server refused {count} of the recipients.':
    'Der Mailserver hat einige der Empfänger abgelehnt: {count}.',
  'The mail has no recipient.': 'Die E-Mail hat keinen Empfänger.',
  'A mail goes to at most {count} recipients.': 'Eine E-Mail geht an höchstens {count} Empfänger.',
  'A recipient of the mail is no plain e-mail address.':
    'Ein Empfänger der E-Mail ist keine einfache E-Mail-Adresse.',
  'The subject of the mail is not one line.': 'Der Betreff der E-Mail ist nicht eine Zeile.',
  'The mail server did not take the user name and password{code}.':
    'Der Mailserver hat Benutzernamen und Passwort nicht angenommen{code}.',
  'The mail server refused the sender or the recipients{code}.':
    'Der Mailserver hat Absender oder Empfänger abgelehnt{code}.',
  'The mail server refused the message{code}.': 'Der Mailserver hat die Nachricht abgelehnt{code}.',
  'The connection to the mail server could not be encrypted.':
    'Die Verbindung zum Mailserver ließ sich nicht verschlüsseln.',
  'The mail server did not answer in time.': 'Der Mailserver hat nicht rechtzeitig geantwortet.',
  'The mail server could not be reached ({code}).': 'Der Mailserver war nicht zu erreichen ({code}).',
  'The name `{name}` is not known here: neither Python nor expressions have it, and the text does not assign it.':
    'Der Name `{name}` ist hier nicht bekannt: Weder Python noch Ausdrücke haben ihn, und der Text weist ihn nicht zu.',
  'The expression asked the host more than {count} times, one question after the other.':
    'Der Ausdruck hat mehr als {count} Fragen nacheinander gestellt.',
  'Too many checks are waiting. Please try again.':
    'Zu viele Prüfungen warten. Bitte versuchen Sie es noch einmal.',
  'The check of the types took more than {count} seconds.':
    'Die Prüfung der Typen hat mehr als {count} Sekunden gebraucht.',
  'The name of the mail server is unknown.': 'Der Name des Mailservers ist nicht bekannt.',
};
