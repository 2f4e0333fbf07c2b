import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage } from './browser.ts';
import { type RunningServer, startServer } from './server.ts';

/** An application that signs people in through a popup, as libraries of single-page applications do. */

const TOKEN = 'a-token-of-the-popup-test-0123456789';
const PASSWORD = 'correct horse battery staple';

let server: RunningServer;
let browser: Browser;
let site: Server;
/** The application's origin: another one than Postern's. */
let application = '';

/** The callback tells the page that opened it; the rest of the site is the page that opens. */
const callback =
  '<!doctype html><title>Back</title><script>opener?.postMessage(location.search, location.origin)</script>';
const opening =
  '<!doctype html><title>App</title><script>addEventListener("message", (event) => { window.heard = event.data; });</script>';

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape are read here
async function api(method: string, path: string, body?: object): Promise<any> {
  const answer = await fetch(`${server.origin}/api/v3${path}`, {
    method,
    headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

beforeAll(async () => {
  site = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(request.url?.startsWith('/callback') ? callback : opening);
  });
  await new Promise<void>((resolve) => {
    site.listen(0, '127.0.0.1', resolve);
  });
  application = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  [server, browser] = await Promise.all([
    startServer({ POSTERN_BOOTSTRAP_TOKEN: TOKEN, POSTERN_BOOTSTRAP_PASSWORD: PASSWORD }),
    openBrowser(),
  ]);
  const flow = async (slug: string) => (await api('GET', `/flows/instances/${slug}/`)).pk;
  const keys = await api('GET', '/crypto/certificatekeypairs/?has_key=true');
  await api('PUT', '/core/transactional/applications/', {
    app: { name: 'Popup', slug: 'popup' },
    provider_model: 'authentik_providers_oauth2.oauth2provider',
    provider: {
      name: 'Popup',
      client_type: 'public',
      client_id: 'popup',
      signing_key: keys.results[0].pk,
      authorization_flow: await flow('default-provider-authorization-implicit-consent'),
      invalidation_flow: await flow('default-provider-invalidation-flow'),
      redirect_uris: [{ matching_mode: 'strict', url: `${application}/callback` }],
    },
  });
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  site?.close();
});

test('signing in in a popup: the application hears from it when it is back', async () => {
  const { page, close } = await openPage(browser, 'light');
  await page.goto(`${application}/`);
  const address = new URL('/application/o/authorize/', server.origin);
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
  for (const [name, value] of Object.entries({
    ...{ client_id: 'popup', response_type: 'code', scope: 'openid', state: 's' },
    ...{ redirect_uri: `${application}/callback`, code_challenge: challenge, code_challenge_method: 'S256' },
  }))
    address.searchParams.set(name, value);
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(`window.held = open(${JSON.stringify(address.href)}); undefined`),
  ]);
  await popup.getByLabel('Email or username', { exact: true }).fill('akadmin');
  await popup.getByRole('button', { name: /Log in|Continue/ }).click();
  await popup.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await popup.getByRole('button', { name: /Log in|Continue/ }).click();
  await page.waitForFunction('window.heard');
  expect(await page.evaluate('window.heard')).toMatch(/[?&]code=.+/);
  expect(await page.evaluate('window.held.closed')).toBe(false);
  await close();
});

test('the control: a page that is no part of a sign-in is out of reach for whoever opened it', async () => {
  const { page, close } = await openPage(browser, 'light');
  await page.goto(`${application}/`);
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate(`window.held = open(${JSON.stringify(`${server.origin}/if/user/`)}); undefined`),
  ]);
  await popup.waitForLoadState();
  await page.waitForFunction('window.held.closed');
  await close();
});
