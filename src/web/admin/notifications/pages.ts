import { type PageOf, pageOf } from '../page-of.ts';
import { words } from './words.ts';

const rulesPage = pageOf(async () => (await import('./rules-page.tsx')).RulesPage, words);
const rulePage = pageOf(async () => (await import('./rule-page.tsx')).RulePage, words);
const transportsPage = pageOf(async () => (await import('./transports-page.tsx')).TransportsPage, words);
const transportPage = pageOf(async () => (await import('./transport-page.tsx')).TransportPage, words);

export const pages: readonly PageOf[] = [
  { pattern: '/notification-rules/', ...rulesPage },
  { pattern: '/notification-rules/:pk/', ...rulePage },
  { pattern: '/notification-rules/:pk/:tab/', ...rulePage },
  { pattern: '/notification-transports/', ...transportsPage },
  { pattern: '/notification-transports/:pk/', ...transportPage },
  { pattern: '/notification-transports/:pk/:tab/', ...transportPage },
];
