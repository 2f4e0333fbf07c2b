import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mmdb } from '../../test/mmdb.ts';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import { signedIn } from '../../test/signed-in.ts';
import type { FlowSessions } from '../core/flow/ports.ts';
import { SESSION_COOKIE } from './identify.ts';

/** Addresses of the test with places and networks; those of the world come from the database of countries. */
const BERLIN = '192.0.2.1';
const BERLIN_AGAIN = '192.0.2.77';
const POTSDAM = '198.51.100.1';
const TOKYO = '203.0.113.1';
const GERMANY = '193.99.144.80';
const AMERICA = '8.8.8.8';

const place = (country: string, city: string, latitude: number, longitude: number) => ({
  city: { names: { en: city } },
  country: { iso_code: country },
  location: { latitude, longitude },
});
const berlin = { continent: 'EU', country: 'DE', lat: 52.5, long: 13.4, city: 'Berlin' };
const home = { asn: 64_496, as_org: 'Home', network: '192.0.2.0/24' };

let folder: string;
let postern: TestPostern;
let ada: Account;
let application: { pk: string; slug: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-places-'));
  const [city, asn] = [join(folder, 'city.mmdb'), join(folder, 'asn.mmdb')];
  const records = {
    '192.0.2.0/24': place('DE', 'Berlin', 52.5, 13.4),
    '198.51.100.0/24': place('DE', 'Potsdam', 52.4, 13.06),
    '203.0.113.0/24': place('JP', 'Tokyo', 35.69, 139.69),
  };
  writeFileSync(city, mmdb('GeoLite2-City', records));
  const network = (number: number, name: string) => ({
    autonomous_system_number: number,
    autonomous_system_organization: name,
  });
  const networks = {
    '192.0.2.0/24': network(64_496, 'Home'),
    '198.51.100.0/24': network(64_497, 'Mobile'),
    '203.0.113.0/24': network(64_498, 'Hotel'),
  };
  writeFileSync(asn, mmdb('GeoLite2-ASN', networks));
  postern = await testPostern({
    POSTERN_GEOIP_CITY: city,
    POSTERN_GEOIP_ASN: asn,
    POSTERN_TRUSTED_PROXIES: '127.0.0.1',
  });
  ada = await postern.account('ada');
  const body = { name: 'Wiki', slug: 'wiki' };
  application = (await postern.call('POST', '/core/applications/', { body })).body;
});
afterAll(async () => {
  await postern.end();
  rmSync(folder, { recursive: true, force: true });
});

const http = (client_ip: string) => ({
  client_ip,
  method: 'GET',
  path: '/',
  host: 'localhost:9000',
  user_agent: 'a browser',
  request_id: `from ${client_ip}`,
});

/** What the application says to Ada at that address while only this policy is bound. */
async function bound(values: object, binding: object = {}) {
  const made = await postern.call('POST', '/policies/geoip/', {
    body: { name: `policy ${crypto.randomUUID()}`, countries: [], ...values },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const body = { target: application.pk, policy: made.body.pk, order: 0, ...binding };
  const { pk } = (await postern.call('POST', '/policies/bindings/', { body })).body;
  return {
    from: async (address: string) =>
      (
        await postern.call('GET', `/core/applications/${application.slug}/check_access/`, {
          token: ada.token,
          headers: { 'x-forwarded-for': address },
        })
      ).body,
    undo: () => postern.call('DELETE', `/policies/bindings/${pk}/`),
  };
}

async function lastEvent(action: string) {
  await postern.ports.logins.recent(0, 1); // whatever waits is written before anybody asks
  const { body } = await postern.call(
    'GET',
    `/events/events/?action=${action}&ordering=-created&page_size=1`,
  );
  return body.results[0];
}

describe('the API', () => {
  test('lists the countries of the world to anybody', async () => {
    const { status, body } = await postern.call('GET', '/policies/geoip_iso3166/', { token: null });
    expect(status).toBe(200);
    expect(body).toHaveLength(249);
    expect(body).toContainEqual({ code: 'DE', name: 'Germany' });
  });

  test('keeps a policy and tells the names of its countries', async () => {
    const body = { name: 'at home', countries: ['DE', 'FR'], asns: [64_496] };
    const made = await postern.call('POST', '/policies/geoip/', { body });
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...body,
        countries_obj: [
          { code: 'DE', name: 'Germany' },
          { code: 'FR', name: 'France' },
        ],
        history_max_distance_km: 100,
        distance_tolerance_km: 50,
        unknown_result: 'failure_result',
        component: 'ak-policy-geoip-form',
        meta_model_name: 'authentik_policies_geoip.geoippolicy',
      },
    });
    const path = `/policies/geoip/${made.body.pk}/`;
    const changed = await postern.call('PATCH', path, { body: { countries: ['NL'] } });
    expect(changed.body).toMatchObject({
      countries_obj: [{ code: 'NL', name: 'Netherlands' }],
      asns: [64_496],
    });
    const { body: listed } = await postern.call('GET', '/policies/geoip/?name=at+home');
    expect(listed.results).toMatchObject([{ countries_obj: [{ code: 'NL' }] }]);
  });

  test.each([
    [{ countries: ['XX'] }, 'countries.0'],
    [{}, 'countries'],
    [{ countries: [], distance_tolerance_km: -1 }, 'distance_tolerance_km'],
    [{ countries: [], unknown_result: 'perhaps' }, 'unknown_result'],
  ])('refuses %j', async (values, field) => {
    const answer = await postern.call('POST', '/policies/geoip/', { body: { name: 'wrong', ...values } });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body)).toContain(field);
  });
});

