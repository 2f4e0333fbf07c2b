import { words } from '../blueprints/words.ts';
import { type PageOf, pageOf } from '../page-of.ts';

const flowsPage = pageOf(async () => (await import('./flows-page.tsx')).FlowsPage, words);
const newFlowPage = pageOf(async () => (await import('./new-flow-page.tsx')).NewFlowPage);
const flowPage = pageOf(async () => (await import('./flow-page.tsx')).FlowPage);

export const pages: readonly PageOf[] = [
  { pattern: '/flows/', ...flowsPage },
  { pattern: '/flows/-/new/', ...newFlowPage },
  { pattern: '/flows/:slug/', ...flowPage },
  { pattern: '/flows/:slug/:tab/', ...flowPage },
];
