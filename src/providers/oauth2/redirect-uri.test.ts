import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AllowedUri, allowedFault, faultOf, isAllowed, originOf } from './redirect-uri.ts';

const strict = (
  url: string,
  redirect_uri_type: AllowedUri['redirect_uri_type'] = 'authorization',
): AllowedUri => ({
  matching_mode: 'strict',
  url,
  redirect_uri_type,
});
const regex = (url: string): AllowedUri => ({
  matching_mode: 'regex',
  url,
  redirect_uri_type: 'authorization',
});

const RIGHT = 'https://app.example.com/callback';

/** Shapes that other servers have taken for the registered address, or that browsers read in their own way. */
const HOSTILE = [
  'https://app.example.com@evil.test/callback',
  'https://app.example.com:x@evil.test/callback',
  'https://evil.test\\@app.example.com/callback',
  'https://app.example.com\\.evil.test/callback',
  'https:\\\\app.example.com/callback',
  'https:/app.example.com/callback',
  'https:app.example.com/callback',
  '//app.example.com/callback',
  '/callback',
  'https://app.example.com/callback/../../evil',
  'https://app.example.com/./callback',
  'https://app.example.com/x/%2e%2e/callback',
  'https://app.example.com/x/.%2E/callback',
  'https://app.example.com/x%2f..%2fcallback',
  'https://app.example.com/%5c..%5ccallback',
  'https://app.example.com:443/callback',
  'https://app.example.com:8443/callback',
  'https://app.example.com./callback',
  'https://APP.example.com/callback',
  'HTTPS://app.example.com/callback',
  'http://app.example.com/callback',
  'https://app.example.com/Callback',
  'https://app.example.com/callback/',
  'https://app.example.com/callback?',
  'https://app.example.com/callback?next=x',
  'https://app.example.com/callback#x',
  'https://app.example.com/callback%00',
  'https://app.example.com/callback%zz',
  'https://app.example.com/callback\n',
  'https://app.example.com/call\tback',
  ' https://app.example.com/callback',
  'https://app.example.com/callback ',
  'https://app.exampl\u0435.com/callback',
  'https://app\u3002example.com/callback',
  'https://xn--app-example.com/callback',
  'https://app.example.com.evil.test/callback',
  'https://evil.test/https://app.example.com/callback',
  'https://evil.test/?https://app.example.com/callback',
  'https://sub.app.example.com/callback',
  'https://app.example.com/sibling',
  'https://localhost/callback',
  'http://127.0.0.1/callback',
  'http://[::1]/callback',
  'https://*/callback',
  'https:///callback',
  'https://./callback',
  'https://a..b/callback',
  'javascript:alert(1)',
  'javascript://app.example.com/callback%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://app.example.com/1',
  'file:///etc/passwd',
  'about:blank',
  'ws://app.example.com/callback',
  '',
];

describe('redirect URIs', () => {
  test.each(HOSTILE)('A34: %j is not the registered address', (url) => {
    expect(isAllowed(url, 'authorization', [strict(RIGHT)])).toBe(false);
    expect(isAllowed(url, 'authorization', [regex('https://app\\.example\\.com/callback')])).toBe(false);
  });

  test('A34: the registered address is', () => {
    expect(isAllowed(RIGHT, 'authorization', [strict(RIGHT)])).toBe(true);
    expect(isAllowed(RIGHT, 'authorization', [regex('https://app\\.example\\.com/callback')])).toBe(true);
    expect(isAllowed(RIGHT, 'authorization', [strict(RIGHT, 'logout')])).toBe(false);
    expect(isAllowed(RIGHT, 'logout', [strict(RIGHT, 'logout')])).toBe(true);
    expect(isAllowed(RIGHT, 'authorization', [])).toBe(false);
    expect(isAllowed(undefined, 'authorization', [strict(RIGHT)])).toBe(false);
    expect(isAllowed([RIGHT], 'authorization', [strict(RIGHT)])).toBe(false);
  });

  test('A34: strict means the same text, always', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), fc.webUrl(), (registered, asked) => {
        const list = [strict(registered)];
        const allowed = isAllowed(asked, 'authorization', list);
        return !allowed || asked === registered;
      }),
    );
  });

  test.each<[pattern: string, url: string, allowed: boolean]>([
    ['https://.*\\.example\\.com/cb', 'https://one.example.com/cb', true],
    ['https://.*\\.example\\.com/cb', 'https://evil.test/.example.com/cb', false],
    ['https://.*\\.example\\.com/cb', 'https://evil.test?.example.com/cb', false],
    ['https://.*\\.example\\.com/cb', 'https://evil.test/x/y.example.com/cb', false],
    ['https://.*', 'https://evil.test', true],
    ['https://.*', 'https://evil.test/', false],
    ['.*', 'https://evil.test', false],
    ['.*/cb', 'https://evil.test/cb', false],
    ['[^x]+', 'https://evil.test', false],
    ['https?://app/.*', 'http://app/any/path?q=1', true],
    ['https?://app/.*', 'http://app.evil.test/', false],
    ['https?://app/.*', 'http://app/a/../b', false],
    ['(https://a|https://b)/cb', 'https://b/cb', true],
    ['https://a/cb', 'https://a/cb/more', false],
    ['https://a.c/cb', 'https://abc/cb', true],
    ['com\\.example\\.app:/.*', 'com.example.app:/callback', true],
  ])('A34: the pattern %s and %s: %s', (pattern, url, allowed) => {
    expect(isAllowed(url, 'authorization', [regex(pattern)])).toBe(allowed);
  });

  test('a host may be matched by a wildcard, the border to the path never', () => {
    const label = fc.string({ unit: fc.constantFrom('a', 'b', '-', '.', '1'), minLength: 1, maxLength: 12 });
    const list = [regex('https://.*\\.good\\.test/cb')];
    fc.assert(
      fc.property(label, label, (host, path) => {
        const url = `https://${host}/${path}.good.test/cb`;
        return !isAllowed(url, 'authorization', list);
      }),
    );
  });

  test.each([
    'https://app.example.com/callback?already=there',
    'http://localhost:3000/cb',
    'http://[::1]:8080/cb',
    'http://127.0.0.1/cb',
    'com.example.app:/callback',
    'myapp://callback',
    'https://xn--bcher-kva.example/cb',
    'https://a_b.example/cb',
  ])('%s can be registered', (url) => {
    expect(faultOf(url)).toBeUndefined();
    expect(allowedFault({ matching_mode: 'strict', url })).toBeUndefined();
  });

  test('what cannot be registered is told in a sentence', () => {
    for (const url of [
      '/callback',
      'https://a/#x',
      'javascript:x',
      'https://a@b/',
      'https://a/%zz',
      `https://a/${'x'.repeat(3_000)}`,
    ]) {
      expect(allowedFault({ matching_mode: 'strict', url })).toMatch(/\.$/);
    }
    expect(allowedFault({ matching_mode: 'regex', url: '(a' })).toBe('A ")" is missing.');
  });

  test.each([
    ['https://App.example.com:8443/x?y', 'https://app.example.com:8443'],
    ['myapp://callback', null],
    ['com.example.app:/x', null],
    ['nonsense', null],
  ])('the origin of %s is %s', (url, origin) => expect(originOf(url)).toBe(origin));
});
