import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, openPage } from '../browser.ts';
import { type AdminRig, openAdmin, pick, picture as pictureOf } from './rig.ts';

/** Who can open this, and why was she refused: on the real program in a real browser. */

let rig: AdminRig;
const made = { sales: '', ada: 0, bob: 0, application: '', germany: '' };

beforeAll(async () => {
  rig = await openAdmin();
  const { call } = rig;
  made.sales = (await call('POST', '/core/groups/', { name: 'Sales' })).pk;
  made.ada = await rig.person('ada', [made.sales]);
  made.bob = await rig.person('bob', []);
  made.application = (await call('POST', '/core/applications/', { name: 'Wiki', slug: 'wiki' })).pk;
  made.germany = (
    await call('POST', '/policies/geoip/', { name: 'Only at home', countries: ['DE', 'FR'] })
  ).pk;
  await call('POST', '/policies/bindings/', { target: made.application, group: made.sales, order: 0 });
  await rig.signIn(rig.page, 'akadmin');
}, 180_000);
afterAll(() => rig?.close());

const picture = (name: string) => pictureOf(rig.page, name);
const rule = () => rig.page.locator('.a-rule').first();
const who = () => rig.page.getByRole('region', { name: 'Who can open this?' });
const namesShown = async () => who().locator('tbody tr td:first-child .a-strong').allTextContents();

