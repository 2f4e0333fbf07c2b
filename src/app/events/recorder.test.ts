import { expect, test } from 'vitest';
import type { EventDraft } from '../../core/event/port.ts';
import type { EventRecord } from '../../core/event/store.ts';
import type { GeoIP } from '../../core/geo/port.ts';
import { silent } from '../../core/log.ts';
import { aNetwork, aPlace, knownPlaces, nowhere } from '../../core/testing/geo.ts';
import { anHttpRequest, aUser } from '../../core/testing/policy.ts';
import { fixedClock, seededRandom } from '../../core/testing/ports.ts';
import { createRecorder } from './recorder.ts';

const berlin = aPlace('DE', { continent: 'EU', lat: 52.5, long: 13.4, city: 'Berlin' });
const network = aNetwork(64_496, { network: '192.0.2.0/24' });

async function recorded(draft: Partial<EventDraft>, geoip: GeoIP): Promise<EventRecord | undefined> {
  const stored: EventRecord[] = [];
  const recorder = createRecorder({
    store: { add: async (events) => void stored.push(...events) },
    clock: fixedClock(),
    random: seededRandom(),
    geoip,
    log: silent,
    later: () => () => {},
    brand: (host) => ({ name: host }),
    retention: () => 1,
  });
  recorder.emit({ action: 'login', app: 'postern.flows', context: {}, user: aUser(), ...draft });
  await recorder.flush();
  return stored[0];
}

test.each([
  {
    title: 'where it came from, and over whose network',
    draft: { http_request: anHttpRequest() },
    geoip: knownPlaces({ '192.0.2.1': { geoip: berlin, asn: network } }),
    want: { geo: berlin, asn: network },
  },
  {
    title: 'only the place, where nothing more is known',
    draft: { http_request: anHttpRequest() },
    geoip: knownPlaces({ '192.0.2.1': { geoip: berlin } }),
    want: { geo: berlin },
  },
  {
    title: 'nothing of an address that nobody knows',
    draft: { http_request: anHttpRequest() },
    geoip: nowhere,
    want: {},
  },
  {
    title: 'A1: nothing of an address that could not be read',
    draft: { http_request: anHttpRequest({ client_ip: null }) },
    geoip: knownPlaces({ '192.0.2.1': { geoip: berlin } }),
    want: {},
  },
  {
    title: 'nothing without a request',
    draft: {},
    geoip: knownPlaces({ '192.0.2.1': { geoip: berlin } }),
    want: {},
  },
  {
    title: 'what the address says, not what the context of the event says',
    draft: { http_request: anHttpRequest(), context: { geo: { country: 'FR' } } },
    geoip: knownPlaces({ '192.0.2.1': { geoip: berlin } }),
    want: { geo: berlin },
  },
])('an event tells $title', async ({ draft, geoip, want }) => {
  const { http_request: _, ...told } = (await recorded(draft, geoip))?.context ?? {};
  expect(told).toEqual(want);
});
