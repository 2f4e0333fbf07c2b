import { describe, expect, test } from 'vitest';
import { openClient } from '../client.ts';
import { type Application, openApi } from './api.ts';
import { favouritesFirst, found, grouped, nextSpot, tilesOf } from './library.ts';
import { choicesOf, withChoice } from './settings-of.ts';
import { signInAddress } from './sign-in.ts';

const base = 'https://id.corp.test/if/user/';
const app = (name: string, more: Partial<Application> = {}): Application => ({
  pk: name,
  name,
  slug: name.toLowerCase(),
  launch_url: `https://${name.toLowerCase()}.test/`,
  group: '',
  open_in_new_tab: false,
  meta_icon_url: null,
  meta_icon_themed_urls: null,
  meta_description: '',
  meta_publisher: '',
  meta_hide: false,
  ...more,
});

describe('my applications', () => {
  test.each<[string, Partial<Application>, string | undefined]>([
    ['an address', {}, 'https://wiki.test/'],
    [
      'an address on this server',
      { launch_url: '/application/launch/wiki/' },
      'https://id.corp.test/application/launch/wiki/',
    ],
    ['an application’s own scheme', { launch_url: 'com.example.wiki:/open' }, 'com.example.wiki:/open'],
    ['no address', { launch_url: null }, undefined],
    ['the old way of hiding', { launch_url: 'blank://blank' }, undefined],
    ['hidden', { meta_hide: true }, undefined],
    ['A36: script', { launch_url: 'javascript:alert(1)' }, undefined],
  ])('%s', (_, more, address) => {
    expect(tilesOf([app('Wiki', more)], base).map((tile) => tile.address)).toEqual(address ? [address] : []);
  });

  test('groups stand by the alphabet, what has none comes last', () => {
    const tiles = tilesOf(
      [
        app('Zeta'),
        app('Beta', { group: 'Work' }),
        app('Alpha', { group: 'Work' }),
        app('Eta', { group: 'Fun' }),
      ],
      base,
    );
    expect(
      grouped(tiles).map(({ name, tiles: members }) => [name, members.map((tile) => tile.application.name)]),
    ).toEqual([
      ['Fun', ['Eta']],
      ['Work', ['Alpha', 'Beta']],
      ['', ['Zeta']],
    ]);
  });

  test.each([
    ['', ['Übersicht', 'Grafana', 'Monitoring']],
    ['graf', ['Grafana']],
    ['UBER', ['Übersicht']],
    ['mon', ['Monitoring', 'Grafana']],
    ['mon graf', ['Grafana']],
    ['none', []],
    ['grfana', ['Grafana']],
    ['garfana', ['Grafana']],
    ['grafanaa', ['Grafana']],
    ['monitring', ['Monitoring', 'Grafana']],
    ['gra', ['Grafana']],
    ['gxa', []],
  ])('the search %o finds %o', (search, names) => {
    const tiles = tilesOf(
      [app('Übersicht'), app('Grafana', { meta_description: 'Monitoring of everything' }), app('Monitoring')],
      base,
    );
    expect(found(tiles, search).map((tile) => tile.application.name)).toEqual(names);
  });
});

test.each([
  ['gcal', true],
  ['gc', true],
  ['goocal', true],
  ['glc', false],
  ['cg', false],
  ['c', true], // it stands in the name
  ['gggggggggggggggggggggggg', false],
])('%s stands for "Google Calendar": %s', (search, fits) => {
  expect(found(tilesOf([app('Google Calendar', { launch_url: '/calendar/' })], base), search)).toHaveLength(
    fits ? 1 : 0,
  );
});

test('favourites come first, in the order in which they were chosen; what is gone is no favourite', () => {
  const tiles = tilesOf([app('Alpha'), app('Beta'), app('Gamma')], base);
  const { favourites, others } = favouritesFirst(tiles, ['Gamma', 'Gone', 'Alpha']);
  expect([favourites, others].map((some) => some.map(({ application }) => application.name))).toEqual([
    ['Gamma', 'Alpha'],
    ['Beta'],
  ]);
});

describe('the arrows lead', () => {
  /** Two rows of three and one of one. */
  const spots = [0, 1, 2, 3, 4, 5, 6].map((index) => ({
    left: (index % 3) * 100,
    top: Math.floor(index / 3) * 50,
  }));
  test.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 2, 3],
    ['ArrowRight', 6, 6],
    ['ArrowLeft', 0, 0],
    ['ArrowLeft', 3, 2],
    ['ArrowDown', 1, 4],
    ['ArrowDown', 5, 6],
    ['ArrowDown', 6, 6],
    ['ArrowUp', 5, 2],
    ['ArrowUp', 1, 1],
  ])('by %s from %i to %i', (key, from, to) => {
    expect(nextSpot(spots, from, key)).toBe(to);
  });
});

test.each<[object, object]>([
  [{}, { favourites: [], layout: 'tiles', theme: 'automatic', locale: '' }],
  [
    { library: { favourites: ['a', 7], layout: 'list' }, theme: { base: 'dark' }, locale: 'de' },
    { favourites: ['a'], layout: 'list', theme: 'dark', locale: 'de' },
  ],
  [
    { library: 'broken', theme: ['dark'], locale: 7 },
    { favourites: [], layout: 'tiles', theme: 'automatic', locale: '' },
  ],
])('%j is read as %j', (settings, choices) => {
  expect(choicesOf(settings as Record<string, unknown>)).toEqual(choices);
});

test('a choice is shown as the server keeps it: what stands beside it stays', () => {
  expect(withChoice({ navbar: 1, library: { layout: 'list' } }, { library: { favourites: [] } })).toEqual({
    navbar: 1,
    library: { layout: 'list', favourites: [] },
  });
});

describe('the API', () => {
  const clientOf = (answer: (url: URL) => Response) =>
    openClient((async (address: unknown) => answer(new URL(String(address), base))) as typeof fetch);

  test('every page of the list is read', async () => {
    const pages: string[] = [];
    const api = openApi(
      clientOf((url) => {
        const page = Number(url.searchParams.get('page'));
        pages.push(url.search);
        return Response.json({ pagination: { next: page < 3 ? page + 1 : 0 }, results: [app(`App${page}`)] });
      }),
    );
    const result = await api.applications();
    expect('value' in result && result.value.map(({ name }) => name)).toEqual(['App1', 'App2', 'App3']);
    expect(pages[0]).toBe('?only_with_launch_url=true&page=1&page_size=100');
  });

  test('a list that never ends is stopped', async () => {
    let calls = 0;
    const api = openApi(
      clientOf(() => {
        calls += 1;
        return Response.json({ pagination: { next: 1 }, results: [] });
      }),
    );
    await api.applications();
    expect(calls).toBe(100);
  });

  test.each([
    [401, { signIn: true }],
    [403, { signIn: true }],
    [500, { failure: 'server', request_id: 'r1' }],
    [200, { failure: 'server', request_id: 'r1' }],
  ])('status %i without a body of JSON is %o', async (status, expected) => {
    const api = openApi(
      clientOf(() => new Response('', { status, headers: { 'X-Postern-Request-Id': 'r1' } })),
    );
    expect(await api.me()).toEqual(expected);
    expect(await api.applications()).toEqual(expected);
  });

  test('signing in leads back', () => {
    expect(signInAddress('/if/user/?a=b&c')).toBe(
      '/flows/-/default/authentication/?next=%2Fif%2Fuser%2F%3Fa%3Db%26c',
    );
  });
});
