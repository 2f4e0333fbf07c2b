import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults } from '../browser.ts';
import { type AdminRig, openAdmin } from './rig.ts';

/** The logs: sentences, links to what they tell of, filters in the address, and what is new while one looks. */

let rig: AdminRig;
let page: AdminRig['page'];
let group: string;

beforeAll(async () => {
  rig = await openAdmin();
  ({ page } = rig);
  ({ pk: group } = await rig.call('POST', '/core/groups/', { name: 'sales' }));
  await rig.call('POST', '/core/groups/', { name: 'closed' });
  await rig.signIn(page, 'akadmin');
}, 180_000);

afterAll(() => rig?.close());

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
