import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageAddress, redirectAddress, webAddress } from './address.ts';

const base = 'https://id.corp.test/if/flow/login/?next=%2F';

describe('addresses from the wire', () => {
  test.each([
    ['/if/flow/recovery/', 'https://id.corp.test/if/flow/recovery/'],
    ['https://app.test/x', 'https://app.test/x'],
    ['?a=b', 'https://id.corp.test/if/flow/login/?a=b'],
    ['', undefined],
    [undefined, undefined],
    [{ href: '/x' }, undefined],
    ['http://[', undefined],
    ['javascript:alert(1)', undefined],
    ['JAVASCRIPT:alert(1)', undefined],
    [' \tjava\nscript:alert(1)', undefined],
    ['data:text/html,<b>', undefined],
    ['app.example:/callback', undefined],
  ])('A36: webAddress(%o) is %o', (value, expected) => expect(webAddress(value, base)).toBe(expected));

  test.each([
    ['https://app.test/cb?code=1', 'https://app.test/cb?code=1'],
    ['com.example.app:/callback?code=1', 'com.example.app:/callback?code=1'],
    ['javascript:alert(1)', undefined],
    ['\u0001javascript:alert(1)', undefined],
    ['blob:https://id.corp.test/1', undefined],
    ['data:text/html,<script>', undefined],
    ['view-source:https://id.corp.test/', undefined],
    ['about:blank', undefined],
    ['file:///etc/passwd', undefined],
  ])('A36: redirectAddress(%o) is %o', (value, expected) =>
    expect(redirectAddress(value, base)).toBe(expected),
  );

  test.each([
    ['/media/a.svg', 'https://id.corp.test/media/a.svg'],
    ['data:image/svg+xml;base64,AA==', 'data:image/svg+xml;base64,AA=='],
    ['data:text/html,<b>', undefined],
    ['fa://fa-user', undefined],
    ['javascript:alert(1)', undefined],
  ])('A36: imageAddress(%o) is %o', (value, expected) => expect(imageAddress(value, base)).toBe(expected));

  test('A36: however it is dressed up, a script address never comes through', () => {
    const junk = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r', '\u0000', '\u0001', '\u001f') });
    const letters = fc.array(fc.boolean(), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(junk, letters, junk, fc.string(), (before, upper, within, after) => {
        const word = [...'javascript']
          .map((letter, at) => (upper[at] ? letter.toUpperCase() : letter))
          .join('');
        const broken = within.replace(/[^\t\n\r]/g, '');
        const address = `${before}${word.slice(0, 4)}${broken}${word.slice(4)}:${after}`;
        for (const read of [webAddress, redirectAddress, imageAddress]) {
          expect(read(address, base)?.toLowerCase().startsWith('javascript:') ?? false).toBe(false);
        }
      }),
    );
  });
});
