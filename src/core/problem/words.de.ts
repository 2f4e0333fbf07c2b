import type { Words } from '../words/language.ts';

/** What this part says, in German. */
export const german: Words = {
  'The request is not valid.': 'Die Anfrage ist nicht gültig.',
  'The request body could not be read as JSON.': 'Der Inhalt der Anfrage ließ sich nicht als JSON lesen.',
  'Authentication credentials were not provided.': 'Sie sind nicht angemeldet.',
  'These credentials are not valid.': 'Diese Anmeldedaten sind nicht gültig.',
  'You do not have permission to do this.': 'Dazu haben Sie keine Berechtigung.',
  'The request did not come from a page of this site.': 'Die Anfrage kam von keiner Seite dieser Website.',
  'There is no such object.': 'Dieses Objekt gibt es nicht.',
  'This method is not allowed here.': 'Diese Methode ist hier nicht erlaubt.',
  'The object has changed since you read it. Read it again and repeat the change.':
    'Das Objekt hat sich geändert, seit Sie es gelesen haben. Lesen Sie es noch einmal, und wiederholen Sie die Änderung.',
  'Send JSON with the header Content-Type: application/json.':
    'Senden Sie JSON mit dem Header Content-Type: application/json.',
  'Too many requests. Wait a moment and try again.':
    'Zu viele Anfragen. Warten Sie einen Augenblick, und versuchen Sie es noch einmal.',
  'Something went wrong on our side. Quote the request id when you ask for help.':
    'Bei uns ist etwas schiefgegangen. Nennen Sie die Kennung der Anfrage, wenn Sie um Hilfe bitten.',
  'The service is not ready yet. Try again in a moment.':
    'Der Dienst ist noch nicht bereit. Versuchen Sie es gleich noch einmal.',
};
