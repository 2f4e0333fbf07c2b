import type { mappings as english } from './words.en.ts';

/** The words of the pages of property mappings, in German. */
export const mappings: Readonly<Record<keyof typeof english, string>> = {
  'mappings.one': 'Eigenschafts-Zuordnung',
  'mappings.lead':
    'Ausdrücke, die sagen, was Anwendungen über Menschen erfahren und was aus Quellen übernommen wird.',
  'mappings.new': 'Zuordnung anlegen',
  'mappings.none_title': 'Noch keine Zuordnungen',
  'mappings.none': 'Legen Sie die erste an, und wählen Sie sie in einem Provider oder einer Quelle aus.',
  'mappings.origin': 'Herkunft',
  'mappings.own': 'Hier gemacht',
  'mappings.managed': 'Aus einem Blueprint',
  'mappings.managed_help':
    'Ein Blueprint pflegt diese Zuordnung und überschreibt vielleicht, was Sie hier ändern. Kopieren Sie den Ausdruck besser in eine eigene.',
  'mappings.test': 'Ausprobieren',
  'mappings.test_lead':
    'Führt den gespeicherten Ausdruck für jemanden aus und zeigt, was er ergibt. Es geschieht nichts weiter.',
  'mappings.user': 'Für diesen Menschen',
  'mappings.group': 'Für diese Gruppe',
  'mappings.context': 'Weitere Namen',
  'mappings.context_about': 'Was der Ausdruck sonst sieht, z. B. {"info": {"email": "ada@corp.test"}}.',
  'mappings.run': 'Zuordnung ausführen',
  'mappings.ran': 'Das Ergebnis',
  'mappings.failed': 'Ließ sich nicht ausführen',
};
