import { describe, expect, test } from 'vitest';
import { OwnSettings, pageSettings, withSettings } from './settings.ts';

const key = '6f1c9b3e-2a47-4d1b-9b0e-8f3f2a1c7d55';

describe('what people choose for themselves', () => {
  test.each<[string, object, object, object]>([
    ['is added', {}, { locale: 'de' }, { settings: { locale: 'de' } }],
    [
      'leaves everything else as it is',
      { upn: 'a@b', settings: { navbar: 1, locale: 'en' } },
      { locale: 'de' },
      { upn: 'a@b', settings: { navbar: 1, locale: 'de' } },
    ],
    [
      'is written into what stands beside it',
      { settings: { theme: { base: 'dark', background: 'x' }, library: { layout: 'list' } } },
      { theme: { base: 'light' }, library: { favourites: [key] } },
      {
        settings: {
          theme: { base: 'light', background: 'x' },
          library: { layout: 'list', favourites: [key] },
        },
      },
    ],
    [
      'takes the place of what is no settings',
      { settings: 'broken' },
      { locale: 'de' },
      { settings: { locale: 'de' } },
    ],
  ])('%s', (_, before, chosen, after) => {
    expect(withSettings(before as Record<string, unknown>, OwnSettings.parse(chosen))).toEqual(after);
  });

  test.each([
    ['a field that is nobody’s to choose', { 'postern/user/can-change-email': true }],
    ['a theme that there is not', { theme: { base: 'pink' } }],
    ['a language that is none', { locale: '"><script>' }],
    ['favourites that are no keys', { library: { favourites: ['x'] } }],
    ['more favourites than a library shows', { library: { favourites: Array(201).fill(key) } }],
    ['a prototype', JSON.parse('{"__proto__": {"locale": "de"}}')],
  ])('is never %s', (_, chosen) => {
    expect(OwnSettings.safeParse(chosen).success).toBe(false);
  });
});

test.each<[object, object]>([
  [{}, {}],
  [{ settings: { theme: { base: 'dark' }, locale: 'de' } }, { theme: 'dark', language: 'de' }],
  [{ settings: { theme: 'dark', locale: '' } }, {}],
  [{ settings: { theme: { base: 'constructor' }, locale: '"onload="' } }, {}],
])('the page of somebody with %j has %j', (attributes, settings) => {
  expect(pageSettings(attributes as Record<string, unknown>)).toEqual(settings);
});
