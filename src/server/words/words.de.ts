import type { Words } from '../../core/words/language.ts';

/** What the server itself says, in German. */
export const german: Words = {
  'Send the fields as a JSON object.': 'Senden Sie die Felder als JSON-Objekt.',
  'Objects and lists stand in each other at most {count} deep.':
    'Objekte und Listen stehen höchstens {count} tief ineinander.',
  'There is a character in it that cannot be stored.':
    'Darin steht ein Zeichen, das sich nicht speichern lässt.',
  'There is no such field.': 'Ein solches Feld gibt es nicht.',
  'Only an RSA or P-256 key that is kept here can be replaced by a new one. Put the new certificate in its place yourself.':
    'Nur ein RSA- oder P-256-Schlüssel, der hier liegt, lässt sich durch einen neuen ersetzen. Setzen Sie das neue Zertifikat selbst an seine Stelle.',
  'A key is shown once, in the answer that creates the token. Create a new token, or set a key of your own.':
    'Ein Schlüssel wird einmal gezeigt, beim Anlegen des Tokens. Legen Sie ein neues Token an, oder setzen Sie einen eigenen Schlüssel.',
  '"{text}" is no duration such as "hours=1".': '„{text}“ ist keine Dauer wie „hours=1“.',
  'Only pictures can be uploaded: "media".': 'Nur Bilder lassen sich hochladen: „media“.',
  'This is no PNG, JPEG or WebP picture, or it is damaged, or wider or higher than 4096 pixels. An SVG may hold scripts and is not taken: export it as PNG.':
    'Das ist kein Bild als PNG, JPEG oder WebP, oder es ist beschädigt, oder breiter oder höher als 4096 Pixel. Ein SVG kann Skripte enthalten und wird nicht angenommen: Exportieren Sie es als PNG.',
  'Use letters, digits, dots, hyphens and underscores, and end the name in .{ending}.':
    'Benutzen Sie Buchstaben, Ziffern, Punkte, Bindestriche und Unterstriche, und lassen Sie den Namen auf .{ending} enden.',
  'There is another picture of this name. Choose another name, or delete that one first.':
    'Es gibt ein anderes Bild dieses Namens. Wählen Sie einen anderen Namen, oder löschen Sie zuerst jenes.',
  'Write a JSON object, such as {"department": "sales"}.':
    'Schreiben Sie ein JSON-Objekt, etwa {"department": "sales"}.',
  'There is no run of this flow in this browser.': 'In diesem Browser läuft dieser Ablauf nicht.',
  'The flow holds a {kind} that you may not see.':
    'Der Ablauf enthält etwas, das Sie nicht sehen dürfen ({kind:words}).',
  'This flow does not apply to you.': 'Dieser Ablauf ist nicht für Sie.',
  'Send a file or a path, not both.': 'Senden Sie eine Datei oder einen Pfad, nicht beides.',
  'Send a file, or the path of one in the folder.': 'Senden Sie eine Datei, oder den Pfad einer im Ordner.',
  'There is no such file in the folder of blueprints.':
    'Eine solche Datei gibt es im Ordner der Vorlagen nicht.',
  'Write a JSON object, such as {"name": "value"}.': 'Schreiben Sie ein JSON-Objekt, etwa {"name": "value"}.',
  '{names}: the mapping is handed this; leave it out, or choose another name.':
    '{names}: Das bekommt die Zuordnung ohnehin; lassen Sie es weg, oder wählen Sie einen anderen Namen.',
  'The test message was sent.': 'Die Testnachricht wurde gesandt.',
  'Postern does not know its own address. Set POSTERN_PUBLIC_URL to the address that people use.':
    'Postern kennt seine eigene Adresse nicht. Setzen Sie POSTERN_PUBLIC_URL auf die Adresse, die Menschen benutzen.',
  'This page is for administrators': 'Diese Seite ist für die Verwaltung',
  'You are signed in, but nobody has given you a permission to administer anything here. Ask an administrator for the role that you need.':
    'Sie sind angemeldet, aber niemand hat Ihnen eine Berechtigung gegeben, hier etwas zu verwalten. Bitten Sie Ihre Administratoren um die Rolle, die Sie brauchen.',
  'Go to my applications': 'Zu meinen Anwendungen',
  'This is no IP address.': 'Das ist keine IP-Adresse.',
  'No application uses this provider yet.': 'Noch benutzt keine Anwendung diesen Provider.',
  'This link no longer works': 'Dieser Link wirkt nicht mehr',
  'A set-up link works once, and only until the first administrator exists. If there is none yet, start Postern again: it prints a new link.':
    'Ein Link zum Einrichten wirkt einmal, und nur, bis jemand Postern verwaltet. Gibt es noch niemanden, starten Sie Postern neu: Es gibt einen neuen Link aus.',
  'Do you want to sign out?': 'Möchten Sie sich abmelden?',
  'Another site has sent you here. You are still signed in.':
    'Eine andere Website hat Sie hierher geschickt. Sie sind noch angemeldet.',
  'Sign out': 'Abmelden',
  'Stay signed in': 'Angemeldet bleiben',
  'Go to the start page': 'Zur Startseite',
  Details: 'Einzelheiten',
  'Request id': 'Kennung der Anfrage',
  'The form could not be read.': 'Das Formular ließ sich nicht lesen.',
  'The form has two parts with the name "{name}".': 'Das Formular hat zwei Teile mit dem Namen „{name}“.',
  'Closes what has lost its last binding to its expiry':
    'Schließt, was seine letzte Bindung durch deren Ablauf verloren hat',
  'Lets bad scores recover, and forgets old ones':
    'Lässt schlechte Bewertungen sich erholen, und vergisst alte',
  'Asks the notification rules about events that a killed node has left':
    'Fragt die Benachrichtigungsregeln nach Ereignissen, die ein beendeter Knoten übrig ließ',
  'Deletes sessions, tokens, events and the like that have expired':
    'Löscht Sitzungen, Tokens, Ereignisse und dergleichen, die abgelaufen sind',
  'Forgets passwords that nothing asks for any more': 'Vergisst Passwörter, nach denen nichts mehr fragt',
  'Deletes decisions older than {days} days': 'Löscht Entscheidungen, die älter als {days} Tage sind',
  'Applies blueprints that have changed': 'Wendet Vorlagen an, die sich geändert haben',
  'Name the model of the object, e.g. authentik_core.application.':
    'Nennen Sie die Art des Objekts, etwa authentik_core.application.',
  '{kinds} are not exported one by one.': '{kinds:words} werden nicht einzeln exportiert.',
  'Give the key of the object.': 'Geben Sie den Schlüssel des Objekts an.',
  'The blueprint would hold a {kind} that you may not see.':
    'Die Vorlage enthielte etwas, das Sie nicht sehen dürfen ({kind:words}).',
  'Your account has no e-mail address. Say where the mail is to go.':
    'Ihr Konto hat keine E-Mail-Adresse. Sagen Sie, wohin die E-Mail gehen soll.',
};
