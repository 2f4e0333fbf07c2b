import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, type WatchedPage } from '../browser.ts';
import { type AdminRig, openAdmin, pick, picture as pictureOf, write } from './rig.ts';

/** Flows, stages, prompts and blueprints in the admin interface: what is done on the screen is looked up in the API. */

let rig: AdminRig;
let page: Page;
let watched: WatchedPage;
let browser: Browser;
let call: AdminRig['call'];
let go: AdminRig['go'];
let flow = '';

const dialog = () => page.getByRole('dialog');
const picture = (name: string) => pictureOf(page, name);
const PLACES = '.a-canvas .a-place[data-kind=stage] strong';
/** The stages of the flow, in the order that the API has. */
const stagesOf = async (slug: string): Promise<string[]> => {
  const { pk } = await call('GET', `/flows/instances/${slug}/`);
  const { results } = await call('GET', `/flows/bindings/?target=${pk}&ordering=order`);
  return results.map(({ stage_obj }: { stage_obj: { name: string } }) => stage_obj.name);
};

beforeAll(async () => {
  rig = await openAdmin();
  ({ page, watched, browser, call, go } = rig);
  await rig.signIn(page, 'akadmin');
}, 180_000);

afterAll(() => rig?.close());

describe('a login flow', () => {
  test('is created, and says that it has no stages', async () => {
    await go('/flows/');
    await page.getByRole('button', { name: 'Create flow' }).first().click();
    await page.getByLabel('Name').fill('Staff login');
    expect(await page.getByLabel('Slug').inputValue()).toBe('staff-login');
    await page.getByLabel('Slug').fill('default-authentication-flow');
    await page.getByLabel('Title that people see').fill('Staff only');
    await page.getByLabel('Designation').selectOption('authentication');
    await page.getByRole('button', { name: 'Create flow' }).click();
    // The API has found that the slug is taken, and says so at its field.
    await expect.poll(() => page.getByLabel('Slug').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Slug').fill('staff-login');
    await page.getByRole('button', { name: 'Create flow' }).click();
    await page.getByText('This flow has no stages yet.').waitFor();
    await page.getByText('whoever begins it is done at once').waitFor();
    const made = await call('GET', '/flows/instances/staff-login/');
    flow = made.pk;
    expect(made).toMatchObject({ title: 'Staff only', designation: 'authentication', layout: 'stacked' });
  });

  test('gets a stage that exists, and one that is made on the way', async () => {
    await page.getByRole('button', { name: 'Bind existing stage' }).click();
    await pick(dialog(), 'Stage', 'default-authentication-ident', /default-authentication-identification/);
    await dialog().getByRole('button', { name: 'Bind', exact: true }).click();
    await page.getByText('“default-authentication-identification” is bound.').waitFor();

    await page.getByRole('button', { name: 'Create and bind stage' }).click();
    const types = await call('GET', '/stages/all/types/');
    await expect.poll(() => dialog().locator('.a-choice').count()).toBe(types.length);
    await picture('stage-1-types');
    await dialog()
      .getByRole('button', { name: /^User login/ })
      .click();
    await dialog().getByLabel('Name').fill('Staff in');
    await dialog().getByRole('button', { name: 'Create and go on' }).click();
    await dialog().getByText('The stage “Staff in” was created.').waitFor();
    expect(await dialog().getByLabel('Order').inputValue()).toBe('10');
    await dialog().getByRole('button', { name: 'Bind', exact: true }).click();
    await page.getByText('“Staff in” is bound.').waitFor();
    expect(await stagesOf('staff-login')).toEqual(['default-authentication-identification', 'Staff in']);
  });

  test('is found to let in whoever is named, until a password stands between', async () => {
    await page.getByText('The stage “Staff in” signs in whoever was named before').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await picture('flow-check');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page
      .getByRole('navigation', { name: 'Staff login' })
      .getByRole('link', { name: 'Overview' })
      .click();
    await page.locator(PLACES).first().waitFor();
    await page.getByRole('button', { name: 'Add a stage before “Staff in”' }).first().click();
    await dialog().getByRole('button', { name: 'Bind existing stage' }).click();
    await pick(dialog(), 'Stage', 'default-authentication-pass', /default-authentication-password/);
    expect(await dialog().getByLabel('Order').inputValue()).toBe('5');
    await dialog().getByRole('button', { name: 'Bind', exact: true }).click();
    await page.getByText('Nothing is wrong with this flow').waitFor();
    expect(await stagesOf('staff-login')).toEqual([
      'default-authentication-identification',
      'default-authentication-password',
      'Staff in',
    ]);
  });

  test('shows its policies on its lines, and they are changed beside it', async () => {
    const group = await call('POST', '/core/groups/', { name: 'Staff' });
    const { results } = await call('GET', `/flows/bindings/?target=${flow}&ordering=order`);
    await call('POST', '/policies/bindings/', { target: results[2].pk, group: group.pk, order: 0 });
    await go('/flows/staff-login/');
    const gate = page.locator('.a-canvas .a-place[data-kind=gate]');
    await gate.waitFor();
    expect(await gate.textContent()).toBe('If they are in Staffjudged when the stage is reached');
    await picture('flow-diagram');
    await gate.click();
    await dialog().getByRole('heading', { name: 'Conditions of Staff in' }).waitFor();
    await dialog().getByText('People get to this stage if').waitFor();
    await page.keyboard.press('Escape');

    await page
      .locator('.a-canvas')
      .getByRole('button', { name: /^Staff in/ })
      .click();
    await dialog().getByLabel('After a wrong answer').selectOption('restart');
    await dialog().getByRole('button', { name: 'Save' }).last().click();
    await page.getByText('Saved.', { exact: true }).waitFor();
    expect(await call('GET', `/flows/bindings/${results[2].pk}/`)).toMatchObject({
      invalid_response_action: 'restart',
      order: 10,
    });
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog().count()).toBe(0);
  });

  test('is put in order by dragging, and by keyboard in the list', async () => {
    const box = async (name: string) => {
      const place = page.locator('.a-canvas').getByRole('button', { name: new RegExp(`^${name}`) });
      const found = await place.boundingBox();
      if (!found) throw new Error(`${name} is not drawn`);
      return { x: found.x + found.width / 2, y: found.y + found.height / 2 };
    };
    await page.locator('.a-canvas').scrollIntoViewIfNeeded();
    const from = await box('default-authentication-password');
    const to = await box('default-authentication-identification');
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y - 20, { steps: 3 });
    await page.mouse.move(to.x, to.y - 40, { steps: 5 });
    await page.mouse.up();
    await expect
      .poll(() => stagesOf('staff-login'))
      .toEqual(['default-authentication-password', 'default-authentication-identification', 'Staff in']);
    await expect
      .poll(() => page.locator(PLACES).first().textContent())
      .toBe('default-authentication-password');

    await page.getByText('The same as a list').focus();
    await page.keyboard.press('Enter');
    await page
      .locator('.a-diagram-list')
      .getByRole('button', { name: 'Move default-authentication-identification up' })
      .focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => stagesOf('staff-login'))
      .toEqual(['default-authentication-identification', 'default-authentication-password', 'Staff in']);
    await page
      .getByText('default-authentication-identification is now number 1 of 3.')
      .waitFor({ state: 'attached' });
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('is run beside what it knows', async () => {
    await go('/flows/staff-login/inspect/');
    await page.getByRole('button', { name: 'Begin the run' }).click();
    const frame = page.frameLocator('iframe');
    await frame.getByLabel('Email or username').fill('akadmin');
    const inspected = page.locator('.a-inspector section');
    await inspected.getByText('default-authentication-identification').waitFor();
    await frame.getByRole('button', { name: /Log in|Continue/ }).click();
    await inspected.getByText('done', { exact: true }).waitFor();
    await inspected.getByText('"username": "akadmin"').first().waitFor();
    await picture('flow-inspector');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('is copied with its bindings, and deleted after it was said what that does', async () => {
    await go('/flows/staff-login/');
    await page.getByRole('button', { name: 'Duplicate' }).click();
    await dialog().getByRole('button', { name: 'Duplicate', exact: true }).click();
    await page.getByRole('heading', { name: 'Staff login 2', level: 1 }).waitFor();
    expect(await stagesOf('staff-login-2')).toEqual(await stagesOf('staff-login'));
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialog().getByText('What uses it').waitFor();
    await dialog().getByRole('button', { name: 'Delete for good' }).click();
    await page.getByText('“Staff login 2” was deleted.').waitFor();
    await page.getByRole('link', { name: 'Staff login', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: 'Staff login 2' }).count()).toBe(0);
  });
});

describe('a file', () => {
  const entry = (name: string, more = '') =>
    `version: 1\nentries:\n  - model: authentik_core.group\n    identifiers: {name: ${name}}\n${more}`;

  test('is tried before it is imported; what is wrong is told with its line', async () => {
    await go('/flows/');
    await page.getByRole('button', { name: 'Import flow' }).click();
    await dialog()
      .getByLabel('Choose a file')
      .setInputFiles({
        name: 'flow.yaml',
        mimeType: 'application/yaml',
        buffer: Buffer.from(entry('imported', '    attrs: {colour: red}\n')),
      });
    await dialog().getByRole('button', { name: 'Show what would change' }).click();
    await dialog()
      .getByText(/Line 5, column \d+: .*colour/)
      .waitFor();
    await picture('import-1-error');
    await dialog()
      .getByLabel('Choose a file')
      .setInputFiles({
        name: 'flow.yaml',
        mimeType: 'application/yaml',
        buffer: Buffer.from(entry('imported')),
      });
    await dialog().getByRole('button', { name: 'Show what would change' }).click();
    await dialog().getByText('1 of 1 entries would change something:').waitFor();
    expect(await dialog().locator('tbody tr').allTextContents()).toEqual([
      '3createdimportedauthentik_core.groupname',
    ]);
    await picture('import-2-trial');
    expect(await accessibilityFaults(page)).toEqual([]);
    expect((await call('GET', '/core/groups/?name=imported')).results).toEqual([]);
    await dialog().getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Imported. 1 entries have changed something.').waitFor();
    expect((await call('GET', '/core/groups/?name=imported')).results).toHaveLength(1);
  });

  test('an exported flow comes as a file', async () => {
    await go('/flows/staff-login/');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('flow-staff-login.yaml');
  });

  test('becomes a blueprint that says what it would change, is applied, and switched off', async () => {
    await go('/blueprints/');
    await page.getByRole('button', { name: 'Create blueprint' }).click();
    await page.getByLabel('A text of my own').check();
    await page.getByLabel('Name').fill('Departments');
    await write(page, 'Text (YAML)', 'version: 1\nentries: []\nbroken');
    await page.getByRole('button', { name: 'Create blueprint' }).click();
    await page
      .locator('.p-code-errors')
      .getByText(/line 3/i)
      .waitFor();
    await write(page, 'Text (YAML)', entry('Department'));
    await page.getByRole('button', { name: 'Create blueprint' }).click();
    await page.getByRole('heading', { name: 'Departments', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'What would change?' }).click();
    await page.getByText('1 of 1 entries would change something:').waitFor();
    await picture('blueprint-dry-run');
    expect((await call('GET', '/core/groups/?name=Department')).results).toEqual([]);
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await page.getByText('“Departments” was applied.').waitFor();
    expect((await call('GET', '/core/groups/?name=Department')).results).toHaveLength(1);

    await go('/blueprints/?search=Departments');
    await page.getByLabel('Enabled: Departments').click({ force: true });
    await expect
      .poll(async () => (await call('GET', '/managed/blueprints/?name=Departments')).results[0].enabled)
      .toBe(false);
  });
});

describe('a form', () => {
  test('has a field that is seen as people will see it, while it is made', async () => {
    await go('/prompts/');
    await page.getByRole('button', { name: 'Create prompt' }).first().click();
    await page.getByLabel('Name').fill('shirt-size');
    await page.getByLabel('Field key').fill('attributes.shirt');
    await page.getByLabel('Label').fill('Size of your shirt');
    await page.getByLabel('Type').selectOption('radio-button-group');
    await write(page, 'Placeholder, or the choices', 'return ["S", "M"');
    await page.getByLabel('The placeholder is an expression').check({ force: true });
    await page
      .locator('.a-preview')
      .getByText(/Line 1/)
      .waitFor();
    await write(page, 'Placeholder, or the choices', 'return ["S", "M"]');
    const drawn = page.locator('.a-drawn');
    await drawn.getByRole('group', { name: 'Size of your shirt' }).waitFor();
    expect(await drawn.getByRole('radio').count()).toBe(2);
    await picture('prompt-preview');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create prompt' }).click();
    await page.getByText('The prompt “shirt-size” was created.').waitFor();
    expect((await call('GET', '/stages/prompt/prompts/?name=shirt-size')).results).toMatchObject([
      { field_key: 'attributes.shirt', type: 'radio-button-group', placeholder_expression: true },
    ]);
  });

  test('shows its fields in the order that they are put into', async () => {
    const [shirt] = (await call('GET', '/stages/prompt/prompts/?name=shirt-size')).results;
    const other = await call('POST', '/stages/prompt/prompts/', {
      name: 'shirt-colour',
      field_key: 'attributes.colour',
      label: 'Colour',
      type: 'text',
      order: 5,
    });
    const stage = await call('POST', '/stages/prompt/stages/', {
      name: 'Shirt',
      fields: [shirt.pk, other.pk],
    });
    await go(`/stages/${stage.pk}/fields/`);
    const fields = page.locator('.a-fields li strong, .a-fields li .a-strong');
    await expect.poll(() => fields.allTextContents()).toEqual(['Size of your shirt', 'Colour']);
    await page.getByRole('button', { name: 'Move Colour up' }).click();
    await expect.poll(() => fields.allTextContents()).toEqual(['Colour', 'Size of your shirt']);
    const order = async (pk: string) => (await call('GET', `/stages/prompt/prompts/${pk}/`)).order;
    await expect.poll(async () => (await order(other.pk)) < (await order(shirt.pk))).toBe(true);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('a stage that something needs is deleted only after it was said what that does', async () => {
    await go('/stages/?search=default-authentication-password');
    await page.getByRole('button', { name: 'Delete default-authentication-password' }).click();
    await dialog().getByText('What uses it').waitFor();
    await picture('stage-delete');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
  });
});

test('the browser had nothing to complain of', () => {
  expect(browser.isConnected()).toBe(true);
  // Refusals that the tests asked for are reported by the browser as failed loads.
  expect(watched.complaints.filter((line) => !/status of (400|403|404)/.test(line))).toEqual([]);
});
