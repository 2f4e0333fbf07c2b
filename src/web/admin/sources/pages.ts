import { type PageOf, pageOf } from '../page-of.ts';

const sourcesPage = pageOf(async () => (await import('./sources-page.tsx')).SourcesPage);
const sourcePage = pageOf(async () => (await import('./source-page.tsx')).SourcePage);

export const pages: readonly PageOf[] = [
  { pattern: '/sources/', ...sourcesPage },
  { pattern: '/sources/:slug/', ...sourcePage },
  { pattern: '/sources/:slug/:tab/', ...sourcePage },
];
