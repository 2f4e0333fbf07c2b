import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults } from '../browser.ts';
import { type AdminRig, openAdmin, picture } from './rig.ts';

/** What every list of the admin interface can do, tried on policies and users. */

let rig: AdminRig;
let page: AdminRig['page'];

beforeAll(async () => {
  rig = await openAdmin();
  ({ page } = rig);
  for (let index = 0; index < 25; index++)
    await rig.call('POST', '/policies/dummy/', {
      name: `Sample-${String(index).padStart(2, '0')}`,
      wait_min: 0,
      wait_max: 0,
    });
  await rig.call('POST', '/policies/dummy/', { name: '=cmd|calc', wait_min: 0, wait_max: 0 });
  await rig.call('POST', '/core/users/', { username: 'asleep', name: 'Asleep', is_active: false });
  await rig.signIn(page, 'akadmin');
}, 180_000);

afterAll(() => rig?.close());

const rows = () => page.locator('.a-table tbody tr');
const names = () => page.locator('.a-table tbody td .a-strong').allTextContents();
const search = () => new URL(page.url()).searchParams;

describe('a list', () => {
  test('is sorted by its headers, and the order stands in the address', async () => {
    await rig.go('/policies/?search=Sample-');
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await expect.poll(async () => (await names())[0]).toBe('Sample-00');
    expect(search().get('ordering')).toBe('name');
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await expect.poll(async () => (await names())[0]).toBe('Sample-24');
    expect(await page.locator('th[aria-sort=descending]').textContent()).toBe('Name');
    await page.reload();
    await expect.poll(async () => (await names())[0]).toBe('Sample-24');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect.poll(() => rows().count()).toBe(5);
    expect(search().get('page')).toBe('2');
  });

  test('shows the columns and as many rows as somebody chose, and remembers it', async () => {
    await page.getByRole('button', { name: 'View' }).click();
    await rig.dialog().getByRole('checkbox', { name: 'Type' }).uncheck();
    await rig.dialog().getByLabel('Rows per page').selectOption('50');
    await picture(page, 'list-view');
    expect(await accessibilityFaults(page)).toEqual([]);
    await rig.dialog().getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => rows().count()).toBe(25);
    expect(await page.getByRole('columnheader', { name: 'Type' }).count()).toBe(0);
    await page.reload();
    await expect.poll(() => rows().count()).toBe(25);
    expect(await page.getByRole('columnheader', { name: 'Type' }).count()).toBe(0);
    await page.getByRole('button', { name: 'View' }).click();
    await rig.dialog().getByRole('button', { name: 'As at first' }).click();
    await rig.dialog().getByRole('button', { name: 'Done' }).click();
    await page.getByRole('columnheader', { name: 'Type' }).waitFor();
    await expect.poll(() => rows().count()).toBe(20);
  });

  test('is exported whole, and no spreadsheet runs what is in it', async () => {
    await rig.go('/policies/?ordering=name&search=c');
    await page.getByText('=cmd|calc', { exact: true }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('policies.csv');
    const lines = readFileSync(await download.path(), 'utf8')
      .slice(1)
      .trimEnd()
      .split('\r\n');
    const { pagination } = await rig.call('GET', '/policies/all/?search=c&page_size=100');
    expect(lines[0]).toBe('"Name","Type"');
    expect(lines).toHaveLength(pagination.count + 1);
    expect(lines).toContain(`"'=cmd|calc","Dummy Policy"`);
    await page.getByText(`${pagination.count} rows were exported.`).waitFor();
  });

  test('says that nothing was found, and leads out of it', async () => {
    await rig.go('/users/?is_active=false&search=nobody-like-this');
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    await page.getByRole('button', { name: 'Show everything' }).click();
    await page.getByText('akadmin').first().waitFor();
    expect(search().toString()).toBe('');
  });

  test('is filtered, and the filter stands in the address', async () => {
    await page.getByRole('combobox', { name: 'Active' }).selectOption({ label: 'No' });
    await expect.poll(names).toEqual(['asleep']);
    expect(search().get('is_active')).toBe('false');
    await page.goBack();
    await page.getByText('akadmin').first().waitFor();
  });
});

describe('several at once', () => {
  test('are deleted after it was said what that does to what uses them', async () => {
    const app = await rig.call('POST', '/core/applications/', { name: 'Cellar', slug: 'cellar' });
    const [{ pk }] = (await rig.call('GET', '/policies/all/?search=Sample-03')).results;
    await rig.call('POST', '/policies/bindings/', { target: app.pk, policy: pk, order: 0 });
    await rig.go('/policies/?ordering=name&search=Sample-0');
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByText('10 selected').waitFor();
    await page.getByRole('checkbox', { name: 'Select Sample-05' }).uncheck();
    await page.getByText('9 selected').waitFor();
    expect(await page.locator('.a-table thead input:indeterminate').count()).toBe(1);
    await picture(page, 'list-selected');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.locator('.a-selection').getByRole('button', { name: 'Delete' }).click();
    await rig.dialog().getByText('Nobody will be able to open the application "Cellar"').waitFor();
    await picture(page, 'list-delete-many');
    expect(await accessibilityFaults(page)).toEqual([]);
    await rig.dialog().getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('9 objects were deleted.').waitFor();
    await expect.poll(names).toEqual(['Sample-05']);
    expect((await rig.call('GET', '/policies/all/?search=Sample-0')).results).toHaveLength(1);
    expect(await page.locator('.a-selection').count()).toBe(0);
  });
});

test('the browser had nothing to complain of', () => expect(rig.watched.complaints).toEqual([]));
