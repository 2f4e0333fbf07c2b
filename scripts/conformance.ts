import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createClient } from './conformance/client.ts';
import { compareAll, presentOf } from './conformance/compare.ts';
import { drive } from './conformance/drive.ts';
import { fallen, kept, NUMBERS, numbersOf } from './conformance/numbers.ts';
import { page, table } from './conformance/report.ts';
import { startAlone } from './conformance/start.ts';
import { yardstick } from './conformance/yardstick.ts';

/**
 * Compares Postern's API with the wire format that it speaks, and drives the generated client through it.
 *
 *   npm run conformance               prints covered/total per tag; fails when a number is lower than the kept one
 *   npm run conformance -- --write    keeps the numbers, and writes docs/reference/conformance.md
 */
const theirs = yardstick();
const comparisons = compareAll(theirs);
const running = await startAlone();
const driven = await drive(createClient(theirs, running), theirs, presentOf(comparisons)).finally(
  running.stop,
);
const numbers = numbersOf(comparisons, driven);

process.stdout.write(`${table(numbers)}\n`);
for (const { id, why } of driven.wrong) process.stdout.write(`\nwrong: ${id}\n  ${why}\n`);

const undriven = [...presentOf(comparisons)].filter((id) => !driven.right.has(id));
if (undriven.length > 0) process.stdout.write(`\nnot driven: ${undriven.join(', ')}\n`);

if (process.argv.includes('--write')) {
  const { version } = createRequire(import.meta.url)('@goauthentik/api/package.json') as { version: string };
  writeFileSync(NUMBERS, `${JSON.stringify(numbers, null, 2)}\n`);
  writeFileSync(
    new URL('../docs/reference/conformance.md', import.meta.url),
    page(comparisons, numbers, version),
  );
} else {
  const lower = fallen(kept(), numbers);
  if (lower.length > 0) process.stderr.write(`\nThese numbers fell:\n  ${lower.join('\n  ')}\n`);
  const isHigher = JSON.stringify(numbers) !== JSON.stringify(JSON.parse(readFileSync(NUMBERS, 'utf8')));
  if (lower.length === 0 && isHigher)
    process.stdout.write('\nNumbers have risen. Keep them with: npm run conformance -- --write\n');
  process.exitCode = lower.length > 0 ? 1 : 0;
}
process.exit();
