import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Manifest } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** What the pages weigh, and that they need no more than the content security policy gives them. */
let dist = '';
let manifest: Manifest = {};

beforeAll(async () => {
  dist = await mkdtemp(join(tmpdir(), 'postern-budget-'));
  await build({ logLevel: 'error', build: { outDir: dist, emptyOutDir: true } });
  manifest = JSON.parse(await readFile(join(dist, 'manifest.json'), 'utf8')) as Manifest;
}, 120_000);
afterAll(() => rm(dist, { recursive: true, force: true }));

/** Scripts and styles that a page loads, those of its shared chunks included. */
function filesOf(entry: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[entry];
  if (!chunk) throw new Error(`no entry ${entry}`);
  for (const file of [chunk.file, ...(chunk.css ?? [])]) seen.add(file);
  for (const next of chunk.imports ?? []) filesOf(next, seen);
  return seen;
}

/**
 * What is loaded before the first page is whole: the entry, one language, and the heaviest of the pages with the words of
 * its area. What a page fetches later (an editor, a diagram, charts) is not among it.
 */
function firstLoad(name: string): { readonly files: Set<string>; readonly page: string } {
  const entry = `${name}/index.html`;
  const later = manifest[entry]?.dynamicImports ?? [];
  const language = later.filter((key) => key.endsWith('/english.ts'));
  const words = (page: string) => later.filter((key) => key === `${dirname(page)}/words.en.ts`);
  const loads = later
    .filter((key) => /-page\.tsx$/.test(key))
    .map((page) => ({
      page,
      files: new Set([entry, ...language, ...words(page), page].flatMap((key) => [...filesOf(key)])),
    }));
  return loads.reduce((most, load) => (weight(load.files) > weight(most.files) ? load : most), {
    page: 'the entry',
    files: new Set([entry, ...language].flatMap((key) => [...filesOf(key)])),
  });
}

/** What each file weighs: the shared ones are asked for by every page. */
const weights = new Map<string, number>();
function weightOf(file: string): number {
  const known = weights.get(file);
  if (known !== undefined) return known;
  const bytes = gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  weights.set(file, bytes);
  return bytes;
}

const weight = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + weightOf(file), 0);

describe('the built pages', () => {
  test.each([
    ['flow', 60_000],
    ['user', 180_000],
    ['admin', 250_000],
  ])('the first load of %s weighs at most %i bytes of script and style in gzip', (name, most) => {
    const { files, page } = firstLoad(name);
    expect([...files].filter((file) => file.endsWith('.js')).length).toBeGreaterThan(0);
    expect([...files].filter((file) => file.endsWith('.css')).length).toBeGreaterThan(0);
    const bytes = weight(files);
    console.info(`${name}: ${bytes} bytes of script and style in gzip, with ${page}`);
    expect(bytes).toBeLessThanOrEqual(most);
  });

  test.each(['flow', 'user', 'admin'])(
    '%s has no inline script, no inline style and no data: address',
    (name) => {
      const html = readFileSync(join(dist, name, 'index.html'), 'utf8');
      expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
      for (const [, attributes = '', body = ''] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
        expect(attributes).toContain(' src="/static/dist/');
        expect(body.trim()).toBe('');
      }
      for (const file of filesOf(`${name}/index.html`)) {
        if (file.endsWith('.css')) expect(readFileSync(join(dist, file), 'utf8')).not.toContain('data:');
      }
    },
  );

  test('pages of the admin interface are fetched when they are opened', () => {
    expect(firstLoad('admin').page).toMatch(/-page\.tsx$/);
    expect([...filesOf('admin/index.html')].length).toBeLessThan([...firstLoad('admin').files].length);
  });

  test('assets bear their content’s hash, so they can be kept for ever', () => {
    const files = Object.values(manifest).flatMap(({ file, css = [], assets = [] }) => [
      file,
      ...css,
      ...assets,
    ]);
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => !/-[\w-]{8}\.\w+$/.test(file))).toEqual([]);
  });

  test('the flow page brings neither React nor Mantine', () => {
    for (const file of filesOf('flow/index.html')) {
      expect(readFileSync(join(dist, file), 'utf8')).not.toMatch(/react-dom|mantine/i);
    }
  });
});
