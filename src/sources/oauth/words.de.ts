import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  'OAuth Source': 'OAuth-Quelle',
  'OAuth Sources': 'OAuth-Quellen',
  'People sign in with their account at another provider that speaks OpenID Connect.':
    'Menschen melden sich mit ihrem Konto bei einem anderen Anbieter an, der OpenID Connect spricht.',
  'OAuth Source Property Mapping': 'Zuordnung einer OAuth-Quelle',
  'OAuth Source Property Mappings': 'Zuordnungen von OAuth-Quellen',
  'Fields of users and groups, from what an OAuth source says about them.':
    'Felder von Benutzern und Gruppen, aus dem, was eine OAuth-Quelle über sie sagt.',
  'Provider type': 'Art des Anbieters',
  'Request token URL': 'Adresse für Anfrage-Tokens',
  'Only OAuth 1 has one; it is kept and not used.':
    'Nur OAuth 1 hat eine; sie wird behalten und nicht benutzt.',
  'Authorization URL': 'Adresse der Anmeldung',
  'Where people sign in. Wins over discovery.':
    'Wo Menschen sich anmelden. Geht dem vor, was der Anbieter selbst nennt.',
  'Access token URL': 'Adresse für Zugriffstokens',
  'Where codes are redeemed. Wins over discovery.':
    'Wo Codes eingelöst werden. Geht dem vor, was der Anbieter selbst nennt.',
  'Profile URL': 'Adresse des Profils',
  'Tells more about the person. Wins over discovery.':
    'Sagt mehr über die Person. Geht dem vor, was der Anbieter selbst nennt.',
  'PKCE method': 'PKCE-Verfahren',
  'Binds the code to this sign-in. Leave it at S256 unless the provider refuses it.':
    'Bindet den Code an diese Anmeldung. Lassen Sie es bei S256, es sei denn, der Anbieter lehnt es ab.',
  'Consumer key': 'Client-ID',
  'The client ID.': 'Die Kennung des Clients beim Anbieter.',
  'Consumer secret': 'Client-Geheimnis',
  'The client secret.': 'Das Geheimnis des Clients beim Anbieter.',
  Scopes: 'Scopes',
  'Asked for beside the usual ones; with * in front, instead of them. openid is always asked for.':
    'Werden neben den üblichen erbeten; mit * davor statt ihrer. Um openid wird immer gebeten.',
  'Write scopes with spaces between them.': 'Schreiben Sie Scopes mit Leerzeichen dazwischen.',
  'OIDC well-known URL': 'OIDC-Well-known-Adresse',
  'Ends in /.well-known/openid-configuration; read when it is needed.':
    'Endet auf /.well-known/openid-configuration; wird gelesen, wenn sie gebraucht wird.',
  'OIDC JWKS URL': 'OIDC-JWKS-Adresse',
  'Where the keys of the provider are. Wins over discovery.':
    'Wo die Schlüssel des Anbieters sind. Geht dem vor, was der Anbieter selbst nennt.',
  'OIDC JWKS': 'OIDC-JWKS',
  'The keys themselves. Win over both addresses.': 'Die Schlüssel selbst. Gehen beiden Adressen vor.',
  'Authorization code authentication method': 'Wie sich der Client ausweist',
  'How the client shows its secret when it redeems a code.':
    'Wie der Client sein Geheimnis vorzeigt, wenn er einen Code einlöst.',
  'Write an address that begins with https://.': 'Schreiben Sie eine Adresse, die mit https:// beginnt.',
  '{source} cannot be reached or does not work at the moment. Please try again later.':
    '{source} ist nicht zu erreichen oder arbeitet zurzeit nicht. Bitte versuchen Sie es später noch einmal.',
  'The source {source} is configured for a provider that is not supported.':
    'Die Quelle {source} ist für einen Anbieter eingerichtet, der nicht unterstützt wird.',
  'The source {source} knows no address for signing in, for tokens or for keys.':
    'Der Quelle {source} fehlt eine Adresse für die Anmeldung, für Tokens oder für Schlüssel.',
  'The answer of {source} could not be trusted, so you were not signed in. Please begin anew.':
    'Der Antwort von {source} war nicht zu trauen, daher wurden Sie nicht angemeldet. Bitte beginnen Sie noch einmal.',
  'You were not signed in: {source} refused, or you cancelled.':
    'Sie wurden nicht angemeldet: {source} hat abgelehnt, oder Sie haben abgebrochen.',
  '{source} could not sign you in ({error}). Please try again.':
    '{source} konnte Sie nicht anmelden ({error}). Bitte versuchen Sie es noch einmal.',
  'A provider of the type {type} does not speak plain OpenID Connect, and nothing else is spoken yet.':
    'Ein Anbieter der Art {type} spricht kein einfaches OpenID Connect, und etwas anderes wird noch nicht gesprochen.',
  'Write a key set: an object with the list "keys".':
    'Schreiben Sie eine Schlüsselmenge: ein Objekt mit der Liste „keys“.',
  'Without a well-known URL this is needed.': 'Ohne Well-known-Adresse wird das gebraucht.',
  'In a header': 'In einem Header',
  'In the body': 'Im Inhalt',
};
