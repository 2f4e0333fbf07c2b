import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, openPage } from '../browser.ts';
import { type AdminRig, openAdmin, pick, picture as pictureOf, write } from './rig.ts';

/** Users, groups, roles and permissions on the screen, looked up in the API; and acting as another user, both ways. */

let rig: AdminRig;
let page: Page;
let call: AdminRig['call'];
let go: AdminRig['go'];
const made = { company: '', sales: '', ada: 0, bob: 0, wiki: '', role: '' };

beforeAll(async () => {
  rig = await openAdmin();
  ({ page, call, go } = rig);
  made.company = (await call('POST', '/core/groups/', { name: 'Company' })).pk;
  made.sales = (await call('POST', '/core/groups/', { name: 'Sales', parents: [made.company] })).pk;
  made.ada = await rig.person('ada', [made.sales]);
  made.bob = await rig.person('bob');
  made.wiki = (
    await call('POST', '/core/applications/', {
      name: 'Wiki',
      slug: 'wiki',
      meta_launch_url: 'https://wiki.test/',
    })
  ).pk;
  await call('POST', '/policies/bindings/', { target: made.wiki, group: made.company, order: 0 });
  made.role = (await call('POST', '/rbac/roles/', { name: 'Wiki owners' })).pk;
  await rig.signIn(page, 'akadmin');
}, 180_000);

afterAll(() => rig?.close());

const picture = (name: string) => pictureOf(page, name);
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const inDialog = (name: string) => rig.dialog().getByRole('button', { name, exact: true });
const row = (words: string | RegExp) => page.getByRole('row', { name: words });
const user = (pk = made.ada) => call('GET', `/core/users/${pk}/`);

