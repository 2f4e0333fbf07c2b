import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  accessibilityFaults,
  type Look,
  looks,
  openPage,
  shiftsOf,
  shoot,
  type WatchedPage,
} from './browser.ts';
import { type BuiltPages, openBuiltPages } from './built-pages.ts';
import type { Answer } from './stand-in.ts';

/** The user interface: my applications, who I am, the way out; under `style-src 'self'`, without inline styles. */
let pages: BuiltPages;
let watched: WatchedPage;

beforeAll(async () => {
  pages = await openBuiltPages();
});
afterAll(() => pages?.close());

const me = {
  user: {
    pk: 7,
    username: 'jane.okafor',
    name: 'Jane Okafor',
    email: 'jane@corp.test',
    avatar: '/media/avatar.svg',
    is_superuser: false,
    administers: false,
    settings: {},
  },
};

const app = (name: string, more: Record<string, unknown> = {}) => ({
  pk: name,
  name,
  slug: name.toLowerCase(),
  group: '',
  launch_url: `/launch/${name.toLowerCase()}/`,
  open_in_new_tab: false,
  meta_icon_url: null,
  meta_icon_themed_urls: null,
  meta_description: '',
  meta_publisher: '',
  ...more,
});

const applications = [
  app('Grafana', {
    group: 'Operations',
    meta_description: 'Dashboards of everything that runs.',
    meta_icon_url: '/media/icon.svg',
  }),
  app('Ledger', { group: 'Finance', meta_publisher: 'Finance team', open_in_new_tab: true }),
  app('Payroll', {
    group: 'Finance',
    meta_description: 'Payslips, and the days off that are left. Ask Finance when a number looks odd.',
  }),
  app('Wiki', { meta_icon_themed_urls: { light: '/media/icon.svg', dark: '/media/icon-dark.svg' } }),
  app('Hidden', { meta_hide: true }),
  app('Nowhere', { launch_url: null }),
];

const list = (results: readonly object[]): Answer => ({ body: { pagination: { next: 0 }, results } });

beforeEach(() => {
  pages.standIn.on('/api/v3/core/users/me/', () => ({ body: me }));
  pages.standIn.on('/api/v3/core/applications/', () => list(applications));
  pages.standIn.on('/api/v3/events/notifications/', () => ({
    body: { pagination: { next: 0, count: 0 }, results: [] },
  }));
});

async function visit(look: Look, ready: string) {
  watched = await openPage(pages.browser, look);
  await watched.page.goto(`${pages.standIn.url}/if/user/`);
  await watched.page.waitForSelector(ready);
  return watched.page;
}

describe.each(Object.keys(looks) as Look[])('in %s', (look) => {
  test.each<[string, string, () => void]>([
    ['library', '.tile', () => {}],
    ['empty', '.p-message', () => pages.standIn.on('/api/v3/core/applications/', () => list([]))],
    [
      'empty-admin',
      '.p-message',
      () => {
        pages.standIn.on('/api/v3/core/applications/', () => list([]));
        pages.standIn.on('/api/v3/core/users/me/', () => ({
          body: { user: { ...me.user, is_superuser: true, administers: true } },
        }));
      },
    ],
    [
      'failed',
      '.p-message',
      () =>
        pages.standIn.on('/api/v3/core/applications/', () => ({
          status: 500,
          body: {},
          headers: { 'X-Postern-Request-Id': '6f1c9b3e-2a47-4d1b-9b0e-8f3f2a1c7d55' },
        })),
    ],
  ])('%s is drawn, readable and steady', async (name, ready, lay) => {
    lay();
    const page = await visit(look, ready);
    await page.waitForLoadState('networkidle');
    expect(watched.complaints.filter((line) => !line.includes('status of 500'))).toEqual([]);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await shiftsOf(page)).toBeLessThanOrEqual(0.02);
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    await shoot(page, `user-${name}-${look}`);
    await watched.close();
  });

  test('loading shows the places of the tiles', async () => {
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    pages.standIn.on('/api/v3/core/applications/', async () => {
      await held;
      return list(applications);
    });
    const page = await visit(look, '[aria-label="Loading your applications"]');
    expect(await accessibilityFaults(page)).toEqual([]);
    await shoot(page, `user-loading-${look}`);
    release();
    await page.waitForSelector('.tile');
    await watched.close();
  });
});

