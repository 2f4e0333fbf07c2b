import { type PageOf, pageOf } from '../page-of.ts';
import { words } from './words.ts';

const mappingsPage = pageOf(async () => (await import('./mappings-page.tsx')).MappingsPage, words);
const mappingPage = pageOf(async () => (await import('./mapping-page.tsx')).MappingPage, words);

export const pages: readonly PageOf[] = [
  { pattern: '/mappings/', ...mappingsPage },
  { pattern: '/mappings/:pk/', ...mappingPage },
  { pattern: '/mappings/:pk/:tab/', ...mappingPage },
];
