import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientCertificate } from './client-certificate.ts';
import { type Network, parseNetwork } from './network.ts';

const proxy = parseNetwork('10.0.0.0/8') as Network;
const HEADER = 'x-ssl-client-cert';
const settings = { header: HEADER, trustedProxies: [proxy] };
const read = (value: string | readonly string[], peer = '10.0.0.1', given: Partial<typeof settings> = {}) =>
  clientCertificate(
    peer,
    [value].flat().flatMap((one) => ['X-SSL-Client-Cert', one]),
    { ...settings, ...given },
  );

const body = (letter: string) => letter.repeat(76);
const pem = (letter: string) =>
  `-----BEGIN CERTIFICATE-----\n${body(letter).slice(0, 64)}\n${body(letter).slice(64)}\n-----END CERTIFICATE-----\n`;
const [a, b] = [pem('A'), pem('B')];

describe('what proxies write', () => {
  test.each([
    ['nginx: PEM, percent-encoded', encodeURIComponent(a), [a]],
    ['nginx: with those sent along', encodeURIComponent(a + b), [a, b]],
    ['PEM in one line, blanks for breaks', a.replaceAll('\n', ' '), [a]],
    ['Traefik: base64', body('A'), [a]],
    ['Traefik: base64 with those sent along', `${body('A')},${body('B')}`, [a, b]],
    ['RFC 9440', `:${body('A')}:`, [a]],
    ['Envoy', `Hash=0a;Cert="${encodeURIComponent(a)}";Subject="CN=ada, O=Corp"`, [a]],
    [
      'Envoy, with those sent along',
      `Cert="${encodeURIComponent(a)}";Chain="${encodeURIComponent(a + b)}"`,
      [a, b],
    ],
  ])('%s', (_, value, chain) => expect(read(value)).toEqual({ chain }));
});

test.each([
  ['no header', []],
  ['a header without a value', ''],
  ['blanks', '  '],
])('%s is no certificate', (_, value) => expect(read(value)).toBeUndefined());

test('only the header that the settings name is read, and none where they name none', () => {
  const others = ['x-forwarded-client-cert', 'ssl-client-cert', 'x-forwarded-tls-client-cert', 'client-cert'];
  for (const name of others)
    expect(clientCertificate('10.0.0.1', [name, body('A')], settings)).toBeUndefined();
  expect(clientCertificate('10.0.0.1', [HEADER, body('A')], { ...settings, header: null })).toBeUndefined();
});

describe('from whom', () => {
  test.each([
    ['A2: somebody else', '203.0.113.9'],
    ['A2: somebody else, in IPv6', '2001:db8::1'],
    ['nobody knows', undefined],
  ])('%s: it is ignored, and noted', (_, peer) => {
    const headers = [HEADER, body('A')];
    expect(clientCertificate(peer, headers, settings)).toEqual({ note: 'ignored' });
    // Other headers do not make anybody a proxy.
    const lied = [...headers, 'x-forwarded-for', '10.0.0.1', 'forwarded', 'for=10.0.0.1'];
    expect(clientCertificate(peer, lied, settings)).toEqual({ note: 'ignored' });
  });

  test('a trusted proxy: it is read', () => {
    expect(read(body('A'), '10.9.9.9')).toEqual({ chain: [a] });
    expect(read(body('A'), '::ffff:10.9.9.9')).toEqual({ chain: [a] });
  });
});

describe('what cannot be read, or could be the client’s own, is nobody’s', () => {
  test.each([
    ['the header twice', [body('A'), body('B')]],
    ['the header twice, once without a value', [body('A'), '']],
    ['two values that a proxy has joined', `${encodeURIComponent(a)}, ${encodeURIComponent(b)}`],
    ['two values that a proxy has joined, in base64', `${body('A')}, ${body('B')}`],
    ['two elements of Envoy’s', `Cert="${encodeURIComponent(a)}",Cert="${encodeURIComponent(b)}"`],
    ['Envoy’s without a certificate', 'Cert=""'],
    ['Envoy’s with two certificates as one', `Cert="${encodeURIComponent(a + b)}"`],
    ['broken percent-encoding', '%E0%A4%A'],
    ['text around the certificate', encodeURIComponent(`${a}and more`)],
    ['no base64', 'hello world'],
    ['more certificates than anybody has', Array.from({ length: 11 }, () => body('A')).join(',')],
  ])('%s', (_, value) => expect(read(value)).toEqual({ note: 'malformed' }));

  test('whatever is written there, it is read or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (value) => {
        const said = read(value);
        expect(said === undefined || 'chain' in said || said.note === 'malformed').toBe(true);
      }),
    );
  });
});
