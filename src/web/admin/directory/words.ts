import { wordsOf } from '../texts/spoken.ts';

export const words = wordsOf({
  en: async () => (await import('./words.en.ts')).directory,
  de: async () => (await import('./words.de.ts')).directory,
});
