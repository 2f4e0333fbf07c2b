import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminRig, openAdmin } from './rig.ts';

/** The dashboard, what Postern does on its own, and its settings, on screen and in the API. */
let rig: AdminRig;

beforeAll(async () => {
  rig = await openAdmin();
  await rig.signIn(rig.page, 'akadmin');
});
afterAll(() => rig?.close());

describe('the dashboard', () => {
  test('is the first page, and its entry is marked', async () => {
    const { page } = rig;
    await rig.go('/');
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    expect(await page.locator('nav [aria-current=page]').allTextContents()).toEqual(['Overview']);
  });

  test('leads through the first steps, and knows which are done', async () => {
    const { page } = rig;
    await rig.go('/overview/');
    const steps = page.getByRole('region', { name: 'First steps' });
    const first = steps.getByRole('listitem').filter({ hasText: 'Create the first user' });
    await first.getByText('to do').waitFor();
    await rig.call('POST', '/core/users/', { username: 'ada', name: 'Ada' });
    await rig.go('/overview/');
    await first.getByText('done', { exact: true }).waitFor();
    await steps.getByRole('link', { name: 'Create the first application, with its provider' }).click();
    await page.waitForURL('**/if/admin/applications/-/new/');
  });

  test('tells what was decided, in the time that the address names', async () => {
    const { page } = rig;
    await rig.call('POST', '/core/applications/', { name: 'Wiki', slug: 'wiki' });
    await rig.call('GET', '/core/applications/wiki/check_access/');
    await expect
      .poll(async () => (await rig.call('GET', '/admin/overview/?history_days=1')).decisions.hours.length)
      .toBeGreaterThan(0);
    await rig.go('/overview/?days=1');
    const decided = page.getByRole('region', { name: 'Decisions' });
    await decided.getByRole('img', { name: /^[1-9]\d* let in and \d+ refused, by the hour$/ }).waitFor();
    expect(await decided.getByRole('table').count()).toBe(0);
    await decided.getByText('As a table').click();
    await decided.getByRole('columnheader', { name: 'Hour from' }).waitFor();
    await page.getByLabel('Days shown').selectOption('30');
    await page.waitForURL('**/overview/?days=30');
    await page
      .getByRole('region', { name: 'This server' })
      .getByText(/^Postern \d/)
      .waitFor();
  });
});

describe('tasks', () => {
  test('a schedule is run now', async () => {
    const { page } = rig;
    await rig.go('/tasks/');
    const what = 'Deletes sessions, tokens, events and the like that have expired';
    const ran = async () => {
      const { results } = await rig.call('GET', '/tasks/schedules/?search=purge_expired');
      return results[0].last_run;
    };
    const before = await ran();
    await page.getByRole('button', { name: `Run now: ${what}` }).click();
    await page.getByText(`It runs now: ${what}`).waitFor();
    await expect.poll(ran).not.toBe(before);
    await page.getByText('Nothing waits').waitFor();
  });
});

describe('settings', () => {
  test('how long events are kept is changed, and what is wrong is said at its field', async () => {
    const { page } = rig;
    await rig.go('/settings/');
    const field = page.getByLabel('Keep events for');
    await field.fill('hours=1');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Keep events for a day at least.').waitFor();
    await field.fill('days=30');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved.').first().waitFor();
    expect((await rig.call('GET', '/admin/settings/')).event_retention).toBe('days=30');
  });

  test('whether everyone can open new applications', async () => {
    const { page } = rig;
    await rig.go('/settings/');
    await page.getByRole('switch', { name: 'Everyone can open new applications' }).click();
    await expect
      .poll(async () => (await rig.call('GET', '/admin/settings/')).flags.core_default_app_access)
      .toBe(false);
    await expect.poll(() => page.getByRole('switch').isChecked()).toBe(false);
  });
});
