import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { english as early } from './english.ts';
import { german as earlyGerman } from './german.ts';

const cwd = fileURLToPath(new URL('..', import.meta.url));
const sources = globSync('**/*.{ts,tsx}', { cwd })
  .filter((file) => !file.endsWith('.test.ts') && !/^texts\/|\/words\.\w+\.ts$/.test(file))
  .map((file) => ({ file, code: readFileSync(`${cwd}/${file}`, 'utf8') }));

/** The words of the areas that are fetched with their pages, by area. */
const later = new Map(
  sources
    .filter(({ file }) => file.endsWith('/words.ts'))
    .map(({ file }) => dirname(file))
    .map((area) => [area, [`../${area}/words.en.ts`, `../${area}/words.de.ts`]] as const),
);
type Words = Readonly<Record<string, string>>;
const wordsIn = async (file: string): Promise<Words> =>
  Object.assign({}, ...Object.values((await import(file)) as Readonly<Record<string, Words>>));
const whole = async (first: Words, place: 0 | 1): Promise<Words> =>
  Object.assign({}, first, ...(await Promise.all([...later.values()].map((files) => wordsIn(files[place])))));
const english = await whole(early, 0);
const german = await whole(earlyGerman, 1);

const all = sources.map(({ code }) => code).join('\n');

/** Keys that are put together: the beginnings of the templates that are said somewhere. */
const beginnings = [...all.matchAll(/`([a-z]+\.(?:[a-z]+_)*)\$\{/g)].map(([, start = '']) => start);

/** Words that are the same in both languages. */
const SAME =
  /^(product|page_title|form\.duration|code\.json|column\.(name|provider)|wizard\.provider|providers\.one|field\.(name|domain)|events\.live|kind\.(token|provider|blueprint)|decisions\.id_hint|verdict\.duration|rule\.end|binding\.seconds|users\.superuser|attributes\.(yaml|json)|option\.(typescript|python)|overview\.(version|node|database|milliseconds|megabytes)|settings\.variable)$/;

describe('the texts of the admin interface', () => {
  test('there are sources to inspect', () => expect(sources.length).toBeGreaterThan(30));

  test('no two areas use the same key: one would say what the other means', () => {
    const files = globSync('**/{words,general}.en.ts', { cwd });
    const keys = files.flatMap((file) =>
      [...readFileSync(`${cwd}/${file}`, 'utf8').matchAll(/^ {2}'([a-z_.]+)':/gm)].map(([, key]) => key),
    );
    expect(files.length).toBeGreaterThan(10);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  test('every key is said somewhere', () => {
    const silent = Object.keys(english).filter(
      (key) => !all.includes(`'${key}'`) && !beginnings.some((start) => key.startsWith(start)),
    );
    expect(silent).toEqual([]);
  });

  test('words that are fetched with the pages of an area are said there alone', async () => {
    expect(later.size).toBeGreaterThan(0);
    for (const [area, [file]] of later) {
      const elsewhere = sources.filter(({ file: other }) => !other.startsWith(`${area}/`));
      for (const key of Object.keys(await wordsIn(file))) {
        expect(early, `${key} is there from the beginning`).not.toHaveProperty([key]);
        const saying = elsewhere.filter(({ code }) => code.includes(`'${key}'`));
        expect(
          saying.map(({ file: other }) => other),
          key,
        ).toEqual([]);
      }
    }
  });

  test('whoever shows a part of such an area fetches its words with the page', () => {
    const codeOf = (file: string) => sources.find((one) => one.file === file)?.code ?? '';
    for (const area of later.keys()) {
      const part = new RegExp(`from '\\.\\./${area}/[^']+\\.tsx'`);
      for (const { file, code } of sources)
        if (!file.startsWith(`${area}/`) && part.test(code))
          expect(codeOf(`${dirname(file)}/pages.ts`), `${file} shows ${area}`).toContain(
            `'../${area}/words.ts'`,
          );
    }
  });

  test.each([
    ['English', english],
    ['German', german],
  ])('in %s none is empty, and none has two spaces or stray ends', (_, catalogue) => {
    expect(Object.values(catalogue).filter((text) => text === '' || /\s{2}|^\s|\s$/.test(text))).toEqual([]);
  });

  test('the German ones fill in the same values, and are German', () => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted();
    for (const [key, text] of Object.entries(english)) {
      const other = german[key] ?? '';
      expect(places(other), key).toEqual(places(text));
      if (!SAME.test(key)) expect(other, key).not.toBe(text);
    }
  });

  test('no component says words of its own', () => {
    const own = sources
      .filter(({ file }) => file.endsWith('.tsx'))
      .flatMap(({ file, code }) => {
        const bare = code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        const words = [...bare.matchAll(/>([^<>{}=;()?|&:]*[A-Za-z]{2,}[^<>{}=;()?|&:]*)<\//g)];
        const attributes = [...bare.matchAll(/\s(?:title|label|alt|placeholder|aria-label)="([^"]+)"/g)];
        return [...words, ...attributes].map(([, word]) => `${file}: ${word?.trim()}`);
      });
    expect(own).toEqual([]);
  });
});
