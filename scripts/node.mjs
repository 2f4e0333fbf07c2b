/**
 * How Node is told to run Postern: by `npm start`, by the tests that start the real program, and by the benchmarks.
 * Runs on any Node, for `setup.mjs` needs it before Node 24 is there.
 */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../..');

export const flags = [
  '--disable-warning=ExperimentalWarning',
  // Left to itself, the heap for what is new grows to 128 MB and is not given back.
  '--max-semi-space-size=8',
];

/** What a start strips and compiles, the next one finds there; Node keys it by the text of each file. */
export const environment = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/postern-compiled') };
