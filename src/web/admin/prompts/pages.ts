import { type PageOf, pageOf } from '../page-of.ts';

const promptsPage = pageOf(async () => (await import('./prompts-page.tsx')).PromptsPage);
const promptPage = pageOf(async () => (await import('./prompt-page.tsx')).PromptPage);

export const pages: readonly PageOf[] = [
  { pattern: '/prompts/', ...promptsPage },
  { pattern: '/prompts/:pk/', ...promptPage },
];
