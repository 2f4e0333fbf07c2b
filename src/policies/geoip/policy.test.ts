import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceKm, type Point } from '../../core/geo/distance.ts';
import type { LoginPlace } from '../../core/geo/port.ts';
import { ANONYMOUS } from '../../core/policy/request.ts';
import type { Finding } from '../../core/policy/verdict.ts';
import { aNetwork, aPlace, knownLogins } from '../../core/testing/geo.ts';
import { anHttpRequest, aRequest, aUser, NOON } from '../../core/testing/policy.ts';
import { geoip } from './policy.ts';
import { GeoipConfig } from './schema.ts';

type Config = Readonly<Record<string, unknown>>;

interface Asked {
  readonly config?: Config;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly logins?: readonly LoginPlace[];
  readonly over?: Parameters<typeof aRequest>[0];
}

/** What a policy with this configuration says of Ada, who signed in as the logins tell. */
async function ask({ config = {}, context = {}, logins = [], over = {} }: Asked): Promise<Finding> {
  const parsed = GeoipConfig.parse({ countries: [], ...config });
  const request = aRequest({ context, ...over });
  const ports = { logins: knownLogins({ 1: logins }) };
  const facts = await geoip.gather({ config: parsed, request, ports, timeout: 1_000 });
  return geoip.evaluate({ config: parsed, request, facts });
}

const PASS = { passing: true, messages: [], reasons: [] };
const refused = (...keys: readonly string[]) => ({
  passing: false,
  messages: keys.map((key) => geoip.messages[key]),
  reasons: keys.map((key) => `geoip.${key}`),
});
/** The third value: the binding's failure result counts. */
const unknown = (...words: readonly string[]) => ({
  fault: 'unavailable',
  detail: expect.stringMatching(new RegExp(`^geoip\\.unknown: the ${words.join(' and the ')} of `)),
});

const inGermany = { geoip: aPlace('DE') };
const inFrance = { geoip: aPlace('FR') };
const over64496 = { asn: aNetwork(64_496) };

describe('country and network', () => {
  test.each<{ title: string; config?: Config; context?: Config; want: object }>([
    { title: '81 nothing configured', want: PASS },
    {
      title: '82 countries [DE], address in DE',
      config: { countries: ['DE'] },
      context: inGermany,
      want: PASS,
    },
    {
      title: '83 countries [DE], address in FR',
      config: { countries: ['DE'] },
      context: inFrance,
      want: refused('country_not_allowed'),
    },
    {
      title: '84, W14: the country decides, so nothing is said of the network',
      config: { countries: ['DE'], asns: [1] },
      context: { ...inGermany, asn: aNetwork(2) },
      want: PASS,
    },
    {
      title: '85 countries [DE], private address: unknown',
      config: { countries: ['DE'] },
      context: { geoip: null },
      want: unknown('country'),
    },
    {
      title: '86, W24: no database of networks, but the country is right',
      config: { countries: ['DE'], asns: [1] },
      context: inGermany,
      want: PASS,
    },
    {
      title: 'W24: no database of networks, and the country is wrong: the network might have been right',
      config: { countries: ['DE'], asns: [1] },
      context: inFrance,
      want: unknown('network'),
    },
    {
      title: 'W24: the network is right, whatever the country is',
      config: { countries: ['DE'], asns: [64_496] },
      context: { geoip: null, ...over64496 },
      want: PASS,
    },
    {
      title: 'both are wrong, and both are told',
      config: { countries: ['DE'], asns: [1] },
      context: { ...inFrance, ...over64496 },
      want: refused('asn_not_allowed', 'country_not_allowed'),
    },
    {
      title: 'neither is known',
      config: { countries: ['DE'], asns: [1] },
      want: unknown('network', 'country'),
    },
    { title: 'a network that is listed', config: { asns: [1, 64_496] }, context: over64496, want: PASS },
    {
      title: 'a network that is not',
      config: { asns: [1] },
      context: over64496,
      want: refused('asn_not_allowed'),
    },
    {
      title: 'a place without a country',
      config: { countries: ['DE'] },
      context: { geoip: { ...aPlace('DE'), country: null } },
      want: unknown('country'),
    },
    {
      title: 'what is supposed in another shape',
      config: { countries: ['DE'], asns: [1] },
      context: { geoip: 'DE', asn: { asn: '1' } },
      want: unknown('network', 'country'),
    },
  ])('$title', async ({ config = {}, context = {}, want }) => {
    expect(await ask({ config, context })).toEqual(want);
  });

  test('A1: an address that cannot be read, and no request at all, are unknown too', async () => {
    const config = { countries: ['DE'] };
    for (const http_request of [anHttpRequest({ client_ip: null }), null]) {
      const said = await ask({ config, over: { http_request } });
      expect(said).toEqual(unknown('country'));
    }
  });
});

