import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, openPage, type WatchedPage } from '../browser.ts';
import type { RunningServer } from '../server.ts';
import { type AdminRig, openAdmin, PASSWORD, pick, picture as pictureOf, write } from './rig.ts';

/**
 * The admin interface on the real program in a real browser. The tests are the stations of one road and run in this
 * order; what is done on the screen is looked up in the API, and what is there is looked up on the screen.
 */

let rig: AdminRig;
let server: RunningServer;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
let call: AdminRig['call'];
let signIn: AdminRig['signIn'];
let go: AdminRig['go'];
/** Keys of what the road makes. */
const made = { sales: '', ada: 0, bob: 0, application: '', source: '', request: '' };

const bindingsOf = async (target: string) =>
  (await call('GET', `/policies/bindings/?target=${target}&ordering=order`)).results;

beforeAll(async () => {
  rig = await openAdmin();
  ({ server, browser, watched, page, call, signIn, go } = rig);
  made.sales = (await call('POST', '/core/groups/', { name: 'Sales' })).pk;
  made.ada = await rig.person('ada', [made.sales]);
  made.bob = await rig.person('bob', []);
  const flows = (await call('GET', '/flows/instances/?page_size=100')).results;
  made.source = (
    await call('POST', '/sources/oauth/', {
      name: 'Other company',
      slug: 'other',
      provider_type: 'openidconnect',
      consumer_key: 'postern',
      consumer_secret: 'a-secret-of-the-test',
      authorization_url: 'https://login.other.test/authorize',
      access_token_url: 'https://login.other.test/token',
      profile_url: 'https://login.other.test/userinfo',
      oidc_jwks_url: 'https://login.other.test/jwks',
      authentication_flow: flows.find(
        ({ slug }: { slug: string }) => slug === 'default-source-authentication',
      )?.pk,
    })
  ).pk;
}, 180_000);

afterAll(() => rig?.close());

const picture = (name: string) => pictureOf(page, name);
const dialog = () => page.getByRole('dialog');
const rule = () => page.locator('.a-rule').first();
const rows = () => page.locator('.a-bindings-table tbody tr');

describe('who gets in', () => {
  test('whoever may administer nothing sees a plain page with the way home', async () => {
    const visitor = await openPage(browser, 'light');
    await signIn(visitor.page, 'bob', '/if/user/');
    await visitor.page.getByRole('heading', { name: 'My applications' }).waitFor();
    expect(await visitor.page.getByRole('link', { name: 'Admin interface' }).count()).toBe(0);
    await visitor.page.goto(`${server.origin}/if/admin/policies/`);
    await visitor.page.getByRole('heading', { name: 'This page is for administrators' }).waitFor();
    expect(await accessibilityFaults(visitor.page)).toEqual([]);
    await visitor.page.getByRole('link', { name: 'Go to my applications' }).click();
    await visitor.page.getByRole('heading', { name: 'My applications' }).waitFor();
    await visitor.close();
  });

  test('an administrator gets there from the user interface, and a deep link leads there after signing in', async () => {
    await signIn(page, 'akadmin', '/if/user/');
    await page.getByRole('link', { name: 'Admin interface', exact: true }).click();
    await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
    expect(await page.title()).toBe('Overview - Postern');

    const other = await openPage(browser, 'light');
    await signIn(other.page, 'akadmin', '/if/admin/policies/?search=default');
    await other.page.getByRole('heading', { name: 'Policies', level: 1 }).waitFor();
    expect(await other.page.getByLabel('Search: Policies').inputValue()).toBe('default');
    await other.close();
  });

  test('the navigation goes everywhere by keyboard, the browser’s back comes back', async () => {
    await go('/applications/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the page');
    for (const name of [
      'Flows',
      'Users',
      'Groups',
      'Federation and Social login',
      'Policies',
      'Reputation',
      'Logs',
      'Decisions',
    ]) {
      await page
        .getByRole('navigation', { name: 'Administration' })
        .getByRole('link', { name, exact: true })
        .focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name, level: 1 }).waitFor();
      expect(await page.title()).toBe(`${name} - Postern`);
    }
    await page.goBack();
    await page.getByRole('heading', { name: 'Logs', level: 1 }).waitFor();
    expect(await page.locator('.a-nav [aria-current=page]').allTextContents()).toEqual(['Logs']);
  });
});

