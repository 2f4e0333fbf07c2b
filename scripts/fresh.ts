import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { generated } from './reference/files.ts';

/**
 * Makes the files that are read from the code. They are committed, so that they can be read without running anything.
 *
 *   npm run generate    writes them
 *   npm run fresh       fails where one differs from what the code says
 */
process.chdir(new URL('..', import.meta.url).pathname);
const stale = generated().filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);

if (process.argv.includes('--check')) {
  const names = stale.map(([path]) => path);
  if (names.length > 0) {
    process.stderr.write(`Not as the code says:\n  ${names.join('\n  ')}\nRun: npm run generate\n`);
    process.exitCode = 1;
  }
} else
  for (const [path, text] of stale) {
    writeFileSync(path, text);
    process.stdout.write(`written: ${path}\n`);
  }
