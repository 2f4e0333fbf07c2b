import { type PageOf, pageOf } from '../page-of.ts';
import { words } from './words.ts';

const invitationsPage = pageOf(async () => (await import('./invitations-page.tsx')).InvitationsPage, words);

export const pages: readonly PageOf[] = [{ pattern: '/invitations/', ...invitationsPage }];
