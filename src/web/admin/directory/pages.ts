import { type PageOf, pageOf } from '../page-of.ts';

const usersPage = pageOf(async () => (await import('./users-page.tsx')).UsersPage);
const userPage = pageOf(async () => (await import('./user-page.tsx')).UserPage);
const groupsPage = pageOf(async () => (await import('./groups-page.tsx')).GroupsPage);
const groupPage = pageOf(async () => (await import('./group-page.tsx')).GroupPage);

export const pages: readonly PageOf[] = [
  { pattern: '/users/', ...usersPage },
  { pattern: '/users/:pk/', ...userPage },
  { pattern: '/users/:pk/:tab/', ...userPage },
  { pattern: '/groups/', ...groupsPage },
  { pattern: '/groups/:pk/', ...groupPage },
  { pattern: '/groups/:pk/:tab/', ...groupPage },
];
