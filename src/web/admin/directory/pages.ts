import { type PageOf, pageOf } from '../page-of.ts';
import { words } from './words.ts';

const usersPage = pageOf(async () => (await import('./users-page.tsx')).UsersPage, words);
const userPage = pageOf(async () => (await import('./user-page.tsx')).UserPage, words);
const groupsPage = pageOf(async () => (await import('./groups-page.tsx')).GroupsPage, words);
const groupPage = pageOf(async () => (await import('./group-page.tsx')).GroupPage, words);

export const pages: readonly PageOf[] = [
  { pattern: '/users/', ...usersPage },
  { pattern: '/users/:pk/', ...userPage },
  { pattern: '/users/:pk/:tab/', ...userPage },
  { pattern: '/groups/', ...groupsPage },
  { pattern: '/groups/:pk/', ...groupPage },
  { pattern: '/groups/:pk/:tab/', ...groupPage },
];
