import { type PageOf, pageOf } from '../page-of.ts';

const policiesPage = pageOf(async () => (await import('./policies-page.tsx')).PoliciesPage);
const policyPage = pageOf(async () => (await import('./policy-page.tsx')).PolicyPage);

export const pages: readonly PageOf[] = [
  { pattern: '/policies/', ...policiesPage },
  { pattern: '/policies/:pk/', ...policyPage },
  { pattern: '/policies/:pk/:tab/', ...policyPage },
];
