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

/** The bell: what is unread, by mouse and by keyboard. */
let pages: BuiltPages;
let watched: WatchedPage;
let unread: Record<string, unknown>[] = [];

beforeAll(async () => {
  pages = await openBuiltPages();
});
afterAll(() => pages?.close());

const PATH = '/api/v3/events/notifications/';
const entry = (pk: string, severity: string, body: string, more: object = {}) => ({
  pk,
  severity,
  body,
  created: '2026-11-24T12:00:00Z',
  seen: false,
  hyperlink: null,
  hyperlink_label: null,
  ...more,
});

beforeEach(() => {
  unread = [
    entry('one', 'alert', 'The mail server does not answer.'),
    entry('two', 'notice', '<b>Grafana</b> has a new owner.', {
      hyperlink: '/launch/grafana/',
      hyperlink_label: 'Open Grafana',
    }),
    entry('three', 'warning', 'A rule does not fire any more.', { hyperlink: 'javascript:alert(1)' }),
  ];
  const { standIn } = pages;
  standIn.calls.length = 0;
  standIn.on('/api/v3/core/users/me/', () => ({
    body: {
      user: {
        pk: 7,
        username: 'jane',
        name: 'Jane',
        email: '',
        avatar: '',
        is_superuser: false,
        administers: false,
        settings: {},
      },
    },
  }));
  standIn.on('/api/v3/core/applications/', () => ({ body: { pagination: { next: 0 }, results: [] } }));
  standIn.on(PATH, () => ({ body: { pagination: { next: 0, count: unread.length }, results: unread } }));
  for (const { pk } of unread)
    standIn.on(`${PATH}${pk}/`, () => {
      unread = unread.filter((one) => one.pk !== pk);
      return { body: {} };
    });
  standIn.on(`${PATH}mark_all_seen/`, () => {
    unread = [];
    return { status: 204, body: null };
  });
});

async function visit(look: Look = 'light') {
  watched = await openPage(pages.browser, look);
  await watched.page.goto(`${pages.standIn.url}/if/user/`);
  await watched.page.waitForSelector('.bell-button');
  return watched.page;
}

describe.each(Object.keys(looks) as Look[])('in %s', (look) => {
  test.each([
    ['full', () => {}],
    [
      'empty',
      () => {
        unread = [];
      },
    ],
    ['failed', () => pages.standIn.on(PATH, () => ({ status: 500, body: {} }))],
  ] as const)('%s is drawn, readable and steady', async (name, lay) => {
    lay();
    const page = await visit(look);
    await page.waitForLoadState('networkidle');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await shiftsOf(page)).toBeLessThanOrEqual(0.02);
    await page.click('.bell-button');
    await page.waitForSelector('.bell-panel');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    expect(watched.complaints.filter((line) => !line.includes('status of 500'))).toEqual([]);
    await shoot(page, `bell-${name}-${look}`);
    await watched.close();
  });
});

describe('the bell', () => {
  test('tells how much is unread, and shows it as text', async () => {
    const page = await visit();
    await page.waitForSelector('.bell-count');
    expect(await page.getAttribute('.bell-button', 'aria-label')).toBe('Notifications: 3 unread');
    await page.click('.bell-button');
    expect(await page.locator('.bell-body').allTextContents()).toEqual(unread.map(({ body }) => body));
    expect(await page.locator('.bell-entry a').allTextContents()).toEqual(['Open Grafana']);
    await watched.close();
  });

  test('by keyboard: open, mark one, mark all, close; the focus is never lost', async () => {
    const page = await visit();
    await page.waitForSelector('.bell-count');
    await page.focus('.bell-button');
    await page.keyboard.press('Enter');
    const focused = () => page.evaluate<string>('document.activeElement?.className ?? ""');
    await expect.poll(focused).toContain('bell-panel');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.bell-entry').count()).toBe(2);
    expect(pages.standIn.calls.find(({ method }) => method === 'PATCH')).toMatchObject({
      path: `${PATH}one/`,
      body: { seen: true },
    });
    await expect.poll(focused).toContain('bell-panel');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.bell-none');
    expect(await page.getAttribute('.bell-button', 'aria-label')).toBe('Notifications: nothing new');
    await page.keyboard.press('Escape');
    expect(await page.locator('.bell-panel').count()).toBe(0);
    expect(await focused()).toContain('bell-button');
    await watched.close();
  });

  test('a click elsewhere closes it', async () => {
    const page = await visit();
    await page.click('.bell-button');
    await page.waitForSelector('.bell-panel');
    await page.mouse.click(20, 500);
    await expect.poll(() => page.locator('.bell-panel').count()).toBe(0);
    await watched.close();
  });
});
