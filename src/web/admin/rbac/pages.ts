import { type PageOf, pageOf } from '../page-of.ts';

const rolesPage = pageOf(async () => (await import('./roles-page.tsx')).RolesPage);
const rolePage = pageOf(async () => (await import('./role-page.tsx')).RolePage);
const initialPermissionsPage = pageOf(
  async () => (await import('./initial-permissions-page.tsx')).InitialPermissionsPage,
);

export const pages: readonly PageOf[] = [
  { pattern: '/roles/', ...rolesPage },
  { pattern: '/roles/:pk/', ...rolePage },
  { pattern: '/roles/:pk/:tab/', ...rolePage },
  { pattern: '/initial-permissions/', ...initialPermissionsPage },
];
