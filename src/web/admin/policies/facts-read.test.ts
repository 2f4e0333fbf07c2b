import { expect, test } from 'vitest';
import { factsRead } from './facts-read.ts';

const facts = {
  user: { username: 'ada', email: 'ada@corp.test' },
  groups: [{ pk: 'g', name: 'staff' }],
  http_request: null,
  context: { geoip: { country: 'DE' } },
  time: 5,
};

test.each([
  ['request.user.username', 'ada'],
  ['request.user.groups', facts.groups],
  ['request.context.geoip.country', 'DE'],
  ['request.context.geoip.city', undefined],
  ['request.context.missing.deeper', undefined],
  ['request.http_request.client_ip', undefined],
  ['request.time', 5],
])('%s', (path, value) => {
  expect(factsRead([path], facts)).toEqual([{ path, value }]);
});

test('what is no fact is left out', () => {
  expect(factsRead(['request.obj.slug', 'request', 'provider.name', '*'], facts)).toEqual([]);
});
