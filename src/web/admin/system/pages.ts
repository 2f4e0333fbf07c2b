import { type PageOf, pageOf } from '../page-of.ts';
import { words } from './words.ts';

export const pages: readonly PageOf[] = [
  { pattern: '/', ...pageOf(async () => (await import('./home-page.tsx')).HomePage, words) },
  {
    pattern: '/overview/',
    ...pageOf(async () => (await import('./overview-page.tsx')).OverviewPage, words),
  },
  { pattern: '/tasks/', ...pageOf(async () => (await import('./tasks-page.tsx')).TasksPage, words) },
  { pattern: '/settings/', ...pageOf(async () => (await import('./settings-page.tsx')).SettingsPage, words) },
];