/** A point on the equator, so many kilometres east of Greenwich. */
const east = (km: number): Point => ({ lat: 0, long: (km * 360) / (2 * Math.PI * 6378.137) });
const HERE: Point = { lat: 0, long: 0 };
const here = { geoip: aPlace('GA', HERE) };
/** Less than a millimetre: sines and cosines are not exact. */
const HAIR = 1e-7;

const login = (place: Point | null, minutes: number): LoginPlace => ({
  time: NOON - minutes * 60_000,
  lat: place?.lat ?? null,
  long: place?.long ?? null,
  event: `event-${minutes}`,
});

const history = {
  check_history_distance: true,
  history_max_distance_km: 100,
  distance_tolerance_km: 50,
  history_login_count: 5,
};
const travel = { check_impossible_travel: true, impossible_tolerance_km: 100 };

describe('former logins', () => {
  test.each<{ title: string; config: Config; logins: readonly LoginPlace[]; want: object }>([
    { title: '87 149.9 km of 150', config: history, logins: [login(east(149.9), 9)], want: PASS },
    {
      title: '88 150 km of 150',
      config: history,
      logins: [login(east(150 + HAIR), 9)],
      want: refused('distance_exceeded'),
    },
    { title: '89 the first login', config: history, logins: [], want: PASS },
    {
      title: '91 half an hour ago, 1,099 km away',
      config: travel,
      logins: [login(east(1_099), 30)],
      want: PASS,
    },
    {
      title: '92 half an hour ago, 1,100 km away',
      config: travel,
      logins: [login(east(1_100 + HAIR), 30)],
      want: refused('impossible_travel'),
    },
    {
      title: '93 three hours ago, 3,050 km away',
      config: travel,
      logins: [login(east(3_050), 180)],
      want: PASS,
    },
    {
      title: '93, the control: 3,101 km',
      config: travel,
      logins: [login(east(3_101), 180)],
      want: refused('impossible_travel'),
    },
    { title: '94 travel only, plausible', config: travel, logins: [login(east(500), 90)], want: PASS },
    {
      title: '95 compared with no login',
      config: { ...history, ...travel, history_login_count: 0 },
      logins: [login(east(9_000), 1)],
      want: PASS,
    },
    {
      title: 'the first login that cannot be reconciled decides',
      config: { ...history, ...travel },
      logins: [login(east(10), 5), login(east(5_000), 60)],
      want: refused('distance_exceeded'),
    },
    {
      title: 'logins from unknown places say nothing, but are counted',
      config: { ...history, history_login_count: 2 },
      logins: [login(null, 5), login(null, 6), login(east(5_000), 60)],
      want: PASS,
    },
    {
      title: 'the control: the one behind them is among three',
      config: { ...history, history_login_count: 3 },
      logins: [login(null, 5), login(null, 6), login(east(5_000), 60)],
      want: refused('distance_exceeded'),
    },
    {
      title: 'a login whose place is none on earth says nothing',
      config: history,
      logins: [login({ lat: 91, long: 500 }, 5)],
      want: PASS,
    },
    {
      title: 'a clock that was ahead makes nobody faster',
      config: travel,
      logins: [login(east(1_101), -600)],
      want: refused('impossible_travel'),
    },
  ])('$title', async ({ config, logins, want }) => {
    expect(await ask({ config, logins, context: here })).toMatchObject(want);
  });

  const far = [login(east(5_000), 30)];

  test.each<{ title: string; context: Config }>([
    { title: 'no place', context: { geoip: null } },
    { title: 'no database', context: {} },
    { title: 'a country without coordinates', context: inGermany },
    { title: 'coordinates that are none', context: { geoip: aPlace('DE', { lat: 91, long: 0 }) } },
    { title: 'coordinates that are texts', context: { geoip: { lat: '0', long: '0' } } },
  ])('90 with $title the place is unknown, and the policy says what counts', async ({ context }) => {
    const asked = { config: history, context, logins: far };
    expect(await ask(asked)).toEqual(unknown('coordinates'));
    expect(await ask({ ...asked, config: { ...history, unknown_result: 'pass' } })).toMatchObject({
      passing: true,
      messages: [],
    });
    expect(await ask({ ...asked, config: { ...history, unknown_result: 'fail' } })).toEqual(
      refused('unknown'),
    );
    // Where there is nothing to compare with, it does not matter where somebody is.
    expect(await ask({ ...asked, logins: [login(null, 5)] })).toEqual(PASS);
  });

  test('somebody who is not signed in has no former logins', async () => {
    expect(await ask({ config: history, context: here, logins: far, over: { user: ANONYMOUS } })).toEqual(
      PASS,
    );
    const eve = aUser({ pk: 2 });
    expect(await ask({ config: history, context: here, logins: far, over: { user: eve } })).toEqual(PASS);
  });

  test('where nothing is compared it is judged at once, in memory', () => {
    const immediate = (config: Config) =>
      geoip.immediate(GeoipConfig.parse({ countries: ['DE'], ...config }));
    expect(immediate({ asns: [1] })).toBe(true);
    expect(immediate({ ...history, history_login_count: 0 })).toBe(true);
    expect(immediate(history)).toBe(false);
    expect(immediate(travel)).toBe(false);
    const config = GeoipConfig.parse({ countries: ['DE'] });
    const judged = geoip.evaluate({ config, request: aRequest({ context: inGermany }), facts: undefined });
    expect(judged).toEqual(PASS);
  });

  test('nobody looks for logins where nothing is compared', async () => {
    const ports = { logins: { recent: () => Promise.reject(new Error('the database does not answer')) } };
    const gather = async (config: Config) => {
      const parsed = GeoipConfig.parse({ countries: ['DE'], ...config });
      return geoip.gather({ config: parsed, request: aRequest(), ports, timeout: 1_000 });
    };
    expect(await gather({})).toEqual([]);
    expect(await gather({ ...history, history_login_count: 0 })).toEqual([]);
    await expect(gather(history)).rejects.toThrow('the database does not answer');
  });

  test('static half and former logins have both to be right, and what is told is what decided', async () => {
    const config = { ...history, countries: ['DE'] };
    const at = (country: string) => ({ geoip: aPlace(country, HERE) });
    const near = [login(east(10), 30)];
    expect(await ask({ config, context: at('DE'), logins: near })).toEqual(PASS);
    expect(await ask({ config, context: at('FR'), logins: near })).toEqual(refused('country_not_allowed'));
    expect(await ask({ config, context: at('DE'), logins: far })).toMatchObject(refused('distance_exceeded'));
    expect(await ask({ config, context: at('FR'), logins: far })).toMatchObject(
      refused('country_not_allowed', 'distance_exceeded'),
    );
    // A no is a no, whatever the unknown half would have said.
    const unclear = { ...config, asns: [1], countries: [] };
    expect(await ask({ config: unclear, context: here, logins: far })).toMatchObject(
      refused('distance_exceeded'),
    );
  });

  test('a journey that is impossible tells administrators everything about it', async () => {
    const from = east(4_000);
    expect(await ask({ config: travel, context: here, logins: [login(from, 90)] })).toMatchObject({
      raw: {
        reason: 'geoip.impossible_travel',
        distance_km: expect.closeTo(4_000, 3),
        allowed_distance_km: 1_600,
        elapsed_hours: 1.5,
        max_speed_kmh: 1_000,
        tolerance_km: 100,
        previous_login: { event: 'event-90', time: '2026-11-24T10:30:00.000Z', ...from },
        current: HERE,
      },
    });
  });
});

