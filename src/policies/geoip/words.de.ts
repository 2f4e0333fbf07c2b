import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  GeoIP: 'Ort',
  'GeoIP Policy': 'Orts-Richtlinie',
  'GeoIP Policies': 'Orts-Richtlinien',
  'Allows requests by country and network, and refuses places that are too far from former logins.':
    'Erlaubt Anfragen nach Land und Netz, und lehnt Orte ab, die zu weit von früheren Anmeldungen entfernt sind.',
  '“Only from Germany and France”, “only from the network of the office”, “not from Tokyo an hour after Berlin”.':
    '„Nur aus Deutschland und Frankreich“, „nur aus dem Netz des Büros“, „nicht aus Tokio eine Stunde nach Berlin“.',
  Networks: 'Netze',
  'Numbers of autonomous systems. Requests from one of them pass; where countries are chosen too, either is enough.':
    'Nummern autonomer Systeme. Anfragen aus einem davon bestehen; sind auch Länder gewählt, reicht eines von beiden.',
  Countries: 'Länder',
  'Codes of ISO 3166-1. Requests from one of them pass; an empty list allows all.':
    'Nach ISO 3166-1. Anfragen aus einem davon bestehen; eine leere Liste erlaubt alle.',
  'Check the distance to former logins': 'Entfernung zu früheren Anmeldungen prüfen',
  'Fails for a request that comes from too far from where the person signed in lately.':
    'Lehnt eine Anfrage ab, die von zu weit weg kommt, gemessen an den letzten Anmeldungen der Person.',
  'Greatest distance to former logins': 'Größte Entfernung zu früheren Anmeldungen',
  'Kilometres.': 'In Kilometern.',
  'Tolerance of the distance': 'Spielraum der Entfernung',
  'Kilometres that are added to the greatest distance: databases of places are not exact.':
    'Kilometer, die zur größten Entfernung hinzukommen: Datenbanken von Orten sind nicht genau.',
  'Former logins to compare with': 'Frühere Anmeldungen zum Vergleich',
  'The latest ones, 1,000 at most; 0 = none, and both comparisons pass.':
    'Die letzten, höchstens 1.000; 0 = keine, und beide Vergleiche bestehen.',
  'Check for impossible travel': 'Auf unmögliche Reisen prüfen',
  'Fails for a request from where the person cannot be already: faster than 1,000 km/h after a former login.':
    'Lehnt eine Anfrage von dort ab, wo die Person noch nicht sein kann: schneller als 1.000 km/h nach einer früheren Anmeldung.',
  'Tolerance of impossible travel': 'Spielraum unmöglicher Reisen',
  'Kilometres that are added to what can be travelled since.':
    'Kilometer, die zu dem hinzukommen, was seitdem zu schaffen ist.',
  'Result where the place is unknown': 'Ergebnis, wo der Ort unbekannt ist',
  'For private addresses, addresses that no database knows, and without a database: the failure result of the binding (and an event that tells of it), pass, or fail.':
    'Für private Adressen, für Adressen, die keine Datenbank kennt, und ohne Datenbank: das Ergebnis der Bindung bei Fehlern (mit einem Ereignis, das davon erzählt), bestehen oder nicht bestehen.',
  'Requests from your network are not allowed.': 'Anfragen aus Ihrem Netz sind nicht erlaubt.',
  'Requests from your country are not allowed.': 'Anfragen aus Ihrem Land sind nicht erlaubt.',
  'This is too far from where you signed in before.':
    'Das ist zu weit von dort entfernt, wo Sie sich zuvor angemeldet haben.',
  'You signed in somewhere else too short a time ago.':
    'Sie haben sich vor zu kurzer Zeit an einem anderen Ort angemeldet.',
  'It cannot be told where your request comes from.': 'Es lässt sich nicht sagen, woher Ihre Anfrage kommt.',
};
