import { type PageOf, pageOf } from '../page-of.ts';

const certificatesPage = pageOf(async () => (await import('./certificates-page.tsx')).CertificatesPage);
const certificatePage = pageOf(async () => (await import('./certificate-page.tsx')).CertificatePage);

export const pages: readonly PageOf[] = [
  { pattern: '/certificates/', ...certificatesPage },
  { pattern: '/certificates/:pk/', ...certificatePage },
];
