import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminRig, openAdmin } from '../admin/rig.ts';
import { accessibilityFaults, openPage, shoot, type WatchedPage } from '../browser.ts';

/** Whoever is refused sees the same page, whatever road led there: what, why, whom to ask, by which id, and ways on. */
let rig: AdminRig;
let watched: WatchedPage;
let page: Page;
let client_id: string;

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

beforeAll(async () => {
  rig = await openAdmin();
  const { call } = rig;
  await rig.person('ada');
  const policy = await call('POST', '/policies/expression/', {
    name: 'Office only',
    expression: 'message("Only from the office."); return false;',
  });
  const bind = (target: string) =>
    call('POST', '/policies/bindings/', { target, policy: policy.pk, order: 0 });
  const flows = (await call('GET', '/flows/instances/?page_size=100')).results;
  const flow = (slug: string) => flows.find((one: { slug: string }) => one.slug === slug)?.pk;

  const provider = await call('POST', '/providers/oauth2/', {
    name: 'Payroll',
    authorization_flow: flow('default-provider-authorization-implicit-consent'),
    invalidation_flow: flow('default-provider-invalidation-flow'),
    redirect_uris: [{ matching_mode: 'strict', url: 'https://payroll.test/callback' }],
  });
  client_id = provider.client_id;
  const application = await call('POST', '/core/applications/', {
    ...{ name: 'Payroll', slug: 'payroll', provider: provider.pk, meta_publisher: 'Finance team' },
  });
  await bind(application.pk);

  const closed = await call('POST', '/flows/instances/', {
    ...{ name: 'Closed', slug: 'closed', title: 'Closed', designation: 'stage_configuration' },
    ...{ authentication: 'none', denied_action: 'message' },
  });
  await bind(closed.pk);

  const source = await call('POST', '/sources/oauth/', {
    ...{ name: 'Other company', slug: 'other', provider_type: 'openidconnect', consumer_key: 'postern' },
    ...{ consumer_secret: 'a-secret-of-the-test', authorization_url: 'https://login.other.test/authorize' },
    ...{ access_token_url: 'https://login.other.test/token' },
    ...{ profile_url: 'https://login.other.test/userinfo', oidc_jwks_url: 'https://login.other.test/jwks' },
    authentication_flow: flow('default-source-authentication'),
  });
  await bind(source.pk);

  const [brand] = (await call('GET', '/core/brands/')).results;
  await call('PATCH', `/core/brands/${brand.pk}/`, { attributes: { 'postern/contact': 'help@corp.test' } });
  watched = await openPage(rig.browser, 'light');
  page = watched.page;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await rig.signIn(page, 'ada', '/if/user/');
}, 180_000);

afterAll(async () => {
  await watched?.close();
  await rig?.close();
});

test.each([
  [
    'authorize',
    () =>
      `/application/o/authorize/?${new URLSearchParams({ client_id, response_type: 'code', scope: 'openid', redirect_uri: 'https://payroll.test/callback' })}`,
    'You may not open Payroll.',
    'ask Finance team, who is in charge of Payroll.',
  ],
  ['flow', () => '/if/flow/closed/', 'Your request was refused.', 'ask your administrator.'],
  ['source', () => '/source/oauth/login/other/', 'Your request was refused.', 'ask your administrator.'],
])('on the road of %s', async (road, address, what, whom) => {
  await page.goto(`${rig.server.origin}${address()}`);
  await page.getByRole('heading', { name: 'Access denied' }).waitFor();
  await page.getByText(what).waitFor();
  await page.getByText('Only from the office.').waitFor();
  await page.getByText(whom).waitFor();
  expect(await page.getByRole('link', { name: 'help@corp.test' }).getAttribute('href')).toBe(
    'mailto:help@corp.test',
  );
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
  await shoot(page, `denied-${road}`);

  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  const id = await page.evaluate<string>('navigator.clipboard.readText()');
  expect(id).toMatch(ID);
  await expect
    .poll(() =>
      rig.call('GET', `/policies/decisions/${id}/`).then(
        ({ results }) => results[0].messages,
        () => undefined,
      ),
    )
    .toEqual(['Only from the office.']);

  expect(await page.getByRole('link', { name: 'Use another account' }).getAttribute('href')).toContain(
    '/flows/-/cancel/',
  );
  await page.getByRole('link', { name: 'Go to my applications' }).click();
  await page.waitForURL('**/if/user/');
});
