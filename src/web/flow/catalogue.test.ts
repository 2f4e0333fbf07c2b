import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { textsOf } from '../../ui/texts.ts';
import { english as userEnglish } from '../user/catalogue.ts';
import { catalogues, english, languageNames } from './catalogue.ts';
import { identifierLabel, identifierType } from './challenges/identification-labels.ts';
import { challengeViews } from './challenges/index.ts';

const sourcesIn = (folder: string) => {
  const cwd = fileURLToPath(new URL(folder, import.meta.url));
  return globSync('**/*.{ts,tsx}', { cwd })
    .filter((file) => !file.endsWith('.test.ts') && !file.endsWith('catalogue.ts'))
    .map((file) => ({ file, text: readFileSync(`${cwd}/${file}`, 'utf8') }));
};

/** Whether a key is written out somewhere, or its group is put together with a template. */
const isUsed = (key: string, text: string) =>
  text.includes(`'${key}'`) ||
  text.includes(`\`${key.split('.')[0]}.$`) ||
  (/^(denied|failure|library|identification|prompt)\./.test(key) &&
    text.includes(`'${key.split('.').slice(1).join('.')}'`));

describe.each([
  ['flow', '.', english],
  ['user', '../user', userEnglish],
] as const)('the catalogue of %s', (_, folder, catalogue) => {
  const sources = sourcesIn(folder);
  const all = sources.map(({ text }) => text).join('\n');

  test('there are sources to inspect', () => expect(sources.length).toBeGreaterThan(5));

  test('every key is said somewhere', () => {
    expect(Object.keys(catalogue).filter((key) => !isUsed(key, all))).toEqual([]);
  });

  test('no text is empty, none has two spaces or stray ends', () => {
    expect(Object.values(catalogue).filter((text) => text === '' || /\s{2}|^\s|\s$/.test(text))).toEqual([]);
  });

  test('no component says words of its own', () => {
    const own = sources.flatMap(({ file, text }) => {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      const words = [...code.matchAll(/>([^<>{}=;()?|]*[A-Za-z]{2,}[^<>{}=;()?|]*)</g)].map(([, word]) =>
        word?.trim(),
      );
      const attributes = [...code.matchAll(/\s(?:title|label|alt|placeholder|aria-label)="([^"]+)"/g)].map(
        ([, word]) => word,
      );
      return file.endsWith('.tsx') ? [...words, ...attributes].map((word) => `${file}: ${word}`) : [];
    });
    expect(own).toEqual([]);
  });
});

describe('languages', () => {
  test('each has every key and a name of its own', () => {
    for (const [language, catalogue] of Object.entries(catalogues)) {
      expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort());
      expect(Object.keys(languageNames)).toContain(language);
    }
  });

  test('each fills in the same placeholders', () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    for (const catalogue of Object.values(catalogues)) {
      for (const [key, text] of Object.entries(catalogue)) {
        expect([key, places(text)]).toEqual([key, places(english[key as keyof typeof english])]);
      }
    }
  });
});

describe('the list of challenges', () => {
  test('has a view for every component of this version', () => {
    expect(Object.keys(challengeViews).sort()).toEqual([
      'ak-stage-access-denied',
      'ak-stage-autosubmit',
      'ak-stage-consent',
      'ak-stage-dummy',
      'ak-stage-flow-error',
      'ak-stage-identification',
      'ak-stage-password',
      'ak-stage-prompt',
      'ak-stage-session-end',
      'ak-stage-user-login',
      'xak-flow-frame',
      'xak-flow-redirect',
      'xak-flow-shell',
    ]);
  });
});

describe('the identifier', () => {
  const text = textsOf(english);
  test.each([
    [['username'], 'Username', 'text'],
    [['email'], 'Email', 'email'],
    [['email', 'username'], 'Email or username', 'text'],
    [['email', 'username', 'upn'], 'Email or username or user principal name', 'text'],
    [['toString'], 'Username', 'text'],
    [[], 'Username', 'text'],
  ])('of %o is labelled %s', (fields, label, type) => {
    expect([identifierLabel(fields, text), identifierType(fields)]).toEqual([label, type]);
  });
});
