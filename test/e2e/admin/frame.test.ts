import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, openPage, shiftsOf } from '../browser.ts';
import { type AdminRig, openAdmin, picture } from './rig.ts';

/** What is around every page of the admin interface: search, keys, faults, and how quick it is. */

let rig: AdminRig;
let page: AdminRig['page'];

beforeAll(async () => {
  rig = await openAdmin();
  ({ page } = rig);
  const group = await rig.call('POST', '/core/groups/', { name: 'Lighthouse keepers' });
  const app = await rig.call('POST', '/core/applications/', { name: 'Lighthouse', slug: 'lighthouse' });
  await rig.call('POST', '/policies/bindings/', { target: app.pk, group: group.pk, order: 0 });
  for (let order = 1; order <= 30; order++) {
    const policy = await rig.call('POST', '/policies/dummy/', {
      name: `Keeper ${order}`,
      wait_min: 0,
      wait_max: 0,
    });
    await rig.call('POST', '/policies/bindings/', { target: app.pk, policy: policy.pk, order: order * 10 });
  }
  await rig.signIn(page, 'akadmin', '/if/admin/policies/');
}, 180_000);

afterAll(() => rig?.close());

const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
const field = () => page.getByRole('combobox', { name: 'Search everything' });

describe('the search over everything', () => {
  test('opens by keyboard, finds pages and objects, and goes there', async () => {
    await rig.go('/policies/');
    await page.keyboard.press('Control+k');
    await field().waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('combobox');
    await page.keyboard.type('lighthouse');
    const options = rig.dialog().getByRole('option');
    await page.getByRole('group', { name: 'Groups' }).getByText('Lighthouse keepers').waitFor();
    await page.getByText('2 found').waitFor();
    expect(await options.allTextContents()).toEqual(['Lighthouse', 'Lighthouse keepers']);
    await picture(page, 'palette');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    const chosen = await field().getAttribute('aria-activedescendant');
    expect(await page.locator('[aria-selected=true]').getAttribute('id')).toBe(chosen);
    await page.keyboard.press('Enter');
    await heading('Lighthouse keepers').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('finds pages by the words of the navigation, and closes with Escape', async () => {
    await rig.go('/groups/');
    await page.getByRole('button', { name: 'Search everything' }).click();
    await field().fill('decis');
    await page.getByRole('option', { name: /^Decisions/ }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('Control+k');
    await field().fill('nothing at all is called so');
    await page.getByText('Nothing matches “nothing at all is called so”.').waitFor();
    await page.keyboard.press('Escape');
  });

  test('whoever types on is not answered what was asked before', async () => {
    const asked: string[] = [];
    const watch = (request: { url(): string }) => {
      const words = new URL(request.url()).searchParams.get('search');
      if (words) asked.push(words);
    };
    await rig.go('/groups/');
    page.on('request', watch);
    await page.keyboard.press('Control+k');
    await field().pressSequentially('lighthouse', { delay: 20 });
    await page.getByText('2 found').waitFor();
    page.off('request', watch);
    expect(new Set(asked)).toContain('lighthouse');
    expect(new Set(asked).size).toBeLessThan('lighthouse'.length);
    await page.keyboard.press('Escape');
  });
});

describe('keys', () => {
  test('go, search, create, and say what they do', async () => {
    await rig.go('/policies/');
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await heading('Users').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('guac');
    expect(await page.getByLabel('Search: Users').inputValue()).toBe('guac');
    await page.getByLabel('Search: Users').fill('');
    await page.locator('main').focus();
    await page.keyboard.press('n');
    await rig.dialog().getByRole('heading').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.locator('main').focus();
    await page.keyboard.press('?');
    await rig.dialog().getByText('Go to: Users').waitFor();
    await picture(page, 'shortcuts');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('of a single letter can be switched off', async () => {
    await rig.dialog().getByLabel('Shortcuts of a single key').uncheck({ force: true });
    await page.keyboard.press('Escape');
    await page.locator('main').focus();
    await page.keyboard.press('?');
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.keyboard.press('Control+k');
    await field().waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await heading('Users').count()).toBe(1);
    await page.evaluate('localStorage.clear()');
  });
});

describe('a page that cannot be shown', () => {
  test('whose script is not there any more says so, and is loaded again', async () => {
    const other = await openPage(rig.browser, 'light');
    await other.page.context().addCookies(await page.context().cookies());
    await other.page.goto(`${rig.server.origin}/if/admin/policies/`);
    await other.page.getByRole('heading', { name: 'Policies', level: 1 }).waitFor();
    const script = /\/assets\/decisions-page-.*\.js/;
    await other.page.route(script, (route) => route.fulfill({ status: 404, body: '' }));
    await other.page.getByRole('link', { name: 'Decisions' }).click();
    await other.page.getByRole('heading', { name: 'This page could not be fetched' }).waitFor();
    await picture(other.page, 'fault');
    expect(await accessibilityFaults(other.page)).toEqual([]);
    await other.page.getByRole('link', { name: 'Groups' }).click();
    await other.page.getByRole('heading', { name: 'Groups', level: 1 }).waitFor();
    await other.page.getByRole('link', { name: 'Decisions' }).click();
    await other.page.getByRole('heading', { name: 'This page could not be fetched' }).waitFor();
    await other.page.unroute(script);
    await other.page.getByRole('button', { name: 'Load again' }).click();
    await other.page.getByRole('heading', { name: 'Decisions', level: 1 }).waitFor();
    await other.close();
  });

  test('whose data is not what it should be leaves the frame standing', async () => {
    const other = await openPage(rig.browser, 'light');
    await other.page.context().addCookies(await page.context().cookies());
    await other.page.route('**/api/v3/core/groups/**', (route) =>
      route.fulfill({ json: { pagination: { count: 1, current: 1, total_pages: 1 }, results: [null] } }),
    );
    await other.page.goto(`${rig.server.origin}/if/admin/groups/`);
    await other.page.getByRole('heading', { name: 'Something on this page went wrong' }).waitFor();
    await other.page.getByRole('link', { name: 'Users' }).click();
    await other.page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
    await other.close();
  });
});

/** What else the machine does only adds to a time, so the best of a few rounds counts. */
async function bestOf(rounds: number, most: number, measure: () => Promise<number>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds && best > most; round++) best = Math.min(best, await measure());
  return best;
}

describe('quick and steady', () => {
  test('30 bindings are drawn without a long task and without moving', async () => {
    const other = await openPage(rig.browser, 'light');
    await other.page.context().addCookies(await page.context().cookies());
    await other.page.addInitScript(`
      window.longest = 0;
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
      }).observe({ type: 'longtask', buffered: true });
    `);
    const longest = await bestOf(8, 200, async () => {
      await other.page.goto(`${rig.server.origin}/if/admin/applications/lighthouse/bindings/`);
      await other.page.getByText('Keeper 30').first().waitFor();
      expect(await shiftsOf(other.page)).toBeLessThanOrEqual(0.02);
      return other.page.evaluate<number>('window.longest');
    });
    expect(longest).toBeLessThanOrEqual(200);
    await other.close();
  });

  test('another page is there at once where its script and its data are', async () => {
    await rig.go('/groups/');
    const took = await bestOf(8, 100, async () => {
      for (const name of ['Users', 'Groups']) {
        await page.getByRole('link', { name, exact: true }).hover();
        await page.evaluate('window.turned = undefined');
        await page.evaluate(`{
          const began = performance.now();
          const look = () => {
            if (document.querySelector('main h1')?.textContent === '${name}') window.turned = performance.now() - began;
            else requestAnimationFrame(look);
          };
          [...document.querySelectorAll('.a-nav a')].find((link) => link.textContent === '${name}').click();
          look();
        }`);
        await heading(name).waitFor();
        await expect.poll(() => page.evaluate('window.turned')).toBeGreaterThan(0);
        await page.locator('.a-table').waitFor();
      }
      return page.evaluate<number>('window.turned');
    });
    expect(took).toBeLessThanOrEqual(100);
  });
});

test('the browser had nothing to complain of', () => expect(rig.watched.complaints).toEqual([]));
