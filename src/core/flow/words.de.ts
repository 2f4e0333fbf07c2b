import type { Words } from '../words/language.ts';

/** What this part says, in German. */
export const german: Words = {
  Flow: 'Ablauf',
  Flows: 'Abläufe',
  Stage: 'Stufe',
  Stages: 'Stufen',
  'Stage binding': 'Bindung einer Stufe',
  'Stage bindings': 'Bindungen von Stufen',
  Prompt: 'Eingabefeld',
  Prompts: 'Eingabefelder',
  'Unique among all stages.': 'Eindeutig unter allen Stufen.',
  'The answer holds fields that this step does not ask for.':
    'Die Antwort enthält Felder, nach denen dieser Schritt nicht fragt.',
  'This value is not valid.': 'Dieser Wert ist nicht gültig.',
  'The stage "{stage}" refuses, but its binding begins the flow again: whoever is refused goes round for ever and is never told. Let an invalid response ask again.':
    'Die Stufe „{stage}“ lehnt ab, aber ihre Bindung beginnt den Ablauf von vorn: Wer abgelehnt wird, läuft ewig im Kreis und erfährt es nie. Lassen Sie nach einer ungültigen Antwort noch einmal fragen.',
  'The stage "{stage}" signs in whoever was named before: no stage before it asks for a proof. Bind a password stage in between.':
    'Die Stufe „{stage}“ meldet an, wer zuvor genannt wurde: Keine Stufe davor verlangt einen Beweis. Binden Sie eine Passwort-Stufe dazwischen.',
  'Nobody gets past the stage "{stage}": its last binding was taken away. Bind something to it, or open it again.':
    'Niemand kommt an der Stufe „{stage}“ vorbei: Ihre letzte Bindung ist fort. Binden Sie etwas daran, oder öffnen Sie sie wieder.',
  'Nobody can use the flow: its last binding was taken away. Bind something to it, or open it again.':
    'Niemand kann den Ablauf benutzen: Seine letzte Bindung ist fort. Binden Sie etwas daran, oder öffnen Sie ihn wieder.',
  'The stage "{stage}" sets up devices, but no stage before it asks for a proof: nobody can set one up there. Bind it behind the stage that asks for the password.':
    'Die Stufe „{stage}“ richtet Geräte ein, aber keine Stufe davor verlangt einen Beweis: Dort kann niemand eines einrichten. Binden Sie sie hinter die Stufe, die nach dem Passwort fragt.',
  'This account has changed since you began: its password, or who may use it. Please begin anew.':
    'Dieses Konto hat sich geändert, seit Sie begonnen haben: sein Passwort, oder wer es benutzen darf. Bitte beginnen Sie von vorn.',
  'Show first that it is you: only then can a device be set up here.':
    'Zeigen Sie erst, dass Sie es sind: Nur dann kann hier ein Gerät eingerichtet werden.',
  'The stage "{stage}" is never reached: "{by}" stands before it, is bound for everybody, and nobody goes on behind it. Bind to "{by}" whom it is for.':
    'Die Stufe „{stage}“ wird nie erreicht: „{by}“ steht davor, gilt für alle, und dahinter geht niemand weiter. Binden Sie an „{by}“, für wen sie ist.',
  'If the policy "{policy}" cannot answer, the flow stops at "{stage}": a stage that proves or guards something is never skipped because of an error. Let the binding pass on failure, so that the stage is shown instead.':
    'Kann die Richtlinie „{policy}“ nicht antworten, hält der Ablauf bei „{stage}“ an: Eine Stufe, die etwas beweist oder bewacht, wird nie wegen eines Fehlers übersprungen. Lassen Sie die Bindung bei Fehlern bestehen, damit stattdessen die Stufe gezeigt wird.',
  'The stage "{stage}" asks for the password once more: "{by}" has asked for it already. Remove one, or bind a policy to it that says when it is needed.':
    'Die Stufe „{stage}“ fragt noch einmal nach dem Passwort: „{by}“ hat schon danach gefragt. Entfernen Sie eine, oder binden Sie eine Richtlinie daran, die sagt, wann es nötig ist.',
  'Nobody is known yet when the flow begins, so the groups and users that are bound to "{stage}" never match there and it is left out. Evaluate its bindings when the stage is reached instead.':
    'Wenn der Ablauf beginnt, ist noch niemand bekannt; daher passen die Gruppen und Benutzer nie, die an „{stage}“ gebunden sind, und sie fällt weg. Lassen Sie ihre Bindungen auswerten, wenn die Stufe erreicht ist.',
  'Nobody is known yet when the flow begins, so the groups and users that are bound to the flow never match. Bind them to the application or to a stage instead.':
    'Wenn der Ablauf beginnt, ist noch niemand bekannt; daher passen die Gruppen und Benutzer nie, die an den Ablauf gebunden sind. Binden Sie sie stattdessen an die Anwendung oder an eine Stufe.',
  'The flow has no stages: whoever begins it is done at once. Bind a stage.':
    'Der Ablauf hat keine Stufen: Wer ihn beginnt, ist sofort fertig. Binden Sie eine Stufe.',
  'The stage {stage} cannot check any password: {why}.':
    'Die Stufe {stage} kann kein Passwort prüfen: {why:words}.',
  '…it has no backends': 'Sie hat nichts, woher Passwörter kommen',
  '…this version cannot ask {names}': 'Diese Version kann {names} nicht fragen',
  'Add {name} to the backends of the password stage.':
    'Fügen Sie {name} zu dem hinzu, woher die Passwort-Stufe ihre Passwörter hat.',
};