describe('1. a policy', () => {
  test('is created in the wizard, whose types say what they do and when to use them', async () => {
    await go('/policies/');
    await page.getByRole('button', { name: 'Create policy' }).first().click();
    const types = await call('GET', '/policies/all/types/');
    await expect.poll(() => dialog().locator('.a-choice').count()).toBe(types.length);
    for (const { name, description, example } of types) {
      const choice = dialog().locator('.a-choice', { has: page.getByText(name, { exact: true }) });
      expect(await choice.textContent()).toBe(`${name}${description}${example}`);
    }
    await picture('policy-1-types');
    expect(await accessibilityFaults(page)).toEqual([]);

    await dialog()
      .getByRole('button', { name: /^Expression Policy/ })
      .click();
    await dialog().getByLabel('Name').fill('Company address');
    const editor = dialog().locator('.cm-content');
    await editor.waitFor();
    await dialog().getByLabel('Insert an example').selectOption({ label: 'Members of a group' });
    expect(await editor.textContent()).toContain('ak_is_group_member(request.user');
    await write(dialog(), 'Expression', 'const x = 1;\nreturn request.user.emial === "x"');
    await dialog().locator('.p-code-foot').getByText('1 error').waitFor();
    await picture('policy-2-error');
    await dialog().getByRole('button', { name: 'Try it' }).click();
    await dialog().getByRole('button', { name: 'Run the test' }).click();
    const error = dialog().locator('.p-code-errors');
    await error.waitFor();
    expect(await error.textContent()).toMatch(/Line 2, column \d+: .*emial/);
    await dialog().getByRole('button', { name: 'Go to line 2' }).click();
    expect(await dialog().locator('.cm-activeLine').textContent()).toContain('emial');
  });

  test('its expression is completed and explained, and the editor is left by keyboard', async () => {
    const editor = dialog().locator('.cm-content');
    await write(dialog(), 'Expression', 'return request.user.');
    await page.keyboard.press('Control+Space');
    await dialog().getByRole('option', { name: 'username' }).waitFor();
    await page.keyboard.type('usern');
    await dialog().getByRole('option', { name: 'email' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.keyboard.type(' === "ada"');
    expect(await editor.textContent()).toBe('return request.user.username === "ada"');
    await dialog().locator('.p-code-foot').getByText('No errors').waitFor();
    // The pointer stands on the third word; the letters are all as wide as each other.
    await editor
      .locator('.cm-line')
      .first()
      .hover({ position: { x: 200, y: 10 } });
    await dialog().locator('.cm-tooltip-hover').getByText('username: string').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).toBe('p-code-host');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.className')).not.toBe('p-code-host');
    expect(await dialog().count()).toBe(1);
  });

  test('is tried right there, unsaved, as anybody from anywhere at any time', async () => {
    const answer = dialog().locator('.a-answer');
    await dialog().getByRole('button', { name: 'Try it' }).click();
    await dialog().getByRole('button', { name: 'Run the test' }).click();
    await answer.getByText('Does not pass', { exact: true }).waitFor();
    await answer.getByText('"akadmin"', { exact: true }).waitFor();
    await pick(dialog(), 'As this user', 'ada', /ada/);
    await dialog().getByLabel('From this address').fill('nonsense');
    await dialog().getByRole('button', { name: 'Run the test' }).click();
    await dialog().getByText('This is no IP address.').waitFor();
    await dialog().getByLabel('From this address').fill('192.0.2.7');
    await dialog().getByLabel('At this time').fill('2031-05-01T10:00');
    await dialog().getByRole('button', { name: 'Run the test' }).click();
    await answer.getByText('Passes', { exact: true }).waitFor();
    expect(await answer.textContent()).toContain('192.0.2.7');
    expect(await answer.textContent()).toContain(String(Date.parse('2031-05-01T10:00')));
    await picture('policy-3-test');
    expect(await accessibilityFaults(page)).toEqual([]);
    const saved = () => call('GET', '/policies/expression/?name=Company+address');
    expect((await saved()).results).toEqual([]);
    await dialog().getByRole('button', { name: 'Finish' }).click();
    await page.getByRole('heading', { name: 'Company address', level: 1 }).waitFor();
    expect((await saved()).results).toMatchObject([
      { expression: 'return request.user.username === "ada"', language: 'typescript', bound_to: 0 },
    ]);
  });

  test('what the API finds wrong stands at its field', async () => {
    await go('/policies/');
    await page.getByRole('button', { name: 'Create policy' }).first().click();
    await dialog()
      .getByRole('button', { name: /^Dummy Policy/ })
      .click();
    await dialog().getByLabel('Name').fill('Company address');
    await dialog().getByRole('button', { name: 'Create', exact: true }).click();
    const name = dialog().getByLabel('Name');
    await dialog().locator('[id$=-error]').first().waitFor();
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    page.once('dialog', (question) => void question.accept());
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  test('is edited, has a history, and is restored', async () => {
    const [{ pk }] = (await call('GET', '/policies/all/?search=Company')).results;
    await go(`/policies/${pk}/`);
    await write(page, 'Expression', 'return true');
    await page.getByRole('button', { name: 'Run the test' }).click();
    await page.locator('.a-answer').getByText('Passes', { exact: true }).waitFor();
    expect(await call('GET', `/policies/expression/${pk}/`)).not.toMatchObject({ expression: 'return true' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();
    expect(await call('GET', `/policies/expression/${pk}/`)).toMatchObject({ expression: 'return true' });
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('heading', { name: 'Version 1' }).waitFor();
    await picture('policy-4-history');
    await page.getByRole('button', { name: 'Restore version 1' }).click();
    await page.getByText('Version 1 is restored').waitFor();
    expect(await call('GET', `/policies/expression/${pk}/`)).toMatchObject({
      expression: 'return request.user.username === "ada"',
    });
  });

  test('countries and numbers have controls of their own', async () => {
    await go('/policies/');
    await page.getByRole('button', { name: 'Create policy' }).first().click();
    await dialog()
      .getByRole('button', { name: /^GeoIP Policy/ })
      .click();
    await dialog().getByLabel('Name').fill('From Germany or the office');
    await pick(dialog(), 'Countries', 'Germ', 'Germany (DE)');
    await dialog().getByRole('combobox', { name: 'Networks' }).fill('64496');
    await page.keyboard.press('Enter');
    await dialog().getByLabel('Greatest distance to former logins').fill('250');
    await dialog().getByLabel('Check for impossible travel').check({ force: true });
    await picture('policy-5-geoip');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name: 'From Germany or the office', level: 1 }).waitFor();
    expect((await call('GET', '/policies/geoip/?name=From+Germany+or+the+office')).results).toMatchObject([
      { countries: ['DE'], asns: [64496], history_max_distance_km: 250, check_impossible_travel: true },
    ]);
  });

  test('rules for passwords say what a password like this would be told', async () => {
    await go('/policies/');
    await page.getByRole('button', { name: 'Create policy' }).first().click();
    await dialog()
      .getByRole('button', { name: /^Password Policy/ })
      .click();
    await dialog().getByLabel('Least length').fill('12');
    await dialog().getByRole('button', { name: 'Try it' }).click();
    await dialog().getByLabel('With this password').fill('too short');
    await dialog().getByRole('button', { name: 'Run the test' }).click();
    await dialog().locator('.a-answer').getByText('Use at least 12 characters.').waitFor();
    await dialog().getByLabel('With this password').fill('long enough, at last');
    await dialog().getByRole('button', { name: 'Run the test' }).click();
    await dialog().locator('.a-answer').getByText('Passes', { exact: true }).waitFor();
    page.once('dialog', (question) => void question.accept());
    await dialog().getByRole('button', { name: 'Close' }).click();
  });

  test('a rule without code is put together by rows, of which only what fits can be chosen', async () => {
    await page.getByRole('button', { name: 'Create policy' }).first().click();
    await dialog()
      .getByRole('button', { name: /^Conditional Policy/ })
      .click();
    await dialog().getByLabel('Name').fill('Staff at work');
    await dialog().getByRole('button', { name: 'Add a step' }).click();
    await dialog().getByLabel('How', { exact: true }).selectOption('is in the networks');
    await dialog().getByRole('combobox', { name: 'Value', exact: true }).fill('192.0.2.0/33');
    await page.keyboard.press('Enter');
    await dialog().getByRole('button', { name: 'Add a step' }).click();
    await dialog().getByLabel('Step 2', { exact: true }).selectOption('Stop');
    await dialog().getByLabel('Message to the person').fill('Only at work.');
    await dialog().getByRole('button', { name: 'Move down: Step 1' }).click();
    await dialog().getByRole('button', { name: 'Move up: Step 2' }).click();
    await dialog().getByLabel('Step 1 counts').uncheck({ force: true });
    await dialog().getByLabel('Step 1 counts').check({ force: true });
    await dialog().getByLabel('Kind of condition').selectOption('Several conditions');
    await dialog().getByLabel('How many have to hold').selectOption('None of these');
    await dialog().getByRole('button', { name: 'Create', exact: true }).click();
    await dialog().getByText('There is 1 mistake in the document.').waitFor();
    await dialog()
      .getByText(/is no network/)
      .waitFor();
    await picture('policy-8-rows');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog().locator('.mantine-Pill-remove').click();
    await dialog().getByRole('combobox', { name: 'Value', exact: true }).fill('192.0.2.0/24');
    await page.keyboard.press('Enter');
    await dialog().getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name: 'Staff at work', level: 1 }).waitFor();
    const [{ actions }] = (await call('GET', '/policies/conditional/?name=Staff+at+work')).results;
    expect(actions.actions).toMatchObject([
      {
        type: 'condition',
        condition: {
          type: 'group',
          op: 'none',
          children: [{ operator: 'in_network', value: { value: ['192.0.2.0/24'] } }],
        },
      },
      { type: 'stop', result: 'fail', message: 'Only at work.' },
    ]);
  });

  test('is found by its type and by whether anything asks it, and duplicated', async () => {
    await go('/policies/');
    await page.getByLabel('Use', { exact: true }).selectOption('Not assigned');
    await page.getByLabel('Type', { exact: true }).selectOption('GeoIP Policy');
    await page.getByRole('link', { name: 'Company address' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?assigned=false&type=geoip');
    await page.getByRole('button', { name: 'Duplicate From Germany or the office' }).click();
    const name = 'From Germany or the office (copy)';
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    const { results } = await call('GET', `/policies/geoip/?${new URLSearchParams({ name })}`);
    expect(results).toMatchObject([{ countries: ['DE'], asns: [64496], bound_to: 0 }]);
  });

  test('what somebody has on the slate is seen, and forgiven', async () => {
    await call('POST', '/policies/reputation/', { name: 'Suspicious', threshold: -3 });
    const stranger = await openPage(browser, 'light');
    await stranger.page.goto(`${server.origin}/flows/-/default/authentication/`);
    await stranger.page.getByLabel('Email or username').fill('mallory');
    await stranger.page.getByRole('button', { name: /Log in|Continue/ }).click();
    await stranger.page.getByLabel('Password', { exact: true }).fill('wrong');
    await stranger.page.getByRole('button', { name: /Log in|Continue/ }).click();
    const scores = async () => (await call('GET', '/policies/reputation/scores/?identifier=mallory')).results;
    await expect.poll(async () => (await scores()).length, { timeout: 10_000 }).toBe(1);
    await stranger.close();
    await go('/reputation/');
    await page.getByText('add up to -3 or less').waitFor();
    await page.getByRole('link', { name: 'mallory', exact: true }).click();
    await page.getByText('1 entry').waitFor();
    await picture('policy-7-reputation');
    await page.getByRole('button', { name: /^Reset the score of mallory/ }).click();
    await page.getByText(/^The score of mallory from .* is reset\.$/).waitFor();
    expect(await scores()).toEqual([]);
  });

  test('is deleted after it was said what that does', async () => {
    const { pk } = await call('POST', '/policies/dummy/', { name: 'Doomed', wait_min: 0, wait_max: 0 });
    const app = await call('POST', '/core/applications/', { name: 'Cellar', slug: 'cellar' });
    await call('POST', '/policies/bindings/', { target: app.pk, policy: pk, order: 0 });
    await go('/policies/?search=Doomed');
    await page.getByText('assigned to 1 object').waitFor();
    await page.getByRole('button', { name: 'Delete Doomed' }).click();
    await dialog().getByText('Nobody will be able to open the application "Cellar"').waitFor();
    await picture('policy-6-delete');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('“Doomed” was deleted.').waitFor();
    await page.getByText('Nothing found').waitFor();

    await go('/applications/cellar/bindings/');
    await rule().getByText('Nobody can open this application.').waitFor();
    await rule().getByText('it stays closed until you bind something').waitFor();
    await rule().getByRole('button', { name: 'Open again' }).click();
    await rule().getByText('Everyone can open this application.').waitFor();
  });
});

describe('6. an application with its provider and its bindings', () => {
  test('is made in one go; an error leads back to its step with everything kept', async () => {
    await go('/applications/');
    await page.getByRole('link', { name: 'Create application' }).first().click();
    await page.getByLabel('Name').fill('Wiki of all');
    expect(await page.getByLabel('Slug').inputValue()).toBe('wiki-of-all');
    await page.getByLabel('Slug').fill('cellar');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: /^OAuth2\/OpenID Provider/ }).click();
    await page.getByRole('button', { name: 'Add: Redirect URIs' }).click();
    await page.getByRole('textbox', { name: 'Address' }).fill('https://wiki.test/callback');
    await picture('wizard-3-provider');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Everyone can open this application.').waitFor();
    await page.getByRole('button', { name: 'Bind policy / group / user' }).click();
    await dialog().getByLabel('Group', { exact: true }).check();
    await pick(dialog(), 'Group', 'Sal', 'Sales');
    await dialog().getByRole('button', { name: 'Bind', exact: true }).click();
    await page.getByText('Group Sales').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('heading', { name: 'Review' }).waitFor();
    await picture('wizard-5-review');
    await page.getByRole('button', { name: 'Create application' }).click();

    await page.getByRole('heading', { name: 'Application', level: 2 }).waitFor();
    expect(await page.getByLabel('Slug').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Name').inputValue()).toBe('Wiki of all');
    await page.getByLabel('Slug').fill('wiki');
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: /^OAuth2\/OpenID Provider/ }).click();
    expect(await page.getByRole('textbox', { name: 'Address' }).inputValue()).toBe(
      'https://wiki.test/callback',
    );
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('Group Sales').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Create application' }).click();
    await page.getByRole('heading', { name: '“Wiki of all” was created' }).waitFor();
    expect(await page.locator('.a-facts code').last().textContent()).toMatch(/^[0-9a-f]{96}$/);
    await page.getByRole('button', { name: 'Go to the application' }).click();
    await page.getByRole('heading', { name: 'Wiki of all', level: 1 }).waitFor();

    const app = await call('GET', '/core/applications/wiki/');
    made.application = app.pk;
    expect(app).toMatchObject({ name: 'Wiki of all', provider_obj: { name: 'Wiki of all' } });
    expect(await bindingsOf(app.pk)).toMatchObject([{ group: made.sales, order: 0 }]);
    const provider = await call('GET', `/providers/oauth2/${app.provider}/`);
    expect(provider.redirect_uris).toMatchObject([
      { url: 'https://wiki.test/callback', matching_mode: 'strict', redirect_uri_type: 'authorization' },
    ]);
  });
});

