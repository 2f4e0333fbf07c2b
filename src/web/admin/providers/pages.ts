import { type PageOf, pageOf } from '../page-of.ts';

const providersPage = pageOf(async () => (await import('./providers-page.tsx')).ProvidersPage);
const providerPage = pageOf(async () => (await import('./provider-page.tsx')).ProviderPage);

export const pages: readonly PageOf[] = [
  { pattern: '/providers/', ...providersPage },
  { pattern: '/providers/:pk/', ...providerPage },
  { pattern: '/providers/:pk/:tab/', ...providerPage },
];
