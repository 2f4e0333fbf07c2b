/**
 * Renews the pictures of all pages, light, dark and small, and their index `docs/pictures.md`. What is drawn is what
 * the browser tests walk over, so that a page without a test has no picture.
 *
 *   npm run pictures
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const FILES = [
  'test/e2e/admin/walk.test.ts',
  'test/e2e/user/settings.test.ts',
  'test/e2e/user-pages.test.ts',
  'test/e2e/flow-pages.test.ts',
];
/** The tests of these files that go over pages. */
const WALKS = 'readable and steady';
const OUT = 'docs/images/pages';
const INDEX = 'docs/pictures.md';
/** All of them together, in bytes: they are fetched with the repository. */
const MOST = 8_000_000;

const AREAS = {
  flow: 'Signing in, and what else people go through',
  user: 'The interface of users',
  admin: 'The interface of administrators',
} as const;
type Area = keyof typeof AREAS;
const LOOKS = ['light', 'dark', 'mobile'] as const;

const areaOf = (file: string): Area =>
  dirname(file) === 'pages' ? 'admin' : basename(file).startsWith('user') ? 'user' : 'flow';

function shoot(folder: string): void {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'end-to-end', '-t', WALKS, ...FILES],
    { stdio: 'inherit', env: { ...process.env, POSTERN_PICTURES: folder } },
  );
  if (status !== 0) throw new Error('Not every page could be drawn: look at the lines above.');
}

/** `notification-rule-edit` as people read it. */
const titleOf = (name: string): string => {
  const words = name.replaceAll(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function sectionOf(area: Area, names: readonly string[]): string {
  const address = (name: string, look: string) => `images/pages/${area}/${name}-${look}.webp`;
  const rows = names.map(
    (name) =>
      `| ${titleOf(name)} | [<img src="${address(name, 'light')}" width="420" alt="${titleOf(name)}">](${address(name, 'light')}) | [dark](${address(name, 'dark')}), [small](${address(name, 'mobile')}) |`,
  );
  return [`## ${AREAS[area]}`, '', '| page | | also |', '|---|---|---|', ...rows].join('\n');
}

const folder = await mkdtemp(join(tmpdir(), 'postern-pictures-'));
try {
  shoot(folder);
  const drawn = globSync('**/*.webp', { cwd: folder }).toSorted();
  const names = new Map<Area, string[]>(Object.keys(AREAS).map((area) => [area as Area, []]));
  await rm(OUT, { recursive: true, force: true });
  let bytes = 0;
  let kept = 0;
  for (const file of drawn) {
    const [, name, look] = /^(.*)-(light|dark|mobile)\.webp$/.exec(basename(file)) ?? [];
    if (!name || !look) continue;
    // A page is shown when it is there in all looks: what opens on small screens alone is a part of one.
    const all = LOOKS.every((other) => drawn.includes(join(dirname(file), `${name}-${other}.webp`)));
    if (!all) continue;
    const area = areaOf(file);
    const to = join(OUT, area, `${name}-${look}.webp`);
    await mkdir(dirname(to), { recursive: true });
    await cp(join(folder, file), to);
    bytes += (await stat(to)).size;
    kept++;
    if (look === 'light') names.get(area)?.push(name);
  }
  if (bytes > MOST)
    throw new Error(
      `The pictures take ${bytes} bytes, and ${MOST} are allowed: make them smaller in test/e2e/browser.ts.`,
    );
  const sections = [...names].map(([area, list]) => sectionOf(area, list));
  const intro =
    'Every page as it is, light, dark and small. `npm run pictures` renews them: they are drawn by the browser tests.';
  await writeFile(INDEX, `${['# Pictures of all pages', intro, ...sections].join('\n\n')}\n`);
  console.info(`${kept} pictures, ${(bytes / 1e6).toFixed(1)} MB`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
