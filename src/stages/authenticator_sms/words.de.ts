import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'SMS Authenticator Setup': 'Einrichten von Textnachrichten',
  'SMS Authenticator Setup Stage': 'Stufe zum Einrichten von Textnachrichten',
  'SMS Authenticator Setup Stages': 'Stufen zum Einrichten von Textnachrichten',
  'Verifies a telephone number by a text message, and sets the telephone up for codes.':
    'Prüft eine Telefonnummer durch eine Textnachricht und richtet das Telefon für Codes ein.',
  'SMS Device': 'Telefon für Textnachrichten',
  'SMS Devices': 'Telefone für Textnachrichten',
  Service: 'Dienst',
  'Twilio, or any other service that takes a POST request.':
    'Twilio oder jeder andere Dienst, der eine POST-Anfrage annimmt.',
  'From number': 'Absender',
  'The number, or the name, that messages come from.':
    'Die Nummer oder der Name, von denen Nachrichten kommen.',
  'Account SID, or address': 'SID des Kontos oder Adresse',
  'For Twilio the SID of the account; else the address that messages are posted to.':
    'Für Twilio die SID des Kontos; sonst die Adresse, an die Nachrichten gehen.',
  'Auth token, or user name': 'Auth-Token oder Benutzername',
  'For Twilio the auth token; else the user name, or the bearer token.':
    'Für Twilio das Auth-Token; sonst der Benutzername oder das Bearer-Token.',
  Password: 'Passwort',
  'For other services with a user name.': 'Für andere Dienste mit Benutzernamen.',
  Authentication: 'Anmeldung',
  'How other services want to be signed in to.': 'Wie man sich bei anderen Diensten anmeldet.',
  'Verify only': 'Nur prüfen',
  'The number is verified and not kept: only a digest is, so that no second account can use it. Nobody signs in with it later.':
    'Die Nummer wird geprüft und nicht behalten: nur eine Prüfsumme bleibt, damit kein zweites Konto sie benutzt. Niemand meldet sich später damit an.',
  Mapping: 'Zuordnung',
  'Makes the body for other services, from token, device, stage and user; JSON data.':
    'Macht für andere Dienste den Inhalt der Anfrage aus token, device, stage und user; JSON-Daten.',
  'Write the address that messages are posted to. It begins with https://.':
    'Schreiben Sie die Adresse, an die Nachrichten gehen. Sie beginnt mit https://.',
  'No Pending user to set up a telephone for.': 'Es ist niemand da, für den ein Telefon eingerichtet wird.',
  'Enter your number with the code of your country, such as +49 170 1234567.':
    'Geben Sie Ihre Nummer mit der Vorwahl Ihres Landes ein, zum Beispiel +49 170 1234567.',
  'This number cannot be used. Enter another one.':
    'Diese Nummer kann nicht benutzt werden. Geben Sie eine andere ein.',
  'The code could not be sent. Look whether the number is right, or try again later.':
    'Der Code konnte nicht gesendet werden. Sehen Sie nach, ob die Nummer stimmt, oder versuchen Sie es später noch einmal.',
  'A code was sent a moment ago. Another one can be sent in {seconds} seconds.':
    'Gerade erst wurde ein Code gesendet. In {seconds} Sekunden kann ein neuer gesendet werden.',
  'Too many codes were sent. Begin again later.':
    'Es wurden zu viele Codes gesendet. Beginnen Sie später noch einmal.',
  'This code is wrong.': 'Dieser Code ist falsch.',
  'This code is not valid any more. Have a new one sent.':
    'Dieser Code gilt nicht mehr. Lassen Sie sich einen neuen senden.',
  'Send a number, or a code.': 'Senden Sie eine Nummer oder einen Code.',
  'The code could not be sent. Try again later, or choose another way.':
    'Der Code konnte nicht gesendet werden. Versuchen Sie es später noch einmal, oder wählen Sie einen anderen Weg.',
  'This code is wrong, or it is not valid any more.': 'Dieser Code ist falsch, oder er gilt nicht mehr.',
  'Another service': 'Ein anderer Dienst',
  'By user name and password': 'Mit Benutzername und Passwort',
  'By a bearer token': 'Mit einem Bearer-Token',
  'The mapping of the stage does not exist any more.': 'Die Zuordnung der Stufe gibt es nicht mehr.',
  'The provider answered with status {status}.': 'Der Anbieter hat mit dem Status {status} geantwortet.',
  'The provider answered with status {status} and code {code}.':
    'Der Anbieter hat mit dem Status {status} und dem Code {code} geantwortet.',
};
