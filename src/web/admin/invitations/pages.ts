import { type PageOf, pageOf } from '../page-of.ts';

const invitationsPage = pageOf(async () => (await import('./invitations-page.tsx')).InvitationsPage);

export const pages: readonly PageOf[] = [{ pattern: '/invitations/', ...invitationsPage }];
