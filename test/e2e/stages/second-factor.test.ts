import { generateSync } from 'otplib';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminRig, openAdmin, PASSWORD } from '../admin/rig.ts';
import { accessibilityFaults, openPage, shiftsOf, shoot, type WatchedPage } from '../browser.ts';

/** Second factors on the real program, with an authenticator app of another maker. */
let rig: AdminRig;
let watched: WatchedPage;
let page: Page;
let paper = '';
let used = '';

/**
 * The code that the app shows now, or the next one: an app that is ahead. Each code is used once, so that a set-up takes
 * the first and what follows the second; neither depends on how long the test takes in between.
 */
const code = (secret = '', ahead = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1_000) + ahead * 30 });

/** Sets up the app that is asked for on a page or in a frame; gives its key. */
async function setUp(on: Page | FrameLocator): Promise<{ secret: string; used: string }> {
  const link = await on.getByRole('link', { name: 'Open in an app on this device' }).getAttribute('href');
  const secret = new URL(link ?? '').searchParams.get('secret') ?? '';
  const used = code(secret);
  await on.getByRole('textbox', { name: 'Code' }).fill(used);
  await on.getByRole('textbox', { name: 'Code' }).press('Enter');
  return { secret, used };
}

beforeAll(async () => {
  rig = await openAdmin();
  await rig.person('ada');
  watched = await openPage(rig.browser, 'light');
  page = watched.page;
  await rig.signIn(page, 'ada', '/if/user/');
}, 60_000);
afterAll(async () => {
  await watched?.close();
  await rig?.close();
});

/** Gives name and password on a page of its own. */
async function proven(on: Page, username: string, to = '/if/user/') {
  // A page that is left open would notice that the session is gone, and lead away from the one that is wanted.
  await on.goto('about:blank');
  await on.context().clearCookies({ name: /session|browser/ });
  await on.goto(`${rig.server.origin}/flows/-/default/authentication/?${new URLSearchParams({ next: to })}`);
  await on.getByLabel('Email or username').fill(username);
  await on.getByRole('button', { name: 'Log in' }).click();
  await on.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await on.getByRole('button', { name: 'Continue' }).click();
}

const arrived = (on: Page) => on.waitForURL(({ pathname }) => pathname.startsWith('/if/user/'));

