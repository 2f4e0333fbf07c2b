import type { tokens as english } from './words.en.ts';

/** The words of the pages of tokens, in German. */
export const tokens: Readonly<Record<keyof typeof english, string>> = {
  'token.title': 'Tokens und App-Passwörter',
  'token.lead':
    'Schlüssel für Programme. Ein Token spricht als sein Benutzer mit der API; ein App-Passwort steht für das Passwort, wo ein Programm danach fragt.',
  'token.new': 'Token anlegen',
  'token.create': 'Anlegen und Schlüssel zeigen',
  'token.none_title': 'Noch keine Tokens',
  'token.none': 'Legen Sie eines für ein Programm an, das mit der API spricht.',
  'token.identifier': 'Kennung',
  'token.user': 'Benutzer',
  'token.intent': 'Art',
  'token.intent_api': 'API-Token',
  'token.intent_app_password': 'App-Passwort',
  'token.intent_recovery': 'Link zur Wiederherstellung',
  'token.intent_verification': 'Link zur Bestätigung',
  'token.expires': 'Läuft ab',
  'token.expiring': 'Läuft irgendwann ab',
  'token.lasting': 'Läuft nie ab',
  'token.expired': 'Abgelaufen',
  'token.new_lead':
    'Der Schlüssel wird einmal gezeigt, wenn das Token entsteht. Geben Sie jedem Programm ein eigenes.',
  'token.edit_lead':
    'Der Schlüssel bleibt, wie er ist, und lässt sich nicht zeigen. Löschen Sie das Token, um es zu widerrufen.',
  'token.made':
    'Das ist der Schlüssel. Kopieren Sie ihn jetzt: Aufbewahrt wird nur sein Fingerabdruck, niemand kann ihn wieder zeigen.',
  'token.revoke': 'Widerrufen',
  'token.revoke_label': '{name} widerrufen',
  'token.revoked': '„{name}“ gilt nicht mehr.',
  'token.key': 'Schlüssel',
  'token.kept': 'Ich habe ihn kopiert',
  'field.identifier': 'Kennung',
  'field.identifier_about':
    'Eindeutig; so heißt das Token in Listen und Protokollen. Buchstaben, Ziffern, Binde- und Unterstriche.',
  'field.intent': 'Art',
  'field.intent_about': 'Für die API, oder anstelle eines Passworts (LDAP, Mailprogramme, Basic-Anmeldung).',
  'field.user': 'Benutzer',
  'field.user_about': 'Das Programm darf, was dieser Benutzer darf. Am besten ist ein Dienstkonto.',
  'field.description': 'Beschreibung',
  'field.expiring': 'Läuft ab',
  'field.expires': 'Läuft ab am',
  'field.expires_about': 'Leer: nach der üblichen Zeit.',
};
