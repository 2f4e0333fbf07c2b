import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, openBrowser, openPage, shiftsOf, shoot } from './browser.ts';
import { type RunningServer, startServer } from './server.ts';

/** The pages in the look of a brand, on the real program in a real browser. */

const TOKEN = 'a-token-of-the-branding-test-0123456789';
const PASSWORD = 'correct horse battery staple';
const LOGO =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 16"%3E%3Crect width="96" height="16" fill="%231f5673"/%3E%3C/svg%3E';

let server: RunningServer;
let browser: Browser;
/** A site that a style sheet might try to reach. */
let elsewhere: Server;
const reached: string[] = [];

async function dress(fields: object): Promise<void> {
  const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' };
  const brands = await fetch(`${server.origin}/api/v3/core/brands/`, { headers });
  const { results } = (await brands.json()) as { results: readonly { readonly pk: string }[] };
  const answer = await fetch(`${server.origin}/api/v3/core/brands/${results[0]?.pk}/`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify(fields),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => {
    elsewhere.listen(0, '127.0.0.1', resolve);
  });
  [server, browser] = await Promise.all([
    startServer({ POSTERN_BOOTSTRAP_TOKEN: TOKEN, POSTERN_BOOTSTRAP_PASSWORD: PASSWORD }),
    openBrowser(),
  ]);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  elsewhere?.close();
});

describe('the pages of a brand', () => {
  test('bear its title, logo and style from the first moment, and nothing moves', async () => {
    await dress({
      branding_title: 'Corp',
      branding_logo: LOGO,
      branding_favicon: LOGO,
      branding_custom_css: '.card { outline: 3px solid rgb(1, 2, 3) } .p-header { background: rgb(4, 5, 6) }',
    });
    const { page, complaints, close } = await openPage(browser, 'light');
    await page.goto(`${server.origin}/if/flow/default-authentication-flow/?next=%2Fif%2Fuser%2F`);
    const name = page.getByLabel('Email or username', { exact: true });
    await name.waitFor();
    expect(await page.title()).toContain('Corp');
    expect(await page.getByRole('img', { name: 'Corp' }).isVisible()).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.querySelector(".card")).outlineColor')).toBe(
      'rgb(1, 2, 3)',
    );
    expect(await shiftsOf(page)).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    await shoot(page, 'brand-flow');

    await name.fill('akadmin');
    await page.getByRole('button', { name: /Log in|Continue/ }).click();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: /Log in|Continue/ }).click();
    await page.waitForURL('**/if/user/**');
    await page.getByRole('heading', { name: 'My applications' }).waitFor();
    expect(await page.title()).toContain('Corp');
    expect(await page.getByRole('img', { name: 'Corp' }).isVisible()).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.querySelector(".p-header")).backgroundColor')).toBe(
      'rgb(4, 5, 6)',
    );
    await shoot(page, 'brand-user');
    expect(complaints).toEqual([]);
    await close();
  });

  test('a logo that cannot be loaded leaves the mark and the name', async () => {
    await dress({ branding_title: 'Corp', branding_logo: '/media/nothing.svg', branding_custom_css: '' });
    const { page, close } = await openPage(browser, 'light');
    await page.goto(`${server.origin}/if/flow/default-authentication-flow/`);
    await page.locator('.brand .mark').waitFor();
    expect(await page.locator('.brand').textContent()).toBe('Corp');
    await close();
  });

  test('A: a style sheet runs no script and fetches neither other styles nor fonts', async () => {
    const { port } = elsewhere.address() as AddressInfo;
    const other = `http://127.0.0.1:${port}`;
    await dress({
      branding_logo: '',
      branding_custom_css: `@import url("${other}/style.css");
        @font-face { font-family: x; src: url("${other}/font.woff2"); }
        .card { outline: 3px solid rgb(1, 2, 3); font-family: x; background: url("javascript:window.broken=1"); }
        </style><script>window.broken = 1</script>`,
    });
    const { page, close } = await openPage(browser, 'light');
    await page.goto(`${server.origin}/if/flow/default-authentication-flow/`);
    await page.getByLabel('Email or username', { exact: true }).waitFor();
    // The control: the sheet itself counts.
    expect(await page.evaluate('getComputedStyle(document.querySelector(".card")).outlineColor')).toBe(
      'rgb(1, 2, 3)',
    );
    expect(await page.evaluate('window.broken')).toBeUndefined();
    expect(reached).toEqual([]);
    await close();
  });
});
