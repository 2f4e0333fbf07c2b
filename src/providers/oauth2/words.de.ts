import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'OAuth2/OpenID Provider': 'OAuth2/OpenID-Provider',
  'OAuth2/OpenID Providers': 'OAuth2/OpenID-Provider',
  'Signs people in to applications that speak OAuth 2 or OpenID Connect.':
    'Meldet Menschen bei Anwendungen an, die OAuth 2 oder OpenID Connect sprechen.',
  'Scope Mapping': 'Scope-Zuordnung',
  'Scope Mappings': 'Scope-Zuordnungen',
  'Claims that a client is told when it asks for a scope.':
    'Angaben, die ein Client bekommt, wenn er nach einem Scope fragt.',
  'Client type': 'Art des Clients',
  '"confidential": the client can keep a secret (a server); "public": it cannot (an app, a page).':
    '„confidential“: Der Client kann ein Geheimnis bewahren (ein Server). „public“: Er kann es nicht (eine App, eine Seite).',
  'Grant types': 'Arten der Vergabe',
  'What the client may ask for at the token endpoint. Others than these two are not run yet.':
    'Wonach der Client am Token-Endpunkt fragen darf. Andere als diese beiden laufen noch nicht.',
  'Client ID': 'Client-ID',
  'Unique.': 'Eindeutig.',
  'Client secret': 'Client-Geheimnis',
  'Shown once, in the answer that creates the provider. Set another one to replace it.':
    'Wird einmal gezeigt, beim Anlegen des Providers. Setzen Sie ein anderes, um es zu ersetzen.',
  'Code validity': 'Gültigkeit des Codes',
  'How long an authorization code can be redeemed.':
    'Wie lange ein Autorisierungscode eingelöst werden kann.',
  'Access token validity': 'Gültigkeit des Zugriffstokens',
  'Also that of ID tokens.': 'Auch die von ID-Tokens.',
  'Refresh token validity': 'Gültigkeit des Auffrischungstokens',
  'Counted anew with each refresh.': 'Zählt mit jeder Auffrischung von vorn.',
  'Refresh token threshold': 'Schwelle des Auffrischungstokens',
  'A refresh token that lives longer than this stays the same on refresh; "seconds=0": it is always replaced.':
    'Ein Auffrischungstoken, das länger als das lebt, bleibt beim Auffrischen dasselbe; „seconds=0“: Es wird immer ersetzt.',
  'Claims in the ID token': 'Angaben im ID-Token',
  'For clients that do not ask the userinfo endpoint.': 'Für Clients, die nicht am Userinfo-Endpunkt fragen.',
  'Signing key': 'Schlüssel zum Unterschreiben',
  'RSA signs with RS256, P-256 with ES256. None: HS256 with the client secret.':
    'RSA unterschreibt mit RS256, P-256 mit ES256. Keiner: HS256 mit dem Client-Geheimnis.',
  'Encryption key': 'Schlüssel zum Verschlüsseln',
  'ID tokens are encrypted for the holder of this RSA key.':
    'ID-Tokens werden für den Inhaber dieses RSA-Schlüssels verschlüsselt.',
  Matching: 'Vergleich',
  'Used for': 'Benutzt für',
  'Redirect URIs': 'Rückkehr-Adressen',
  'Compared character by character, or as a whole-match pattern.':
    'Werden Zeichen für Zeichen verglichen, oder als Muster, dem die ganze Adresse entspricht.',
  'Logout URI': 'Abmelde-Adresse',
  'Logout method': 'Weg der Abmeldung',
  'Subject mode': 'Kennung der Person',
  'What the client is told as the identifier of the person.':
    'Was der Client als Kennung der Person bekommt.',
  'Issuer mode': 'Aussteller',
  'One issuer for each application, or the same for all.':
    'Ein Aussteller für jede Anwendung, oder derselbe für alle.',
  'Federated sources': 'Verbundene Quellen',
  'Federated providers': 'Verbundene Provider',
  'Scope name': 'Name des Scopes',
  'What the client has to ask for.': 'Wonach der Client fragen muss.',
  Description: 'Beschreibung',
  'What people read when they are asked for consent; empty: not shown.':
    'Was Menschen lesen, wenn sie um Einwilligung gebeten werden; leer: wird nicht gezeigt.',
  'A scope has no spaces, quotes or backslashes.':
    'Ein Scope hat keine Leerzeichen, Anführungszeichen oder Backslashes.',
  'Use visible ASCII characters without spaces.': 'Benutzen Sie sichtbare ASCII-Zeichen ohne Leerzeichen.',
  'This has to be at least one second.': 'Das muss mindestens eine Sekunde sein.',
  'A confidential client needs a secret.': 'Ein Client der Art „confidential“ braucht ein Geheimnis.',
  'A public client cannot keep a secret: choose a key that signs its tokens.':
    'Ein Client der Art „public“ kann kein Geheimnis bewahren: Wählen Sie einen Schlüssel, der seine Tokens unterschreibt.',
  'Without a signing key the secret signs tokens: use at least 32 characters.':
    'Ohne Schlüssel unterschreibt das Geheimnis die Tokens: Benutzen Sie mindestens 32 Zeichen.',
  'The account has nothing that the subject mode "{mode}" could use.':
    'Das Konto hat nichts, was als Kennung der Art „{mode}“ dienen könnte.',
  'Your account lacks something that this application knows people by.':
    'Ihrem Konto fehlt etwas, woran diese Anwendung Menschen erkennt.',
  'You are about to sign in to {application}.': 'Sie sind dabei, sich bei {application} anzumelden.',
  'There is a ")" too many.': 'Es gibt eine „)“ zu viel.',
  'Lazy, possessive and doubled quantifiers are not supported.':
    'Genügsame, possessive und doppelte Wiederholungen werden nicht unterstützt.',
  'The bounds of a quantifier are the wrong way round.': 'Die Grenzen einer Wiederholung sind vertauscht.',
  'There is nothing before "{sign}" that could be repeated.':
    'Vor „{sign}“ steht nichts, was sich wiederholen ließe.',
  '"{sign}" is only supported at the ends, where it is implied.':
    '„{sign}“ wird nur an den Enden unterstützt, wo es ohnehin gilt.',
  'Write "\\{" where you mean the character.': 'Schreiben Sie „\\{“, wo Sie das Zeichen meinen.',
  'The groups are nested too deeply.': 'Die Gruppen stehen zu tief ineinander.',
  'Look-around and flags in groups are not supported.':
    'Vor- und Rückschau und Schalter in Gruppen werden nicht unterstützt.',
  'A ")" is missing.': 'Es fehlt eine „)“.',
  'Back references are not supported.': 'Rückverweise werden nicht unterstützt.',
  '"\\{sign}" is not supported.': '„\\{sign}“ wird nicht unterstützt.',
  'A range in "[…]" is not valid.': 'Ein Bereich in „[…]“ ist nicht gültig.',
  'The pattern ends too early.': 'Das Muster endet zu früh.',
  'The pattern is too large.': 'Das Muster ist zu groß.',
  'The address is too long.': 'Die Adresse ist zu lang.',
  'Only visible ASCII characters are allowed; encode the others.':
    'Nur sichtbare ASCII-Zeichen sind erlaubt; kodieren Sie die anderen.',
  'Backslashes, quotes, brackets and the like have to be encoded.':
    'Backslashes, Anführungszeichen, Klammern und dergleichen müssen kodiert werden.',
  'A fragment is not allowed.': 'Ein Fragment ist nicht erlaubt.',
  'There is a "%" that encodes nothing.': 'Da ist ein „%“, das nichts kodiert.',
  'Write an absolute address, such as https://app.example.com/callback.':
    'Schreiben Sie eine vollständige Adresse, etwa https://app.example.com/callback.',
  'Addresses with the scheme "{scheme}:" are not allowed.':
    'Adressen mit dem Schema „{scheme}:“ sind nicht erlaubt.',
  'The path must not contain "." or ".." as a segment.':
    'Der Pfad darf weder „.“ noch „..“ als Teil enthalten.',
  'After the scheme there have to be two slashes and a host.':
    'Nach dem Schema müssen zwei Schrägstriche und ein Rechnername kommen.',
  'A user name in the address is not allowed.': 'Ein Benutzername in der Adresse ist nicht erlaubt.',
  'The host is not valid; write an international name in its xn-- form.':
    'Der Rechnername ist nicht gültig; schreiben Sie internationale Namen in ihrer Form mit xn--.',
  'The host is not valid.': 'Der Rechnername ist nicht gültig.',
  'The pattern is too long.': 'Das Muster ist zu lang.',
  'The pattern is not valid.': 'Das Muster ist nicht gültig.',
  'Unknown application': 'Unbekannte Anwendung',
  'The application that sent you here is not known. Tell whoever runs it.':
    'Die Anwendung, die Sie hierher geschickt hat, ist nicht bekannt. Sagen Sie es denen, die sie betreiben.',
  'This sign-in has expired': 'Diese Anmeldung ist abgelaufen',
  'It took too long, or it was finished in another tab. Go back to the application and begin again.':
    'Sie hat zu lange gedauert, oder sie wurde in einem anderen Tab beendet. Gehen Sie zurück zur Anwendung und beginnen Sie noch einmal.',
  'This request is too long': 'Diese Anfrage ist zu lang',
  'Go back to the application and tell whoever runs it.':
    'Gehen Sie zurück zur Anwendung und sagen Sie es denen, die sie betreiben.',
  'Something went wrong': 'Etwas ist schiefgegangen',
  'Something went wrong on our side. Quote the request id when you ask for help.':
    'Bei uns ist etwas schiefgegangen. Nennen Sie die Kennung der Anfrage, wenn Sie um Hilfe bitten.',
  'This request cannot go on': 'Diese Anfrage kommt nicht weiter',
  'The application sent a request that cannot be answered. Go back to it and try again; if it happens again, tell whoever runs it.':
    'Die Anwendung hat eine Anfrage gesandt, die sich nicht beantworten lässt. Gehen Sie zurück und versuchen Sie es noch einmal; geschieht es wieder, sagen Sie es denen, die sie betreiben.',
  Confidential: 'Vertraulich',
  Public: 'Öffentlich',
  'Authorization code': 'Autorisierungscode',
  Implicit: 'Implizit',
  'Refresh token': 'Auffrischungstoken',
  'Client credentials': 'Client-Anmeldedaten',
  Password: 'Passwort',
  'Device code': 'Gerätecode',
  'Token exchange': 'Token-Tausch',
  'From server to server': 'Von Server zu Server',
  'Through the browser': 'Über den Browser',
  'Digest of the key': 'Prüfsumme des Schlüssels',
  Key: 'Schlüssel',
  Username: 'Benutzername',
  'E-mail': 'E-Mail',
  'User principal name': 'Benutzerprinzipalname',
  'The same for all': 'Derselbe für alle',
  'One for each application': 'Einer für jede Anwendung',
};
