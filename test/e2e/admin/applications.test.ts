import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults } from '../browser.ts';
import { type AdminRig, openAdmin, pick, picture as pictureOf, write } from './rig.ts';

/** Applications, providers, sources, mappings, certificates, brands and tokens, on the screen and in the API. */

let rig: AdminRig;
let page: AdminRig['page'];
let call: AdminRig['call'];
const made = { sales: '', ada: 0, provider: 0 };

/** Three pixels by two. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAEklEQVR4AWJiWFX+H4aZGJAAAAAA//8jt+ocAAAABklEQVQDAHiJBmWdj/FDAAAAAElFTkSuQmCC',
  'base64',
);

beforeAll(async () => {
  rig = await openAdmin();
  ({ page, call } = rig);
  made.sales = (await call('POST', '/core/groups/', { name: 'Sales' })).pk;
  made.ada = await rig.person('ada', [made.sales]);
  await call('POST', '/core/applications/', { name: 'Wiki', slug: 'wiki' });
  await rig.signIn(page, 'akadmin');
}, 180_000);

afterAll(() => rig?.close());

const dialog = () => rig.dialog();
const picture = (name: string) => pictureOf(page, name);
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const saved = () => page.getByText('Saved.', { exact: true }).waitFor();
const heading = (name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();
/** What stands beside a name among the facts of a page or dialog. */
const fact = (name: string) =>
  page
    .locator('.a-facts > div', { has: page.getByText(name, { exact: true }) })
    .locator('code')
    .textContent();

describe('providers', () => {
  test('one is made, and its secret is shown once', async () => {
    await rig.go('/providers/');
    await button('Create provider').first().click();
    await dialog()
      .getByRole('button', { name: /^OAuth2\/OpenID Provider/ })
      .click();
    await dialog().getByLabel('Name').fill('Wiki');
    await dialog().getByRole('button', { name: 'Add: Redirect URIs' }).click();
    await dialog().getByRole('textbox', { name: 'Address' }).fill('https://wiki.test/callback');
    await dialog().getByRole('button', { name: 'Create', exact: true }).click();
    await dialog().getByText('“Wiki” was created.').waitFor();
    expect(await fact('Client secret')).toMatch(/^[0-9a-f]{96}$/);
    expect(await accessibilityFaults(page)).toEqual([]);
    const id = await fact('Client ID');
    await dialog().getByRole('button', { name: 'Go to the provider' }).click();
    await heading('Wiki');
    const [provider] = (await call('GET', '/providers/oauth2/?name=Wiki')).results;
    made.provider = provider.pk;
    expect(provider.client_id).toBe(id);
    expect(provider.property_mappings.length).toBeGreaterThan(2);
    expect(await fact('Token')).toBe(`${rig.server.origin}/application/o/token/`);
    await page.getByText('Nobody can sign in through it until an application uses it.').waitFor();
  });

  test('it is chosen in its application, and then knows its addresses and what it tells', async () => {
    await rig.go('/applications/wiki/edit/');
    await pick(page, 'Provider', 'Wik', 'Wiki');
    await button('Save').click();
    await saved();
    expect(await call('GET', '/core/applications/wiki/')).toMatchObject({ provider: made.provider });
    await rig.go(`/providers/${made.provider}/`);
    expect(await fact('Issuer')).toBe(`${rig.server.origin}/application/o/wiki/`);
    await picture('provider-1-set-up');
    await page.getByRole('link', { name: 'Preview' }).click();
    await pick(page, 'Of this person', 'ada', /ada/);
    await page.getByText('"preferred_username": "ada"').waitFor();
  });

  test('its secret is replaced, and the new one is shown once', async () => {
    await rig.go(`/providers/${made.provider}/`);
    await button('Replace: Client secret').click();
    await dialog().getByText('The old one stops at once').waitFor();
    await button('Make a new secret').click();
    const secret = (await dialog().locator('code').textContent()) ?? '';
    expect(secret).toMatch(/^[0-9a-f]{96}$/);
    const { client_id } = await call('GET', `/providers/oauth2/${made.provider}/`);
    // Whoever knows it is let as far as the code, which is none; whoever does not is not let in at all.
    const redeem = async (client_secret: string): Promise<unknown> => {
      const answer = await fetch(`${rig.server.origin}/application/o/token/`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: 'none',
          redirect_uri: 'https://wiki.test/callback',
          client_id,
          client_secret,
        }),
      });
      return answer.json();
    };
    expect(await redeem(secret)).toMatchObject({ error: 'invalid_grant' });
    expect(await redeem('another')).toMatchObject({ error: 'invalid_client' });
  });
});

