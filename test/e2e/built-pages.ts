import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { openBrowser } from './browser.ts';
import { openStandIn, type StandIn } from './stand-in.ts';

/** The built pages on a stand-in of the API, and a browser to open them in. */
export interface BuiltPages {
  readonly standIn: StandIn;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Builds the web into a folder of its own, so that tests neither need nor touch `dist`. */
export async function openBuiltPages(): Promise<BuiltPages> {
  const dist = await mkdtemp(join(tmpdir(), 'postern-web-'));
  await build({ logLevel: 'error', build: { outDir: dist, emptyOutDir: true } });
  const standIn = await openStandIn(dist);
  const browser = await openBrowser();
  return {
    standIn,
    browser,
    async close() {
      await browser.close();
      await standIn.close();
      await rm(dist, { recursive: true, force: true });
    },
  };
}

/** The executor's path of a flow. */
export const executor = (slug: string) => `/api/v3/flows/executor/${slug}/`;
