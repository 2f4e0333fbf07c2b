import { type PageOf, pageOf } from '../page-of.ts';

const applicationsPage = pageOf(async () => (await import('./applications-page.tsx')).ApplicationsPage);
const newApplicationPage = pageOf(
  async () => (await import('./new-application-page.tsx')).NewApplicationPage,
);
const applicationPage = pageOf(async () => (await import('./application-page.tsx')).ApplicationPage);

export const pages: readonly PageOf[] = [
  { pattern: '/applications/', ...applicationsPage },
  { pattern: '/applications/-/new/', ...newApplicationPage },
  { pattern: '/applications/:slug/', ...applicationPage },
  { pattern: '/applications/:slug/:tab/', ...applicationPage },
  { pattern: '/applications/:slug/:tab/:pk/', ...applicationPage },
];
