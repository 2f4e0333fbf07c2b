import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { textsOf } from '../../ui/texts.ts';
import { german as userGerman } from '../user/catalogue.de.ts';
import { english as userEnglish } from '../user/catalogue.ts';
import { german } from './catalogue.de.ts';
import { english } from './catalogue.ts';
import { identifierLabel, identifierType } from './challenges/identification-labels.ts';
import { challengeViews, laterViews } from './challenges/index.ts';

const sourcesIn = (folder: string) => {
  const cwd = fileURLToPath(new URL(folder, import.meta.url));
  return globSync('**/*.{ts,tsx}', { cwd })
    .filter((file) => !file.endsWith('.test.ts') && !/catalogue(?:\.\w+)?\.ts$/.test(file))
    .map((file) => ({ file, text: readFileSync(`${cwd}/${file}`, 'utf8') }));
};

/** Whether a key is written out somewhere, or its group is put together with a template. */
const isUsed = (key: string, text: string) =>
  text.includes(`'${key}'`) ||
  text.includes(`\`${key.split('.')[0]}.$`) ||
  text.includes(`\`${key.replace(/_[a-z]+$/, '_')}$`) ||
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

/** Words that are the same in both languages. */
const SAME = /^(product|page_title|code\.label|device\.totp|details\.name|tokens\.name|tokens\.kind)$/;

describe.each([
  ['flow', english, german],
  ['user', userEnglish, userGerman],
] as const)('the German words of %s', (_, words, others) => {
  test('are there for every key, none is empty, and they are German', () => {
    const all: Readonly<Record<string, string>> = others;
    expect(Object.keys(others).toSorted()).toEqual(Object.keys(words).toSorted());
    expect(Object.values(all).filter((text) => text === '' || /\s{2}|^\s|\s$/.test(text))).toEqual([]);
    for (const [key, text] of Object.entries(words))
      if (!SAME.test(key)) expect(all[key], key).not.toBe(text);
  });

  test('fill in the same placeholders', () => {
    const places = (text: string | undefined) =>
      [...(text ?? '').matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    const all: Readonly<Record<string, string>> = others;
    for (const [key, text] of Object.entries(words))
      expect([key, places(all[key])]).toEqual([key, places(text)]);
  });
});

describe('the list of challenges', () => {
  test('has a view for every component of this version', () => {
    expect(Object.keys({ ...challengeViews, ...laterViews }).sort()).toEqual([
      'ak-stage-access-denied',
      'ak-stage-account-lockdown',
      'ak-stage-account-unlock',
      'ak-stage-authenticator-email',
      'ak-stage-authenticator-sms',
      'ak-stage-authenticator-static',
      'ak-stage-authenticator-totp',
      'ak-stage-authenticator-validate',
      'ak-stage-authenticator-webauthn',
      'ak-stage-autosubmit',
      'ak-stage-captcha',
      'ak-stage-consent',
      'ak-stage-dummy',
      'ak-stage-email',
      'ak-stage-flow-error',
      'ak-stage-identification',
      'ak-stage-password',
      'ak-stage-prompt',
      'ak-stage-session-end',
      'ak-stage-user-delete',
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
