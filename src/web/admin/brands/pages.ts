import { type PageOf, pageOf } from '../page-of.ts';

const brandsPage = pageOf(async () => (await import('./brands-page.tsx')).BrandsPage);
const brandPage = pageOf(async () => (await import('./brand-page.tsx')).BrandPage);

export const pages: readonly PageOf[] = [
  { pattern: '/brands/', ...brandsPage },
  { pattern: '/brands/:pk/', ...brandPage },
];
