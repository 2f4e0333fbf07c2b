import type { applications as english } from './words.en.ts';

/** The words of the pages of applications, in German. */
export const applications: Readonly<Record<keyof typeof english, string>> = {
  'subject.policy': 'Richtlinie',
  'subject.group': 'Gruppe',
  'subject.user': 'Benutzer',
  'applications.title': 'Anwendungen',
  'applications.one': 'Anwendung',
  'applications.lead': 'Woran sich Menschen anmelden. Bindungen entscheiden, wer welche öffnen darf.',
  'applications.new': 'Anwendung anlegen',
  'applications.none_title': 'Noch keine Anwendungen',
  'applications.none':
    'Legen Sie die erste an, mit ihrem Provider und mit denen, die sie öffnen dürfen, in einem Zug.',
  'applications.open': 'Öffnen',
  'applications.no_provider': 'Keiner: ein Link ohne Anmeldung',
  'applications.launch': 'Start-Adresse',
  'applications.no_launch': 'Keine: Sie steht nicht bei den eigenen Anwendungen',
  'applications.publisher': 'Herausgeber',
  'applications.unbound': 'Wenn nichts gebunden ist',
  'applications.variables': 'Was eine Start-Adresse enthalten darf',
  'applications.variables_about':
    'Das wird durch das ersetzt, was über den Menschen bekannt ist, der die Anwendung öffnet, z. B. https://mail.corp.test/%(username)s.',
  'entitlements.title': 'Berechtigungen',
  'entitlements.lead':
    'Was manche in der Anwendung tun dürfen, mit Namen. Es wird in Claims mitgeteilt; niemand hat eine, an die er nicht gebunden ist.',
  'entitlements.new': 'Berechtigung anlegen',
  'entitlements.none_title': 'Keine Berechtigungen',
  'entitlements.none': 'Legen Sie eine an, etwa „editor“, und binden Sie die Gruppen, die sie haben.',
  'field.provider': 'Zugehöriger Provider',
  'field.provider_about': 'Wie man sich dort anmeldet. Keiner: Sie ist ein Link in der Übersicht.',
  'field.backchannel_providers': 'Provider im Hintergrund',
  'field.backchannel_providers_about':
    'Sprechen ohne die Menschen mit der Anwendung, z. B. um Konten zu pflegen.',
  'field.meta_icon': 'Symbol',
  'field.meta_icon_about': 'Wo Menschen die Anwendung sehen. Leer: ihre Anfangsbuchstaben.',
  'field.meta_hide': 'Verbergen',
  'field.meta_hide_about': 'Nicht unter den eigenen Anwendungen; das Anmelden geht.',
  'wizard.lead': 'Alles wird am Ende in einem Zug angelegt: ganz oder gar nicht.',
  'wizard.application': 'Anwendung',
  'wizard.type': 'Art des Providers',
  'wizard.provider': 'Provider',
  'wizard.bindings': 'Bindungen',
  'wizard.review': 'Durchsehen',
  'wizard.bindings_lead':
    'Wer darf sie öffnen? Binden Sie Gruppen, Benutzer oder Richtlinien, oder gehen Sie weiter: Das geht auch später.',
  'wizard.bind': 'Richtlinie / Gruppe / Benutzer binden',
  'wizard.create': 'Anwendung anlegen',
  'wizard.done': '„{name}“ wurde angelegt',
  'wizard.secrets': 'Geben Sie das jetzt der Anwendung. Das Geheimnis kann nie wieder gezeigt werden.',
  'wizard.go': 'Zur Anwendung',
};
