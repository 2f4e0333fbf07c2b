import type { Words } from '../words/language.ts';

/** What the names of expressions are for, in German. */
export const german: Words = {
  'What is judged: the person, the HTTP request, the object that is asked for, and the context.':
    'Worüber geurteilt wird: die Person, die HTTP-Anfrage, das Objekt, um das es geht, und der Kontext.',
  'The same as `request.context`: what the flow, prompt, application or event hands in.':
    'Dasselbe wie `request.context`: was Ablauf, Eingabefeld, Anwendung oder Ereignis mitgeben.',
  'The HTTP request; undefined where none caused the evaluation.':
    'Die HTTP-Anfrage; undefined, wo keine die Auswertung ausgelöst hat.',
  "The client's address. Not there without an HTTP request: using it then is an error, which `failure_result` decides.":
    'Die IP-Adresse. Ohne HTTP-Anfrage nicht da: Sie dann zu benutzen ist ein Fehler, über den `failure_result` entscheidet.',
  'True if the person came through a source.': 'Wahr, wenn die Person über eine Quelle kam.',
  'Adds a text that the person is shown. Texts are kept in order, whether the policy passes or fails.':
    'Fügt einen Text hinzu, den die Person sieht. Texte bleiben in ihrer Reihenfolge, ob die Richtlinie besteht oder nicht.',
  'Writes lines that administrators see with the decision and in test results.':
    'Schreibt Zeilen, die die Verwaltung bei der Entscheidung und in Testergebnissen sieht.',
  'True if the pattern is found anywhere in the text.': 'Wahr, wenn das Muster irgendwo im Text vorkommt.',
  'Replaces every match; `\\1` and `\\g<name>` stand for groups.':
    'Ersetzt jede Fundstelle; `\\1` und `\\g<name>` stehen für Gruppen.',
  'The first item of a list or null; what is no list is returned as it is.':
    'Das erste Element einer Liste oder null; was keine Liste ist, kommt zurück, wie es ist.',
  'Lower case, ASCII, words joined by hyphens.':
    'Kleinbuchstaben, ASCII, Wörter mit Bindestrichen verbunden.',
  'Reads an address; an error if it is none.': 'Liest eine IP-Adresse; ein Fehler, wenn es keine ist.',
  'Reads a network such as `10.0.0.0/8`; ask it with `contains(address)`.':
    'Liest ein Netz wie `10.0.0.0/8`; fragen Sie es mit `contains(address)`.',
  'True if the person is in such a group, or in one below it.':
    'Wahr, wenn die Person in einer solchen Gruppe ist, oder in einer darunter.',
  'Writes an event once the decision is made; its action gets the prefix `custom_`.':
    'Schreibt ein Ereignis, sobald entschieden ist; sein Vorgang beginnt mit `custom_`.',
  'Writes a key of the context of the flow. Later stages see it; outside of flows nothing happens.':
    'Schreibt einen Schlüssel des Kontexts des Ablaufs. Spätere Stufen sehen ihn; außerhalb von Abläufen geschieht nichts.',
  'Removes a key of the context of the flow.': 'Entfernt einen Schlüssel aus dem Kontext des Ablaufs.',
  'Leaves the flow for another address instead of running the stage.':
    'Verlässt den Ablauf zu einer anderen Adresse, statt die Stufe zu zeigen.',
  'Sends an e-mail in plain text once the decision is made.':
    'Sendet eine E-Mail als einfachen Text, sobald entschieden ist.',
  'Asks another policy, by key or name, about the same request. What is handed in as context is seen by that policy alone.':
    'Fragt eine andere Richtlinie, nach Schlüssel oder Name, nach derselben Anfrage. Was als Kontext mitgegeben wird, sieht nur diese Richtlinie.',
  'The first user whose fields are like that, or null: `pk`, `uuid`, `username`, `email`, `name`, `is_active`; `__iexact` after a name ignores case.':
    'Der erste Benutzer, dessen Felder so sind, oder null: `pk`, `uuid`, `username`, `email`, `name`, `is_active`; `__iexact` hinter einem Namen achtet nicht auf Groß- und Kleinschreibung.',
  'True if the user has confirmed an authenticator, of that type where one is named.':
    'Wahr, wenn der Benutzer ein bestätigtes Gerät hat, von dieser Art, wo eine genannt ist.',
  "A token about the person who is asked about, signed by the provider of the application that is asked for, with what the scopes tell; null without an HTTP request. It lives a minute, or as long as `validity` says, and no longer than the provider's access tokens.":
    'Ein Token über die Person, um die es geht, unterschrieben vom Provider der Anwendung, mit dem, was die Scopes sagen; null ohne HTTP-Anfrage. Es lebt eine Minute, oder so lange `validity` sagt, und nicht länger als die Zugriffstokens des Providers.',
  'A token with claims of your own, about the client itself. Issuer, audience, subject and times are always those of the provider.':
    'Ein Token mit eigenen Angaben, über den Client selbst. Aussteller, Empfänger, Kennung und Zeiten sind immer die des Providers.',
  'The addresses of a host; an empty list where there are none.':
    'Die IP-Adressen eines Rechners; eine leere Liste, wo es keine gibt.',
  'The name of an address, or the address itself.': 'Der Name einer IP-Adresse, oder die Adresse selbst.',
  'Asks a server that the administrator has listed (`POSTERN_EXPRESSION_HOSTS`); `json` is null where the answer is none. Redirects are not followed.':
    'Fragt einen Server, der freigegeben ist (`POSTERN_EXPRESSION_HOSTS`); `json` ist null, wo die Antwort keines ist. Weiterleitungen wird nicht gefolgt.',
};
