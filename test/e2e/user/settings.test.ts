import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminRig, openAdmin, PASSWORD } from '../admin/rig.ts';
import {
  accessibilityFaults,
  type Look,
  looks,
  openPage,
  shiftsOf,
  shoot,
  type WatchedPage,
} from '../browser.ts';

/** The user interface on the real program: what Ada does on the screen is looked up in the API. */
let rig: AdminRig;
let watched: WatchedPage;
let page: Page;
let ada: number;
/** Stands for the application and for the other company. */
let elsewhere: Server;
let outside: string;

const go = async (path: string) => {
  await page.goto(`${rig.server.origin}/if/user${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
};
const settingsOf = async () => (await rig.call('GET', `/core/users/${ada}/`)).attributes.settings ?? {};

beforeAll(async () => {
  elsewhere = createServer((_request, response) => response.end('somewhere else'));
  await new Promise<void>((ready) => elsewhere.listen(0, '127.0.0.1', ready));
  outside = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  rig = await openAdmin();
  const { call } = rig;
  ada = await rig.person('ada');
  await call('PATCH', `/core/users/${ada}/`, { name: 'Ada Lovelace', email: 'ada@corp.test' });
  const flows = (await call('GET', '/flows/instances/?page_size=100')).results;
  const flow = (slug: string) => flows.find((one: { slug: string }) => one.slug === slug)?.pk;
  const provider = await call('POST', '/providers/oauth2/', {
    name: 'Wiki',
    authorization_flow: flow('default-provider-authorization-explicit-consent'),
    invalidation_flow: flow('default-provider-invalidation-flow'),
    redirect_uris: [{ matching_mode: 'strict', url: `${outside}/callback` }],
    property_mappings: (await call('GET', '/propertymappings/provider/scope/?page_size=100')).results.map(
      (one: { pk: string }) => one.pk,
    ),
  });
  const app = (name: string, more: object = {}) =>
    call('POST', '/core/applications/', {
      name,
      slug: name.toLowerCase(),
      meta_launch_url: `https://${name.toLowerCase()}.test/`,
      ...more,
    });
  await app('Wiki', {
    provider: provider.pk,
    group: 'Knowledge',
    meta_description: 'What everybody knows.',
  });
  await app('Grafana', { group: 'Operations', meta_publisher: 'Platform team' });
  await app('Ledger', { group: 'Finance' });
  const vault = await app('Vault', { group: 'Finance' });
  const others = await call('POST', '/core/groups/', { name: 'Others' });
  await call('POST', '/policies/bindings/', { target: vault.pk, group: others.pk, order: 0 });
  await call('POST', '/sources/oauth/', {
    ...{ name: 'Other company', slug: 'other', provider_type: 'openidconnect', consumer_key: 'postern' },
    ...{ consumer_secret: 'a-secret-of-the-test', authorization_url: `${outside}/authorize` },
    ...{
      access_token_url: 'https://login.other.test/token',
      profile_url: 'https://login.other.test/userinfo',
    },
    ...{
      oidc_jwks_url: 'https://login.other.test/jwks',
      authentication_flow: flow('default-source-authentication'),
    },
  });
  watched = await openPage(rig.browser, 'light');
  page = watched.page;
  await rig.signIn(page, 'ada', '/if/user/');
}, 180_000);

afterAll(async () => {
  await watched?.close();
  await rig?.close();
  elsewhere?.close();
});

