import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { KINDS, type Kind, namesOf } from './scaffold/kinds.ts';
import { scaffold } from './scaffold/write.ts';

/**
 * Makes the folder of a new type, with its line in the list: a small example that works, to change.
 *
 *   npm run new policy|stage|source|provider NAME
 */
const root = join(import.meta.dirname, '..');
const [kind = '', name = ''] = process.argv.slice(2);
const names = namesOf(name);

if (!(kind in KINDS) || names === undefined) {
  process.stderr.write(
    `Usage: npm run new ${Object.keys(KINDS).join('|')} NAME   (NAME like office-hours)\n`,
  );
  process.exit(2);
}

try {
  const written = scaffold(root, kind as Kind, names);
  const run = (...args: string[]) =>
    spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status;
  run(
    join(root, 'node_modules/@biomejs/biome/bin/biome'),
    'check',
    '--write',
    '--log-level=error',
    ...written,
  );
  run('--disable-warning=ExperimentalWarning', join(root, 'scripts/fresh.ts'));
  process.stdout.write(`${written.join('\n')}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
