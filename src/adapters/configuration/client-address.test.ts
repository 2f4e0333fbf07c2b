import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clientAddress, type Headers } from './client-address.ts';
import { type Network, parseNetwork } from './network.ts';

const trusted = ['10.0.0.0/8', '127.0.0.1', 'fd00::/8'].map((text) => parseNetwork(text) as Network);
const ask = (headers: Headers, peer: string | undefined = '10.0.0.1') =>
  clientAddress(peer, headers, trusted);

describe('behind a trusted proxy', () => {
  test.each<[string, Headers, string]>([
    ['no header: the proxy itself', {}, '10.0.0.1'],
    ['one hop', { 'x-forwarded-for': '203.0.113.7' }, '203.0.113.7'],
    [
      'the right-most hop that is not trusted',
      { 'x-forwarded-for': '1.1.1.1, 203.0.113.7, 10.2.3.4' },
      '203.0.113.7',
    ],
    ['all hops trusted: the outermost', { 'x-forwarded-for': '10.9.9.9, 10.2.3.4' }, '10.9.9.9'],
    ['with a port', { 'x-forwarded-for': '203.0.113.7:5123' }, '203.0.113.7'],
    ['IPv6', { 'x-forwarded-for': '2001:DB8:0::1' }, '2001:db8::1'],
    ['IPv6 with a port', { 'x-forwarded-for': '[2001:db8::1]:5123' }, '2001:db8::1'],
    ['IPv4-mapped', { 'x-forwarded-for': '::ffff:203.0.113.7' }, '203.0.113.7'],
    ['header lines in a list', { 'x-forwarded-for': ['1.1.1.1', '203.0.113.7'] }, '203.0.113.7'],
    ['rubbish further left is the client’s own', { 'x-forwarded-for': 'a b, %, 203.0.113.7' }, '203.0.113.7'],
    ['Forwarded', { forwarded: 'for=1.1.1.1;proto=http, For="203.0.113.7:99" ; by=10.0.0.1' }, '203.0.113.7'],
    ['Forwarded, IPv6', { forwarded: 'for="[2001:db8::1]:4711"' }, '2001:db8::1'],
    ['Forwarded, comma in quotes', { forwarded: 'for="a\\",b", for=203.0.113.7' }, '203.0.113.7'],
    ['both, agreeing', { forwarded: 'for=203.0.113.7', 'x-forwarded-for': '203.0.113.7' }, '203.0.113.7'],
    ['X-Real-IP alone', { 'x-real-ip': '203.0.113.7' }, '203.0.113.7'],
    ['X-Real-IP yields', { 'x-real-ip': '1.1.1.1', 'x-forwarded-for': '203.0.113.7' }, '203.0.113.7'],
  ])('%s', (_, headers, address) => expect(ask(headers)).toEqual({ address }));

  test('a proxy on IPv4-mapped and on IPv6 is the same proxy', () => {
    expect(ask({ 'x-forwarded-for': '203.0.113.7' }, '::ffff:10.0.0.1').address).toBe('203.0.113.7');
    expect(ask({ 'x-forwarded-for': '203.0.113.7' }, 'fd00::1%eth0').address).toBe('203.0.113.7');
  });

  test.each<[string, Headers]>([
    ['a word', { 'x-forwarded-for': 'a' }],
    ['nothing', { 'x-forwarded-for': '' }],
    ['an empty last entry', { 'x-forwarded-for': '203.0.113.7,' }],
    ['10 kB', { 'x-forwarded-for': 'a'.repeat(10_240) }],
    ['an IPv6 zone', { 'x-forwarded-for': 'fe80::1%eth0' }],
    ['an IPv6 zone in brackets', { 'x-forwarded-for': '[fe80::1%25eth0]:1' }],
    ['IPv4 in brackets', { 'x-forwarded-for': '[203.0.113.7]' }],
    ['octal', { 'x-forwarded-for': '0313.0.0161.7' }],
    ['decimal', { 'x-forwarded-for': '3405803783' }],
    ['short', { 'x-forwarded-for': '203.7' }],
    ['out of range', { 'x-forwarded-for': '203.0.113.256' }],
    ['a network', { 'x-forwarded-for': '203.0.113.0/24' }],
    ['a list of 1,000 trusted hops', { 'x-forwarded-for': Array(1_000).fill('10.0.0.1').join(',') }],
    ['two lines of X-Real-IP', { 'x-real-ip': '203.0.113.7, 203.0.113.8' }],
    ['Forwarded: unknown', { forwarded: 'for=unknown' }],
    ['Forwarded: obfuscated', { forwarded: 'for=_gazonk' }],
    ['Forwarded: no for', { forwarded: 'proto=https' }],
    ['Forwarded: an open quote', { forwarded: 'for="203.0.113.7' }],
    ['Forwarded: an open quote swallows the proxy’s hop', { forwarded: 'for="x, for=203.0.113.7' }],
    ['Forwarded: ends in a comma', { forwarded: 'for=203.0.113.7,' }],
    ['Forwarded: 20 kB', { forwarded: `${'for=1.1.1.1, '.repeat(1_600)}for=203.0.113.7` }],
  ])('A1: %s is unknown, not a guess and not an error', (_, headers) => {
    expect(ask(headers)).toEqual({ address: null, note: 'malformed' });
  });

  test('A1: a list of 1,000 is read from its right end, as a list of one is', () => {
    const list = [...Array(999).fill('a'), '203.0.113.7'].join(', ');
    expect(ask({ 'x-forwarded-for': list })).toEqual(ask({ 'x-forwarded-for': '203.0.113.7' }));
  });

  test('A1: headers that name different clients are unknown', () => {
    expect(ask({ 'x-forwarded-for': '203.0.113.7', forwarded: 'for=192.0.2.9' })).toEqual({
      address: null,
      note: 'conflicting',
    });
  });

  test('whatever a client writes to the left of the proxy’s entry never changes the answer', () => {
    fc.assert(
      fc.property(fc.string(), fc.ipV4(), (rubbish, ip) => {
        fc.pre(!ip.startsWith('10.') && ip !== '127.0.0.1');
        return ask({ 'x-forwarded-for': `${rubbish}, ${ip}` }).address === ip;
      }),
    );
  });

  test('no header whatsoever is ever an exception', () => {
    const header = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'for="[]:,; \\1.a') }),
    );
    fc.assert(
      fc.property(header, header, header, (a, b, c) => {
        const { address } = ask({ 'x-forwarded-for': a, forwarded: b, 'x-real-ip': c });
        return address === null || address.length < 46;
      }),
      { numRuns: 500 },
    );
  });
});

describe('from an untrusted peer', () => {
  test.each<[string, Headers]>([
    ['X-Forwarded-For', { 'x-forwarded-for': '10.0.0.9' }],
    ['Forwarded', { forwarded: 'for=10.0.0.9' }],
    ['X-Real-IP', { 'x-real-ip': '10.0.0.9' }],
    ['a malformed one', { 'x-forwarded-for': 'a'.repeat(10_240) }],
  ])('A2: %s is ignored and noted; from a trusted peer it counts', (_, headers) => {
    expect(ask(headers, '203.0.113.7')).toEqual({ address: '203.0.113.7', note: 'ignored' });
    expect(ask(headers, '127.0.0.1').address).not.toBe('127.0.0.1');
  });

  test('without forwarding headers there is nothing to note', () => {
    expect(ask({ 'user-agent': 'x' }, '203.0.113.7')).toEqual({ address: '203.0.113.7' });
  });

  test.each([undefined, '', '/run/postern.sock'])(
    'a peer without an address (%j) is unknown and untrusted',
    (peer) => {
      expect(clientAddress(peer, { 'x-forwarded-for': '10.0.0.9' }, trusted)).toEqual({
        address: null,
        note: 'ignored',
      });
    },
  );
});