describe('the library', () => {
  test('holds what one may open and nothing else; favourites are kept with the account', async () => {
    await go('/');
    await page.locator('.tile').first().waitFor();
    expect(await page.locator('.tile-name').allTextContents()).toEqual(['Ledger', 'Wiki', 'Grafana']);
    await page.getByRole('button', { name: 'Grafana is a favourite' }).click();
    await page.getByRole('heading', { name: 'Favourites' }).waitFor();
    expect(await page.locator('.tile-name').allTextContents()).toEqual(['Grafana', 'Ledger', 'Wiki']);
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await expect
      .poll(async () => (await settingsOf()).library)
      .toMatchObject({
        layout: 'list',
        favourites: [expect.any(String)],
      });
    await page.reload();
    await page.getByRole('heading', { name: 'Favourites' }).waitFor();
    expect(await page.locator('.library-tiles').first().getAttribute('data-layout')).toBe('list');
    await page.getByRole('button', { name: 'Tiles', exact: true }).click();
    await expect.poll(async () => (await settingsOf()).library.layout).toBe('tiles');
  });

  test('is walked by keyboard: slash, a slip of the finger, arrows, Escape', async () => {
    const focused = () => page.evaluate<string>('document.activeElement.textContent');
    await go('/');
    await page.locator('.tile').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('grfana');
    await expect.poll(() => page.locator('.tile').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.tile').count()).toBe(3);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('Grafana');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('Ledger');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toContain('Wiki');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate('document.activeElement.type')).toBe('search');
  });
});

describe('the settings', () => {
  test('details are changed by the brand’s flow, inside the page', async () => {
    await go('/');
    await page.getByRole('link', { name: 'Settings: Ada Lovelace' }).click();
    await page.getByRole('heading', { name: 'Your details' }).waitFor();
    const form = page.frameLocator('iframe');
    await form.getByLabel('Name', { exact: true }).fill('Ada King');
    await form.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Your details are saved.').waitFor();
    await page.locator('dd', { hasText: 'Ada King' }).waitFor();
    expect((await rig.call('GET', `/core/users/${ada}/`)).name).toBe('Ada King');
    // A policy of the flow says no: at its field, still in the page.
    await form.getByLabel('Username').fill('countess');
    await form.getByRole('button', { name: 'Continue' }).click();
    await form.getByText('You may not change your username.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/if/user/settings/');
  });

  test('the password is changed by its flow; this browser stays, the others go', async () => {
    const another = await rig.browser.newContext();
    const there = await another.newPage();
    await rig.signIn(there, 'ada', '/if/user/');
    await go('/settings/security/');
    await page.getByRole('button', { name: 'Change your password' }).click();
    const form = page.frameLocator('dialog iframe');
    const fresh = 'a horse of another colour';
    await form.getByLabel('New password', { exact: true }).fill(fresh);
    await form.getByLabel('New password, once more').fill(fresh);
    await form.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Your password is changed.').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.reload();
    await page.getByRole('heading', { name: 'Password and sign-in' }).waitFor();
    await there.goto(`${rig.server.origin}/if/user/`);
    // Several addresses lead there, one after the other: what counts is where it ends.
    await there.getByLabel('Email or username').waitFor();
    expect(new URL(there.url()).pathname).toMatch(/^\/if\/flow\//);
    await another.close();
    await rig.call('POST', `/core/users/${ada}/set_password/`, { password: PASSWORD });
    await rig.signIn(page, 'ada', '/if/user/');
  });

  test('sessions: which is this one, and an end to another', async () => {
    const another = await rig.browser.newContext({
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
    });
    const there = await another.newPage();
    await rig.signIn(there, 'ada', '/if/user/');
    await go('/settings/sessions/');
    const rows = page.locator('.row');
    await expect.poll(() => rows.count()).toBe(2);
    expect(await rows.filter({ hasText: 'This browser' }).locator('h3').textContent()).toContain(
      'Chrome on Linux',
    );
    await page.getByRole('button', { name: 'Sign out: Safari on iOS' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('That browser is signed out.').waitFor();
    await expect.poll(() => rows.count()).toBe(1);
    const left = await rig.call('GET', '/core/authenticated_sessions/?user__username=ada');
    expect(left.results).toHaveLength(1);
    await there.reload();
    await there.waitForURL('**/if/flow/**');
    await another.close();
  });

  test('a consent is revoked: what the application holds ends, and it has to ask again', async () => {
    const { client_id } = (await rig.call('GET', '/providers/oauth2/?search=Wiki')).results[0];
    const query = new URLSearchParams({
      ...{ client_id, response_type: 'code', scope: 'openid email' },
      redirect_uri: `${outside}/callback`,
    });
    const authorize = `${rig.server.origin}/application/o/authorize/?${query}`;
    await page.goto(authorize);
    await page.getByRole('button', { name: /Allow|Continue/ }).click();
    await page.waitForURL(`${outside}/callback**`);
    await go('/settings/consents/');
    await page.getByText(/^May know: .*your e-mail address/).waitFor();
    expect((await rig.call('GET', `/core/user_consent/?user=${ada}`)).results).toHaveLength(1);
    await page.getByRole('button', { name: 'Revoke: Wiki' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('No application has asked you yet.').waitFor();
    expect((await rig.call('GET', `/core/user_consent/?user=${ada}`)).results).toEqual([]);
    await page.goto(authorize);
    await page.getByRole('button', { name: /Allow|Continue/ }).waitFor();
  });

  test('services: one is connected by signing in there, and disconnected here', async () => {
    await go('/settings/connections/');
    const connect = page.getByRole('link', { name: 'Connect: Other company' });
    expect(await connect.getAttribute('href')).toBe(
      '/source/oauth/login/other/?next=%2Fif%2Fuser%2Fsettings%2Fconnections%2F',
    );
    await connect.click();
    await page.waitForURL(`${outside}/authorize**`);
    const [{ pk: source }] = (await rig.call('GET', '/sources/oauth/')).results;
    await rig.call('POST', '/sources/user_connections/oauth/', {
      user: ada,
      source,
      identifier: 'ada-there',
    });
    await go('/settings/connections/');
    await page.getByText('Connected since').waitFor();
    await page.getByRole('button', { name: 'Disconnect: Other company' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await connect.waitFor();
    expect((await rig.call('GET', `/sources/user_connections/all/?user=${ada}`)).results).toEqual([]);
  });

  test('a token is made, shown once, works, and is revoked', async () => {
    await go('/settings/tokens/');
    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await dialog.getByText('Give it a name').waitFor();
    await dialog.getByLabel('Name').fill('Backup script');
    await dialog.getByLabel('API token').click();
    await dialog.getByLabel('Works for').selectOption('30');
    await dialog.getByRole('button', { name: 'Create' }).click();
    const key = (await dialog.locator('code').textContent()) ?? '';
    const me = async () =>
      (
        await fetch(`${rig.server.origin}/api/v3/core/users/me/`, {
          headers: { authorization: `Bearer ${key}` },
        })
      ).status;
    expect(await me()).toBe(200);
    await dialog.getByRole('button', { name: 'I have copied it' }).click();
    expect(await page.content()).not.toContain(key);
    const [token] = (await rig.call('GET', `/core/tokens/?user=${ada}`)).results;
    expect(token).toMatchObject({ identifier: 'ada-backup-script', intent: 'api', expiring: true });
    const days = (Date.parse(token.expires) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29);
    expect(days).toBeLessThanOrEqual(30);
    await page.getByRole('button', { name: 'Revoke: Backup script' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('You have no tokens.').waitFor();
    expect(await me()).not.toBe(200);
  });

  test('look and language are chosen, and every page wears and speaks them from its first moment', async () => {
    await go('/settings/appearance/');
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await page.getByLabel('Dark').click();
    await expect.poll(ground).not.toBe(light);
    await expect.poll(async () => (await settingsOf()).theme).toEqual({ base: 'dark' });
    await page.getByLabel('Deutsch').click();
    await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
    expect(
      await page.evaluate('document.documentElement.lang + document.documentElement.dataset.theme'),
    ).toBe('dedark');
    await page.getByRole('link', { name: 'Ihre Angaben' }).click();
    await page.frameLocator('iframe').getByRole('button', { name: 'Weiter' }).waitFor();
    await page.goto(`${rig.server.origin}/if/user/`);
    await page.getByRole('heading', { name: 'Meine Anwendungen' }).waitFor();
    await rig.call('PATCH', `/core/users/${ada}/`, { attributes: {} });
  });
});

test('every page is readable and steady, light, dark and small', async () => {
  const paths = [
    '/',
    ...['', 'security/', 'sessions/', 'consents/', 'connections/', 'tokens/', 'appearance/'].map(
      (part) => `/settings/${part}`,
    ),
    '/nowhere/',
  ];
  const [token] = [
    await rig.call('POST', '/core/tokens/', {
      identifier: 'ada-mail',
      description: 'Mail on my phone',
      intent: 'app_password',
      user: ada,
    }),
  ];
  expect(token.key).toEqual(expect.any(String));
  for (const path of paths) {
    await page.setViewportSize(looks.light.viewport);
    await go(path);
    await page.waitForLoadState('networkidle');
    expect(await shiftsOf(page), path).toBeLessThanOrEqual(0.02);
    for (const look of Object.keys(looks) as Look[]) {
      await page.emulateMedia({ colorScheme: looks[look].colorScheme });
      await page.setViewportSize(looks[look].viewport);
      expect(
        await accessibilityFaults(page, look === 'dark' ? ['color-contrast'] : undefined),
        `${path} ${look}`,
      ).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), path).toBe(false);
      await shoot(page, `user${path.replaceAll('/', '-')}${look}`);
    }
  }
  expect(watched.complaints.filter((line) => !/status of (400|403|404)/.test(line))).toEqual([]);
}, 120_000);