describe('an application', () => {
  test('82, 83, 85: opens by country', async () => {
    const { from, undo } = await bound({ countries: ['DE'] });
    for (const address of [BERLIN, GERMANY]) expect(await from(address)).toMatchObject({ passing: true });
    for (const address of [TOKYO, AMERICA, '10.0.0.1', 'nonsense'])
      expect(await from(address), address).toMatchObject({ passing: false });
    await undo();
    const open = await bound({ countries: ['DE'] }, { failure_result: true });
    expect(await open.from('10.0.0.1')).toMatchObject({ passing: true });
    expect(await open.from(TOKYO)).toMatchObject({ passing: false });
    await open.undo();
  });

  test('86: opens by country where nobody knows the network', async () => {
    const { from, undo } = await bound({ countries: ['DE'], asns: [64_498] });
    expect(await from(GERMANY)).toMatchObject({ passing: true });
    expect(await from(TOKYO)).toMatchObject({ passing: true });
    expect(await from(AMERICA)).toMatchObject({ passing: false });
    await undo();
  });

  test('an expression of the policy has the last word, and knows the place', async () => {
    const { from, undo } = await bound({
      countries: ['DE'],
      expression: "return result.passing && request.context.geoip?.city === 'Berlin';",
    });
    expect(await from(BERLIN)).toMatchObject({ passing: true });
    expect(await from(POTSDAM)).toMatchObject({ passing: false });
    await undo();
  });

  test('91, 92: is closed to whoever cannot be there already', async () => {
    const { from, undo } = await bound({ check_impossible_travel: true });
    expect(await from(TOKYO)).toMatchObject({ passing: true });
    const user = postern.graph.user(ada.pk);
    if (!user) throw new Error('Ada is not there');
    const login = { action: 'login', app: 'postern.flows', context: {} } as const;
    postern.ports.events.emit({ ...login, user, http_request: http(BERLIN) });
    expect(await from(TOKYO)).toMatchObject({ passing: false });
    expect(await from(POTSDAM)).toMatchObject({ passing: true });
    expect(await lastEvent('login')).toMatchObject({
      client_ip: BERLIN,
      context: { geo: berlin, asn: home },
    });
    await undo();
  });
});

test('W19: a trial looks the place up by the address that is supposed, unless a place is', async () => {
  const body = { name: 'trial', countries: ['DE'] };
  const { pk } = (await postern.call('POST', '/policies/geoip/', { body })).body;
  const tried = async (supposed: object) =>
    (await postern.call('POST', `/policies/all/${pk}/test/`, { body: { user: ada.pk, ...supposed } })).body;
  expect(await tried({ client_ip: GERMANY })).toMatchObject({ passing: true });
  expect(await tried({ client_ip: AMERICA })).toMatchObject({
    passing: false,
    messages: ['Requests from your country are not allowed.'],
  });
  expect(await tried({ client_ip: AMERICA, geoip: { country: 'DE' } })).toMatchObject({ passing: true });
  expect(await tried({ client_ip: GERMANY, geoip: null })).toMatchObject({ passing: false });
});

describe('a session', () => {
  type How = Partial<Parameters<FlowSessions['login']>[0]['how']>;

  async function signIn(how: How) {
    const { key, session } = await signedIn(postern.sessions, postern.graph.user(ada.pk), {
      http: http(BERLIN),
      how,
    });
    const me = async (address: string) => {
      const headers = { cookie: `${SESSION_COOKIE}=${key}`, 'x-forwarded-for': address };
      return (await postern.call('GET', '/core/users/me/', { token: null, headers })).status;
    };
    return { me, uuid: session.uuid };
  }

  test('tells where it was used last', async () => {
    const { me, uuid } = await signIn({});
    const path = `/core/authenticated_sessions/${uuid}/`;
    const shown = async () => (await postern.call('GET', path, { token: ada.token })).body;
    expect(await shown()).toMatchObject({ last_ip: BERLIN, geo_ip: berlin, asn: home });
    expect(await me(TOKYO)).toBe(200);
    expect(await shown()).toMatchObject({ geo_ip: { city: 'Tokyo' }, asn: { asn: 64_498 } });
    expect(await me('10.0.0.1')).toBe(200);
    expect(await shown()).toMatchObject({ geo_ip: null, asn: null });
  });

  test.each<{ how: How; elsewhere: string; reason: string }>([
    { how: { network_binding: 'bind_asn' }, elsewhere: POTSDAM, reason: 'network.asn' },
    { how: { network_binding: 'bind_asn' }, elsewhere: GERMANY, reason: 'network.missing' },
    { how: { geoip_binding: 'bind_continent_country' }, elsewhere: TOKYO, reason: 'geoip.continent' },
    { how: { geoip_binding: 'bind_continent_country_city' }, elsewhere: POTSDAM, reason: 'geoip.city' },
  ])('row 38: ends where it is used at $elsewhere ($reason)', async ({ how, elsewhere, reason }) => {
    const { me } = await signIn(how);
    expect(await me(BERLIN)).toBe(200);
    expect(await me(BERLIN_AGAIN)).toBe(200);
    expect(await me(elsewhere)).toBe(403);
    expect(await me(BERLIN)).toBe(403);
    expect(await lastEvent('logout')).toMatchObject({
      user: { pk: ada.pk },
      context: {
        logout_reason: 'binding',
        binding: { reason, geo: { previous: berlin }, asn: { previous: home } },
        ip: { previous: BERLIN, new: elsewhere },
      },
    });
  });
});
