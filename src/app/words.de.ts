import type { Words } from '../core/words/language.ts';

/** What this part says, in German. */
export const german: Words = {
  '"{value}" is not a valid choice.': '„{value}“ steht nicht zur Wahl.',
  'Too many wrong tries. Try again in {time}.':
    'Zu viele falsche Versuche. Versuchen Sie es wieder in {time:words}.',
  'This was used already. Wait for the next one.': 'Das wurde schon benutzt. Warten Sie auf das nächste.',
  'No entry has the id "{id}".': 'Kein Eintrag hat die ID „{id}“.',
  'The entry with the id "{id}" was skipped by its conditions.':
    'Der Eintrag mit der ID „{id}“ wurde wegen seiner Bedingungen ausgelassen.',
  'The entry with the id "{id}" names an object that is absent.':
    'Der Eintrag mit der ID „{id}“ nennt ein Objekt, das es nicht gibt.',
  'The entry has no identifiers: they say which object is meant.':
    'Dem Eintrag fehlen identifiers: Sie sagen, welches Objekt gemeint ist.',
  'Several objects match these identifiers; be more exact.':
    'Mehrere Objekte passen zu diesen identifiers; seien Sie genauer.',
  'Write a permission and a role that gets it; give a person the role.':
    'Schreiben Sie eine Berechtigung und eine Rolle, die sie bekommt; geben Sie der Person die Rolle.',
  'Name the other blueprint under attrs: identifiers: {name: …}, or {path: …}.':
    'Nennen Sie die andere Vorlage unter attrs: identifiers: {name: …}, oder {path: …}.',
  'There is no blueprint {name}.': 'Eine Vorlage {name} gibt es nicht.',
  'The blueprints {names} apply each other.': 'Die Vorlagen {names} wenden sich gegenseitig an.',
  'The state has to be one of {names}.': 'Der Zustand muss einer von diesen sein: {names}.',
  'This has to be a map.': 'Das muss eine Zuordnung sein.',
  'Only a superuser may set this.': 'Nur ein Superuser darf das setzen.',
  'The file is gone.': 'Die Datei ist fort.',
  'An object cannot be looked up by a list.': 'Ein Objekt lässt sich nicht nach einer Liste suchen.',
  'The field {name} refers to no object, and {test} is no test.':
    'Das Feld {name} verweist auf kein Objekt, und {test} ist keine Prüfung.',
  'There is no user with the key {key}.': 'Einen Benutzer mit dem Schlüssel {key} gibt es nicht.',
  'This has to be a text that is not blank.': 'Das muss ein Text sein, der nicht leer ist.',
  'Give a path or a content.': 'Geben Sie einen Pfad oder einen Inhalt an.',
  'Give a path or a content, not both.': 'Geben Sie einen Pfad oder einen Inhalt an, nicht beides.',
  'A blueprint cannot write {what}.': 'Eine Vorlage kann das nicht schreiben: {what}.',
  '{what} is a kind with several types; choose one of {names}.':
    '{what} ist eine Art mit mehreren Typen; wählen Sie einen von {names}.',
  'There is no policy "{name}".': 'Eine Richtlinie „{name}“ gibt es nicht.',
  'Policies ask each other in a circle: {names}.': 'Richtlinien fragen sich gegenseitig im Kreis: {names}.',
  'Policies ask each other more than {count} deep.':
    'Richtlinien fragen sich gegenseitig mehr als {count} tief.',
  'you may not view this policy': 'Sie dürfen diese Richtlinie nicht sehen',
  'The {kind} "{name}" {effect}, because {why}.': '„{name}“ ({kind:words}) {effect:words}, denn {why:words}.',
  '…application': 'Anwendung',
  '…flow': 'Ablauf',
  '…stage': 'Stufe',
  '…source': 'Quelle',
  '…notification rule': 'Benachrichtigungsregel',
  '…entitlement': 'Berechtigung',
  '…does not fire any more': 'schlägt nicht mehr an',
  '…belongs to nobody any more': 'gehört niemandem mehr',
  '…refuses everyone': 'lehnt alle ab',
  '…its last binding has expired': 'die letzte Bindung ist abgelaufen',
  '…what its last binding named was deleted': 'was die letzte Bindung nannte, wurde gelöscht',
  'Bind something to it, or say that its rule for "nothing bound" shall count.':
    'Binden Sie etwas daran, oder sagen Sie, dass die Regel für „nichts gebunden“ gelten soll.',
  'Invalid pk "{pk}" - object does not exist.': 'Ein Objekt mit dem Schlüssel „{pk}“ gibt es nicht.',
  'This target is not closed.': 'Dieses Ziel ist nicht geschlossen.',
  'The policy "{name}" could not be evaluated.': 'Die Richtlinie „{name}“ konnte nicht ausgewertet werden.',
  'The policy "{name}" was executed.': 'Die Richtlinie „{name}“ wurde ausgeführt.',
  'There is no type of policy with the model "{model}".':
    'Einen Typ von Richtlinie mit der Objektart „{model}“ gibt es nicht.',
  'The binding of {kind} "{name}" is disabled.': 'Die Bindung ist abgeschaltet: {kind:words} „{name}“.',
  'The binding of {kind} "{name}" has expired.': 'Die Bindung ist abgelaufen: {kind:words} „{name}“.',
  '…policy': 'Richtlinie',
  '…group': 'Gruppe',
  '…user': 'Benutzer',
  '…passes': 'besteht',
  '…does not pass': 'besteht nicht',
  '…has no say': 'zählt nicht',
  'A binding names a {kind} that you may not view: {said}.':
    'Eine Bindung nennt etwas, was Sie nicht sehen dürfen ({kind:words}): {said:words}.',
  '…, which is negated': ', umgekehrt',
  'In a dry run, {kind} "{name}" {said}; it has no say.':
    'Im Probelauf: {kind:words} „{name}“ {said:words}; es zählt nicht.',
  'Is a member of the group "{name}"{negated}: {said}.':
    'Ist Mitglied der Gruppe „{name}“{negated:words}: {said:words}.',
  'Is not a member of the group "{name}"{negated}: {said}.':
    'Ist kein Mitglied der Gruppe „{name}“{negated:words}: {said:words}.',
  'Is the user "{name}"{negated}: {said}.': 'Ist der Benutzer „{name}“{negated:words}: {said:words}.',
  'Is not the user "{name}"{negated}: {said}.':
    'Ist nicht der Benutzer „{name}“{negated:words}: {said:words}.',
  'A binding names nobody: does not pass.': 'Eine Bindung nennt niemanden: besteht nicht.',
  'The policy "{name}" could not be evaluated ({detail}); its failure result counts: {said}.':
    'Die Richtlinie „{name}“ konnte nicht ausgewertet werden ({detail:words}); das Ergebnis für Fehler zählt: {said:words}.',
  'The policy "{name}" {said}.': 'Die Richtlinie „{name}“ {said:words}.',
  'The policy "{name}" {said} ({texts}).': 'Die Richtlinie „{name}“ {said:words} ({texts:words}).',
  'The policy "{name}" {verdict}, which is negated: {said}.':
    'Die Richtlinie „{name}“ {verdict:words}, umgekehrt: {said:words}.',
  'The policy "{name}" {verdict} ({texts}), which is negated: {said}.':
    'Die Richtlinie „{name}“ {verdict:words} ({texts:words}), umgekehrt: {said:words}.',
  'The last binding was deleted together with what it named, or has expired. Nobody passes until a binding is added or the target is opened again.':
    'Die letzte Bindung wurde mit dem gelöscht, was sie nannte, oder ist abgelaufen. Niemand besteht, bis eine Bindung hinzukommt oder das Ziel wieder geöffnet wird.',
  'Nothing that counts is bound. {rule}': 'Nichts ist gebunden, das zählt. {rule:words}',
  'All bindings have to pass, and all do.': 'Alle Bindungen müssen bestehen, und alle bestehen.',
  'All bindings have to pass, and at least one does not.':
    'Alle Bindungen müssen bestehen, und mindestens eine besteht nicht.',
  'One binding that passes is enough, and there is one.':
    'Eine Bindung, die besteht, reicht, und es gibt eine.',
  'One binding that passes is enough, but there is none.':
    'Eine Bindung, die besteht, reicht, aber es gibt keine.',
  'Nobody passes: the last binding is gone.': 'Niemand besteht: Die letzte Bindung ist fort.',
  'Depends on the request, about which is asked: {reasons}.':
    'Hängt von der Anfrage ab, nach der fragt: {reasons:list}.',
  'Passes: {reasons}.': 'Besteht: {reasons:list}.',
  'Does not pass: {reasons}.': 'Besteht nicht: {reasons:list}.',
  '…, and ': ', und ',
  '…the policy "{name}"': 'die Richtlinie „{name}“',
  '…a policy': 'eine Richtlinie',
  '…the policy "{name}" {said}': 'die Richtlinie „{name}“ {said:words}',
  '…the policy "{name}" {said} ({texts})': 'die Richtlinie „{name}“ {said:words} ({texts:words})',
  '…a policy {said}': 'eine Richtlinie {said:words}',
  '…could not be evaluated': 'konnte nicht ausgewertet werden',
  '…a binding names nobody': 'eine Bindung nennt niemanden',
  'A service account has no password. Give it an app password.':
    'Ein Dienstkonto hat kein Passwort. Geben Sie ihm ein App-Passwort.',
  'You are acting as {name}. Stop that first: this changes how people prove who they are.':
    'Sie handeln als {name}. Beenden Sie das zuerst: Dies ändert, wie Menschen beweisen, wer sie sind.',
  'Acting as other users is turned off here (the setting POSTERN_IMPERSONATION).':
    'Als andere Benutzer zu handeln ist hier abgeschaltet (die Einstellung POSTERN_IMPERSONATION).',
  'You are acting as {name} already. Stop that first.':
    'Sie handeln schon als {name}. Beenden Sie das zuerst.',
  'Sign in with a browser for this: a token acts for its own user only.':
    'Melden Sie sich dafür mit einem Browser an: Ein Token handelt nur für seinen eigenen Benutzer.',
  'You are this user already.': 'Sie sind dieser Benutzer schon.',
  'This account is not active. Activate it first.': 'Dieses Konto ist nicht aktiv. Aktivieren Sie es zuerst.',
  'A service account does not sign in, so nobody can act as it.':
    'Ein Dienstkonto meldet sich nicht an, daher kann niemand als es handeln.',
  'This person holds more permissions than you do.': 'Diese Person hat mehr Berechtigungen als Sie.',
  'Say why you act as this person. It is kept in the log.':
    'Sagen Sie, warum Sie als diese Person handeln. Es bleibt im Protokoll.',
  'This brand has no recovery flow. Choose one in the settings of the brand.':
    'Diese Marke hat keinen Ablauf zur Wiederherstellung. Wählen Sie einen in den Einstellungen der Marke.',
  'A service account has no password to recover.':
    'Ein Dienstkonto hat kein Passwort, das sich wiederherstellen ließe.',
  'It is not permitted any more.': 'Es ist nicht mehr erlaubt.',
  'There is no such user.': 'Diesen Benutzer gibt es nicht.',
  'User with this username already exists.': 'Einen Benutzer mit diesem Benutzernamen gibt es schon.',
  'As {language}: Line {line}, column {column}: {detail}':
    'Als {language}: Zeile {line}, Spalte {column}: {detail:words}',
  'Line {line}, column {column}: {detail}': 'Zeile {line}, Spalte {column}: {detail:words}',
  'There is no such flow.': 'Diesen Ablauf gibt es nicht.',
  'A part of this flow is closed because its last binding was taken away: a copy of it would be open. Bind something to it or reopen it first.':
    'Ein Teil dieses Ablaufs ist geschlossen, weil seine letzte Bindung fort ist: Eine Kopie davon wäre offen. Binden Sie zuerst etwas daran, oder öffnen Sie ihn wieder.',
  'The flow {slug} stopped at {place}.': 'Der Ablauf {slug} hat angehalten: {place:words}.',
  '…the stage {name}': 'an der Stufe {name}',
  '…its end': 'an seinem Ende',
  'Invalid next URL.': 'Die Adresse, zu der es weitergehen soll, ist nicht gültig.',
  'This sign-in was no longer open, so it begins anew.':
    'Diese Anmeldung war nicht mehr offen, daher beginnt sie von vorn.',
  'This step has changed in the meantime. Please check it and try again.':
    'Dieser Schritt hat sich inzwischen geändert. Bitte prüfen Sie ihn und versuchen Sie es noch einmal.',
  'Your last answer is still being checked. Please wait a moment.':
    'Ihre letzte Antwort wird noch geprüft. Bitte warten Sie einen Augenblick.',
  'You have to be signed in to do this.': 'Dazu müssen Sie angemeldet sein.',
  'This is for people who are not signed in.': 'Das ist für Menschen, die nicht angemeldet sind.',
  'This is for superusers only.': 'Das ist nur für Superuser.',
  'This page cannot be opened by itself.': 'Diese Seite lässt sich nicht für sich allein öffnen.',
  'This page cannot be opened by a browser.': 'Diese Seite lässt sich nicht mit einem Browser öffnen.',
  'This page opens only by a link that was sent to you.':
    'Diese Seite öffnet sich nur über einen Link, der Ihnen gesandt wurde.',
  'This link no longer works: it was used already, or it is too old. Ask for a new one.':
    'Dieser Link wirkt nicht mehr: Er wurde schon benutzt, oder er ist zu alt. Bitten Sie um einen neuen.',
  'An e-mail was sent to {address}.': 'Eine E-Mail wurde an {address} gesandt.',
  'The webhook mapping does not exist any more.': 'Die Webhook-Zuordnung gibt es nicht mehr.',
  'The webhook mapping "{name}" failed.': 'Die Webhook-Zuordnung „{name}“ ist gescheitert.',
  'The webhook mapping for headers has to return an object of names and texts.':
    'Die Webhook-Zuordnung für Header muss ein Objekt aus Namen und Texten zurückgeben.',
  'The certificate of the webhook does not exist any more.':
    'Das Zertifikat des Webhooks gibt es nicht mehr.',
  'The webhook answered with the status {status}.': 'Der Webhook hat mit dem Status {status} geantwortet.',
  'This is a test: the transport works.': 'Das ist ein Test: Der Weg funktioniert.',
  'Your account has no e-mail address that the test could go to.':
    'Ihr Konto hat keine E-Mail-Adresse, an die der Test gehen könnte.',
  'You are told because a notification rule of Postern names you.':
    'Sie werden benachrichtigt, weil eine Benachrichtigungsregel von Postern Sie nennt.',
  'It cannot be deleted as long as {kind} "{name}" uses it.':
    'Es lässt sich nicht löschen, solange es benutzt wird: {kind:words} „{name}“.',
  'Nobody will be able to {act} until somebody adds a binding or opens it again.':
    'Niemand wird {act:words} können, bis jemand eine Bindung hinzufügt oder wieder öffnet.',
  '{count} other {decide} who may {act}.': 'Wer {act:words} darf, {decide:words} ({count}).',
  '…binding decides': 'entscheidet dann eine andere Bindung',
  '…bindings decide': 'entscheiden dann andere Bindungen',
  '…open the application "{name}"': 'die Anwendung „{name}“ öffnen',
  '…use the flow "{name}"': 'den Ablauf „{name}“ benutzen',
  '…pass the stage "{name}"': 'an der Stufe „{name}“ vorbeikommen',
  '…sign in through the source "{name}"': 'sich über die Quelle „{name}“ anmelden',
  'Still in use by {uses}. Change that first.': 'Noch in Gebrauch: {uses:words}. Ändern Sie das zuerst.',
  '…{kind} "{name}", {more}': '{kind:words} „{name}“, {more:words}',
  '…{kind} "{name}"': '{kind:words} „{name}“',
  "Set a user's password": 'Das Passwort eines Benutzers setzen',
  'See which applications a user may open': 'Sehen, welche Anwendungen ein Benutzer öffnen darf',
  'Act as another user': 'Als ein anderer Benutzer handeln',
  'Put users into a group': 'Benutzer in eine Gruppe aufnehmen',
  'Take users out of a group': 'Benutzer aus einer Gruppe entfernen',
  'Give a group superuser privileges': 'Einer Gruppe Superuser-Rechte geben',
  'Take superuser privileges from a group': 'Einer Gruppe Superuser-Rechte nehmen',
  'Give a token another key': 'Einem Token einen anderen Schlüssel geben',
  'Look into running flows': 'In laufende Abläufe hineinsehen',
  'Export flows': 'Abläufe exportieren',
  'Give permissions to roles': 'Rollen Berechtigungen geben',
  'Take permissions from roles': 'Rollen Berechtigungen nehmen',
  'Can view past decisions': 'Frühere Entscheidungen sehen',
  Decision: 'Entscheidung',
  'Can view metrics': 'Messwerte sehen',
  Metrics: 'Messwerte',
  'System permission': 'Berechtigung über das System',
  'Can view uploaded pictures': 'Hochgeladene Bilder sehen',
  'Can upload and delete pictures': 'Bilder hochladen und löschen',
  'Can view how the system is': 'Sehen, wie es dem System geht',
  'Can view the system settings': 'Systemeinstellungen sehen',
  'Can change the system settings': 'Systemeinstellungen ändern',
  'Can view system tasks': 'Aufgaben des Systems sehen',
  'Can run system tasks again': 'Aufgaben des Systems noch einmal ausführen',
  'You do not hold {names} yourself, so you cannot give it.':
    'Sie haben {names} selbst nicht, daher können Sie es nicht geben.',
  'You do not hold {names} yourself, so you cannot {act} it.':
    'Sie haben {names} selbst nicht, daher können Sie es nicht {act:words}.',
  '…give': 'geben',
  '…take': 'nehmen',
  'There is no permission "{name}".': 'Eine Berechtigung „{name}“ gibt es nicht.',
  'Name the model of the object, e.g. "authentik_core.application".':
    'Nennen Sie die Art des Objekts, etwa „authentik_core.application“.',
  'This provider already belongs to an application.': 'Dieser Provider gehört schon zu einer Anwendung.',
  'Only a superuser may let a source take over accounts or groups that exist here.':
    'Nur ein Superuser darf zulassen, dass eine Quelle Konten oder Gruppen übernimmt, die es hier gibt.',
  'Only a superuser may change this: it decides who people are.':
    'Nur ein Superuser darf das ändern: Es entscheidet, wer Menschen sind.',
  'This source belongs to Postern and cannot be deleted.':
    'Diese Quelle gehört zu Postern und lässt sich nicht löschen.',
  'Only who may change every brand may make one the default: it takes it from another.':
    'Nur wer jede Marke ändern darf, darf eine zum Standard machen: Es nimmt einer anderen das weg.',
  'This is no certificate in PEM form.': 'Das ist kein Zertifikat in PEM-Form.',
  'This is not the private key of the certificate, or not in PEM form.':
    'Das ist nicht der private Schlüssel des Zertifikats, oder nicht in PEM-Form.',
  'Only a superuser may give superuser privileges.': 'Nur ein Superuser darf Superuser-Rechte geben.',
  'This would give permissions that you do not hold yourself.':
    'Das gäbe Berechtigungen, die Sie selbst nicht haben.',
  'You cannot deactivate yourself.': 'Sie können sich nicht selbst deaktivieren.',
  'You cannot delete yourself.': 'Sie können sich nicht selbst löschen.',
  'A group cannot be its own ancestor.': 'Eine Gruppe kann nicht über sich selbst stehen.',
  'You may not change superuser privileges.': 'Sie dürfen Superuser-Rechte nicht ändern.',
  'Only a superuser may choose who is superuser.': 'Nur ein Superuser darf wählen, wer Superuser ist.',
  'The user of a token cannot be changed.': 'Der Benutzer eines Tokens lässt sich nicht ändern.',
  'The intent of a token cannot be changed.': 'Der Zweck eines Tokens lässt sich nicht ändern.',
  'This field is required.': 'Bitte füllen Sie dieses Feld aus.',
  'You may create tokens for yourself only.': 'Sie dürfen Tokens nur für sich selbst anlegen.',
  'Choose "api" or "app_password".': 'Wählen Sie „api“ oder „app_password“.',
  'You are acting as {name}. Stop that first.': 'Sie handeln als {name}. Beenden Sie das zuerst.',
  'You are acting as {name}. Stop that first to connect identities.':
    'Sie handeln als {name}. Beenden Sie das zuerst, um Identitäten zu verbinden.',
  'Choose when the policies are evaluated: when the flow is planned, when the stage is reached, or both.':
    'Wählen Sie, wann die Richtlinien ausgewertet werden: wenn der Ablauf beginnt, wenn die Stufe erreicht ist, oder beides.',
  'You may not see events, so you may not have them sent to anybody either.':
    'Sie dürfen Ereignisse nicht sehen, daher dürfen Sie sie auch niemandem senden lassen.',
  'This is no webhook mapping. Create one under /propertymappings/notification/.':
    'Das ist keine Webhook-Zuordnung. Legen Sie eine unter /propertymappings/notification/ an.',
  'A webhook needs an address to call.': 'Ein Webhook braucht eine Adresse, die er aufruft.',
  'One of policy, group or user is required.': 'Eines von Richtlinie, Gruppe und Benutzer ist nötig.',
  'Only one of policy, group and user can be set.':
    'Nur eines von Richtlinie, Gruppe und Benutzer kann gesetzt sein.',
  'Only {kinds}s can be bound to this object.': 'An dieses Objekt lassen sich nur binden: {kinds:words}.',
  '…groups and user': 'Gruppen und Benutzer',
  'You may not change this object.': 'Sie dürfen dieses Objekt nicht ändern.',
  'This is the last binding of its target, which would be open without it. Create a second one instead.':
    'Das ist die letzte Bindung ihres Ziels, das ohne sie offen wäre. Legen Sie stattdessen eine zweite an.',
  'What {source} says about you could not be read. Please try again later.':
    'Was {source} über Sie sagt, ließ sich nicht lesen. Bitte versuchen Sie es später noch einmal.',
  'The source {source} names the group {group}, which exists here and may not be linked.':
    'Die Quelle {source} nennt die Gruppe {group}, die es hier gibt und die nicht verbunden werden darf.',
  'Failed to update groups. Please try again later.':
    'Die Gruppen konnten nicht geändert werden. Bitte versuchen Sie es später noch einmal.',
  'Source is not configured for {what}.': 'Die Quelle ist dafür nicht eingerichtet: {what:words}.',
  '…enrollment': 'Registrieren',
  '…authentication': 'Anmelden',
  'You cannot sign in here': 'Hier können Sie sich nicht anmelden',
  'There is nothing here': 'Hier ist nichts',
  'This link is broken': 'Dieser Link ist nicht in Ordnung',
  'This sign-in is no longer open': 'Diese Anmeldung ist nicht mehr offen',
  'You may not sign in through {source}.': 'Sie dürfen sich nicht über {source} anmelden.',
  'This way to sign in does not exist or is switched off.':
    'Diesen Weg zur Anmeldung gibt es nicht, oder er ist abgeschaltet.',
  '{source} does not tell your {what}, and without it you cannot sign in through {same}.':
    '{source} nennt etwas nicht, ohne das Sie sich nicht über {same} anmelden können: {what:words}.',
  'You cannot sign in through {source}: your {what} is in use here already. Sign in the way that you signed up with.':
    'Sie können sich nicht über {source} anmelden, denn das ist hier schon in Gebrauch: {what:words}. Melden Sie sich so an, wie Sie sich registriert haben.',
  '…e-mail address': 'Ihre E-Mail-Adresse',
  '…username': 'Ihr Benutzername',
  'You cannot sign in through {source}: it has not verified your e-mail address. Sign in the way that you signed up with.':
    'Sie können sich nicht über {source} anmelden: Ihre E-Mail-Adresse wurde dort nicht bestätigt. Melden Sie sich so an, wie Sie sich registriert haben.',
  'This identity of {source} is connected to another account.':
    'Diese Identität von {source} ist mit einem anderen Konto verbunden.',
  'This account is connected to another identity of {source}. Disconnect that one first.':
    'Dieses Konto ist mit einer anderen Identität von {source} verbunden. Trennen Sie zuerst diese.',
  'To connect {source} to your account, begin in your settings.':
    'Um {source} mit Ihrem Konto zu verbinden, beginnen Sie in Ihren Einstellungen.',
  'To connect {source} to your account, sign out and in again first.':
    'Um {source} mit Ihrem Konto zu verbinden, melden Sie sich zuerst ab und wieder an.',
  'It leads to a place that is not part of this site.':
    'Er führt an einen Ort, der nicht zu dieser Website gehört.',
  'It was begun in another browser, too long ago, or has been finished already. Please begin anew.':
    'Sie wurde in einem anderen Browser begonnen, ist zu lange her oder schon beendet. Bitte beginnen Sie noch einmal.',
  'Somebody else has signed in here in the meantime. Please begin anew.':
    'Inzwischen hat sich hier jemand anderes angemeldet. Bitte beginnen Sie noch einmal.',
  'The account was not saved, so it cannot be connected.':
    'Das Konto wurde nicht gespeichert, daher lässt es sich nicht verbinden.',
  'This way to sign in was switched off in the meantime.':
    'Dieser Weg zur Anmeldung wurde inzwischen abgeschaltet.',
  'This identity is connected to another account.': 'Diese Identität ist mit einem anderen Konto verbunden.',
  'Your account is now connected to {source}.': 'Ihr Konto ist nun mit {source} verbunden.',
  'The account was not saved, so its groups cannot be updated.':
    'Das Konto wurde nicht gespeichert, daher lassen sich seine Gruppen nicht ändern.',
  'This cannot be changed.': 'Das lässt sich nicht ändern.',
  'This is set where Postern is started: change {name} there, and start it again.':
    'Das wird dort gesetzt, wo Postern gestartet wird: Ändern Sie dort {name}, und starten Sie es neu.',
  'Postern does not have this behaviour: it stays off.': 'Dieses Verhalten hat Postern nicht: Es bleibt aus.',
  '…a second': 'einer Sekunde',
  '…{count} seconds': '{count} Sekunden',
  '…{count} minutes': '{count} Minuten',
  '…is a member of {group}': 'ist Mitglied {group:words}',
  '…is not a member of {group}': 'ist kein Mitglied {group:words}',
  '…is {user}': 'ist {user:words}',
  '…is not {user}': 'ist nicht {user:words}',
  '…the group "{name}"': 'der Gruppe „{name}“',
  '…a group': 'einer Gruppe',
  '…the user "{name}"': 'der Benutzer „{name}“',
  '…a user': 'ein bestimmter Benutzer',
  'Can {act} {kind}': '{kind:words}: {act:words}',
  '…add': 'anlegen',
  '…change': 'ändern',
  '…delete': 'löschen',
  '…view': 'sehen',
  'This does not belong to one of your devices. Try another one.':
    'Das gehört zu keinem Ihrer Geräte. Versuchen Sie ein anderes.',
  'Name the model under attrs: {model_name: authentik_core.group}.':
    'Nennen Sie die Art der Objekte unter attrs: {model_name: authentik_core.group}.',
  '"{name}" is closed because its last binding was taken away, and a blueprint cannot say so: what is imported would be open. Bind something to it or reopen it first.':
    '„{name}“ ist geschlossen, weil die letzte Bindung fort ist, und eine Vorlage kann das nicht sagen: Importiert wäre es offen. Binden Sie zuerst etwas daran, oder öffnen Sie es wieder.',
  'This link no longer works: the way that it leads into has changed. Begin anew.':
    'Dieser Link wirkt nicht mehr: Der Weg, in den er führt, hat sich geändert. Beginnen Sie noch einmal.',
  'This link is for another account than the one that is signed in here. Sign out, then open it again.':
    'Dieser Link ist für ein anderes Konto als das, das hier angemeldet ist. Melden Sie sich ab, und öffnen Sie ihn dann noch einmal.',
  'Continue with the link from your e-mail?': 'Mit dem Link aus Ihrer E-Mail weitermachen?',
  'Too many wrong tries: nothing is judged until {time}.':
    'Zu viele falsche Versuche: Bis {time} wird nichts geprüft.',
  'The wrong tries of {name} were forgotten.': 'Die falschen Versuche von {name} wurden vergessen.',
  'An e-mail with a link could not be written: Postern does not know its own address. Set POSTERN_PUBLIC_URL to the address that people use.':
    'Eine E-Mail mit einem Link ließ sich nicht schreiben: Postern kennt seine eigene Adresse nicht. Setzen Sie POSTERN_PUBLIC_URL auf die Adresse, die Menschen benutzen.',
  'There is no mail template "{name}".': 'Einen E-Mail-Text „{name}“ gibt es nicht.',
  'This brand has no lockdown flow. Choose one in the settings of the brand.':
    'Diese Marke hat keinen Ablauf zum Abriegeln eines Kontos. Wählen Sie einen in den Einstellungen der Marke.',
  'The lockdown flow does not apply to you.': 'Der Ablauf zum Abriegeln eines Kontos ist nicht für Sie.',
  'There is no such e-mail stage.': 'Eine solche E-Mail-Stufe gibt es nicht.',
  'The e-mail could not be written. The log says why.':
    'Die E-Mail ließ sich nicht schreiben. Das Protokoll sagt, warum.',
  'It is not clear which flow the invitation is for. Choose the flow of the invitation first.':
    'Es ist nicht klar, für welchen Ablauf die Einladung ist. Wählen Sie zuerst den Ablauf der Einladung.',
  'This invitation has expired. Give it more time first.':
    'Diese Einladung ist abgelaufen. Geben Sie ihr zuerst mehr Zeit.',
  'Somebody else is using this invitation, or has used it already.':
    'Jemand anderes benutzt diese Einladung gerade oder hat sie schon benutzt.',
  'This invitation does not count any more: it was taken back, or it has expired.':
    'Diese Einladung gilt nicht mehr: Sie wurde zurückgenommen oder ist abgelaufen.',
  'The invitation "{name}" was used by {username}.': 'Die Einladung „{name}“ wurde von {username} benutzt.',
};
