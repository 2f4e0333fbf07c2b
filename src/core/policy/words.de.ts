import type { Words } from '../words/language.ts';

/** What this part says, in German. */
export const german: Words = {
  Policy: 'Richtlinie',
  Policies: 'Richtlinien',
  'Policy binding': 'Bindung',
  'Policy bindings': 'Bindungen',
  'Policy version': 'Fassung einer Richtlinie',
  'Policy versions': 'Fassungen von Richtlinien',
  'Closed target': 'Geschlossenes Ziel',
  'Closed targets': 'Geschlossene Ziele',
  Name: 'Name',
  'Unique among all policies.': 'Eindeutig unter allen Richtlinien.',
  'Execution logging': 'Ausführungen protokollieren',
  'Writes an event at each execution, not only at errors.':
    'Schreibt bei jeder Ausführung ein Ereignis, nicht nur bei Fehlern.',
  'Runs after the check itself, sees its answer as `result` (passing, messages), and gives the final one.':
    'Läuft nach der eigentlichen Prüfung, sieht deren Antwort als `result` (passing, messages), und gibt die endgültige.',
  Language: 'Sprache',
  'What the expression is written in. Left out, it is found out when the policy is saved.':
    'Worin der Ausdruck geschrieben ist. Bleibt es offen, wird es beim Speichern erkannt.',
  'The expression returned nothing, which counts as false.':
    'Der Ausdruck hat nichts zurückgegeben; das zählt als falsch.',
  'A policy cannot write the key "{key}".': 'Eine Richtlinie kann den Schlüssel „{key}“ nicht schreiben.',
  'A redirect leads to an address with http or https, or to a path.':
    'Eine Weiterleitung führt zu einer Adresse mit http oder https, oder zu einem Pfad.',
  '{detail} (line {line}, column {column})': '{detail:words} (Zeile {line}, Spalte {column})',
  'You are not a member of a group that has access.': 'Sie sind in keiner Gruppe, die Zugang hat.',
  'A group that you belong to has no access.': 'Eine Gruppe, zu der Sie gehören, hat keinen Zugang.',
  'Your account is not among those that have access.': 'Ihr Konto gehört nicht zu denen, die Zugang haben.',
  'Your account has no access.': 'Ihr Konto hat keinen Zugang.',
  'A rule here names nobody, so it lets nobody through.':
    'Eine Regel nennt hier niemanden, daher lässt sie niemanden durch.',
  'A rule could not be checked because of an error. Quote the request id {request_id} when you ask for help.':
    'Eine Regel ließ sich wegen eines Fehlers nicht prüfen. Nennen Sie die Kennung der Anfrage, {request_id}, wenn Sie um Hilfe bitten.',
  'Nobody has been given access here.': 'Hier hat noch niemand Zugang bekommen.',
  'What gave access here was deleted or has expired. Ask an administrator for access.':
    'Was hier Zugang gab, wurde gelöscht oder ist abgelaufen. Bitten Sie Ihre Administratoren um Zugang.',
  'This does not exist any more.': 'Das gibt es nicht mehr.',
  'Everyone can open this application.': 'Alle können diese Anwendung öffnen.',
  'Nobody can open this application.': 'Niemand kann diese Anwendung öffnen.',
  'Everyone can use this flow.': 'Alle können diesen Ablauf benutzen.',
  'Nobody can use this flow.': 'Niemand kann diesen Ablauf benutzen.',
  'Everyone passes through this stage.': 'Alle kommen zu dieser Stufe.',
  'Nobody passes through this stage.': 'Niemand kommt an dieser Stufe vorbei.',
  'Everyone can sign in through this source.': 'Alle können sich über diese Quelle anmelden.',
  'Nobody can sign in through this source.': 'Niemand kann sich über diese Quelle anmelden.',
  'This rule fires at every event.': 'Diese Regel schlägt bei jedem Ereignis an.',
  'This rule does not fire.': 'Diese Regel schlägt nicht an.',
  'Everyone has this entitlement.': 'Alle haben diese Berechtigung.',
  'Nobody has this entitlement.': 'Niemand hat diese Berechtigung.',
  'nothing was found out about this policy': 'über diese Richtlinie wurde nichts herausgefunden',
};
