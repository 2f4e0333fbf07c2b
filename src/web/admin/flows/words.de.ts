import type { flows as english } from './words.en.ts';

/** The words of the pages of flows, in German. */
export const flows: Readonly<Record<keyof typeof english, string>> = {
  'flows.title': 'Abläufe',
  'flows.one': 'Ablauf',
  'flows.lead':
    'Ein Ablauf führt durch Stufen: zum Anmelden, zum Registrieren, zur Einwilligung, zum Abmelden.',
  'flows.lead_one': 'Ablauf für: {designation}',
  'flows.none_title': 'Keine Abläufe',
  'flows.none': 'Abläufe kommen mit Blueprints oder über die API.',
  'flows.designation': 'Bestimmung',
  'flows.stages': 'Stufen',
  'flows.run': 'Ausführen',
  'flows.heading': 'Titel, den man sieht',
  'flows.authentication': 'Wer ihn überhaupt benutzen darf',
  'flows.denied_action': 'Für wen er nicht gilt',
  'stages.remove': 'Entfernen',
  'stages.remove_label': '{name} aus dem Ablauf entfernen',
  'stages.removed': '{name} wurde aus {flow} entfernt, samt dem, was dort gebunden war.',
  'stages.none': 'Dieser Ablauf hat keine Stufen.',
};
