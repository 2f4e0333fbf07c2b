import { type PageOf, pageOf } from '../page-of.ts';
import { wordsOf } from '../texts/spoken.ts';

const words = wordsOf({
  en: async () => (await import('./words.en.ts')).blueprints,
  de: async () => (await import('./words.de.ts')).blueprints,
});

const blueprintsPage = pageOf(async () => (await import('./blueprints-page.tsx')).BlueprintsPage, words);
const blueprintPage = pageOf(async () => (await import('./blueprint-page.tsx')).BlueprintPage, words);

export const pages: readonly PageOf[] = [
  { pattern: '/blueprints/', ...blueprintsPage },
  { pattern: '/blueprints/:pk/', ...blueprintPage },
];
