import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Located } from '../../core/geo/port.ts';
import { aNetwork, aPlace, knownPlaces } from '../../core/testing/geo.ts';
import { brokenBinding } from './session-binding.ts';

const berlin = aPlace('DE', { continent: 'EU', city: 'Berlin' });
const munich = aPlace('DE', { continent: 'EU', city: 'Munich' });
const paris = aPlace('FR', { continent: 'EU', city: 'Paris' });
const tokyo = aPlace('JP', { continent: 'AS', city: 'Tokyo' });
const home = aNetwork(64_496, { network: '192.0.2.0/25' });
const ofHome = aNetwork(64_496, { network: '192.0.2.128/25' });
const mobile = aNetwork(64_497, { network: '198.51.100.0/24' });

const OPENED = '192.0.2.1';
const places: Readonly<Record<string, Partial<Located>>> = {
  [OPENED]: { geoip: berlin, asn: home },
  '192.0.2.2': { geoip: berlin, asn: home },
  '192.0.2.200': { geoip: munich, asn: ofHome },
  '198.51.100.1': { geoip: paris, asn: mobile },
  '203.0.113.1': { geoip: tokyo, asn: mobile },
  '203.0.113.2': { geoip: aPlace('DE', { continent: 'EU' }) },
};
const geoip = knownPlaces(places);

const from = (client_ip: string | null, bindings: object) =>
  brokenBinding({ ip: OPENED, ...bindings }, client_ip, geoip)?.reason;

describe('a session that is bound to its network', () => {
  test.each([
    { binding: 'no_binding', same: undefined, block: undefined, asn: undefined, nobody: undefined },
    { binding: 'bind_asn', same: undefined, block: undefined, asn: 'network.asn', nobody: 'network.missing' },
    {
      binding: 'bind_asn_network',
      same: undefined,
      block: 'network.asn_network',
      asn: 'network.asn',
      nobody: 'network.missing',
    },
    {
      binding: 'bind_asn_network_ip',
      same: 'network.ip',
      block: 'network.asn_network',
      asn: 'network.asn',
      nobody: 'network.missing',
    },
  ])('row 38: $binding', ({ binding, same, block, asn, nobody }) => {
    const bound = { network_binding: binding };
    expect(from(OPENED, bound)).toBeUndefined();
    expect(from('192.0.2.2', bound)).toBe(same);
    expect(from('192.0.2.200', bound)).toBe(block);
    expect(from('198.51.100.1', bound)).toBe(asn);
    expect(from('10.0.0.1', bound)).toBe(nobody);
    expect(from(null, bound)).toBe(nobody);
  });
});

describe('a session that is bound to its place', () => {
  test.each([
    { binding: 'no_binding', city: undefined, country: undefined, continent: undefined, nobody: undefined },
    {
      binding: 'bind_continent',
      city: undefined,
      country: undefined,
      continent: 'geoip.continent',
      nobody: 'geoip.missing',
    },
    {
      binding: 'bind_continent_country',
      city: undefined,
      country: 'geoip.country',
      continent: 'geoip.continent',
      nobody: 'geoip.missing',
    },
    {
      binding: 'bind_continent_country_city',
      city: 'geoip.city',
      country: 'geoip.country',
      continent: 'geoip.continent',
      nobody: 'geoip.missing',
    },
  ])('$binding', ({ binding, city, country, continent, nobody }) => {
    const bound = { geoip_binding: binding };
    expect(from(OPENED, bound)).toBeUndefined();
    expect(from('192.0.2.2', bound)).toBeUndefined();
    expect(from('192.0.2.200', bound)).toBe(city);
    expect(from('198.51.100.1', bound)).toBe(country);
    expect(from('203.0.113.1', bound)).toBe(continent);
    expect(from('10.0.0.1', bound)).toBe(nobody);
    expect(from(null, bound)).toBe(nobody);
  });

  test('a city without a name is unknown, also where the country is known', () => {
    expect(from('203.0.113.2', { geoip_binding: 'bind_continent_country' })).toBeUndefined();
    expect(from('203.0.113.2', { geoip_binding: 'bind_continent_country_city' })).toBe('geoip.missing');
  });
});

test('what is known of both places is told', () => {
  const login = { ip: OPENED, network_binding: 'bind_asn', geoip_binding: 'bind_continent' };
  expect(brokenBinding(login, '198.51.100.1', geoip)).toEqual({
    reason: 'network.asn',
    ip: { previous: OPENED, new: '198.51.100.1' },
    asn: { previous: home, new: mobile },
    geo: { previous: berlin, new: paris },
  });
});

test('A1: a session that was opened at an unknown address is used nowhere once it is bound', () => {
  const login = { ip: null, network_binding: 'bind_asn' };
  expect(brokenBinding(login, OPENED, geoip)?.reason).toBe('network.missing');
  expect(brokenBinding(login, null, geoip)?.reason).toBe('network.missing');
  expect(brokenBinding({ ip: null }, null, geoip)).toBeUndefined();
});

test('at the same address nothing is ever broken, and a finer binding never lets through what a coarser refuses', () => {
  const network = ['no_binding', 'bind_asn', 'bind_asn_network', 'bind_asn_network_ip'];
  const place = ['no_binding', 'bind_continent', 'bind_continent_country', 'bind_continent_country_city'];
  const address = fc.constantFrom(...Object.keys(places), '10.0.0.1');
  fc.assert(
    fc.property(address, address, fc.nat(3), fc.nat(3), (ip, now, n, p) => {
      const broken = (net: number, geo: number) =>
        brokenBinding({ ip, network_binding: network[net], geoip_binding: place[geo] }, now, geoip) !==
        undefined;
      if (ip === now) return !broken(n, p);
      return !broken(n, p) || (broken(Math.min(3, n + 1), p) && broken(n, Math.min(3, p + 1)));
    }),
  );
});
