import { type PageOf, pageOf } from '../page-of.ts';

const eventsPage = pageOf(async () => (await import('./events-page.tsx')).EventsPage);
const eventPage = pageOf(async () => (await import('./event-page.tsx')).EventPage);
const decisionsPage = pageOf(async () => (await import('./decisions-page.tsx')).DecisionsPage);

export const pages: readonly PageOf[] = [
  { pattern: '/events/', ...eventsPage },
  { pattern: '/events/:pk/', ...eventPage },
  { pattern: '/decisions/', ...decisionsPage },
  { pattern: '/decisions/:request/', ...decisionsPage },
];
