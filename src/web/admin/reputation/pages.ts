import { type PageOf, pageOf } from '../page-of.ts';
import { words } from './words.ts';

export const pages: readonly PageOf[] = [
  {
    pattern: '/reputation/',
    ...pageOf(async () => (await import('./reputation-page.tsx')).ReputationPage, words),
  },
];
