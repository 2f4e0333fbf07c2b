import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { match, pathOf, withParams } from './address.ts';

const patterns = [
  { pattern: '/' },
  { pattern: '/flows/' },
  { pattern: '/applications/-/new/' },
  { pattern: '/flows/:slug/' },
  { pattern: '/applications/:slug/:tab/' },
];

describe('the page of an address', () => {
  test.each<[string, string | undefined, object]>([
    ['/', '/', {}],
    ['', '/', {}],
    ['/flows/', '/flows/', {}],
    ['/flows', '/flows/', {}],
    ['/flows/login/', '/flows/:slug/', { slug: 'login' }],
    ['/flows/a%2Fb/', '/flows/:slug/', { slug: 'a/b' }],
    ['/flows/%E0%A4%A/', '/flows/:slug/', { slug: '%E0%A4%A' }],
    ['/applications/-/new/', '/applications/-/new/', {}],
    ['/applications/wiki/new/', '/applications/:slug/:tab/', { slug: 'wiki', tab: 'new' }],
    ['/nowhere/', undefined, {}],
    ['/flows/login/more/', undefined, {}],
  ])('%o: %s', (path, pattern, params) => {
    const found = match(patterns, path);
    expect(found?.found.pattern).toBe(pattern);
    if (found) expect(found.params).toEqual(params);
  });

  test('whatever something is called, its address always leads to it', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(name, (slug) => {
        const url = new URL(`https://id.test/if/admin${pathOf('flows', slug)}`);
        const found = match(patterns, url.pathname.slice('/if/admin'.length));
        // A browser takes "." and ".." in an address for steps, encoded or not; the API's slugs have no dots.
        return /^\.{1,2}$/.test(slug) || found?.params.slug === slug;
      }),
    );
  });
});

test.each([
  ['', { page: '2' }, '/flows/?page=2'],
  ['?page=2&search=a', { page: '' }, '/flows/?search=a'],
  ['?page=2', { page: '', search: '' }, '/flows/'],
  ['?search=a', { search: 'ü&b' }, '/flows/?search=%C3%BC%26b'],
])('%o with %o is %s', (search, changes, address) => {
  expect(withParams('/flows/', search, changes)).toBe(address);
});