describe('always', () => {
  const places = fc.constantFrom<Config>({}, { geoip: null }, inGermany, inFrance, here);
  const networks = fc.constantFrom<Config>({}, { asn: null }, over64496, { asn: aNetwork(1) });
  const contexts = fc.tuple(places, networks).map(([place, network]) => ({ ...place, ...network }));
  const configs = fc.record({
    countries: fc.subarray(['DE', 'GA']),
    asns: fc.subarray([1, 2]),
    check_history_distance: fc.boolean(),
    check_impossible_travel: fc.boolean(),
    history_login_count: fc.integer({ min: 0, max: 3 }),
  });
  const histories = fc.array(
    fc
      .tuple(fc.option(fc.integer({ min: 0, max: 9_000 })), fc.integer({ min: 0, max: 600 }))
      .map(([km, minutes]) => login(km === null ? null : east(km), minutes)),
    { maxLength: 4 },
  );
  const law = (holds: (asked: Required<Omit<Asked, 'over'>>) => Promise<boolean>) =>
    fc.assert(fc.asyncProperty(fc.record({ config: configs, context: contexts, logins: histories }), holds), {
      numRuns: 1_000,
    });
  const as = (asked: Asked, unknown_result: string) =>
    ask({ ...asked, config: { ...asked.config, unknown_result } });

  test('what is unknown is exactly where the setting for it counts', () =>
    law(async (asked) => {
      const [fault, pass, fail] = await Promise.all(
        ['failure_result', 'pass', 'fail'].map((result) => as(asked, result)),
      );
      if (!fault || !pass || !fail || 'fault' in pass || 'fault' in fail) return false;
      if ('fault' in fault) return pass.passing && !fail.passing;
      return pass.passing === fault.passing && fail.passing === fault.passing;
    }));

  test('a pass says nothing, and a refusal says why', () =>
    law(async (asked) => {
      const said = await as(asked, 'fail');
      if ('fault' in said) return false;
      return said.passing
        ? said.messages.length === 0
        : said.messages.length > 0 && said.messages.length === said.reasons.length;
    }));

  test('knowing more never turns a yes into a no, nor a no into a yes', () =>
    law(async (asked) => {
      const [less, more] = [await ask({ ...asked, context: {} }), await ask(asked)];
      return 'fault' in less || 'fault' in more || less.passing === more.passing;
    }));

  test('the comparison with logins never depends on their order', () =>
    law(async (asked) => {
      const config = { ...asked.config, history_login_count: 10 };
      const turned = asked.logins.toReversed();
      const [one, other] = [await ask({ ...asked, config }), await ask({ ...asked, config, logins: turned })];
      if ('fault' in one || 'fault' in other) return 'fault' in one && 'fault' in other;
      return one.passing === other.passing;
    }));

  test('a journey passes exactly where the model says so', () =>
    fc.assert(
      fc.asyncProperty(histories, fc.boolean(), fc.boolean(), async (logins, distance, speed) => {
        const config = { check_history_distance: distance, check_impossible_travel: speed };
        const said = await ask({ config, context: here, logins });
        const wanted = logins.every(({ lat, long, time }) => {
          if (lat === null || long === null) return true;
          const km = distanceKm(HERE, { lat, long });
          const hours = Math.max(1, (NOON - time) / 3_600_000);
          return (!distance || km < 150) && (!speed || km < 1_000 * hours + 100);
        });
        return !('fault' in said) && said.passing === wanted;
      }),
      { numRuns: 1_000 },
    ));
});

