import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'User login': 'Anmeldung',
  'User login Stage': 'Anmelde-Stufe',
  'User login Stages': 'Anmelde-Stufen',
  'Signs the pending user in: opens a session for the browser.':
    'Meldet die Person an, um die es geht: öffnet eine Sitzung für den Browser.',
  'Session duration': 'Dauer der Sitzung',
  'How long the session lives; 0 = until the browser is closed.':
    'Wie lange die Sitzung lebt; 0 = bis der Browser geschlossen wird.',
  'Stay signed in for': 'Angemeldet bleiben für',
  'Above 0, people are asked whether to stay signed in; yes adds this to the duration.':
    'Über 0 werden Menschen gefragt, ob sie angemeldet bleiben möchten; ein Ja fügt das zur Dauer hinzu.',
  'Terminate other sessions': 'Andere Sitzungen beenden',
  'Ends all other sessions of the person.': 'Beendet alle anderen Sitzungen der Person.',
  'Network binding': 'Bindung an das Netz',
  'The session ends when it is used from another network.':
    'Die Sitzung endet, wenn sie aus einem anderen Netz benutzt wird.',
  'GeoIP binding': 'Bindung an den Ort',
  'The session ends when it is used from another place.':
    'Die Sitzung endet, wenn sie von einem anderen Ort benutzt wird.',
  'Remember device for': 'Gerät merken für',
  'How long the browser counts as a known device after this login; 0 = not at all.':
    'Wie lange der Browser nach dieser Anmeldung als bekanntes Gerät gilt; 0 = gar nicht.',
  'You are signed in.': 'Sie sind angemeldet.',
  'No Pending user to login.': 'Es ist niemand da, der angemeldet werden könnte.',
  'This account is not active.': 'Dieses Konto ist nicht aktiv.',
  'Not bound': 'Nicht gebunden',
  'To the provider of the network': 'An den Anbieter des Netzes',
  'To the network': 'An das Netz',
  'To the IP address': 'An die IP-Adresse',
  'To the continent': 'An den Kontinent',
  'To the country': 'An das Land',
  'To the city': 'An die Stadt',
};
