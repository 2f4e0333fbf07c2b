import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults } from '../browser.ts';
import { type AdminRig, openAdmin, picture } from './rig.ts';

/** The logs: sentences, links to what they tell of, filters in the address, and what is new while one looks. */

let rig: AdminRig;
let page: AdminRig['page'];
let group: string;

beforeAll(async () => {
  rig = await openAdmin({ POSTERN_TRUSTED_PROXIES: '127.0.0.1/32,::1/128' });
  ({ page } = rig);
  ({ pk: group } = await rig.call('POST', '/core/groups/', { name: 'sales' }));
  await rig.call('POST', '/core/groups/', { name: 'closed' });
  await failFrom('8.8.8.8');
  await failFrom('8.8.4.4');
  await failFrom('193.99.144.80');
  await rig.signIn(page, 'akadmin');
}, 180_000);

afterAll(() => rig?.close());

/** A sign-in that fails, from somewhere in the world. */
async function failFrom(address: string) {
  const { origin } = rig.server;
  const path = `${origin}/api/v3/flows/executor/default-authentication-flow/?query=`;
  const context = await rig.browser.newContext({
    extraHTTPHeaders: { 'x-forwarded-for': address, origin, 'sec-fetch-site': 'same-origin' },
  });
  const { component } = await (await context.request.get(path)).json();
  const identified = await context.request.post(path, { data: { component, uid_field: 'akadmin' } });
  const next = await identified.json();
  await context.request.post(path, { data: { component: next.component, password: 'wrong' } });
  await context.close();
}

const rows = () => page.locator('.a-table tbody tr');

test('an event is a sentence with a link to its object', async () => {
  await rig.go('/events/');
  const row = rows().filter({ hasText: 'akadmin created group “sales”' });
  await row.getByRole('link', { name: 'group “sales”', exact: true }).waitFor();
  expect(await row.getByRole('link', { name: 'group “sales”', exact: true }).getAttribute('href')).toBe(
    `/if/admin/groups/${group}/`,
  );
  await rows().filter({ hasText: 'akadmin signed in' }).first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await row.getByRole('link', { name: 'akadmin created group “sales”' }).click();
  await page.getByRole('heading', { level: 1, name: 'akadmin created group “sales”' }).waitFor();
});

test('filters stand in the address, and the API says the same', async () => {
  await rig.go('/events/');
  await page.getByLabel('Action', { exact: true }).selectOption('login');
  await page.getByLabel('User', { exact: true }).fill('akadmin');
  await page.getByLabel('User', { exact: true }).press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.toString()).toBe('action=login&username=akadmin');
  const { pagination } = await rig.call('GET', '/events/events/?action=login&username=akadmin');
  await expect.poll(() => rows().count()).toBe(pagination.count);
  await page.getByLabel('Since', { exact: true }).fill('2001-01-01T00:00');
  await page.getByLabel('Since', { exact: true }).press('Enter');
  await expect.poll(() => new URL(page.url()).searchParams.get('created__gt')).toMatch(/^200[01]-.*Z$/);
  await expect.poll(() => rows().count()).toBe(pagination.count);
  await page.getByLabel('User', { exact: true }).fill('nobody');
  await page.getByLabel('User', { exact: true }).press('Enter');
  await page.getByText('Nothing found').waitFor();
});

test('what happens while one looks appears where that is wanted', async () => {
  await rig.go('/events/?action=model_created');
  await rows().first().waitFor();
  await page.getByRole('switch', { name: 'Live' }).check();
  await rig.call('POST', '/core/groups/', { name: 'late' });
  await rows().filter({ hasText: 'akadmin created group “late”' }).waitFor();
});

test('countries are counted, compared, filtered, and lead to their events', async () => {
  // Events are written some moments after what they tell of.
  const counted = async () =>
    (await rig.call('GET', '/events/events/countries/?action=login_failed')).map(
      (one: { country: string; counted_events: number }) => [one.country, one.counted_events],
    );
  await expect.poll(counted).toEqual([
    ['US', 2],
    ['DE', 1],
  ]);
  await rig.go('/events/?action=login_failed');
  await page.getByRole('link', { name: 'By country' }).click();
  await rows().filter({ hasText: 'United States' }).getByText('2', { exact: true }).waitFor();
  await rows().filter({ hasText: 'Germany' }).getByText('1', { exact: true }).first().waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await picture(page, 'events-by-country');
  await page.getByLabel('Action', { exact: true }).selectOption('logout');
  await page.getByText('No event with a country').waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'United States' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.toString()).toBe('action=login_failed&country=US');
  await expect.poll(() => rows().count()).toBe(2);
});
