import { type PageOf, pageOf } from '../page-of.ts';
import { wordsOf } from '../texts/spoken.ts';

const words = wordsOf({
  en: async () => (await import('./words.en.ts')).reputation,
  de: async () => (await import('./words.de.ts')).reputation,
});

export const pages: readonly PageOf[] = [
  {
    pattern: '/reputation/',
    ...pageOf(async () => (await import('./reputation-page.tsx')).ReputationPage, words),
  },
];