describe('an application', () => {
  test('has an icon that was uploaded, and all its fields', async () => {
    await rig.go('/applications/wiki/edit/');
    await page.getByLabel('Launch URL').fill('https://wiki.test/%(username)s');
    await page.getByLabel('Group', { exact: true }).fill('Knowledge');
    const file = page.locator('input[type=file]').first();
    await file.setInputFiles({ name: 'icon.svg', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
    await page.getByText('export it as PNG').waitFor();
    await file.setInputFiles({ name: 'icon.png', mimeType: 'image/png', buffer: PNG });
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Icon' }).inputValue())
      .toMatch(/^p[\w-]{21}\.png$/);
    await page.getByText('More settings').click();
    await page.getByLabel('When nothing is bound').selectOption('fail');
    await button('Save').click();
    await saved();
    const app = await call('GET', '/core/applications/wiki/');
    expect(app).toMatchObject({
      group: 'Knowledge',
      launch_url: 'https://wiki.test/akadmin',
      when_unbound: 'fail',
    });
    const icon = await fetch(`${rig.server.origin}${app.meta_icon_url}`);
    expect(Buffer.from(await icon.arrayBuffer()).equals(PNG)).toBe(true);
    await page.getByRole('main').getByRole('link', { name: 'Overview' }).click();
    await page.locator('.a-facts img').waitFor();
  });

  test('lets some people do more: entitlements', async () => {
    await rig.go('/applications/wiki/entitlements/');
    await button('Create entitlement').first().click();
    await dialog().getByLabel('Name').fill('editor');
    await dialog().getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByText('Nobody has this entitlement').waitFor();
    await button('Bind group / user').click();
    expect(await dialog().getByLabel('Policy', { exact: true }).count()).toBe(0);
    await pick(dialog(), 'Group', 'Sal', 'Sales');
    await dialog().getByRole('button', { name: 'Bind', exact: true }).click();
    await page.locator('.a-rule').getByText('Sales').waitFor();
    const [{ pk }] = (await call('GET', '/core/application_entitlements/?name=editor')).results;
    expect((await call('GET', `/policies/bindings/?target=${pk}`)).results).toMatchObject([
      { group: made.sales },
    ]);
  });

  test('what is typed is not lost by leaving: somebody asks', async () => {
    await rig.go('/applications/wiki/edit/');
    await page.getByLabel('Publisher').first().waitFor({ state: 'attached' });
    await page.getByLabel('Name').fill('Wiki of all');
    page.once('dialog', (question) => void question.dismiss());
    await page.getByRole('link', { name: 'Providers', exact: true }).first().click();
    expect(await page.getByLabel('Name').inputValue()).toBe('Wiki of all');
    page.once('dialog', (question) => void question.accept());
    await page.getByRole('link', { name: 'Providers', exact: true }).first().click();
    await heading('Providers');
  });
});

test('a source is made, and tells which address to enter at the other side', async () => {
  await rig.go('/sources/');
  await button('Create source').first().click();
  await dialog()
    .getByRole('button', { name: /^OAuth Source/ })
    .click();
  await dialog().getByLabel('Name', { exact: false }).first().fill('Other company');
  expect(await dialog().getByLabel('Slug').inputValue()).toBe('other-company');
  await dialog().getByLabel('Provider type').selectOption('openidconnect');
  await dialog().getByLabel('Consumer key').fill('postern');
  await dialog().getByLabel('Consumer secret').fill('a-secret-of-the-test');
  await dialog().getByRole('button', { name: 'Create', exact: true }).click();
  await dialog().getByText('Without a well-known URL this is needed.').first().waitFor();
  await dialog()
    .getByLabel('OIDC well-known URL')
    .fill('https://login.other.test/.well-known/openid-configuration');
  await picture('source-1-form');
  await dialog().getByRole('button', { name: 'Create', exact: true }).click();
  await heading('Other company');
  const callback = `${rig.server.origin}/source/oauth/callback/other-company/`;
  expect(await fact('Redirect address')).toBe(callback);
  await picture('source-2-address');
  const source = await call('GET', '/sources/oauth/other-company/');
  expect(source.callback_url).toBe(callback);
  expect([source.authentication_flow, source.enrollment_flow]).toEqual([
    expect.stringMatching(/-/),
    expect.stringMatching(/-/),
  ]);

  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByLabel('Enabled').uncheck({ force: true });
  await button('Save').click();
  await saved();
  expect(await call('GET', '/sources/oauth/other-company/')).toMatchObject({ enabled: false });
  await call('POST', '/sources/user_connections/oauth/', {
    user: made.ada,
    source: source.pk,
    identifier: 'ada-there',
  });
  await page.getByRole('link', { name: 'Users', exact: true }).last().click();
  await page.getByText('ada-there').waitFor();
});

test('a property mapping is written, its mistakes are said, and it is tried for somebody', async () => {
  await rig.go('/mappings/');
  await button('Create property mapping').first().click();
  await dialog()
    .getByRole('button', { name: /^Scope Mapping/ })
    .click();
  const create = async (expression: string) => {
    await write(dialog(), 'Expression', expression);
    await dialog().getByRole('button', { name: 'Create', exact: true }).click();
  };
  await dialog().getByLabel('Name', { exact: false }).first().fill('Department');
  await dialog().getByLabel('Scope name').fill('department');
  await create('return { department: request.user.departement }');
  await dialog()
    .getByText(/Line 1, column \d+/)
    .first()
    .waitFor();
  await create('return { department: "sales", of: request.user.username }');
  await heading('Department');
  await pick(page, 'For this person', 'ada', /ada/);
  await button('Run the mapping').click();
  await page.getByText('It returned').waitFor();
  expect(JSON.parse((await page.locator('.a-answer pre').textContent()) ?? '')).toEqual({
    department: 'sales',
    of: 'ada',
  });
  await picture('mapping-1-test');
  expect((await call('GET', '/propertymappings/provider/scope/?name=Department')).results).toMatchObject([
    { scope_name: 'department' },
  ]);
});

test('a key is generated, rotated in its place, and says when it ends', async () => {
  await rig.go('/certificates/');
  await button('Generate').first().click();
  await dialog().getByLabel('Common name').fill('Signer');
  await dialog().getByLabel('Valid for days').fill('20');
  await dialog().getByRole('button', { name: 'Generate', exact: true }).click();
  await heading('Signer');
  await page.getByText('In 19 days').waitFor();
  await call('PATCH', `/providers/oauth2/${made.provider}/`, {
    signing_key: (await call('GET', '/crypto/certificatekeypairs/?name=Signer')).results[0].pk,
  });
  await page.reload();
  await page.getByText(/Wiki/).first().waitFor();
  const before = await fact('SHA-256');
  await button('Rotate').click();
  await picture('certificate-1-rotate');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Rotate', exact: true }).click();
  await page.getByText('“Signer” has a new certificate.').waitFor();
  await expect.poll(() => fact('SHA-256')).not.toBe(before);
  const [{ fingerprint_sha256, cert_expiry }] = (
    await call('GET', '/crypto/certificatekeypairs/?name=Signer')
  ).results;
  expect(await fact('SHA-256')).toBe(fingerprint_sha256);
  expect(Date.parse(cert_expiry) - Date.now()).toBeGreaterThan(360 * 86_400_000);

  await rig.go('/certificates/');
  await button('Import').first().click();
  await dialog().getByLabel('Name').fill('Nonsense');
  await dialog().getByLabel('Certificate').fill('-----BEGIN CERTIFICATE-----\nnope');
  await dialog().getByRole('button', { name: 'Import', exact: true }).click();
  await dialog().getByText('This is no certificate in PEM form.').waitFor();
});

test('a brand is tried beside its form, and takes the default from the other', async () => {
  await rig.go('/brands/new/');
  await page.getByRole('textbox', { name: 'Domain' }).fill('corp.test');
  await page.getByRole('textbox', { name: 'Title' }).fill('Corp');
  await page.getByLabel('Custom CSS').fill('.card h1 { color: rgb(1, 2, 3); }');
  const colour = (heading: string) => page.evaluate(`getComputedStyle(${heading}).color`);
  const sample = "document.querySelector('.a-login-frame').shadowRoot.querySelector('h1')";
  await expect.poll(() => colour(sample)).toBe('rgb(1, 2, 3)');
  await page.locator('.a-login-frame .brand').getByText('Corp').waitFor();
  await picture('brand-1-preview');
  // The page's own headings are as they were.
  expect(await colour("document.querySelector('main h1')")).not.toBe('rgb(1, 2, 3)');
  await page.getByRole('switch', { name: /^Default/ }).check({ force: true });
  await button('Create').click();
  await heading('corp.test');
  expect(
    (await call('GET', '/core/brands/?default=true')).results.map(({ domain }: { domain: string }) => domain),
  ).toEqual(['corp.test']);
});

test('a token is made for somebody, its key works, and stops when it is revoked', async () => {
  await rig.go('/tokens/');
  await button('Create token').first().click();
  await dialog().getByLabel('Identifier').fill('backup');
  await pick(dialog(), 'User', 'ada', /ada/);
  await button('Create and show the key').click();
  const key = (await dialog().locator('code').textContent()) ?? '';
  expect(await accessibilityFaults(page)).toEqual([]);
  await button('I have copied it').click();
  const me = () =>
    fetch(`${rig.server.origin}/api/v3/core/users/me/`, { headers: { authorization: `Bearer ${key}` } });
  expect(await (await me()).json()).toMatchObject({ user: { username: 'ada' } });
  await page.getByRole('button', { name: 'Revoke backup' }).click();
  await button('Delete for good').click();
  await page.getByText('“backup” works no longer.').waitFor();
  expect((await me()).status).toBe(403);
});

test('the browser had nothing to complain of', () => {
  // Refusals that the tests asked for are reported by the browser as failed loads.
  expect(rig.watched.complaints.filter((line) => !/status of 400/.test(line))).toEqual([]);
});
