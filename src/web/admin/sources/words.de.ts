import type { sources as english } from './words.en.ts';

/** The words of the pages of sources, in German. */
export const sources: Readonly<Record<keyof typeof english, string>> = {
  'sources.title': 'Föderation und soziale Anmeldung',
  'sources.one': 'Quelle',
  'sources.lead': 'Woher Menschen ein Konto mitbringen können.',
  'sources.none_title': 'Noch keine Quellen',
  'sources.none': 'Quellen werden über die API angelegt.',
  'sources.disabled': 'abgeschaltet',
  'sources.matching': 'Zuordnung von Benutzern',
  'sources.unknown_type':
    'Diese Version kennt die Art dieser Quelle nicht, darum lassen sich ihre Bindungen nicht zeigen.',
};
