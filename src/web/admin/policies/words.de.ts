import type { policies as english } from './words.en.ts';

/** The words of the pages of policies, in German. */
export const policies: Readonly<Record<keyof typeof english, string>> = {
  'policies.title': 'Richtlinien',
  'policies.one': 'Richtlinie',
  'policies.lead':
    'Richtlinien sagen zu einer Anfrage ja oder nein. Sie wirken nur dort, wo sie gebunden sind: an eine Anwendung, einen Ablauf, eine Stufe oder eine Quelle.',
  'policies.new': 'Richtlinie anlegen',
  'policies.none_title': 'Noch keine Richtlinien',
  'policies.none':
    'Eine Gruppe oder ein Benutzer lässt sich ohne sie binden. Für alles andere legen Sie die erste Richtlinie an.',
  'policies.unassigned': 'nicht zugewiesen',
  'policies.assigned_one': '1 Objekt zugewiesen',
  'policies.assigned': '{count} Objekten zugewiesen',
  'policies.types': 'Arten von Richtlinien',
  'policies.step_type': 'Art',
  'policies.step_form': 'Richtlinie',
  'policies.step_test': 'Ausprobieren',
  'policies.create': 'Anlegen',
  'policies.create_and_go_on': 'Anlegen und weiter',
  'policies.created':
    'Die Richtlinie „{name}“ wurde angelegt. Probieren Sie sie hier aus, oder schließen Sie ab.',
  'policies.no_uses': 'Nichts benutzt diese Richtlinie.',
  'policies.tab_edit': 'Bearbeiten',
  'policies.tab_test': 'Testen',
  'policies.tab_uses': 'Benutzt von',
  'policies.tab_history': 'Verlauf',
  'test.title': 'Diese Richtlinie ausprobieren',
  'test.lead': 'Fragt die Richtlinie nach jemandem. Nichts wird geändert, verschickt oder protokolliert.',
  'test.user': 'Als dieser Benutzer',
  'test.choose_user': 'Wählen Sie einen Benutzer.',
  'test.address': 'Von dieser Adresse',
  'test.address_hint': 'Leer: von Ihrer',
  'test.context': 'Kontext',
  'test.context_hint':
    'JSON, das die Richtlinie in ihrem Kontext findet, etwa {"prompt_data": {"password": "geheim"}}.',
  'test.run': 'Test ausführen',
  'test.run_short': 'Testen',
  'history.none': 'Diese Richtlinie wurde nicht geändert, seit sie angelegt wurde.',
  'history.version': 'Fassung {version}',
  'history.replaced': 'Ersetzt von {who},',
  'history.changed': 'Damals geändert: {fields}',
  'history.values': 'Wie sie war',
  'history.restore': 'Wiederherstellen',
  'history.restore_label': 'Fassung {version} wiederherstellen',
  'history.restored': 'Fassung {version} ist wiederhergestellt. Was vorher war, steht auch im Verlauf.',
};
