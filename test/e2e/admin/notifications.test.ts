import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults } from '../browser.ts';
import { type AdminRig, openAdmin, pick, picture } from './rig.ts';

/** Events > Notification Rules and Transports: somebody is told of failed sign-ins, and sees beforehand that it works. */

let rig: AdminRig;
let page: AdminRig['page'];
let group: string;

const COLLEAGUES = 'Colleagues on duty';

beforeAll(async () => {
  rig = await openAdmin();
  ({ page } = rig);
  ({ pk: group } = await rig.call('POST', '/core/groups/', { name: COLLEAGUES }));
  await rig.person('mara', [group]);
  await rig.call('POST', '/policies/event_matcher/', { name: 'Failed sign-ins', action: 'login_failed' });
  await rig.signIn(page, 'akadmin');
  await refuse('mara');
}, 180_000);

afterAll(() => rig?.close());

/** A sign-in with a wrong password, in a window of its own. */
async function refuse(username: string) {
  const context = await rig.browser.newContext();
  const other = await context.newPage();
  await other.goto(`${rig.server.origin}/flows/-/default/authentication/`);
  await other.getByLabel('Email or username').fill(username);
  await other.getByRole('button', { name: /Log in|Continue/ }).click();
  await other.getByLabel('Password', { exact: true }).fill('wrong');
  await other.getByRole('button', { name: /Log in|Continue/ }).click();
  await other
    .getByText(/password/i)
    .first()
    .waitFor();
  await context.close();
}

const one = async (path: string, name: string) =>
  (await rig.call('GET', `${path}?${new URLSearchParams({ name })}`)).results[0];

