import { serverGerman } from '../../core/mail/words.de.ts';
import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  ...serverGerman,
  'Email Authenticator Setup': 'Einrichten von Codes per E-Mail',
  'Email Authenticator Setup Stage': 'Stufe zum Einrichten von Codes per E-Mail',
  'Email Authenticator Setup Stages': 'Stufen zum Einrichten von Codes per E-Mail',
  'Verifies an e-mail address by a code, and sets the mailbox up for codes.':
    'Prüft eine E-Mail-Adresse durch einen Code und richtet das Postfach für Codes ein.',
  'Email Device': 'Postfach für Codes',
  'Email Devices': 'Postfächer für Codes',
  'E-mail address': 'E-Mail-Adresse',
  Subject: 'Betreff',
  'Takes values as templates do, e.g. {{ brand }}; empty: the subject of the template.':
    'Nimmt Werte wie die E-Mail-Texte, etwa {{ brand }}; leer: der Betreff des E-Mail-Texts.',
  'A code works for': 'Ein Code gilt',
  'After that a new one has to be sent.': 'Danach muss ein neuer gesandt werden.',
  Template: 'E-Mail-Text',
  'The name of a mail; /stages/email/templates/ lists them.':
    'Der Name einer E-Mail; /stages/email/templates/ zählt sie auf.',
  'No Pending user to set up a mailbox for.': 'Es ist niemand da, für den ein Postfach einzurichten wäre.',
  'Enter your e-mail address.': 'Geben Sie Ihre E-Mail-Adresse ein.',
  'This mailbox gets codes already.': 'Dieses Postfach bekommt schon Codes.',
  'The code could not be sent. Tell whoever runs this server.':
    'Der Code ließ sich nicht senden. Sagen Sie es denen, die diesen Server betreiben.',
  'A code was sent a moment ago. Another one can be sent in {seconds} seconds.':
    'Gerade erst wurde ein Code gesendet. In {seconds} Sekunden kann ein neuer gesendet werden.',
  'This code is wrong.': 'Dieser Code ist falsch.',
  'This code is not valid any more. Have a new one sent.':
    'Dieser Code gilt nicht mehr. Lassen Sie sich einen neuen senden.',
  'Send an address, or a code.': 'Senden Sie eine Adresse oder einen Code.',
  'The code could not be sent. Try again later, or choose another way.':
    'Der Code konnte nicht gesendet werden. Versuchen Sie es später noch einmal, oder wählen Sie einen anderen Weg.',
  'This code is wrong, or it is not valid any more.': 'Dieser Code ist falsch, oder er gilt nicht mehr.',
};
