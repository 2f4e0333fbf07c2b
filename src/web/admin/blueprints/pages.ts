import { type PageOf, pageOf } from '../page-of.ts';

const blueprintsPage = pageOf(async () => (await import('./blueprints-page.tsx')).BlueprintsPage);
const blueprintPage = pageOf(async () => (await import('./blueprint-page.tsx')).BlueprintPage);

export const pages: readonly PageOf[] = [
  { pattern: '/blueprints/', ...blueprintsPage },
  { pattern: '/blueprints/:pk/', ...blueprintPage },
];