describe('who can open this?', () => {
  test('the rule is one sentence, and the list says who passes now and what decides about the others', async () => {
    await rig.go('/applications/wiki/bindings/');
    await who().getByRole('button', { name: '1 passes' }).waitFor();
    expect(await rule().textContent()).toContain('People can open this application if they are in Sales.');
    await who().getByRole('button', { name: '2 do not pass' }).click();
    await expect.poll(namesShown).toEqual(['akadmin', 'bob']);
    await who().getByText('is not in Sales').first().waitFor();
    const answer = await rig.call('GET', `/policies/who/?target=${made.application}&passing=false`);
    expect(answer.results.map((row: { user: { username: string } }) => row.user.username)).toEqual([
      'akadmin',
      'bob',
    ]);
    await picture('who-1-application');
    expect(await accessibilityFaults(rig.page)).toEqual([]);
    await who().getByLabel('Search users').fill('bo');
    await expect.poll(namesShown).toEqual(['bob']);
  });

  test('"check" beside somebody asks the whole question, and the address keeps it', async () => {
    const { page } = rig;
    await who().getByRole('button', { name: 'Check bob' }).click();
    const check = page.getByRole('region', { name: 'Check a user' });
    await check.getByText('Is not a member of the group "Sales"').waitFor();
    await check.getByLabel('From this address').fill('192.0.2.7');
    await check.getByLabel('Time (empty: now)').fill('2026-01-05T09:30');
    await check.getByRole('button', { name: 'Check' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('check_ip')).toBe('192.0.2.7');
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await check.getByText('Is not a member of the group "Sales"').waitFor();
    expect(await check.getByLabel('From this address').inputValue()).toBe('192.0.2.7');
    await check.getByText('What was known: user, groups, request, context').click();
    await check.getByText('"client_ip": "192.0.2.7"').waitFor();
    await picture('who-2-check');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('a policy that asks about the request is said in words, and not guessed at', async () => {
    const { page } = rig;
    await rig.call('POST', '/policies/bindings/', {
      target: made.application,
      policy: made.germany,
      order: 10,
    });
    await rig.go('/applications/wiki/bindings/');
    await rule().getByText('they come from Germany or France').waitFor();
    await page.getByLabel('How many of these conditions have to hold').selectOption('all');
    await who().getByRole('button', { name: '1 depends on the request' }).click();
    await expect.poll(namesShown).toEqual(['ada']);
    await who().getByText('Only at home asks about the request').waitFor();
    await picture('who-3-depends');
    await page.getByLabel('Only at home is negated').check({ force: true });
    await rule().getByText('they do not come from Germany or France').waitFor();
  });

  test('an expiry is set in the row, and who has no say is named with the reason', async () => {
    const { page } = rig;
    await page.getByRole('button', { name: /change when the binding of Only at home expires/ }).click();
    await page.getByLabel('When the binding of Only at home expires').fill('2020-02-02T10:00');
    await page.keyboard.press('Enter');
    await rule().getByText('Bound, but without a say: Only at home (expired).').waitFor();
    // The row shows the change before the server has taken it.
    const path = `/policies/bindings/?target=${made.application}&ordering=order`;
    await expect
      .poll(async () => (await rig.call('GET', path)).results[1].expires ?? '')
      .toMatch(/^2020-02-02T/);
    await page.getByRole('button', { name: /change when the binding of Only at home expires/ }).click();
    await page.getByLabel('When the binding of Only at home expires').fill('');
    await page.keyboard.press('Enter');
    await rule().getByText('they do not come from Germany or France').waitFor();
  });

  test('a dialog is not closed over what was chosen in it without a question', async () => {
    const { page } = rig;
    await page.getByRole('button', { name: 'Edit binding of Only at home' }).click();
    await rig.dialog().getByLabel('Timeout').fill('7');
    const asked: string[] = [];
    page.once('dialog', (question) => {
      asked.push(question.message());
      void question.dismiss();
    });
    await page.keyboard.press('Escape');
    await expect.poll(() => asked.length).toBe(1);
    expect(await rig.dialog().getByLabel('Timeout').inputValue()).toBe('7');
    page.once('dialog', (question) => void question.accept());
    await rig.dialog().getByRole('button', { name: 'Cancel' }).click();
    await rig.dialog().waitFor({ state: 'detached' });
  });
});

describe('why was she refused?', () => {
  const decided = async (username: string, user: number) => {
    const visitor = await openPage(rig.browser, 'light');
    await rig.signIn(visitor.page, username, '/if/user/');
    await visitor.page.goto(`${rig.server.origin}/application/o/authorize/?${refused}`);
    await visitor.page.getByRole('heading', { name: 'Access denied' }).waitFor();
    await visitor.close();
    const { results } = await rig.call('GET', `/policies/decisions/?user=${user}&passing=false`);
    return results[0];
  };
  let refused = '';

  test('recent decisions are found by user, application and answer', async () => {
    const flows = (await rig.call('GET', '/flows/instances/?page_size=100')).results;
    const flow = (slug: string) => flows.find((one: { slug: string }) => one.slug === slug)?.pk;
    const provider = await rig.call('POST', '/providers/oauth2/', {
      name: 'Wiki',
      authorization_flow: flow('default-provider-authorization-implicit-consent'),
      invalidation_flow: flow('default-provider-invalidation-flow'),
      redirect_uris: [{ matching_mode: 'strict', url: 'https://wiki.test/callback' }],
    });
    await rig.call('PATCH', '/core/applications/wiki/', { provider: provider.pk });
    refused = String(
      new URLSearchParams({
        client_id: provider.client_id,
        response_type: 'code',
        scope: 'openid',
        redirect_uri: 'https://wiki.test/callback',
      }),
    );
    const { request_id } = await decided('bob', made.bob);

    const { page } = rig;
    await rig.go(`/decisions/?user=${made.bob}`);
    await page.getByRole('combobox', { name: 'Answer' }).selectOption('false');
    const rows = page.getByRole('region', { name: 'Recent decisions' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(1);
    expect(await rows.first().textContent()).toContain('Wiki');
    await pick(page, 'Application', 'Wi', 'Wiki');
    await expect.poll(() => new URL(page.url()).searchParams.get('target')).toBe(made.application);
    await picture('why-1-decisions');
    expect(await accessibilityFaults(page)).toEqual([]);
    await rows.first().getByRole('link').first().click();
    await page.waitForURL(`**/decisions/${request_id}/`);
  });

  test('a decision leads to its bindings, to the policy as it was then, and to the same question today', async () => {
    const { page } = rig;
    const decision = page.locator('.a-decision').last();
    await decision.getByText('is not a member').waitFor();
    await picture('why-2-decision');
    const at = page.url();
    await rig.call('PATCH', `/policies/geoip/${made.germany}/`, { countries: ['AT'] });
    await decision.getByRole('link', { name: 'The policy as it was then' }).click();
    await page.getByText('then version 1 counted').waitFor();
    expect(await page.locator('.a-history [aria-current]').count()).toBe(1);
    await page.goto(at);
    await decision.getByRole('link', { name: 'Show the binding' }).first().click();
    await page.locator('.a-bindings-table tr[aria-current]').waitFor();
    await page.goto(at);
    await decision.getByRole('link', { name: 'Ask the same question of today’s rule' }).click();
    await page
      .getByRole('region', { name: 'Check a user' })
      .getByText('Is not a member of the group "Sales"')
      .waitFor();
  });

  test('an event leads to the decisions of its request, a user to the decisions about them', async () => {
    const { page } = rig;
    const { results } = await rig.call('GET', '/events/events/?action=login&page_size=5');
    await rig.go(`/events/${results[0].pk}/`);
    const { request_id } = results[0].context.http_request;
    await page.getByRole('link', { name: request_id }).waitFor();
    await rig.go(`/users/${made.bob}/access/`);
    await page.getByRole('link', { name: 'Decisions about this user' }).click();
    await page.waitForURL(`**/decisions/?user=${made.bob}`);
  });
});

describe('the stages of a flow', () => {
  const stages = async () => {
    const flow = await rig.call('GET', '/flows/instances/default-password-change/');
    return (await rig.call('GET', `/flows/bindings/?target=${flow.pk}&ordering=order`)).results;
  };
  const namesOf = (list: { stage_obj: { name: string } }[]) => list.map(({ stage_obj }) => stage_obj.name);
  const shown = () => rig.page.locator('.a-stage-head .a-strong').allTextContents();

  test('are ordered by keyboard and by dragging', async () => {
    const { page } = rig;
    const before = namesOf(await stages());
    const [first = '', second = ''] = before;
    await rig.go('/flows/default-password-change/stages/');
    await page.getByRole('button', { name: `Move ${second} up` }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(`${second} is now number 1 of ${before.length}.`).waitFor({ state: 'attached' });
    expect(namesOf(await stages()).slice(0, 2)).toEqual([second, first]);
    expect((await shown()).slice(0, 2)).toEqual([second, first]);
    await page.locator('.a-stage .a-handle').nth(1).dragTo(page.locator('.a-stage').nth(0));
    await expect.poll(async () => namesOf(await stages())).toEqual(before);
  });

  test('when their bindings are evaluated is chosen from pictures; the address opens one of them', async () => {
    const { page } = rig;
    const [first] = await stages();
    await rig.call('POST', '/policies/bindings/', { target: first.pk, group: made.sales, order: 3 });
    await rig.go(`/flows/default-password-change/stages/?binding=${first.pk}`);
    await rule().getByText('People get to this stage if they are in').waitFor();
    await page.getByRole('radio', { name: 'When the flow begins', exact: true }).check();
    await expect
      .poll(() => rig.call('GET', `/flows/bindings/${first.pk}/`))
      .toMatchObject({ evaluate_on_plan: true, re_evaluate_policies: false });
    await page.getByRole('region', { name: 'Who gets to this stage?' }).getByText('is in Sales').waitFor();
    await picture('stage-1-when');
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('taking one out is undone with all that was bound to it', async () => {
    const { page } = rig;
    const [first] = await stages();
    const before = namesOf(await stages());
    const { name } = first.stage_obj;
    await page.getByRole('button', { name: `Remove ${name} from the flow` }).click();
    await page.getByText(`${name} was removed from`).waitFor();
    expect(namesOf(await stages())).toEqual(before.slice(1));
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(async () => namesOf(await stages())).toEqual(before);
    const [again] = await stages();
    expect(again).toMatchObject({ evaluate_on_plan: true, re_evaluate_policies: false, order: first.order });
    await expect
      .poll(async () => (await rig.call('GET', `/policies/bindings/?target=${again.pk}`)).results)
      .toMatchObject([{ group: made.sales, order: 3 }]);
  });
});

test('whoever administers one application only finds the way there, and a list of just this one', async () => {
  const { call } = rig;
  const role = await call('POST', '/rbac/roles/', { name: 'Keepers of the wiki' });
  await call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, {
    permissions: ['authentik_core.view_application'],
    model: 'authentik_core.application',
    object_pk: made.application,
  });
  await call('POST', '/core/applications/', { name: 'Cellar', slug: 'cellar' });
  const carol = await rig.person('carol');
  await call('PATCH', `/core/users/${carol}/`, { roles: [role.pk] });
  const visitor = await openPage(rig.browser, 'light');
  await rig.signIn(visitor.page, 'carol', '/if/user/');
  await visitor.page.getByRole('link', { name: 'Admin interface', exact: true }).click();
  await visitor.page.goto(`${rig.server.origin}/if/admin/applications/`);
  const rows = visitor.page.getByRole('region', { name: 'Applications' }).locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(1);
  await rows.getByRole('link', { name: 'Wiki' }).first().click();
  await visitor.page.getByRole('link', { name: 'Policy / Group / User Bindings' }).click();
  await visitor.page.getByText('You may see who passes, but not what is bound').waitFor();
  await visitor.page.getByText('Among the active users whom you may see: 1').waitFor();
  expect(await accessibilityFaults(visitor.page)).toEqual([]);
  await visitor.close();
});

test('the browser had nothing to complain of', () => {
  expect(rig.watched.complaints.filter((line) => !/status of (400|403|404)/.test(line))).toEqual([]);
});