describe('its settings', () => {
  test('have the defaults of the wire format', () => {
    expect(GeoipConfig.parse({ countries: [] })).toEqual({
      asns: [],
      countries: [],
      check_history_distance: false,
      history_max_distance_km: 100,
      distance_tolerance_km: 50,
      history_login_count: 5,
      check_impossible_travel: false,
      impossible_tolerance_km: 100,
      unknown_result: 'failure_result',
    });
  });

  test.each([
    {},
    { countries: ['XX'] },
    { countries: ['de'] },
    { countries: 'DE' },
    { countries: Array.from({ length: 250 }, () => 'DE') },
    { countries: [], asns: [2 ** 31] },
    { countries: [], asns: ['AS1'] },
    { countries: [], history_max_distance_km: -1 },
    { countries: [], history_max_distance_km: 0.5 },
    { countries: [], distance_tolerance_km: -1 },
    { countries: [], history_login_count: -1 },
    { countries: [], history_login_count: 2 ** 31 },
    { countries: [], impossible_tolerance_km: -1 },
    { countries: [], unknown_result: 'maybe' },
    { countries: [], speed: 1 },
  ])('are refused: %j', (wrong) => {
    expect(GeoipConfig.safeParse(wrong).success).toBe(false);
  });

  test('may be as large as the wire allows', () => {
    const large = { countries: ['DE'], asns: [-(2 ** 31)], history_max_distance_km: Number.MAX_SAFE_INTEGER };
    expect(GeoipConfig.safeParse(large).success).toBe(true);
  });

  test('have the names of their countries in answers', () => {
    const config = GeoipConfig.parse({ countries: ['DE', 'AX'] });
    expect(geoip.derived?.of(config)).toEqual({
      countries_obj: [
        { code: 'DE', name: 'Germany' },
        { code: 'AX', name: 'Åland Islands' },
      ],
    });
  });

  test('stand under its names on the wire', () => {
    expect(geoip).toMatchObject({
      type: 'geoip',
      model: 'authentik_policies_geoip.geoippolicy',
      component: 'ak-policy-geoip-form',
    });
  });
});
