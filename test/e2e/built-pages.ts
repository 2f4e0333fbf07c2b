import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** Builds the web into a folder of its own, so that tests neither need nor touch `dist`. */
export async function buildPages(): Promise<{ readonly dist: string; remove(): Promise<void> }> {
  const dist = await mkdtemp(join(tmpdir(), 'postern-web-'));
  await build({ logLevel: 'error', build: { outDir: dist, emptyOutDir: true } });
  return { dist, remove: () => rm(dist, { recursive: true, force: true }) };
}
