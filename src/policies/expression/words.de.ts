import type { Words } from '../../core/words/language.ts';

/** What this type says, in German. */
export const german: Words = {
  Expression: 'Ausdruck',
  'Expression Policy': 'Ausdrucks-Richtlinie',
  'Expression Policies': 'Ausdrucks-Richtlinien',
  'Passes if a few lines of TypeScript or Python say so.':
    'Besteht, wenn einige Zeilen TypeScript oder Python es sagen.',
  'For what no other type has words for: “only e-mail addresses of our company”, “only before six”.':
    'Für alles, wofür kein anderer Typ Worte hat: „nur E-Mail-Adressen unserer Firma“, „nur vor sechs Uhr“.',
  'TypeScript or Python: the body of a function. Passes if it returns something true.':
    'TypeScript oder Python: der Rumpf einer Funktion. Besteht, wenn sie etwas Wahres zurückgibt.',
};
