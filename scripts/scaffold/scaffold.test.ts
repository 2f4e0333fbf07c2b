import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KINDS, type Kind, namesOf } from './kinds.ts';
import { withType } from './write.ts';

const root = join(import.meta.dirname, '../..');
const kinds = Object.keys(KINDS) as Kind[];
let house = '';

/** The end of what a program of the copied house prints; throws where it fails. */
function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')}\n${stdout}\n${stderr}`.slice(-4_000));
  return stdout;
}

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'postern-new-'));
  for (const name of [
    'src',
    'scripts',
    'docs',
    'blueprints',
    'package.json',
    'biome.json',
    'vitest.config.ts',
  ])
    cpSync(join(root, name), join(house, name), { recursive: true });
  for (const name of ['tsconfig.base.json', 'tsconfig.core.json', 'house.test.ts'])
    cpSync(join(root, name), join(house, name));
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
}, 60_000);
afterAll(() => rmSync(house, { recursive: true, force: true }));

describe('npm run new', () => {
  test('a new type of every kind compiles, passes its test, and lacks nothing', { timeout: 120_000 }, () => {
    for (const kind of kinds) run('scripts/new.ts', kind, `office-${kind}`);
    run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.core.json', '--incremental', 'false');
    const folders = kinds.map((kind) => `src/${KINDS[kind].folder}/office_${kind}`);
    run(
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project=unit',
      'house.test.ts',
      'scripts/completeness.test.ts',
      'scripts/words/german.test.ts',
      'src/stages/index.test.ts',
      ...folders,
    );
    run('scripts/fresh.ts', '--check');
    expect(readFileSync(join(house, 'src/policies/index.ts'), 'utf8')).toContain('officePolicy');
    expect(() => run('scripts/new.ts', 'policy', 'office-policy')).toThrow('is there already');
  });

  test.each([
    ['flow', 'x'],
    ['policy', ''],
    ['policy', '../evil'],
    ['policy', '1st'],
    ['policy', 'a b'],
  ])('"%s %s" is refused with its usage', (kind, name) => {
    expect(() => run('scripts/new.ts', kind, name)).toThrow('Usage: npm run new');
  });
});

test('names are written as their places want them', () => {
  expect(namesOf('office-hours')).toEqual({
    snake: 'office_hours',
    camel: 'officeHours',
    pascal: 'OfficeHours',
    kebab: 'office-hours',
    flat: 'officehours',
    title: 'Office hours',
  });
  expect(namesOf('office_hours')).toEqual(namesOf('office-hours'));
});

test.each([
  ['const types: readonly T[] = [];', '[x]'],
  ['const types: readonly T[] = [a, b];', '[a, b, x]'],
  ['const types: readonly T[] = [\n  a,\n  b,\n];', 'b, x]'],
])('the list %j gets one entry more', (list, wanted) => {
  const names = namesOf('x');
  if (!names) throw new Error('x is a name');
  const text = `import type { T } from '../core/t.ts';\n\n${list}\n`;
  const changed = withType(text, 'policy', names);
  expect(changed).toContain(wanted);
  expect(changed).toContain("import { x } from './x/policy.ts';");
});
