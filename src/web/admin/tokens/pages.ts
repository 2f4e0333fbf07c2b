import { type PageOf, pageOf } from '../page-of.ts';

const tokensPage = pageOf(async () => (await import('./tokens-page.tsx')).TokensPage);

export const pages: readonly PageOf[] = [{ pattern: '/tokens/', ...tokensPage }];
