import { type PageOf, pageOf } from '../page-of.ts';

const flowsPage = pageOf(async () => (await import('./flows-page.tsx')).FlowsPage);
const flowPage = pageOf(async () => (await import('./flow-page.tsx')).FlowPage);

export const pages: readonly PageOf[] = [
  { pattern: '/flows/', ...flowsPage },
  { pattern: '/flows/:slug/', ...flowPage },
  { pattern: '/flows/:slug/:tab/', ...flowPage },
];
