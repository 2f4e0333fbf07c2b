import type { reputation as english } from './words.en.ts';

/** The words of the page of reputation, in German. */
export const reputation: Readonly<Record<keyof typeof english, string>> = {
  'reputation.lead':
    'Jede misslungene Anmeldung nimmt Name und Adresse zusammen einen Punkt. Ein richtiges Passwort löscht eine schlechte Bewertung, und mit der Zeit wird eine schlechte von selbst besser.',
  'reputation.readers': 'Was diese Bewertungen bewirken',
  'reputation.reads_both':
    'greift, wo die Bewertungen eines Namens oder einer Adresse zusammen {threshold} oder weniger ergeben.',
  'reputation.reads_address':
    'greift, wo die Bewertungen einer Adresse zusammen {threshold} oder weniger ergeben.',
  'reputation.reads_name':
    'greift, wo die Bewertungen eines Namens zusammen {threshold} oder weniger ergeben.',
  'reputation.no_policy':
    'Noch liest nichts diese Bewertungen. Legen Sie eine Richtlinie der Art „Reputation“ an und binden Sie sie, zum Beispiel an die Stufe eines Captchas:',
  'reputation.none_title': 'Niemand hat eine Bewertung',
  'reputation.none': 'In letzter Zeit ist keine Anmeldung misslungen, oder allen wurde verziehen.',
  'reputation.name': 'Benutzername',
  'reputation.address': 'Adresse',
  'reputation.score': 'Bewertung',
  'reputation.updated': 'Letzter Versuch',
  'reputation.expires': 'Vergessen am',
  'reputation.of': '{name} von {ip}',
  'reputation.reset': 'Zurücksetzen',
  'reputation.reset_label': 'Bewertung von {name} zurücksetzen',
  'reputation.reset_done': 'Die Bewertung von {name} ist zurückgesetzt.',
};
