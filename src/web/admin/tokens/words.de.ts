import type { tokens as english } from './words.en.ts';

/** The words of the pages of tokens, in German. */
export const tokens: Readonly<Record<keyof typeof english, string>> = {
  'tokens.title': 'Tokens und App-Passwörter',
  'tokens.lead':
    'Schlüssel für Programme. Ein Token spricht als sein Benutzer mit der API; ein App-Passwort steht für das Passwort, wo ein Programm danach fragt.',
  'tokens.new': 'Token anlegen',
  'tokens.create': 'Anlegen und Schlüssel zeigen',
  'tokens.none_title': 'Noch keine Tokens',
  'tokens.none': 'Legen Sie eines für ein Programm an, das mit der API spricht.',
  'tokens.identifier': 'Kennung',
  'tokens.user': 'Benutzer',
  'tokens.intent': 'Art',
  'tokens.intent_api': 'API-Token',
  'tokens.intent_app_password': 'App-Passwort',
  'tokens.intent_recovery': 'Link zur Wiederherstellung',
  'tokens.intent_verification': 'Link zur Bestätigung',
  'tokens.expires': 'Läuft ab',
  'tokens.expiring': 'Läuft irgendwann ab',
  'tokens.lasting': 'Läuft nie ab',
  'tokens.expired': 'Abgelaufen',
  'tokens.new_lead':
    'Der Schlüssel wird einmal gezeigt, wenn das Token entsteht. Geben Sie jedem Programm ein eigenes.',
  'tokens.edit_lead':
    'Der Schlüssel bleibt, wie er ist, und lässt sich nicht zeigen. Löschen Sie das Token, um es zu widerrufen.',
  'tokens.made':
    'Das ist der Schlüssel. Kopieren Sie ihn jetzt: Aufbewahrt wird nur sein Fingerabdruck, niemand kann ihn wieder zeigen.',
  'tokens.revoke': 'Widerrufen',
  'tokens.revoke_label': '{name} widerrufen',
  'tokens.revoked': '„{name}“ gilt nicht mehr.',
  'tokens.key': 'Schlüssel',
  'tokens.kept': 'Ich habe ihn kopiert',
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
  'option.api': 'API-Token',
  'option.app_password': 'App-Passwort',
};
