import type { providers as english } from './words.en.ts';

/** The words of the pages of providers, in German. */
export const providers: Readonly<Record<keyof typeof english, string>> = {
  'providers.title': 'Provider',
  'providers.one': 'Provider',
  'providers.lead': 'Wie mit Anwendungen gesprochen wird. Jeder Provider gehört zu einer Anwendung.',
  'providers.new': 'Provider anlegen',
  'providers.none_title': 'Noch keine Provider',
  'providers.none':
    'Legen Sie eine Anwendung an: Ihr Provider entsteht dabei. Oder legen Sie den Provider allein an.',
  'providers.used': 'Von einer Anwendung benutzt',
  'providers.unused': 'Keine Anwendung',
  'providers.unused_help': 'Niemand kann sich darüber anmelden, bis ihn eine Anwendung benutzt.',
  'providers.made': '„{name}“ wurde angelegt.',
  'providers.go': 'Zum Provider',
  'providers.set_up': 'Was in die Anwendung einzutragen ist',
  'providers.set_up_lead':
    'Übertragen Sie das in die Einstellungen der Anwendung. Vielen genügt die Adresse der Konfiguration.',
  'providers.preview': 'Vorschau',
  'providers.preview_lead':
    'Was die Anwendung über einen Menschen erfährt, wenn sie nach allem fragt. Es wird nichts gesendet.',
  'providers.preview_user': 'Über diesen Menschen',
  'setup.issuer': 'Aussteller (issuer)',
  'setup.authorize': 'Autorisierung (authorize)',
  'setup.token': 'Token-Adresse',
  'setup.user_info': 'Angaben zum Benutzer (userinfo)',
  'setup.provider_info': 'Konfiguration (discovery)',
  'setup.logout': 'Abmeldung',
  'setup.jwks': 'Schlüssel (JWKS)',
  'secret.kept': 'Aufbewahrt, und nie wieder zu sehen.',
  'secret.replace': 'Ersetzen',
  'secret.replace_label': 'Ersetzen: {what}',
  'secret.warning':
    'Ein neues Geheimnis entsteht und wird einmal gezeigt. Das alte gilt sofort nicht mehr: Die Anwendung kann niemanden anmelden, bis sie das neue hat.',
  'secret.confirm': 'Neues Geheimnis machen',
};
