import { describe, expect, test } from 'vitest';
import { readUserAgent } from '../../../core/directory/user-agent.ts';
import { textsOf } from '../../../ui/texts.ts';
import { english } from '../catalogue.ts';
import { allowedBy } from './allowed.ts';
import { deviceOf, placeOf } from './in-words.ts';
import { servicesOf } from './services.ts';
import { identifierOf } from './token-name.ts';

const text = textsOf(english);

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox on Linux'],
  ['curl/8.5.0', 'curl'],
  ['', 'Unknown device'],
])('%s is called %s', (agent, name) => {
  expect(deviceOf({ user_agent: readUserAgent(agent) }, text)).toBe(name);
});

test.each([
  [{ continent: 'EU', country: 'DE', lat: 1, long: 1, city: 'Berlin' }, 'de', 'Berlin, Deutschland'],
  [{ continent: 'EU', country: 'DE', lat: null, long: null, city: '' }, 'en', 'Germany'],
  [{ continent: null, country: null, lat: null, long: null, city: '' }, 'en', undefined],
  [null, 'en', undefined],
])('%j in %s is %s', (place, language, words) => {
  expect(placeOf(place, language)).toBe(words);
});

test.each([
  ['openid email', ['who you are', 'your e-mail address']],
  ['openid  ledger:read constructor', ['who you are', 'ledger:read', 'constructor']],
  ['', []],
])('the permissions %o are %j', (permissions, words) => {
  expect(allowedBy(permissions, text)).toEqual(words);
});

test.each([
  ['ada', 'Mail on my phone', [], 'ada-mail-on-my-phone'],
  ['ada@corp.test', 'Über – Mail!', [], 'ada-corp-test-uber-mail'],
  ['ada', '日本', [], 'ada-token'],
  ['ada', 'Mail', ['ada-mail', 'ada-mail-2'], 'ada-mail-3'],
])('the token of %s for %o is called by what nobody has taken', (username, name, taken, identifier) => {
  expect(identifierOf(username, name, taken)).toBe(identifier);
});

describe('services', () => {
  const offer = (slug: string) => ({
    object_uid: slug,
    component: 'x',
    title: slug.toUpperCase(),
    configure_url: `/source/oauth/login/${slug}/`,
    icon_url: '/icon.svg',
  });
  const connection = (slug: string) => ({
    pk: '1',
    user: 1,
    source: 's',
    identifier: 'i',
    created: '2026-01-01T00:00:00Z',
    last_updated: '2026-01-01T00:00:00Z',
    source_obj: { name: slug.toUpperCase(), slug, icon_url: null },
  });

  test('are what is offered with what is connected; a connection outlives the offer', () => {
    const found = servicesOf([offer('two'), offer('one')], [connection('two'), connection('gone')]);
    expect(
      found.map(({ name, connect, connection: has }) => [name, connect !== undefined, has !== undefined]),
    ).toEqual([
      ['GONE', false, true],
      ['ONE', true, false],
      ['TWO', true, true],
    ]);
  });
});
