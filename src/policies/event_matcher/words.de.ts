import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'Event Matcher': 'Ereignis-Abgleich',
  'Event Matcher Policy': 'Ereignis-Richtlinie',
  'Event Matcher Policies': 'Ereignis-Richtlinien',
  'Passes for events that fit: by action, address, app, model or a query. For notification rules.':
    'Besteht für Ereignisse, die passen: nach Vorgang, Adresse, Bereich, Objektart oder einer Abfrage. Für Benachrichtigungsregeln.',
  'At a notification rule: “tell the administrators when somebody signs in as akadmin”.':
    'An einer Benachrichtigungsregel: „die Administratoren benachrichtigen, wenn sich jemand als akadmin anmeldet“.',
  Action: 'Vorgang',
  'The action of the event; "custom_" alone stands for every custom one. Empty: any.':
    'Der Vorgang des Ereignisses; „custom_“ allein steht für alle eigenen. Leer: jeder.',
  'Client IP': 'IP-Adresse',
  'Exactly this address. For a network, use the query: client_ip within "10.0.0.0/8".':
    'Genau diese Adresse. Für ein Netz benutzen Sie die Abfrage: client_ip within "10.0.0.0/8".',
  App: 'Bereich',
  'The part of Postern that reported the event, such as "postern.flows". Empty: any.':
    'Der Teil von Postern, der das Ereignis gemeldet hat, etwa „postern.flows“. Leer: jeder.',
  Model: 'Objektart',
  'The kind of object that the event tells of, such as "authentik_core.user". Empty: any.':
    'Die Art des Objekts, von dem das Ereignis erzählt, etwa „authentik_core.user“. Leer: jede.',
  Query: 'Abfrage',
  'A query over the whole event, such as: action = "login" and user.username != "ada".':
    'Eine Abfrage über das ganze Ereignis, etwa: action = "login" and user.username != "ada".',
  'The action is "{wanted}".': 'Der Vorgang ist „{wanted}“.',
  'The address of the client is {wanted}.': 'Die IP-Adresse ist {wanted}.',
  'The app is "{wanted}".': 'Der Bereich ist „{wanted}“.',
  'The model is "{wanted}".': 'Die Objektart ist „{wanted}“.',
  'The query fits.': 'Die Abfrage passt.',
  'The action is not "{wanted}".': 'Der Vorgang ist nicht „{wanted}“.',
  'The address of the client is not {wanted}.': 'Die IP-Adresse ist nicht {wanted}.',
  'The app is not "{wanted}".': 'Der Bereich ist nicht „{wanted}“.',
  'The model is not "{wanted}".': 'Die Objektart ist nicht „{wanted}“.',
  'The query does not fit.': 'Die Abfrage passt nicht.',
  'The policy says nothing that an event could fit.':
    'Die Richtlinie sagt nichts, wozu ein Ereignis passen könnte.',
  'Fill in at least one of action, client_ip, app, model and query.':
    'Füllen Sie mindestens eines aus: Vorgang, IP-Adresse, Bereich, Objektart oder Abfrage.',
  'There is no such action. Custom ones begin with "custom_".':
    'Einen solchen Vorgang gibt es nicht. Eigene beginnen mit „custom_“.',
  'Write a model as app_label.model, such as "authentik_core.user".':
    'Schreiben Sie eine Objektart als app_label.model, etwa „authentik_core.user“.',
  'A query has at most {count} characters.': 'Eine Abfrage hat höchstens {count} Zeichen.',
  'Write "and" or "or" between two comparisons.': 'Schreiben Sie „and“ oder „or“ zwischen zwei Vergleiche.',
  'Brackets go at most {count} deep.': 'Klammern gehen höchstens {count} tief.',
  'A closing bracket is missing.': 'Eine schließende Klammer fehlt.',
  'A query has at most {count} comparisons.': 'Eine Abfrage hat höchstens {count} Vergleiche.',
  'A list has at most {count} values.': 'Eine Liste hat höchstens {count} Werte.',
  'After "in" comes a list in brackets, such as ("a", "b").':
    'Nach „in“ kommt eine Liste in Klammern, etwa ("a", "b").',
  'A comparison begins with a field, such as action or context.model.name.':
    'Ein Vergleich beginnt mit einem Feld, etwa action oder context.model.name.',
  'An event has no field "{name}". There are {names}; the rest is below context.':
    'Ein Ereignis hat kein Feld „{name}“. Es gibt {names}; alles andere liegt unter context.',
  'A path has at most {count} parts.': 'Ein Pfad hat höchstens {count} Teile.',
  'After "{word}" comes a text in quotes.': 'Nach „{word}“ kommt ein Text in Anführungszeichen.',
  'After "{word}" comes a text, a number or a date.':
    'Nach „{word}“ kommt ein Text, eine Zahl oder ein Datum.',
  'After "within" comes a network, such as "10.0.0.0/8".': 'Nach „within“ kommt ein Netz, etwa "10.0.0.0/8".',
  'After a field, "not" stands before in, startswith, endswith or within.':
    'Nach einem Feld steht „not“ vor in, startswith, endswith oder within.',
  'After a field comes one of = != < <= > >= ~ !~ in startswith endswith within.':
    'Nach einem Feld kommt eines von = != < <= > >= ~ !~ in startswith endswith within.',
  'This is no date such as 2026-01-31 or 2026-01-31T12:00:00Z.':
    'Das ist kein Datum wie 2026-01-31 oder 2026-01-31T12:00:00Z.',
  'Here comes a value: a text in quotes, a number, a date, true, false or null.':
    'Hier kommt ein Wert: ein Text in Anführungszeichen, eine Zahl, ein Datum, true, false oder null.',
  'This text has no closing quote.': 'Diesem Text fehlt das schließende Anführungszeichen.',
  'The character {character} does not belong here. Put texts in quotes.':
    'Das Zeichen {character} gehört nicht hierher. Setzen Sie Texte in Anführungszeichen.',
};
