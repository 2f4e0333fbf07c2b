import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { recordOf } from '../../core/policy/record.ts';
import { definePolicyType } from '../../core/policy/type.ts';
import { aNetwork, aPlace, knownPlaces } from '../../core/testing/geo.ts';
import { anHttpRequest } from '../../core/testing/policy.ts';
import { policyRow } from '../../core/testing/rows.ts';
import { withPlace } from './place.ts';
import { asked, bound, staff, world } from './scene.ts';

const berlin = aPlace('DE', { city: 'Berlin' });
const network = aNetwork(64_496);
const places = { '192.0.2.1': { geoip: berlin, asn: network } };
const request = anHttpRequest({ client_ip: '192.0.2.1' });

describe('the place of a request', () => {
  test.each([
    { title: 'both', context: { a: 1 }, want: { a: 1, geoip: berlin, asn: network } },
    {
      title: 'a place that is supposed stays',
      context: { geoip: null },
      want: { geoip: null, asn: network },
    },
    {
      title: 'a network that is supposed stays',
      context: { asn: { asn: 1 } },
      want: { geoip: berlin, asn: { asn: 1 } },
    },
    {
      title: 'an unknown address has a place that is null',
      context: {},
      http: anHttpRequest({ client_ip: '10.0.0.1' }),
      want: { geoip: null, asn: null },
    },
    { title: 'without a database there is no key', context: {}, asn: false, want: { geoip: berlin } },
    { title: 'without a request nothing is known', context: { a: 1 }, http: null, want: { a: 1 } },
    {
      title: 'A1: an address that could not be read is nowhere',
      context: {},
      http: anHttpRequest({ client_ip: null }),
      want: {},
    },
  ])('$title', ({ context, http = request, asn = true, want }) => {
    const found = withPlace(context, http, knownPlaces(places, { geoip: true, asn }));
    expect({ ...found }).toEqual(want);
  });

  test('it is looked up when it is read, and once', () => {
    const geoip = knownPlaces(places);
    const context = withPlace({ a: 1 }, request, geoip);
    expect(context.a).toBe(1);
    expect('geoip' in context).toBe(true);
    expect(geoip.asked).toEqual([]);
    expect([context.geoip, context.asn, context.geoip]).toEqual([berlin, network, berlin]);
    expect(geoip.asked).toEqual(['192.0.2.1']);
  });

  test('the context that was handed in is never changed, and nobody writes over the place', () => {
    const given = { a: 1 };
    const context = withPlace(given, request, knownPlaces(places));
    expect(given).toEqual({ a: 1 });
    expect(Reflect.set(context, 'geoip', null)).toBe(false);
    expect(context.geoip).toEqual(berlin);
  });
});

/** Passes in Germany. */
const inGermany = definePolicyType({
  type: 'in_germany',
  model: 'postern_test.ingermanypolicy',
  component: 'in-germany-form',
  title: 'In Germany',
  description: 'Passes in Germany.',
  config: z.strictObject({}),
  messages: {},
  uses: [],
  evaluate({ request, pass, fail }) {
    const { geoip } = request.context;
    const country = typeof geoip === 'object' && geoip !== null && 'country' in geoip && geoip.country;
    return country === 'DE' ? pass() : fail();
  },
});

describe('every decision knows the place', () => {
  const scene = (...bindings: Parameters<typeof world>[0]) => {
    const geoip = knownPlaces({ ...places, '203.0.113.9': { geoip: aPlace('FR') } });
    const policies = [policyRow('there', { type: 'in_germany' })];
    return { geoip, ...world(bindings, { policies, types: [inGermany], ports: { geoip } }) };
  };
  const from = (client_ip: string) => ({ ...asked, http_request: anHttpRequest({ client_ip }) });

  test.each([
    { client_ip: '192.0.2.1', passing: true },
    { client_ip: '203.0.113.9', passing: false },
    { client_ip: '10.0.0.1', passing: false },
  ])('of a target, of a single policy and of a prompt, from $client_ip', async ({ client_ip, passing }) => {
    const { decisions } = scene(bound('there'));
    expect((await decisions.decide('app', from(client_ip))).passing).toBe(passing);
    expect((await decisions.test('there', from(client_ip)))?.passing).toBe(passing);
    const { user, http_request: request } = from(client_ip);
    const checked = await decisions.check({ policies: ['there'], user, request, context: {} });
    expect(checked.passing).toBe(passing);
  });

  test('W19: what is supposed comes first', async () => {
    const { decisions } = scene(bound('there'));
    const supposed = { ...from('203.0.113.9'), context: { geoip: aPlace('DE') } };
    expect((await decisions.decide('app', supposed)).passing).toBe(true);
  });

  test('the record of a decision has the place by which it was made', async () => {
    const { decisions, decisionLog } = scene(bound('there'));
    await decisions.decide('app', from('192.0.2.1'));
    const [draft] = decisionLog.drafts;
    expect(draft && recordOf(draft).facts.context).toEqual({ geoip: berlin, asn: network });
  });

  test('where only groups and users decide, nobody looks anything up', async () => {
    const { decisions, decisionLog, geoip } = scene(staff());
    await decisions.decide('app', from('192.0.2.1'));
    const [draft] = decisionLog.drafts;
    expect(draft && recordOf(draft).facts.context).toEqual({});
    expect(geoip.asked).toEqual([]);
  });
});
