import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Deny: 'Ablehnung',
  'Deny Stage': 'Ablehnungs-Stufe',
  'Deny Stages': 'Ablehnungs-Stufen',
  'Refuses everybody who reaches it; policies on its binding say who that is.':
    'Lehnt alle ab, die zu ihr kommen; Richtlinien an ihrer Bindung sagen, wer das ist.',
  Message: 'Meldung',
  'What the person reads; empty: a general sentence.': 'Was die Person liest; leer: ein allgemeiner Satz.',
  'You are not allowed to go on.': 'Sie dürfen hier nicht weiter.',
};
