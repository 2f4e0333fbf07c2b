import type { directory as english } from './words.en.ts';

/** The words of the pages of directory, in German. */
export const directory: Readonly<Record<keyof typeof english, string>> = {
  'users.title': 'Benutzer',
  'users.one': 'Benutzer',
  'users.lead': 'Die Menschen und Programme, die hier ein Konto haben.',
  'users.new': 'Benutzer anlegen',
  'users.create': 'Anlegen',
  'users.none_title': 'Keine Benutzer',
  'users.none': 'Legen Sie den ersten an.',
  'users.email': 'E-Mail',
  'users.active': 'Aktiv',
  'users.superuser': 'Superuser',
  'users.last_login': 'Letzte Anmeldung',
  'users.never': 'nie',
  'groups.title': 'Gruppen',
  'groups.one': 'Gruppe',
  'groups.lead':
    'Gruppen werden an das gebunden, was ihre Mitglieder benutzen dürfen. Mitglieder einer untergeordneten Gruppe zählen als Mitglieder der übergeordneten.',
  'groups.new': 'Gruppe anlegen',
  'groups.create': 'Anlegen',
  'groups.none_title': 'Noch keine Gruppen',
  'groups.none': 'Legen Sie die erste an, und binden Sie sie an eine Anwendung.',
  'groups.members': 'Mitglieder',
  'groups.parents': 'Übergeordnete Gruppen',
  'groups.children': 'Untergeordnete Gruppen',
  'groups.superuser': 'Superuser-Rechte',
};
