import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blueprintEnvironment, blueprintFileReader, createBlueprintFiles } from './files.ts';

let base = '';
let root = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'postern-blueprints-'));
  root = join(base, 'blueprints');
  await mkdir(join(root, 'default'), { recursive: true });
  await mkdir(join(root, '.git'));
  await mkdir(join(base, 'secrets'));
  await Promise.all([
    writeFile(join(root, 'b.yml'), 'b'),
    writeFile(join(root, 'default', 'a.yaml'), 'a'),
    writeFile(join(root, 'notes.txt'), 'n'),
    writeFile(join(root, 'large.yaml'), 'x'.repeat(1_048_577)),
    writeFile(join(root, '.git', 'c.yaml'), 'c'),
    writeFile(join(base, 'secrets', 'key'), 'k'),
    writeFile(join(base, 'outside.yaml'), 'o'),
    symlink(join(base, 'outside.yaml'), join(root, 'link.yaml')),
    symlink(join(base, 'nowhere.yaml'), join(root, 'broken.yaml')),
  ]);
});
afterAll(() => rm(base, { recursive: true }));

test('the YAML files below the folder, by path; no hidden ones, none too large, none from outside', async () => {
  expect(await createBlueprintFiles(root).list()).toEqual([
    { path: 'b.yml', text: 'b' },
    { path: 'default/a.yaml', text: 'a' },
  ]);
});

test('a folder that is not there holds none', async () => {
  expect(await createBlueprintFiles(join(base, 'none')).list()).toEqual([]);
});

describe('!File', () => {
  test.each([
    ['notes.txt', 'n'],
    ['default/../notes.txt', 'n'],
    ['ROOT/notes.txt', 'n'],
    ['SECRETS/key', 'k'],
    ['../outside.yaml', undefined],
    ['link.yaml', undefined],
    ['/etc/passwd', undefined],
    ['SECRETS/../outside.yaml', undefined],
    ['default', undefined],
    ['', undefined],
    ['none', undefined],
    ['notes.txt/x', undefined],
  ])('%s', async (path, want) => {
    const secrets = join(base, 'secrets');
    const read = blueprintFileReader(root, secrets);
    expect(await read(path.replace('ROOT', root).replace('SECRETS', secrets))).toBe(want);
  });
});

test('!Env hands out everything but the secrets of Postern', () => {
  const read = blueprintEnvironment({ HOME: '/root', POSTERN_LISTEN: ':1', POSTERN_BOOTSTRAP_TOKEN: 't' }, [
    'POSTERN_BOOTSTRAP_TOKEN',
  ]);
  expect(['HOME', 'POSTERN_LISTEN', 'POSTERN_BOOTSTRAP_TOKEN', 'NONE'].map(read)).toEqual([
    '/root',
    ':1',
    undefined,
    undefined,
  ]);
});
