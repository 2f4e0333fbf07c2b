import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type MailSink, mailSink } from '../../smtp.ts';
import { type AdminRig, openAdmin, PASSWORD } from '../admin/rig.ts';
import { accessibilityFaults, openPage, shoot, type WatchedPage } from '../browser.ts';

/** The example blueprint of the lockout on the real program: a stranger guesses, and the owner comes in all the same. */
let rig: AdminRig;
let sink: MailSink;
let stranger: WatchedPage;

beforeAll(async () => {
  sink = await mailSink();
  rig = await openAdmin({
    POSTERN_EMAIL_HOST: '127.0.0.1',
    POSTERN_EMAIL_PORT: String(sink.port),
    POSTERN_EMAIL_FROM: 'postern@corp.test',
  });
  const { call } = rig;
  const blueprint = await call('POST', '/managed/blueprints/', {
    name: 'lockout',
    path: 'examples/lockout.yaml',
    context: { attempts: 3, attempts_from_address: 3 },
  });
  expect(await call('POST', `/managed/blueprints/${blueprint.pk}/apply/`)).toMatchObject({
    status: 'successful',
  });
  await rig.person('bea');
  const ada = await rig.person('ada');
  await call('PATCH', `/core/users/${ada}/`, { email: 'ada@corp.test' });
  await rig.signIn(rig.page, 'ada', '/if/user/');
  await rig.page.context().clearCookies({ name: /session/ });
  stranger = await openPage(rig.browser, 'mobile');
}, 60_000);
afterAll(async () => {
  await rig?.close();
  await sink?.close();
});

async function name(page: Page, username: string): Promise<void> {
  await page.goto(`${rig.server.origin}/flows/-/default/authentication/?next=/if/user/`);
  await page.getByLabel('Email or username').fill(username);
  await page.getByRole('button', { name: 'Log in' }).click();
}

async function guess(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Continue' }).click();
  await answered;
}

test('a stranger is locked out with an honest page, the owner is not, and the link of the mail unlocks', async () => {
  const { page } = stranger;
  await name(page, 'ada');
  for (const password of ['one', 'two', 'three']) await guess(page, password);
  await page.getByRole('heading', { name: 'Too many wrong tries' }).waitFor();
  const timer = page.getByRole('timer');
  expect(await timer.textContent()).toMatch(/^1[45]:\d\d$/);
  const before = await timer.textContent();
  await vi.waitFor(async () => expect(await timer.textContent()).not.toBe(before), 10_000);
  expect(await accessibilityFaults(page)).toEqual([]);
  await shoot(page, 'locked');

  // Not even the right one is checked.
  await name(page, 'ada');
  await guess(page, PASSWORD);
  await page.getByRole('timer').waitFor();

  // The owner's own device has tries of its own.
  await rig.signIn(rig.page, 'ada', '/if/user/');

  await vi.waitFor(() => expect(sink.mails).toHaveLength(1), 10_000);
  const [mail] = sink.mails;
  expect(mail?.to).toEqual(['ada@corp.test']);
  const text = (mail?.source ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
  const link = /http:\/\/localhost:\d+\/if\/flow\/default-account-unlock\/\?flow_token=\S+/.exec(text)?.[0];
  await page.goto(String(link));
  // Programs open the links in mails too: only whoever presses a button goes on.
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.waitForURL(/default-authentication-flow|\/if\/user/);
  await name(page, 'ada');
  await guess(page, PASSWORD);
  await page.waitForURL('**/if/user/**');
  expect(stranger.complaints).toEqual([]);
});

test('A53: a name that nobody has is locked alike; an administrator ends a lock', async () => {
  const another = await openPage(rig.browser, 'light');
  const { page } = another;
  const pages: string[] = [];
  for (const who of ['bea', 'ben']) {
    await name(page, who);
    for (const password of ['one', 'two', 'three']) await guess(page, password);
    await page.getByRole('timer').waitFor();
    const text = (await page.locator('main').textContent()) ?? '';
    pages.push(
      text.replace(/\d+:\d\d|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…').replaceAll(who, '…'),
    );
  }
  expect(pages[0]).toBe(pages[1]);

  const { results } = await rig.call('GET', '/core/users/?username=bea');
  await rig.call('POST', `/core/users/${results[0].pk}/unlock/`);
  await name(page, 'bea');
  await guess(page, PASSWORD);
  await page.waitForURL('**/if/user/**');
  await another.close();
});
