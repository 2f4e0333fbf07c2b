import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Dummy: 'Platzhalter',
  'Dummy Stage': 'Platzhalter-Stufe',
  'Dummy Stages': 'Platzhalter-Stufen',
  'Shows its name and asks for nothing; for trying a flow out.':
    'Zeigt ihren Namen und fragt nach nichts; um einen Ablauf auszuprobieren.',
  'Throw an error': 'Einen Fehler auslösen',
  'Fails when it is reached, to see what a person sees then.':
    'Scheitert, wenn sie erreicht wird, um zu sehen, was eine Person dann sieht.',
};
