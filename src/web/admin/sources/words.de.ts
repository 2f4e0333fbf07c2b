import type { sources as english } from './words.en.ts';

/** The words of the pages of sources, in German. */
export const sources: Readonly<Record<keyof typeof english, string>> = {
  'sources.title': 'Föderation und soziale Anmeldung',
  'sources.one': 'Quelle',
  'sources.lead': 'Woher Menschen ein Konto mitbringen können.',
  'sources.none_title': 'Noch keine Quellen',
  'sources.none':
    'Legen Sie eine an, damit sich Menschen mit dem Konto anmelden können, das sie anderswo haben.',
  'sources.new': 'Quelle anlegen',
  'sources.users': 'Benutzer',
  'sources.users_lead':
    'Wer ein Konto verbunden hat. Wird eine Verbindung gelöscht, lässt sich ein anderes verbinden.',
  'sources.no_users': 'Sobald sich jemand über diese Quelle anmeldet, steht er hier.',
  'sources.groups': 'Gruppen',
  'sources.groups_lead': 'Gruppen, die diese Quelle kennt, und unter welchem Namen.',
  'sources.no_groups': 'Gruppen erscheinen, sobald die Quelle von einer spricht.',
  'sources.nobody_title': 'Noch keine Verbindungen',
  'sources.identifier': 'Name an der Quelle',
  'sources.set_up': 'Was auf der anderen Seite einzutragen ist',
  'sources.set_up_lead':
    'Der Provider schickt Menschen nur an diese Adresse zurück. Tragen Sie sie dort Zeichen für Zeichen ein.',
  'sources.callback': 'Adresse für die Rückkehr',
  'sources.disabled': 'abgeschaltet',
  'sources.matching': 'Zuordnung von Benutzern',
  'option.identifier': 'Nur nach dem Namen an der Quelle: Wer neu ist, bekommt ein neues Konto',
  'option.email_link': 'Mit dem Konto derselben E-Mail-Adresse verbinden',
  'option.email_deny': 'Ablehnen, wenn es die E-Mail-Adresse hier gibt',
  'option.username_link': 'Mit dem Konto desselben Benutzernamens verbinden',
  'option.username_deny': 'Ablehnen, wenn es den Benutzernamen hier gibt',
  'option.name_link': 'Mit der Gruppe desselben Namens verbinden',
  'option.name_deny': 'Ablehnen, wenn es eine Gruppe desselben Namens gibt',
  'sources.unknown_type':
    'Diese Version kennt die Art dieser Quelle nicht, darum lassen sich ihre Bindungen nicht zeigen.',
};
