import { serverGerman } from '../../core/mail/words.de.ts';
import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  ...serverGerman,
  Email: 'E-Mail',
  'Email Stage': 'E-Mail-Stufe',
  'Email Stages': 'E-Mail-Stufen',
  'Sends the pending user a link; the flow goes on where it is opened.':
    'Sendet der Person, um die es geht, einen Link; der Ablauf geht dort weiter, wo sie ihn öffnet.',
  'The link works for': 'Der Link wirkt für',
  'After that it leads nowhere, and a mail that is still in the queue is not sent any more.':
    'Danach führt er nirgendwohin, und eine E-Mail, die noch wartet, wird nicht mehr gesandt.',
  Subject: 'Betreff',
  'Takes values as templates do, e.g. {{ brand }}; empty: the subject of the template.':
    'Nimmt Werte wie die E-Mail-Texte, etwa {{ brand }}; leer: der Betreff des E-Mail-Texts.',
  Template: 'E-Mail-Text',
  'The name of a mail; /stages/email/templates/ lists them.':
    'Der Name einer E-Mail; /stages/email/templates/ zählt sie auf.',
  'Activate the account': 'Das Konto aktivieren',
  'An account that is not active becomes active as soon as its link is opened: for signing up.':
    'Ein Konto, das nicht aktiv ist, wird aktiv, sobald sein Link geöffnet wird: für die Registrierung.',
  'Mails at most': 'Höchstens E-Mails',
  'So many mails go to one person in the time below; whoever asks for more has to wait.':
    'So viele E-Mails gehen in der Zeit unten an eine Person; wer um mehr bittet, muss warten.',
  'Time in which mails are counted': 'Zeit, in der E-Mails gezählt werden',
  'No Pending user to send an e-mail to.': 'Es ist niemand da, dem eine E-Mail gesandt werden könnte.',
  'This account has no e-mail address.': 'Dieses Konto hat keine E-Mail-Adresse.',
  'This link is for another account.': 'Dieser Link ist für ein anderes Konto.',
  'The e-mail could not be written. Tell whoever runs this server.':
    'Die E-Mail ließ sich nicht schreiben. Sagen Sie es denen, die diesen Server betreiben.',
  'Too many e-mails were asked for. Wait a few minutes, then try again.':
    'Es wurde um zu viele E-Mails gebeten. Warten Sie einige Minuten, und versuchen Sie es dann noch einmal.',
  'An e-mail is on its way. You can ask for another one in {seconds} seconds.':
    'Eine E-Mail ist unterwegs. In {seconds} Sekunden können Sie um eine weitere bitten.',
  'Another e-mail was sent.': 'Eine weitere E-Mail wurde gesandt.',
  'Successfully verified Email.': 'Ihre E-Mail-Adresse ist bestätigt.',
};
