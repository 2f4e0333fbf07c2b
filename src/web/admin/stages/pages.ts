import { type PageOf, pageOf } from '../page-of.ts';

const stagesPage = pageOf(async () => (await import('./stages-page.tsx')).StagesPage);
const stagePage = pageOf(async () => (await import('./stage-page.tsx')).StagePage);

export const pages: readonly PageOf[] = [
  { pattern: '/stages/', ...stagesPage },
  { pattern: '/stages/:pk/', ...stagePage },
  { pattern: '/stages/:pk/:tab/', ...stagePage },
];
