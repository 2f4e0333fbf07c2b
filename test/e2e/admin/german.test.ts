import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue } from '../../../scripts/contract.ts';
import { germanOf } from '../../../src/server/words/german.ts';
import { accessibilityFaults, openPage } from '../browser.ts';
import { type AdminRig, openAdmin } from './rig.ts';

/** Administration in German: what the server says is said in the language of the page. */
let rig: AdminRig;
let page: Page;
const made = { policy: '', stage: '', provider: '' };

/** English texts of the server that are said otherwise in German; one of them on a page is a leak. */
const english = new Set(
  Object.entries(germanOf(catalogue)).flatMap(([text, german]) => (text === german ? [] : [text])),
);

beforeAll(async () => {
  rig = await openAdmin();
  ({ page } = rig);
  const { call } = rig;
  const german = { attributes: { settings: { locale: 'de' } } };
  await call('PATCH', '/core/users/1/', german);
  await call('PATCH', `/core/users/${await rig.person('greta')}/`, german);
  made.policy = (await call('POST', '/policies/geoip/', { name: 'Nur von hier', countries: ['DE'] })).pk;
  made.stage = (await call('POST', '/stages/user_login/', { name: 'Anmelden' })).pk;
  const flow = await call('POST', '/flows/instances/', {
    name: 'Tor',
    slug: 'tor',
    title: 'Tor',
    designation: 'authorization',
    denied_action: 'message',
  });
  const group = await call('POST', '/core/groups/', { name: 'Policy' });
  await call('POST', '/policies/bindings/', { target: flow.pk, group: group.pk, order: 0 });
  made.provider = (
    await call('POST', '/providers/oauth2/', {
      name: 'Wiki',
      authorization_flow: flow.pk,
      invalidation_flow: flow.pk,
      redirect_uris: [],
    })
  ).pk;
  await rig.signIn(page, 'akadmin');
});
afterAll(() => rig?.close());

/** Every text that stands in an element of its own. */
const textsOf = (on: Page): Promise<string[]> =>
  on.evaluate(`[...document.querySelectorAll('#page *')]
    .flatMap((element) => [...element.childNodes])
    .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
    .map(({ textContent }) => textContent.trim())
    .filter(Boolean)`);

test('a form of a policy, and an error at its field', async () => {
  await rig.go(`/policies/${made.policy}/`);
  await page.getByText('Größte Entfernung zu früheren Anmeldungen').waitFor();
  await page.getByText('Nach ISO 3166-1. Anfragen aus einem davon bestehen').waitFor();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByText('Bitte füllen Sie dieses Feld aus.').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});

test.each([
  ['a policy', () => `/policies/${made.policy}/`],
  ['a stage', () => `/stages/${made.stage}/`],
  ['a provider', () => `/providers/${made.provider}/edit/`],
])('no English of the server stands in the form of %s', async (_, address) => {
  await rig.go(address());
  await page.getByRole('button', { name: 'Speichern' }).first().waitFor();
  expect(english).toContain('Countries');
  const texts = await textsOf(page);
  expect(texts.length).toBeGreaterThan(20);
  expect(texts.filter((text) => english.has(text))).toEqual([]);
});

test('a person is refused in German, and so is the trace that was kept of it', async () => {
  const visitor = await openPage(rig.browser, 'light');
  await rig.signIn(visitor.page, 'greta', '/if/user/');
  await visitor.page.goto(`${rig.server.origin}/if/flow/tor/`);
  await visitor.page.getByRole('heading', { name: 'Zugang verweigert' }).waitFor();
  await visitor.page.getByText('Sie sind in keiner Gruppe, die Zugang hat.').waitFor();
  const shown = (await visitor.page.locator('body').textContent()) ?? '';
  const request = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(shown)?.[0] ?? '';
  await visitor.page.goto(`${rig.server.origin}/if/admin/`);
  await visitor.page.getByRole('heading', { name: 'Diese Seite ist für die Verwaltung' }).waitFor();
  await visitor.close();

  const answer = await fetch(`${rig.server.origin}/api/v3/policies/decisions/${request}/`);
  expect(answer.status).toBe(403);
  await expect
    .poll(async () =>
      (await rig.call('GET', '/policies/decisions/')).results.map(
        ({ request_id }: { request_id: string }) => request_id,
      ),
    )
    .toContain(request);
  await rig.go('/decisions/');
  await page.getByLabel('Kennung der Anfrage').fill(request);
  await page.keyboard.press('Enter');
  const decision = page.locator('.a-decision').first();
  await decision.getByText('Sie sind in keiner Gruppe, die Zugang hat.').first().waitFor();
  await decision.getByRole('link', { name: 'Policy' }).waitFor();
});

test('whoever wants German signs in in German', async () => {
  const context = await rig.browser.newContext({ locale: 'de-DE' });
  const login = await context.newPage();
  await login.goto(`${rig.server.origin}/flows/-/default/authentication/`);
  await login.getByRole('button', { name: 'Anmelden' }).waitFor();
  await login.getByRole('heading', { name: 'Willkommen bei Postern' }).waitFor();
  await login.getByLabel('E-Mail oder Benutzername').fill('greta');
  await login.getByRole('button', { name: 'Anmelden' }).click();
  await login.getByLabel('Passwort', { exact: true }).fill('wrong');
  await login.keyboard.press('Enter');
  await login.getByText('Falsches Passwort').waitFor();
  await context.close();
});

test('the page that tries a policy explains itself', async () => {
  await rig.go(`/policies/${made.policy}/test/`);
  await page.getByRole('button', { name: 'Test ausführen' }).waitFor();
  expect((await textsOf(page)).filter((text) => english.has(text))).toEqual([]);
});