test('a webhook asks for an address, and its trial says why nothing arrives', async () => {
  await rig.go('/notification-transports/');
  await page.getByRole('button', { name: 'Create transport' }).click();
  await page.getByLabel('Name').fill('Chat');
  expect(await page.getByLabel('Webhook address').count()).toBe(0);
  await page.getByLabel('Mode').selectOption({ label: 'Slack or Discord' });
  await page.getByLabel('Webhook address').waitFor();
  expect(await page.getByLabel('Subject prefix').count()).toBe(0);
  await page.getByRole('button', { name: 'Create transport' }).click();
  await page.getByText('A webhook needs an address to call.').waitFor();
  await page.getByLabel('Webhook address').fill('http://127.0.0.1:9/hook');
  await page.getByRole('switch', { name: 'One message for each event' }).check();
  await page.getByRole('button', { name: 'Create transport' }).click();
  await page.getByRole('heading', { level: 1, name: 'Chat' }).waitFor();
  expect(await one('/events/transports/', 'Chat')).toMatchObject({
    mode: 'webhook_slack',
    webhook_url: 'http://127.0.0.1:9/hook',
    send_once: true,
  });
  await page.getByRole('button', { name: 'Send test message' }).click();
  await page.getByText(/“Chat” could not send the test message: The webhook was not called/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await picture(page, 'transport');
});

test('a test message by the bell arrives there', async () => {
  await rig.go('/notification-transports/');
  await page.getByRole('button', { name: 'Send test message by default-local-transport' }).click();
  await page.getByText('A test message to you was sent by “default-local-transport”.').waitFor();
  const unseen = () => rig.call('GET', '/events/notifications/?seen=false');
  await expect.poll(async () => (await unseen()).pagination.count).toBeGreaterThan(0);
});

test('a rule says who is told, never fires while nothing is bound, and then fires', async () => {
  await rig.go('/notification-rules/');
  await page.getByRole('button', { name: 'Create rule' }).click();
  await page.getByRole('button', { name: 'Create rule' }).click();
  await page.locator('[aria-invalid=true]').first().waitFor();
  await page.getByLabel('Name').fill('Failed sign-ins');
  await page.getByLabel('Severity').selectOption({ label: 'Warning' });
  await pick(page, 'Group', 'Coll', COLLEAGUES);
  await pick(page, 'Transports', 'local', 'default-local-transport');
  await page.getByRole('button', { name: 'Create rule' }).click();
  await page.getByRole('heading', { level: 1, name: 'Failed sign-ins' }).waitFor();
  await page.getByText('This rule never fires.').waitFor();
  await expect
    .poll(() => page.locator('.a-rule-words').first().textContent())
    .toBe('The members of Colleagues on duty are told by default-local-transport. Warning');
  const rule = await one('/events/rules/', 'Failed sign-ins');
  expect(rule).toMatchObject({
    severity: 'warning',
    destination_group: group,
    destination_event_user: false,
  });
  expect(rule.transports).toHaveLength(1);

  await page.getByRole('button', { name: 'Bind existing policy / group / user' }).click();
  await pick(rig.dialog(), 'Policy', 'Failed', /Failed sign-ins/);
  await rig.dialog().getByRole('button', { name: 'Bind' }).click();
  await page.getByText(/This rule fires at an event if/).waitFor();
  await page.getByRole('button', { name: 'Try with the latest events' }).click();
  const failed = page.locator('tbody tr').filter({ hasText: 'A sign-in as user “mara” failed' });
  await failed.getByText('fires', { exact: true }).waitFor();
  const created = page.locator('tbody tr').filter({ hasText: `akadmin created group “${COLLEAGUES}”` });
  await created.getByText('does not fire', { exact: true }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.locator('.a-notice').getByRole('button', { name: 'Close' }).click();
  await picture(page, 'notification-rule');

  // And at the next one it does.
  await refuse('mara');
  await rig.go('/notification-rules/');
  const row = page.locator('tbody tr').filter({ hasText: 'Failed sign-ins' }).first();
  await row.getByText('Warning').waitFor();
  await row.getByRole('link', { name: COLLEAGUES }).waitFor();
  await picture(page, 'notification-rules');
});

test('its owner is told behind the bell', async () => {
  const context = await rig.browser.newContext();
  const other = await context.newPage();
  await rig.signIn(other, 'mara', '/if/user/');
  // Told some moments after the event was written.
  const unseen = async (): Promise<{ results: readonly { severity: string; body: string }[] }> =>
    (await context.request.get(`${rig.server.origin}/api/v3/events/notifications/?seen=false`)).json();
  await expect.poll(async () => (await unseen()).results).toMatchObject([{ severity: 'warning' }]);
  await context.close();
});

test('choices that could not be loaded are not taken for none, and are asked for again', async () => {
  const groups = /\/api\/v3\/core\/groups\//;
  await page.route(groups, (route) => route.fulfill({ status: 503, body: '' }));
  await rig.go('/notification-rules/-/');
  const below = page.locator('.mantine-Select-error');
  await below.getByText(/The choices could not be loaded\. The server had a problem/).waitFor();
  await page.getByRole('combobox', { name: 'Group' }).fill('Coll');
  const open = page.locator('.mantine-Select-empty');
  await open.getByText(/The choices could not be loaded/).waitFor();
  expect(await page.getByText('Nothing found').count()).toBe(0);
  await page.unroute(groups);
  await open.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('option', { name: COLLEAGUES }).waitFor();
  await pick(page, 'Group', 'Coll', COLLEAGUES);
  expect(await below.count()).toBe(0);
  // Nothing of it is kept.
  page.once('dialog', (dialog) => void dialog.accept());
});

test('a rule is changed and deleted', async () => {
  const { pk } = await one('/events/rules/', 'Failed sign-ins');
  await rig.go(`/notification-rules/${pk}/edit/`);
  await page.getByRole('switch', { name: 'The user of the event' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect((await one('/events/rules/', 'Failed sign-ins')).destination_event_user).toBe(true);
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await rig.dialog().getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('“Failed sign-ins” was deleted.').waitFor();
  expect(await one('/events/rules/', 'Failed sign-ins')).toBeUndefined();
});
