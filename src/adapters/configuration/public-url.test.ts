import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publicOrigin } from './public-url.ts';

const arrival = { localAddress: '192.168.1.5', localPort: 9000 };
const ask = (host: string | undefined, configured: string | null = null) =>
  publicOrigin(configured, { host, ...arrival });

const hostile = [
  undefined,
  '',
  'evil.example',
  'evil.example:9000',
  'localhost.evil.example',
  'evil.example#.localhost',
  'evil.example/.localhost',
  'evil.example\\.localhost',
  'localhost@evil.example',
  'localhost:80@evil.example',
  'localhost:80:80',
  'localhost:0',
  'localhost:99999',
  'localhost, evil.example',
  'notlocalhost',
  '127.0.0.1.evil.example',
  '127.1',
  '2130706433',
  '0177.0.0.1',
  '[::1%eth0]',
  '[::1',
  '192.168.1.6:9000',
  '192.168.1.5:9001',
  '192.168.1.5',
  '[fe80::]:9000',
];

describe('A3: the origin of links', () => {
  test.each(hostile)('Host %j: never believed; the configured address counts', (host) => {
    expect(ask(host)).toBeNull();
    expect(ask(host, 'https://id.example.com')).toBe('https://id.example.com');
  });

  test.each([
    ['localhost:9000', 'http://localhost:9000'],
    ['LOCALHOST', 'http://localhost'],
    ['postern.localhost:8080', 'http://postern.localhost:8080'],
    ['127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['127.8.8.8:9000', 'http://127.8.8.8:9000'],
    ['[::1]:9000', 'http://[::1]:9000'],
    ['192.168.1.5:9000', 'http://192.168.1.5:9000'],
  ])('Host %s names this machine: %s', (host, want) => expect(ask(host)).toBe(want));

  test('an IPv4-mapped local address is the same address', () => {
    const mapped = { host: '192.168.1.5:9000', localAddress: '::ffff:192.168.1.5', localPort: 9000 };
    expect(publicOrigin(null, mapped)).toBe('http://192.168.1.5:9000');
  });

  test('whatever the Host header says, a link never leaves this machine’s own names', () => {
    const piece = fc.constantFrom(
      'localhost',
      '127.0.0.1',
      '[::1]',
      'evil.example',
      '.',
      '@',
      ':',
      '/',
      '#',
      '80',
      '%',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const origin = ask(pieces.join(''));
        if (origin === null) return true;
        const { hostname } = new URL(origin);
        return /(^|\.)localhost$|^127\.|^\[::1\]$/.test(hostname);
      }),
      { numRuns: 1_000 },
    );
  });
});