describe('users', () => {
  test('are found by folder and group; both stand in the address', async () => {
    await call('PATCH', `/core/users/${made.bob}/`, { path: 'users/support' });
    await go('/users/');
    const folders = page.getByRole('navigation', { name: 'Folders' });
    await folders.getByRole('link', { name: 'support' }).click();
    await expect.poll(() => row(/ada/).count()).toBe(0);
    await row(/bob/).waitFor();
    expect(new URL(page.url()).searchParams.get('path')).toBe('users/support');
    await folders.getByRole('link', { name: 'All users' }).click();
    await pick(page, 'Members of a group', 'Comp', 'Company');
    await expect.poll(() => row(/bob/).count()).toBe(0);
    await row(/ada/).waitFor();
    expect(new URL(page.url()).searchParams.get('group')).toBe(made.company);
    await picture('users');
  });

  test('several are deactivated, activated and put into a group at once', async () => {
    await go('/users/?search=bo');
    await page.getByRole('checkbox', { name: 'Select bob' }).check();
    await button('Deactivate').click();
    await expect.poll(async () => (await user(made.bob)).is_active).toBe(false);
    await page.getByRole('checkbox', { name: 'Select bob' }).check();
    await button('Activate').click();
    await expect.poll(async () => (await user(made.bob)).is_active).toBe(true);
    await page.getByRole('checkbox', { name: 'Select bob' }).check();
    await button('Add to group').click();
    await pick(rig.dialog(), 'Group', 'Comp', 'Company');
    await inDialog('Add').click();
    await expect.poll(async () => (await user(made.bob)).groups).toEqual([made.company]);
  });

  test('a service account is made, and its key is shown once', async () => {
    await go('/users/');
    await button('Create service account').click();
    await rig.dialog().getByRole('textbox', { name: 'Name' }).fill('robot');
    await inDialog('Create').click();
    const key = await rig.dialog().getByLabel('Key (app password)', { exact: true }).inputValue();
    expect(key.length).toBeGreaterThan(30);
    await picture('service-account');
    expect(await accessibilityFaults(page)).toEqual([]);
    await inDialog('I have kept it').click();
    await page.getByRole('heading', { level: 1, name: 'robot' }).waitFor();
    expect(await page.getByRole('button', { name: 'Act as this user' }).count()).toBe(0);
    const { results } = await call('GET', '/core/users/?username=robot');
    expect(results[0]).toMatchObject({ type: 'service_account', path: 'goauthentik.io/service-accounts' });
  });

  test('what may be opened says what decided, and groups say by which way', async () => {
    await go(`/users/${made.ada}/access/`);
    await row('Wiki Yes Passes: is a member of the group "Company".').waitFor();
    await picture('user-access');
    await page.getByRole('link', { name: 'Groups and Roles' }).click();
    await row(/^Company through Sales/).waitFor();
    await row(/^Sales Direct/)
      .getByRole('button', { name: 'Remove: Sales' })
      .click();
    await inDialog('Remove').click();
    await page.getByText('In no group.').waitFor();
    expect((await user()).groups).toEqual([]);
    await page.getByRole('link', { name: 'Access', exact: true }).click();
    await row(/^Wiki No Does not pass/).waitFor();
    await call('POST', `/core/groups/${made.sales}/add_user/`, { pk: made.ada });
  });

  test('attributes are written in YAML; what cannot be read is said with its line', async () => {
    await go(`/users/${made.ada}/attributes/`);
    const editor = page.getByRole('textbox', { name: 'Attributes' });
    await write(page, 'Attributes', 'team: [sales');
    await page
      .getByText(/^Line \d+, column \d+:/)
      .first()
      .waitFor();
    await button('Save').click();
    expect((await user()).attributes).toEqual({});
    await write(page, 'Attributes', 'team: sales\nfloors: [1, 2]');
    await button('JSON').click();
    await expect.poll(() => editor.textContent()).toContain('"team": "sales"');
    await button('Save').click();
    await expect.poll(async () => (await user()).attributes).toEqual({ team: 'sales', floors: [1, 2] });
  });

  test('sessions end, and keys are revoked', async () => {
    await call('POST', '/core/tokens/', { identifier: 'ada-key', intent: 'app_password', user: made.ada });
    const other = await openPage(rig.browser, 'light');
    await rig.signIn(other.page, 'ada', '/if/user/');
    await go(`/users/${made.ada}/sessions/`);
    await button('End all sessions').click();
    await inDialog('End all sessions').click();
    await page.getByText('Not signed in anywhere.').waitFor();
    await other.page.goto(`${rig.server.origin}/if/user/`);
    await other.page.waitForURL(/\/if\/flow\//);
    await other.close();
    await go(`/users/${made.ada}/credentials/`);
    await button('Revoke: ada-key').click();
    await inDialog('Revoke').click();
    await expect.poll(async () => (await call('GET', `/core/tokens/?user=${made.ada}`)).results).toEqual([]);
  });

  test('a password is set, and a link is refused in a sentence where there is no way to run it', async () => {
    const before = (await user()).password_change_date;
    await go(`/users/${made.ada}/`);
    await button('Set password').click();
    await inDialog('Set password').click();
    await rig.dialog().getByText('Please fill in this field.').waitFor();
    await rig
      .dialog()
      .getByLabel('New password', { exact: false })
      .first()
      .fill('correct horse battery staple');
    await inDialog('Set password').click();
    await expect.poll(async () => (await user()).password_change_date).not.toBe(before);
    const [brand] = (await call('GET', '/core/brands/')).results;
    await call('PATCH', `/core/brands/${brand.brand_uuid ?? brand.pk}/`, { flow_recovery: null });
    await button('Recovery link').click();
    await inDialog('Make the link').click();
    await rig.dialog().getByText('This brand has no recovery flow.', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
  });
});

describe('acting as another user', () => {
  test('needs a reason, shows the banner everywhere, and leads back', async () => {
    await go(`/users/${made.ada}/`);
    await button('Act as this user').click();
    await inDialog('Begin').click();
    await rig.dialog().getByText('Say why you act as this person.', { exact: false }).waitFor();
    await rig.dialog().getByLabel('Reason').fill('She cannot find the wiki.');
    await picture('impersonate');
    expect(await accessibilityFaults(page)).toEqual([]);
    await inDialog('Begin').click();
    await page.waitForURL(/\/if\/user\//);
    await page.getByText('You are acting as ada. The log says that it is you, akadmin.').waitFor();
    await page.getByRole('link', { name: /Wiki/ }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture('impersonate-banner');
    // She administers nothing, and neither does whoever acts as her.
    await page.goto(`${rig.server.origin}/if/admin/users/`);
    await page.getByRole('heading', { name: 'This page is for administrators' }).waitFor();
    await page.goto(`${rig.server.origin}/if/user/`);
    await button('Stop acting as them').click();
    await page.waitForURL(/\/if\/admin\/users\/\d+\//);
    await page.getByRole('heading', { level: 1, name: 'ada' }).waitFor();
    expect(await button('Stop acting as them').count()).toBe(0);
    const { results } = await call('GET', '/events/events/?action=impersonation_started');
    expect(results[0]).toMatchObject({
      user: { username: 'akadmin' },
      context: { reason: 'She cannot find the wiki.', subject: { username: 'ada' } },
    });
  });
});

describe('groups', () => {
  test('stand as a tree, whose branches open', async () => {
    await go('/groups/?view=tree');
    await button('Show the groups below Company').click();
    await page.getByRole('link', { name: 'Sales' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture('groups-tree');
  });

  test('a group in itself is refused at its field', async () => {
    await go(`/groups/${made.company}/`);
    await button('Edit').click();
    await pick(rig.dialog(), 'Parents', 'Sales', 'Sales');
    await inDialog('Save').click();
    await rig.dialog().getByText('A group cannot be its own ancestor.').waitFor();
    page.once('dialog', (asked) => void asked.accept());
    await rig.dialog().getByRole('button', { name: 'Close' }).click();
    expect((await call('GET', `/core/groups/${made.company}/`)).parents).toEqual([]);
  });

  test('members are added and taken out; who is below is shown as such', async () => {
    await go(`/groups/${made.company}/members/`);
    await row(/bob/).waitFor();
    await page.getByRole('link', { name: 'Also through groups below' }).click();
    await row(/ada.*Through a group below/).waitFor();
    await button('Add a member').click();
    await pick(rig.dialog(), 'User', 'ada', /ada/);
    await inDialog('Add').click();
    await expect.poll(async () => (await user()).groups.length).toBe(2);
    await row(/ada.*Direct/).waitFor();
    await page.getByRole('checkbox', { name: 'Select ada' }).check();
    await button('Take out of the group').click();
    await expect.poll(async () => (await user()).groups).toEqual([made.sales]);
  });

  test('say where they are bound, and deleting one says what that does', async () => {
    await go(`/groups/${made.company}/bindings/`);
    await row(/^Wiki Application Members pass/).waitFor();
    await button('Delete').click();
    await rig
      .dialog()
      .getByText(/Nobody will be able to open the application "Wiki"/)
      .waitFor();
    await picture('group-delete');
    await inDialog('Cancel').click();
  });
});

describe('roles and permissions', () => {
  test('a tick gives a permission over everything, another takes it', async () => {
    await go(`/roles/${made.role}/`);
    await page.getByRole('searchbox', { name: 'Search permissions' }).fill('see every group');
    const box = page.getByRole('checkbox', { name: 'See every Group', exact: true });
    await box.check();
    const held = async () =>
      (await call('GET', `/rbac/permissions/?role=${made.role}`)).results.map(
        ({ codename }: { codename: string }) => codename,
      );
    await expect.poll(held).toEqual(['view_group']);
    await picture('role');
    await box.uncheck();
    await expect.poll(held).toEqual([]);
  });

  test('a colleague becomes the administrator of one application, and sees nothing else', async () => {
    await go('/applications/wiki/permissions/');
    await button('Give permissions').click();
    await pick(rig.dialog(), 'Role', 'Wiki', 'Wiki owners');
    await rig.dialog().getByLabel('Change this Application').check();
    await picture('give-permissions');
    expect(await accessibilityFaults(page)).toEqual([]);
    await inDialog('Give permissions').click();
    await row(/^Wiki owners See this Application.*Change this Application/).waitFor();
    await picture('application-permissions');

    await go(`/roles/${made.role}/holders/`);
    await button('Give it to a user').click();
    await pick(rig.dialog(), 'User', 'bob', /bob/);
    await inDialog('Add').click();
    await row(/bob/).waitFor();

    const bob = await openPage(rig.browser, 'light');
    await rig.signIn(bob.page, 'bob', '/if/admin/applications/wiki/');
    await bob.page.getByRole('heading', { level: 1, name: 'Wiki' }).waitFor();
    const asBob = (method: string, path: string, body?: object) =>
      bob.page.evaluate(
        async ([verb, address, sent]) =>
          (
            await fetch(`/api/v3${address}`, {
              method: verb ?? 'GET',
              headers: { 'content-type': 'application/json' },
              ...(sent ? { body: sent } : {}),
            })
          ).status,
        [method, path, body ? JSON.stringify(body) : ''] as const,
      );
    expect(await asBob('PATCH', '/core/applications/wiki/', { meta_description: 'Ours' })).toBe(200);
    expect(await asBob('DELETE', '/core/applications/wiki/')).toBe(403);
    await bob.page.goto(`${rig.server.origin}/if/admin/`);
    await bob.page.getByRole('heading', { level: 1, name: 'Applications' }).waitFor();
    expect(await asBob('GET', '/core/users/')).toBe(403);
    await bob.close();
    expect((await call('GET', '/core/applications/wiki/')).meta_description).toBe('Ours');

    await go('/applications/wiki/permissions/');
    await button('Take away: Change this Application, Wiki owners').click();
    await inDialog('Take away').click();
    await expect.poll(() => row(/Change this Application/).count()).toBe(0);
  });

  test('initial permissions are made by what they permit', async () => {
    await go('/initial-permissions/');
    await button('Create initial permissions').first().click();
    await rig.dialog().getByLabel('Name').fill('Own applications');
    await pick(rig.dialog(), 'Role', 'Wiki', 'Wiki owners');
    await pick(rig.dialog(), 'Permissions', 'view_application', /authentik_core\.view_application\)/);
    await inDialog('Create').click();
    await row(/Own applications.*See this Application/).waitFor();
    const { results } = await call('GET', '/rbac/initial_permissions/');
    expect(results).toMatchObject([{ name: 'Own applications', role: made.role }]);
    expect(results[0].permissions_obj[0].codename).toBe('view_application');
  });
});

test('the browser complained about nothing', () => {
  // Refusals that the tests ask for are answers with an error's status, which the browser counts as failed loads.
  expect(
    rig.watched.complaints.filter((line) => !/the server responded with a status of 40[03]/.test(line)),
  ).toEqual([]);
});
