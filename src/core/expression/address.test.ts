import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IpAddress, IpNetwork, isIpAddress } from './address.ts';

describe('addresses', () => {
  test.each([
    ['10.1.2.3', '10.1.2.3', 4],
    ['255.255.255.255', '255.255.255.255', 4],
    ['::', '::', 6],
    ['::1', '::1', 6],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1', 6],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1', 6],
    ['fe80:0:0:0:0:0:0:1', 'fe80::1', 6],
    ['1::', '1::', 6],
    ['::ffff:10.0.0.1', '10.0.0.1', 4],
    ['::ffff:a00:1', '10.0.0.1', 4],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221', 6],
  ])('%s is %s', (text, canonical, version) => {
    const address = new IpAddress(text);
    expect(String(address)).toBe(canonical);
    expect(JSON.stringify({ address })).toBe(JSON.stringify({ address: canonical }));
    expect(address.version).toBe(version);
    expect(new IpAddress(canonical).equals(text)).toBe(true);
  });

  test.each([
    '',
    'a',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '1.2.3.256',
    '1.2.3.4 ',
    '0x7f.0.0.1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    ':::',
    '12345::',
    'g::',
    'fe80::1%eth0',
    '::1.2.3',
    '1:2:3:4:5:6:7:8::',
    ':1',
    '1:',
    '1.2.3.4/8',
    '1'.repeat(100),
  ])('%s is none', (text) => {
    expect(isIpAddress(text)).toBe(false);
    expect(() => new IpAddress(text)).toThrow(TypeError);
  });

  test('it is a text where a text is wanted', () => {
    const address = new IpAddress('192.168.1.7');
    expect(address.startsWith('192.168.')).toBe(true);
    expect(`${address}`).toBe('192.168.1.7');
    // biome-ignore lint/suspicious/noDoubleEquals: comparing loosely is what an author would try.
    expect((address as unknown) == '192.168.1.7').toBe(true);
  });

  test.each([
    ['10.0.0.1', true],
    ['172.31.0.1', true],
    ['172.32.0.1', false],
    ['192.168.0.1', true],
    ['8.8.8.8', false],
    ['127.0.0.1', true],
    ['169.254.1.1', true],
    ['192.0.0.9', false],
    ['192.0.0.8', true],
    ['100.64.0.1', false],
    ['fc00::1', true],
    ['2606:4700::1', false],
    ['::1', true],
    ['2001:db8::1', true],
    ['::ffff:10.0.0.1', true],
  ])('%s is private: %s', (text, is_private) => {
    expect(new IpAddress(text)).toMatchObject({ is_private, isPrivate: is_private });
  });

  test('the shared addresses of providers are neither private nor global', () => {
    expect(new IpAddress('100.64.0.1')).toMatchObject({ is_private: false, is_global: false });
    expect(new IpAddress('8.8.8.8').isGlobal).toBe(true);
    expect(new IpAddress('127.9.9.9').isLoopback).toBe(true);
  });
});

describe('networks', () => {
  test.each([
    ['10.0.0.0/8', '10.255.0.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/9', '10.127.255.255', true],
    ['10.0.0.0/9', '10.128.0.0', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3/32', '10.1.2.4', false],
    ['0.0.0.0/0', '8.8.8.8', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['::/0', '2001:db8::1', true],
    ['::/0', '8.8.8.8', false],
    ['2001:db8::/33', '2001:db8:7fff::', true],
    ['2001:db8::/33', '2001:db8:8000::', false],
    ['10.0.0.0/8', '::ffff:10.1.1.1', true],
  ])('%s contains %s: %s', (network, address, want) => {
    expect(new IpNetwork(network).contains(address)).toBe(want);
    expect(new IpAddress(address).in('192.0.2.0/24', network)).toBe(want);
    expect(new IpAddress(address).in(new IpNetwork(network))).toBe(want);
  });

  test.each([
    '10.0.0.1/8',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '10.0.0.0/8/8',
    'x/8',
    '2001:db8::1/32',
    '::/129',
    '',
  ])('%s is none', (text) => expect(() => new IpNetwork(text)).toThrow(TypeError));

  test('what contains an address is what a count of equal leading bits says', () => {
    const bits = (address: string) =>
      address
        .split('.')
        .map((byte) => Number(byte).toString(2).padStart(8, '0'))
        .join('');
    const ipv4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => bytes.join('.'));
    fc.assert(
      fc.property(ipv4, ipv4, fc.nat(32), (one, other, length) => {
        const kept = bits(one).slice(0, length).padEnd(32, '0');
        const base = [0, 8, 16, 24].map((at) => Number.parseInt(kept.slice(at, at + 8), 2)).join('.');
        const network = new IpNetwork(`${base}/${length}`);
        expect(network.contains(one)).toBe(true);
        expect(network.contains(other)).toBe(bits(other).startsWith(kept.slice(0, length)));
      }),
    );
  });

  test('the canonical form of an IPv6 address leads back to it', () => {
    const groups = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(groups, (list) => {
        const plain = list.map((group) => group.toString(16)).join(':');
        const canonical = String(new IpAddress(plain));
        expect(new IpAddress(canonical).groups).toEqual(list);
        expect(canonical.length).toBeLessThanOrEqual(plain.length);
      }),
    );
  });
});
