import type { events as english } from './words.en.ts';

/** The words of the pages of events, in German. */
export const events: Readonly<Record<keyof typeof english, string>> = {
  'events.title': 'Protokoll',
  'events.one': 'Ereignis',
  'events.lead': 'Was geschehen ist, das Neueste zuerst.',
  'events.none_title': 'Noch ist nichts geschehen',
  'events.none': 'Anmeldungen, Änderungen und Ablehnungen erscheinen hier.',
  'events.action': 'Vorgang',
  'events.created': 'Wann',
  'events.client_ip': 'IP-Adresse',
  'events.context': 'Kontext',
  'events.nobody': 'Niemand angemeldet',
  'decisions.title': 'Entscheidungen',
  'decisions.lead':
    'Warum wurde sie abgelehnt? Die Seite, die ablehnt, zeigt die Kennung der Anfrage. Fügen Sie sie hier ein, um zu sehen, was entschieden wurde, und wodurch.',
  'decisions.id': 'Kennung der Anfrage',
  'decisions.id_hint': '6f1c9b3e-2a47-4d1b-9b0e-8f3f2a1c7d55',
  'decisions.no_id':
    'In diesem Text steht keine Kennung. Sie sieht aus wie 6f1c9b3e-2a47-4d1b-9b0e-8f3f2a1c7d55.',
  'decisions.find': 'Suchen',
  'decisions.found': 'Entscheidungen dieser Anfrage',
  'decisions.time': 'Wann',
  'decisions.mode': 'Modus',
  'decisions.any': 'Eine, die besteht, genügt',
  'decisions.all': 'Alle müssen bestehen',
  'decisions.revision': 'Stand der Konfiguration',
  'decisions.duration': 'Dauer',
  'decisions.unbound': 'Keine Bindung zählte, also galt die eigene Regel für diesen Fall.',
  'decisions.facts': 'Was bekannt war: Benutzer, Gruppen, Anfrage, Kontext',
};