describe('my applications', () => {
  test('are grouped, and the hidden and the addressless are not there', async () => {
    const page = await visit('light', '.tile');
    expect(await page.title()).toBe('My applications - Postern');
    expect(await page.locator('.library-group h2').allTextContents()).toEqual([
      'Finance',
      'Operations',
      'Other',
    ]);
    expect(await page.locator('.tile-name').allTextContents()).toEqual([
      'Ledger',
      'Payroll',
      'Grafana',
      'Wiki',
    ]);
    expect(await page.locator('a[target=_blank]').getAttribute('rel')).toBe('noopener');
    expect(await page.textContent('.who-name')).toBe('Jane Okafor');
    expect(await page.getByRole('link', { name: 'Sign out' }).getAttribute('href')).toBe(
      '/flows/-/default/invalidation/',
    );
    await watched.close();
  });

  test('are searched by keyboard; Enter opens the first hit', async () => {
    const page = await visit('light', '.tile');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the page');
    await page.getByLabel('Search applications').focus();
    await page.keyboard.type('nothing like it');
    await page.waitForSelector('text=Nothing found');
    expect(await page.textContent('[role=status].p-message')).toContain('nothing like it');
    await page.getByRole('button', { name: 'Clear the search' }).click();
    expect(await page.locator('.tile').count()).toBe(4);
    await page.getByLabel('Search applications').fill('dash');
    expect(await page.locator('.tile-name').allTextContents()).toEqual(['Grafana']);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/launch/grafana/');
    await watched.close();
  });

  test.each([401, 403])('without a session (%i) the way leads to signing in, and back', async (status) => {
    pages.standIn.on('/api/v3/core/users/me/', () => ({ status, body: { detail: 'no' } }));
    watched = await openPage(pages.browser, 'light');
    await watched.page.goto(`${pages.standIn.url}/if/user/?a=b`);
    await watched.page.waitForURL('**/flows/-/default/authentication/?**');
    expect(new URL(watched.page.url()).searchParams.get('next')).toBe('/if/user/?a=b');
    await watched.close();
  });

  test('that could not be loaded are loaded again on demand', async () => {
    let broken = true;
    pages.standIn.on('/api/v3/core/applications/', () =>
      broken ? { status: 502, body: {} } : list(applications),
    );
    const page = await visit('light', '[role=alert]');
    broken = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.waitForSelector('.tile');
    await watched.close();
  });

  test('A36: markup in every string is text, and script is no address', async () => {
    const markup = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
    const evil = app(markup, {
      group: markup,
      meta_description: markup,
      meta_icon_url: 'javascript:window.pwned=1',
    });
    const script = app('Script', { launch_url: 'javascript:window.pwned=1' });
    const launch_url = '/launch/evil/';
    pages.standIn.on('/api/v3/core/applications/', () =>
      list([{ ...evil, launch_url }, script, app('Honest')]),
    );
    pages.standIn.on('/api/v3/core/users/me/', () => ({
      body: { user: { ...me.user, name: markup, avatar: markup } },
    }));
    const page = await visit('light', '.tile');
    expect(await page.evaluate('window.pwned')).toBeUndefined();
    expect(await page.locator('#user script, [onerror], a[href^="javascript"]').count()).toBe(0);
    expect(await page.locator('.tile-name').allTextContents()).toEqual([markup, 'Honest']);
    expect(await page.textContent('.who-name')).toBe(markup);
    await page.getByRole('link', { name: 'Honest' }).click();
    await page.waitForURL('**/launch/honest/');
    await watched.close();
  });
});
