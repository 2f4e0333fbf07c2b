import { wordsOf } from '../texts/spoken.ts';

export const words = wordsOf({
  en: async () => (await import('./words.en.ts')).invitations,
  de: async () => (await import('./words.de.ts')).invitations,
});
