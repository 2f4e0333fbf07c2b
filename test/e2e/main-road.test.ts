import { Configuration, CoreApi, EventsApi, FlowsApi, PoliciesApi, PropertymappingsApi, CryptoApi } from '@goauthentik/api';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, openBrowser, openPage, shoot } from './browser.ts';
import { startDemoClient, type DemoClient } from './demo-client.ts';
import { type RunningServer, startServer } from './server.ts';

/**
 * The main job from end to end, on the real program in a real browser: the first administrator, an application with a
 * policy, a client that signs people in, one who is refused, and why. The tests are the stations of one road and run
 * in this order.
 */

const TOKEN = 'a-token-of-the-main-road-test-0123456789';
const PASSWORD = 'correct horse battery staple';
const SECRET = 'demo/secret+with:odd%characters';

let server: RunningServer;
let browser: Browser;
let demo: DemoClient;
let api: { core: CoreApi; policies: PoliciesApi; events: EventsApi };
const ids: Record<string, string> = {};

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ POSTERN_BOOTSTRAP_TOKEN: TOKEN }), openBrowser()]);
  const configuration = new Configuration({ basePath: `${server.origin}/api/v3`, accessToken: TOKEN });
  api = { core: new CoreApi(configuration), policies: new PoliciesApi(configuration), events: new EventsApi(configuration) };
}, 180_000);

afterAll(async () => {
  await demo?.stop();
  await browser?.close();
  await server?.stop();
});

const configuration = () => new Configuration({ basePath: `${server.origin}/api/v3`, accessToken: TOKEN });

/** Fills in and sends the form of the step that is shown. */
async function answer(page: Page, fields: Readonly<Record<string, string>>, button: string | RegExp): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('button', { name: button }).click();
}

async function signIn(page: Page, username: string): Promise<void> {
  await answer(page, { 'E-mail or username': username }, /Log in|Continue/);
  await page.getByLabel('Password', { exact: true }).waitFor();
  await answer(page, { Password: PASSWORD }, /Continue|Log in/);
}

describe('the main road', () => {
  test('the set-up link makes the first administrator, who lands in the user interface', async () => {
    expect(server.setupLink).toBeDefined();
    const { page, complaints, close } = await openPage(browser, 'light');
    await page.goto(String(server.setupLink));
    await page.getByRole('heading', { name: 'Welcome to Postern' }).waitFor();
    await shoot(page, 'road-1-set-up');
    expect(await accessibilityFaults(page)).toEqual([]);
    await answer(
      page,
      { 'E-mail': 'admin@corp.test', 'New password': PASSWORD, 'New password, once more': PASSWORD },
      'Continue',
    );
    await page.waitForURL('**/if/user/**');
    await page.getByRole('heading', { name: 'My applications' }).waitFor();
    await shoot(page, 'road-2-user-interface');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);

    await page.getByRole('link', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: /Welcome/ }).waitFor();
    await close();
  });

  test('A24: the set-up link is gone for ever once it was used', async () => {
    const { page, close } = await openPage(browser, 'light');
    const response = await page.goto(String(server.setupLink));
    expect(response?.status()).toBe(404);
    await page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    await close();
  });
});