describe('2. bindings of an application', () => {
  test('the rule is one sentence, whose mode is changed in it', async () => {
    await go('/applications/wiki/bindings/');
    await rule().waitFor();
    expect(await rule().textContent()).toMatch(/they are in Sales\./);
    await page.getByLabel('How many of these conditions have to hold').selectOption('all');
    await expect
      .poll(async () => (await call('GET', '/core/applications/wiki/')).policy_engine_mode)
      .toBe('all');
    await page.getByLabel('How many of these conditions have to hold').selectOption('any');
    await expect
      .poll(async () => (await call('GET', '/core/applications/wiki/')).policy_engine_mode)
      .toBe('any');
  });

  test('a policy is created and bound on the way', async () => {
    await page.getByRole('button', { name: 'Create and bind policy' }).click();
    await dialog()
      .getByRole('button', { name: /^Dummy Policy/ })
      .click();
    await dialog().getByLabel('Name').fill('Always');
    await dialog().getByLabel('Result').check({ force: true });
    await dialog().getByLabel('Minimum wait').fill('0');
    await dialog().getByLabel('Maximum wait').fill('0');
    await dialog().getByRole('button', { name: 'Create and go on' }).click();
    await dialog()
      .getByText('The policy “Always” was created. How shall it be bound to Wiki of all?')
      .waitFor();
    await picture('bind-1-settings');
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog().getByLabel('Timeout').fill('5');
    await dialog().getByRole('button', { name: 'Bind', exact: true }).click();
    await expect.poll(() => rows().count()).toBe(2);
    expect(await rows().nth(1).textContent()).toContain('Policy Always');
    expect(await bindingsOf(made.application)).toMatchObject([
      { order: 0 },
      { order: 10, timeout: 5, policy_obj: { name: 'Always' } },
    ]);
  });

  test('an existing user is bound, negated; the same twice is refused where it is bound', async () => {
    await page.getByRole('button', { name: 'Bind existing policy / group / user' }).click();
    await dialog().getByLabel('User', { exact: true }).check();
    await dialog().getByRole('button', { name: 'Bind', exact: true }).click();
    await dialog().getByText('Choose what to bind.').waitFor();
    await pick(dialog(), 'User', 'bob', /bob/);
    await dialog().getByLabel('Negate').check({ force: true });
    await picture('bind-2-existing');
    await dialog().getByRole('button', { name: 'Bind', exact: true }).click();
    await expect.poll(() => rows().count()).toBe(3);
    expect(await rule().textContent()).toContain('they are not bob');
    expect((await bindingsOf(made.application))[2]).toMatchObject({
      user: made.bob,
      negate: true,
      order: 20,
    });

    await page.getByRole('button', { name: 'Bind existing policy / group / user' }).click();
    await dialog().getByLabel('User', { exact: true }).check();
    await pick(dialog(), 'User', 'bob', /bob/);
    await dialog().getByLabel('Order').fill('20');
    await dialog().getByRole('button', { name: 'Bind', exact: true }).click();
    await dialog().getByRole('alert').getByText('must make a unique set').waitFor();
    page.once('dialog', (question) => void question.accept());
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  test('switches in the row are the bindings’ own, and who has no say leaves the sentence', async () => {
    await page.getByLabel('Always is in a dry run').check({ force: true });
    await rule().getByText('Bound, but without a say: Always (in a dry run).').waitFor();
    expect(await rule().textContent()).not.toContain('a dummy says yes');
    await expect.poll(async () => (await bindingsOf(made.application))[1]).toMatchObject({ dry_run: true });
    await page.getByLabel('Always is in a dry run').uncheck({ force: true });
    await expect.poll(async () => rule().textContent()).toContain('a dummy says yes');
  });

  test('the order is changed by keyboard and by dragging', async () => {
    await page.getByRole('button', { name: 'Move bob up' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => rows().nth(1).textContent()).toContain('bob');
    await page.getByText('bob is now number 2 of 3.').waitFor({ state: 'attached' });
    await rows().nth(1).locator('.a-handle').dragTo(rows().nth(0));
    await expect.poll(() => rows().nth(0).textContent()).toContain('bob');
    expect((await bindingsOf(made.application)).map(({ order }: { order: number }) => order)).toEqual([
      0, 10, 20,
    ]);
    expect((await bindingsOf(made.application))[0]).toMatchObject({ user: made.bob });
  });

  test('a deletion is undone', async () => {
    await page.getByRole('button', { name: 'Delete binding of bob' }).click();
    await page.getByText('The binding of bob was deleted.').waitFor();
    await expect.poll(() => rows().count()).toBe(2);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => rows().count()).toBe(3);
    expect((await bindingsOf(made.application))[0]).toMatchObject({ user: made.bob, negate: true, order: 0 });
    await page.getByRole('button', { name: 'Delete binding of bob' }).click();
    await page.getByText('The binding of bob was deleted.').waitFor();
    await page.getByRole('button', { name: 'Delete binding of Always' }).click();
    await page.getByText('The binding of Always was deleted.').waitFor();
    await expect.poll(() => rows().count()).toBe(1);
  });

  test('a binding is edited, with an expiry', async () => {
    await page.getByRole('button', { name: 'Edit binding of Sales' }).click();
    await dialog().getByLabel('Expires').fill('2099-12-31T10:00');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await rows().getByText('2099').waitFor();
    expect((await bindingsOf(made.application))[0].expires).toMatch(/^2099-12-31T/);
  });

  test('a user is checked: the verdict, and why', async () => {
    // Afresh: the notice of what was deleted before would cover the answer in the picture.
    await go('/applications/wiki/bindings/');
    const check = page.getByRole('region', { name: 'Check a user' });
    await pick(check, 'User', 'bob', /bob/);
    await check.getByRole('button', { name: 'Check' }).click();
    await check.getByText('Does not pass', { exact: true }).waitFor();
    await check.getByText('Is not a member of the group "Sales"').waitFor();
    expect(await check.locator('.a-trace li').count()).toBe(1);
    await pick(check, 'User', 'ada', /ada/);
    await check.getByRole('button', { name: 'Check' }).click();
    await check.getByText('Passes', { exact: true }).waitFor();
    await picture('bind-3-check');
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});

describe('3. to 5. the other targets', () => {
  async function bindSales() {
    await page.getByRole('button', { name: 'Bind existing policy / group / user' }).click();
    await dialog().getByLabel('Group', { exact: true }).check();
    await pick(dialog(), 'Group', 'Sal', 'Sales');
    await dialog().getByRole('button', { name: 'Bind', exact: true }).click();
    await expect.poll(() => rows().count()).toBe(1);
  }

  test('a flow', async () => {
    await go('/flows/');
    await page.getByLabel('Search: Flows').fill('user-settings');
    await page
      .getByRole('link', { name: /user settings/i })
      .first()
      .click();
    await page.waitForURL('**/flows/default-user-settings-flow/**');
    await page.getByRole('link', { name: 'Policy / Group / User Bindings' }).click();
    await rule().waitFor();
    const before = await rows().count();
    const flow = await call('GET', `/flows/instances/${new URL(page.url()).pathname.split('/')[4]}/`);
    expect(await bindingsOf(flow.pk)).toHaveLength(before);
    if (before === 0) await bindSales();
    else {
      await page.getByRole('button', { name: 'Bind existing policy / group / user' }).click();
      await pick(dialog(), 'Policy', 'Company', /Company address/);
      await dialog().getByRole('button', { name: 'Bind', exact: true }).click();
      await expect.poll(() => rows().count()).toBe(before + 1);
    }
    expect(await bindingsOf(flow.pk)).toHaveLength(before + 1);
  });

  test('a stage binding, whose arrow opens its bindings and says when they are evaluated', async () => {
    await go('/flows/default-authentication-flow/stages/');
    await page.locator('.a-stage-head', { hasText: 'default-authentication-login' }).click();
    await page.getByText('Everyone gets to this stage.').waitFor();
    await bindSales();
    expect(await accessibilityFaults(page)).toEqual([]);
    const flow = await call('GET', '/flows/instances/default-authentication-flow/');
    const { results } = await call('GET', `/flows/bindings/?target=${flow.pk}&ordering=order`);
    const last = results.at(-1);
    expect(await bindingsOf(last.pk)).toMatchObject([{ group: made.sales }]);
    await page.getByRole('radio', { name: 'When the flow begins, and again at the stage' }).check();
    await expect
      .poll(() => call('GET', `/flows/bindings/${last.pk}/`))
      .toMatchObject({ evaluate_on_plan: true, re_evaluate_policies: true });
    await page.getByRole('radio', { name: 'When the stage is reached' }).check();
    await page.getByRole('button', { name: 'Delete binding of Sales' }).click();
    await page.getByText('Everyone gets to this stage.').waitFor();
  });

  test('a source', async () => {
    await go('/sources/');
    await page.getByRole('link', { name: 'Other company' }).click();
    await page.getByRole('link', { name: 'Policy Bindings' }).click();
    await page.getByText('Everyone can sign in through this source.').waitFor();
    await bindSales();
    expect(await bindingsOf(made.source)).toMatchObject([{ group: made.sales }]);
    await page.getByLabel('How many of these conditions have to hold').selectOption('all');
    await expect
      .poll(async () => (await call('GET', '/sources/oauth/other/')).policy_engine_mode)
      .toBe('all');
  });
});

describe('people', () => {
  test('a group and a user are created by forms from schemas', async () => {
    await go('/groups/');
    await page.getByRole('button', { name: 'Create group' }).first().click();
    await dialog().getByLabel('Name').fill('Support');
    await pick(dialog(), 'Parents', 'Sal', 'Sales');
    await dialog().getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name: 'Support', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Sales' }).waitFor();

    await go('/users/');
    await page.getByRole('button', { name: 'Create user' }).first().click();
    await dialog().getByLabel('Username').fill('eve');
    await dialog().getByRole('textbox', { name: 'Name', exact: true }).fill('Eve');
    await pick(dialog(), 'Groups', 'Supp', 'Support');
    await dialog().getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name: 'eve', level: 1 }).waitFor();
    expect((await call('GET', '/core/users/?username=eve&include_groups=true')).results).toMatchObject([
      { name: 'Eve', groups_obj: [{ name: 'Support' }] },
    ]);
  });
});

describe('why was she refused?', () => {
  test('the request id of the page that refuses leads to the decision', async () => {
    const visitor = await openPage(browser, 'light');
    const { provider } = await call('GET', '/core/applications/wiki/');
    const { client_id } = await call('GET', `/providers/oauth2/${provider}/`);
    const query = new URLSearchParams({
      client_id,
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'https://wiki.test/callback',
    });
    await signIn(visitor.page, 'bob', '/if/user/');
    await visitor.page.goto(`${server.origin}/application/o/authorize/?${query}`);
    await visitor.page.getByRole('heading', { name: 'Access denied' }).waitFor();
    const shown = (await visitor.page.locator('body').textContent()) ?? '';
    made.request = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(shown)?.[0] ?? '';
    await visitor.close();

    await go('/decisions/');
    await page.getByLabel('Request id').fill('nothing like it');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('There is no request id in this text.').waitFor();
    await page.getByLabel('Request id').fill(` Request id: ${made.request} `);
    await page.keyboard.press('Enter');
    const decision = page.locator('.a-decision').first();
    await decision.getByText('Does not pass', { exact: true }).waitFor();
    expect(await page.getByLabel('Request id').inputValue()).toContain(made.request);
    await decision.getByText('is not a member').waitFor();
    await decision.getByRole('link', { name: 'bob' }).waitFor();
    await decision.getByRole('link', { name: 'Sales' }).waitFor();
    await picture('decision');
    expect(await accessibilityFaults(page)).toEqual([]);
    await decision.getByRole('link', { name: 'Wiki of all' }).click();
    await page.getByRole('heading', { name: 'Wiki of all', level: 1 }).waitFor();
    await rule().waitFor();
  });
});

describe('what must not be lost', () => {
  test('an ended session keeps what was typed', async () => {
    const other = await openPage(browser, 'light');
    await signIn(other.page, 'akadmin', '/if/admin/policies/');
    await other.page.getByRole('button', { name: 'Create policy' }).first().click();
    await other.page.getByRole('button', { name: /^Dummy Policy/ }).click();
    await other.page.getByRole('textbox', { name: 'Name' }).fill('Typed before the end');
    await other.page.context().clearCookies();
    await other.page.getByRole('button', { name: 'Create', exact: true }).click();
    await other.page.getByRole('heading', { name: 'Your session has ended' }).waitFor();
    expect(await accessibilityFaults(other.page)).toEqual([]);
    const second = await other.page.context().newPage();
    await signIn(second, 'akadmin', '/if/user/');
    await second.close();
    await other.page.getByRole('button', { name: 'Go on' }).last().click();
    await other.page.getByRole('heading', { name: 'Typed before the end', level: 1 }).waitFor();
    await other.close();
  });

  test('a page with a form is not left without a question', async () => {
    const [{ pk }] = (await call('GET', '/policies/all/?search=Company')).results;
    await go(`/policies/${pk}/`);
    await page.getByLabel('Name').fill('Another name');
    const asked = new Promise<string>((resolve) =>
      page.once('dialog', async (question) => {
        resolve(question.message());
        await question.dismiss();
      }),
    );
    await page.getByRole('link', { name: 'Groups', exact: true }).click();
    expect(await asked).toContain('not saved');
    expect(await page.getByLabel('Name').inputValue()).toBe('Another name');
    page.once('dialog', (question) => void question.accept());
    await page.getByRole('link', { name: 'Groups', exact: true }).click();
    await page.getByRole('heading', { name: 'Groups', level: 1 }).waitFor();
  });

  test('A36: markup in every name is text, and script is no address', async () => {
    const markup = '<img src=x onerror="window.pwned=1">';
    await call('POST', '/core/groups/', { name: markup });
    const policy = await call('POST', '/policies/dummy/', { name: markup, wait_min: 0, wait_max: 0 });
    const app = await call('POST', '/core/applications/', {
      name: markup,
      slug: 'markup',
      meta_description: markup,
      meta_publisher: markup,
      group: markup,
    });
    await call('POST', '/policies/bindings/', { target: app.pk, policy: policy.pk, order: 0 });
    for (const path of [
      '/applications/',
      '/applications/markup/bindings/',
      '/groups/',
      '/policies/?search=img',
    ]) {
      await go(path);
      await page.getByText(markup).first().waitFor();
      expect(await page.evaluate('window.pwned')).toBeUndefined();
      expect(await page.locator('#admin [onerror], #admin script, a[href^="javascript"]').count()).toBe(0);
    }
  });
});

test('in German the interface speaks German', async () => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const german = await context.newPage();
  await german.goto(`${server.origin}/flows/-/default/authentication/?next=%2Fif%2Fadmin%2F`);
  await german.locator('input[name=uid_field], input[autocomplete~=username]').first().fill('akadmin');
  await german.locator('button[type=submit]').click();
  await german.locator('input[type=password]').fill(PASSWORD);
  await german.locator('button[type=submit]').click();
  await german.getByRole('heading', { name: 'Überblick', level: 1 }).waitFor();
  await german.goto(`${server.origin}/if/admin/applications/cellar/bindings/`);
  await german.getByText('Alle können diese Anwendung öffnen.').waitFor();
  expect(await german.evaluate('document.documentElement.lang')).toBe('de');
  await context.close();
});

test('the browser had nothing to complain of', () => {
  // Refusals that the tests asked for are reported by the browser as failed loads.
  expect(watched.complaints.filter((line) => !/status of (400|403|404)/.test(line))).toEqual([]);
});
