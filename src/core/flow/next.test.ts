import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeNext } from './next.ts';

/** Addresses that have led browsers astray; all of them are to be refused. */
const HOSTILE = [
  'https://evil.test',
  'HTTPS://evil.test/',
  'http:evil.test',
  'http:/evil.test',
  '//evil.test',
  '//evil.test/%2f..',
  '///evil.test',
  '////evil.test',
  '/\\evil.test',
  '\\/evil.test',
  '\\\\evil.test',
  '/\\/evil.test',
  '/path\\..\\..\\evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  '/\r/evil.test',
  '\t//evil.test',
  ' //evil.test',
  ' /path',
  '/\u0000/evil.test',
  '/./ /..//evil.test',
  '/.//evil.test',
  '/a/..//evil.test',
  '/%2e//evil.test',
  '/a/%2e%2e//evil.test',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://evil.test/x',
  'file:///etc/passwd',
  'mailto:a@evil.test',
  '@evil.test',
  'evil.test',
  'user:pass@evil.test',
  ':80',
  '?next=//evil.test',
  '#/x',
  '.',
  '..//evil.test',
  '',
  '/'.repeat(3),
  `/${'a'.repeat(20_000)}`,
  'ak-flow://default',
  'https://idp.test.evil.test/',
  'https://idp.test@evil.test/',
  '\u2028//evil.test',
  '\u00a0//evil.test',
];

const OURS = [
  '/',
  '/foo',
  '/if/user/#/library',
  '/application/o/authorize/?client_id=a&redirect_uri=https%3A%2F%2Fapp.test%2Fcb',
  '/search?q=https://app.test//x',
  '/@name',
  '/a:b',
  '/%2Fencoded',
  '/ü/日本',
  '/\uff0f\uff0fwide.test',
];

describe('safeNext', () => {
  test.each(HOSTILE)('A35: refuses %j', (address) => expect(safeNext(address)).toBeUndefined());

  test.each(OURS)('A35: lets %j pass, which is ours', (address) => expect(safeNext(address)).toBe(address));

  test.each([undefined, null, 1, true, {}, ['/x'], { toString: () => '/x' }])('refuses %j', (value) =>
    expect(safeNext(value)).toBeUndefined(),
  );

  test('A35: what passes is always of our own origin, and stays so when its path is used again', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      ':',
      '@',
      '?',
      '#',
      '\t',
      '\n',
      ' ',
      'evil.test',
      'a',
      'http:',
      '\u0000',
      'é',
    );
    const address = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join('')}`);
    let passed = 0;
    const isOurs = (text: string): boolean => {
      const url = new URL(text, 'https://idp.test/if/flow/x/');
      const again = new URL(url.pathname + url.search + url.hash, 'https://idp.test');
      return (
        url.origin === 'https://idp.test' && again.origin === url.origin && again.pathname === url.pathname
      );
    };
    fc.assert(
      fc.property(fc.oneof(address, fc.string({ unit: 'binary' })), (text) => {
        const ours = safeNext(text);
        if (ours === undefined) return true;
        passed++;
        return isOurs(ours);
      }),
      { numRuns: 5_000 },
    );
    expect(passed).toBeGreaterThan(100);
  });
});
