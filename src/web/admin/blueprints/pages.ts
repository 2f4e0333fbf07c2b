import { type PageOf, pageOf } from '../page-of.ts';
import { words } from './words.ts';

const blueprintsPage = pageOf(async () => (await import('./blueprints-page.tsx')).BlueprintsPage, words);
const blueprintPage = pageOf(async () => (await import('./blueprint-page.tsx')).BlueprintPage, words);

export const pages: readonly PageOf[] = [
  { pattern: '/blueprints/', ...blueprintsPage },
  { pattern: '/blueprints/:pk/', ...blueprintPage },
];
