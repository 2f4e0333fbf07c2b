import { type PageOf, pageOf } from '../page-of.ts';
import { words } from './words.ts';

const certificatesPage = pageOf(
  async () => (await import('./certificates-page.tsx')).CertificatesPage,
  words,
);
const certificatePage = pageOf(async () => (await import('./certificate-page.tsx')).CertificatePage, words);

export const pages: readonly PageOf[] = [
  { pattern: '/certificates/', ...certificatesPage },
  { pattern: '/certificates/:pk/', ...certificatePage },
];
