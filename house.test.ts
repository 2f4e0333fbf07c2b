import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/** The law of imports: which room may know which. See docs/adr/0001-rooms-and-import-rules.md. */
const types = ['policies', 'stages', 'sources', 'providers'];
const may: Record<string, readonly string[]> = {
  core: [],
  ui: ['core'],
  ...Object.fromEntries(types.map((name) => [name, ['core']])),
  contract: ['core', ...types],
  app: ['core', ...types],
  store: ['core'],
  adapters: ['core'],
  server: ['core', 'contract', 'app', 'store', 'adapters', ...types],
  web: ['core', 'contract', 'ui', ...types],
};

const files = globSync('src/**/*.{ts,tsx}').map((file) => file.replaceAll('\\', '/'));
const room = (file: string) => file.split('/')[1] ?? '';
const folder = (file: string) => file.split('/')[2] ?? '';

/** Test files may also use the shared builders and the test database; they still may not cross rooms otherwise. */
function allowed(from: string, to: string): boolean {
  const isType = types.includes(room(from));
  if (isType && from.endsWith('.tsx') && room(to) === 'ui') return true;
  if (room(from) !== room(to)) return may[room(from)]?.includes(room(to)) ?? false;
  const isList = from.split('/').length === 3;
  return !isType || isList || folder(from) === folder(to);
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g);
  return [...found].map(([, path]) => normalize(join(dirname(file), path ?? '')).replaceAll('\\', '/'));
}

describe('the law of the house', () => {
  test('there is a house to inspect', () => expect(files.length).toBeGreaterThan(10));

  test('every folder under src is a room of the house', () => {
    expect([...new Set(files.map(room))].filter((name) => !(name in may))).toEqual([]);
  });

  test('no room imports one that it may not know', () => {
    const broken = files.flatMap((from) =>
      importsOf(from)
        .filter((to) => to.startsWith('src/') && !allowed(from, to))
        .map((to) => `${from} -> ${to}`),
    );
    expect(broken).toEqual([]);
  });

  test('the pure rooms import no Node module', () => {
    const pure = files.filter(
      (file) =>
        /^src\/(core|contract|app)\//.test(file) || /\/(schema|policy|stage|source|provider)\.ts$/.test(file),
    );
    const broken = pure.filter(
      (file) =>
        !file.endsWith('.test.ts') && /from\s+['"](node:|pg|fastify|kysely)/.test(readFileSync(file, 'utf8')),
    );
    expect(broken).toEqual([]);
    expect(pure.length).toBeGreaterThan(0);
  });
});