describe('in the settings', () => {
  const frame = () => page.frameLocator('.flow-frame');

  test('an app is set up by its key, a wrong code is no proof of it', async () => {
    await page.goto(`${rig.server.origin}/if/user/settings/security/`);
    await page.getByText('You have set up nothing yet.').waitFor();
    await page.getByRole('button', { name: 'Set up: Authenticator app' }).click();
    await frame().getByRole('img', { name: 'QR code with the key of your account' }).waitFor();
    await frame().getByRole('textbox', { name: 'Code' }).fill('000000');
    await frame().getByRole('textbox', { name: 'Code' }).press('Enter');
    await frame().getByText('This code is wrong.').waitFor();
    ({ used } = await setUp(frame()));
    await page.getByText('It is set up.').waitFor();
    await page.getByRole('heading', { name: 'Authenticator app', level: 3 }).last().waitFor();
  });

  test('recovery codes are shown once; a device is renamed, and taken away', async () => {
    await page.getByRole('button', { name: 'Set up: Recovery codes' }).click();
    await frame().getByRole('heading', { name: 'Your recovery codes' }).waitFor();
    const codes = await frame().locator('.codes code').allTextContents();
    expect(codes).toHaveLength(6);
    paper = codes[0] ?? '';
    await frame().getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('button', { name: 'Rename: Recovery codes' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Paper in the safe');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Paper in the safe' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await shoot(page, 'user-settings-devices');
    const { results } = await rig.call('GET', '/authenticators/admin/static/');
    expect(results).toMatchObject([{ name: 'Paper in the safe', user: { username: 'ada' } }]);
    expect(JSON.stringify(results)).not.toContain(paper);
  });
});

describe('signing in', () => {
  test('asks for a code; a wrong one and the one of the set-up are no proof', async () => {
    await proven(page, 'ada');
    await page.getByRole('button', { name: 'Authenticator app' }).click();
    for (const wrong of ['000000', used]) {
      await page.getByRole('textbox', { name: 'Code' }).fill(wrong);
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('button', { name: 'Continue' }).click();
      await answered;
      await page.getByText(/code is wrong|used already|Too many wrong tries/).waitFor();
    }
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await shiftsOf(page)).toBeLessThanOrEqual(0.02);
  });

  test('the other device is a button away, and its code works once', async () => {
    await page.getByRole('button', { name: 'Use another device' }).click();
    await page.getByRole('button', { name: 'A recovery code' }).click();
    await page.getByRole('textbox', { name: 'Code' }).fill(paper.toUpperCase());
    await page.getByRole('button', { name: 'Continue' }).click();
    await arrived(page);
    await proven(page, 'ada');
    // What was used last is asked for at once.
    await page.getByText('Type one of your recovery codes.').waitFor();
    await page.getByRole('textbox', { name: 'Code' }).fill(paper);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('This code is wrong, or was used already.').waitFor();
  });
});

test('an administrator gives somebody who lost everything a new beginning', async () => {
  await rig.signIn(rig.page, 'akadmin');
  const [{ pk }] = (await rig.call('GET', '/core/users/?username=ada')).results;
  await rig.go(`/users/${pk}/credentials/`);
  await rig.page.getByText('Paper in the safe').waitFor();
  await rig.page.getByRole('button', { name: 'Delete all devices' }).click();
  await rig.dialog().getByRole('button', { name: 'Delete all devices' }).click();
  await rig.page.getByText('No device.').waitFor();
  expect(await rig.call('GET', `/authenticators/admin/all/?user=${pk}`)).toEqual([]);
  await proven(page, 'ada');
  await arrived(page);
});

describe('the examples', () => {
  const apply = async (name: string, context: object) => {
    const { pk } = await rig.call('POST', '/managed/blueprints/', {
      name,
      path: `examples/${name}.yaml`,
      context,
    });
    expect(await rig.call('POST', `/managed/blueprints/${pk}/apply/`)).toMatchObject({
      status: 'successful',
    });
  };

  test('one group has to have a second factor, everybody else signs in as before', async () => {
    await apply('mfa-for-a-group', { group: 'Treasury' });
    const { results } = await rig.call('GET', '/core/groups/?name=Treasury');
    await rig.person('bea', [results[0].pk]);
    await rig.person('cleo');
    await proven(page, 'cleo');
    await arrived(page);

    await proven(page, 'bea');
    await page.getByText('Which one do you want?').waitFor();
    await shoot(page, 'second-factor-enforced');
    await page.getByRole('button', { name: 'Authenticator app' }).click();
    const { secret } = await setUp(page);
    await arrived(page);

    await proven(page, 'bea');
    await page.getByRole('textbox', { name: 'Code' }).fill(code(secret, 1));
    await page.getByRole('button', { name: 'Continue' }).click();
    await arrived(page);
  });

  test('one application wants a second factor of late, and this browser proves it once', async () => {
    await rig.person('dora');
    await proven(page, 'dora');
    await arrived(page);
    const flows = (await rig.call('GET', '/flows/instances/?page_size=100')).results;
    const flow = (slug: string) => flows.find((one: { slug: string }) => one.slug === slug)?.pk;
    const provider = await rig.call('POST', '/providers/oauth2/', {
      name: 'Payroll',
      client_id: 'payroll',
      authorization_flow: flow('default-provider-authorization-implicit-consent'),
      invalidation_flow: flow('default-provider-invalidation-flow'),
      redirect_uris: [{ matching_mode: 'strict', url: `${rig.server.origin}/health/live/` }],
    });
    await rig.call('POST', '/core/applications/', {
      name: 'Payroll',
      slug: 'payroll',
      provider: provider.pk,
    });
    await apply('step-up', { provider: 'Payroll', within: 'hours=1' });
    const open = () =>
      page.goto(
        `${rig.server.origin}/application/o/authorize/?${new URLSearchParams({
          ...{ client_id: 'payroll', response_type: 'code', scope: 'openid', state: 'x' },
          redirect_uri: `${rig.server.origin}/health/live/`,
        })}`,
      );
    await open();
    await page.getByRole('heading', { name: 'Payroll wants to be sure that it is you' }).waitFor();
    const { secret } = await setUp(page);
    await page.waitForURL(/\/health\/live\/\?code=/);
    // Setting up was no proof of a device that was there before.
    await open();
    await page.getByRole('textbox', { name: 'Code' }).fill(code(secret, 1));
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/\/health\/live\/\?code=/);
    await open();
    await page.waitForURL(/\/health\/live\/\?code=/);
    expect((await page.context().cookies()).filter(({ name }) => name.includes('postern_mfa'))).toMatchObject(
      [{ httpOnly: true, sameSite: 'Lax' }],
    );
    await page.context().clearCookies({ name: /postern_mfa/ });
    await open();
    await page.getByRole('textbox', { name: 'Code' }).waitFor();
  });
});
