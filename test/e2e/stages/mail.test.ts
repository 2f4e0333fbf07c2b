import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type MailSink, mailSink, type ReceivedMail } from '../../smtp.ts';
import { type AdminRig, openAdmin, PASSWORD, pick } from '../admin/rig.ts';
import { accessibilityFaults, openPage, shoot, type WatchedPage } from '../browser.ts';

/** The example blueprints that send mails, on the real program, with a real mail server behind it. */
let rig: AdminRig;
let sink: MailSink;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  sink = await mailSink();
  rig = await openAdmin({
    POSTERN_EMAIL_HOST: '127.0.0.1',
    POSTERN_EMAIL_PORT: String(sink.port),
    POSTERN_EMAIL_FROM: 'Postern <postern@corp.test>',
  });
  await Promise.all(['recovery', 'enrollment-email', 'enrollment-invitation'].map(apply));
  watched = await openPage(rig.browser, 'light');
  ({ page } = watched);
}, 60_000);
afterAll(async () => {
  await rig?.close();
  await sink?.close();
});

async function apply(name: string): Promise<void> {
  const { pk } = await rig.call('POST', '/managed/blueprints/', { name, path: `examples/${name}.yaml` });
  expect(await rig.call('POST', `/managed/blueprints/${pk}/apply/`)).toMatchObject({ status: 'successful' });
}

/** The mail that somebody got as the nth, as it is read: quoted-printable undone. */
async function mailTo(address: string, count = 1): Promise<string> {
  const found = () => sink.mails.filter(({ to }) => to.includes(address));
  await vi.waitFor(() => expect(found()).toHaveLength(count), 10_000);
  return readable(found().at(-1) as ReceivedMail);
}
const readable = ({ source }: ReceivedMail) =>
  Buffer.from(
    source
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
const linkIn = (mail: string) => /http:\/\/localhost:\d+\/if\/flow\/[\w-]+\/\?\S+/.exec(mail)?.[0] ?? '';

async function chooses(on: Page, password: string): Promise<void> {
  await on.getByLabel('New password', { exact: true }).fill(password);
  await on.getByLabel('New password, once more').fill(password);
  await on.getByRole('button', { name: 'Continue' }).click();
}

test('somebody signs up, opens the link on another device, chooses a password and is in', async () => {
  await page.goto(`${rig.server.origin}/flows/-/default/authentication/`);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Username').fill('ada');
  await page.getByLabel('Name', { exact: true }).fill('Ada');
  await page.getByLabel('Email').fill('ada@corp.test');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('We are sending you an e-mail').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await shoot(page, 'email-sent');
  const { results } = await rig.call('GET', '/core/users/?username=ada');
  expect(results).toMatchObject([{ is_active: false, email: 'ada@corp.test' }]);

  const phone = await openPage(rig.browser, 'mobile');
  const mail = await mailTo('ada@corp.test');
  expect(mail).toContain('Subject: Confirm your e-mail address');
  await phone.page.goto(linkIn(mail));
  await phone.page.getByText('You opened the link of an e-mail').waitFor();
  // Whoever only looks has done nothing.
  expect((await rig.call('GET', '/core/users/?username=ada')).results).toMatchObject([{ is_active: false }]);
  await phone.page.getByRole('button', { name: 'Continue' }).click();
  await chooses(phone.page, PASSWORD);
  await phone.page.waitForURL('**/if/user/**');
  expect((await rig.call('GET', '/core/users/?username=ada')).results).toMatchObject([{ is_active: true }]);
  expect(phone.complaints).toEqual([]);
  await phone.close();

  // The browser that began has nothing of it.
  await page.reload();
  await page.getByText('We are sending you an e-mail').waitFor();
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByText(/You can ask for another one in \d+ seconds|Another e-mail/).waitFor();
});

test('A16: a forgotten password comes back by mail, but not past the second factor', async () => {
  const bea = await rig.person('bea');
  // She has recovery codes: set up by herself, over the flow that the settings page runs.
  const { pk: stage } = await rig.call('POST', '/stages/authenticator/static/', {
    name: 'codes',
    token_count: 1,
  });
  const { pk: flow } = await rig.call('POST', '/flows/instances/', {
    name: 'codes',
    slug: 'codes',
    title: 'Codes',
    designation: 'stage_configuration',
    authentication: 'require_authenticated',
  });
  await rig.call('POST', '/flows/bindings/', { target: flow, stage, order: 0 });
  await rig.call('PATCH', `/stages/authenticator/static/${stage}/`, { configure_flow: flow });
  const own = await openPage(rig.browser, 'light');
  await rig.signIn(own.page, 'bea', '/if/user/');
  await own.page.goto(`${rig.server.origin}/flows/-/configure/${stage}/`);
  const code = String(await own.page.locator('.codes code').textContent()).trim();
  await own.page.getByRole('button', { name: 'I have kept them' }).click();
  await own.page.waitForURL((url) => !url.pathname.startsWith('/if/flow/'));
  await own.close();
  await rig.call('PATCH', `/core/users/${bea}/`, {
    email: 'bea@corp.test',
    attributes: { settings: { locale: 'de' } },
  });

  const forgotten = await openPage(rig.browser, 'light');
  await forgotten.page.goto(`${rig.server.origin}/flows/-/default/authentication/`);
  await forgotten.page.getByRole('link', { name: 'Forgot your password?' }).click();
  await forgotten.page.getByLabel('Email or username').fill('bea');
  await forgotten.page.getByRole('button', { name: 'Continue' }).click();
  const mail = await mailTo('bea@corp.test');
  expect(mail).toContain('Subject: Neues Passwort festlegen');
  // In the same browser, in another tab.
  await forgotten.page.goto(linkIn(mail));
  await forgotten.page.getByRole('button', { name: 'Continue' }).click();
  // The mailbox alone opens nothing: the code is asked for.
  await forgotten.page.getByRole('textbox').fill(code);
  await forgotten.page.getByRole('button', { name: 'Continue' }).click();
  await chooses(forgotten.page, 'another horse altogether');
  await forgotten.page.waitForURL('**/if/user/**');
  expect(forgotten.complaints).toEqual([]);
  await forgotten.close();
});

test('A19: an invitation by mail makes one account, under the address that it names', async () => {
  const { results } = await rig.call('GET', '/flows/instances/?slug=default-invitation-flow');
  const { pk } = await rig.call('POST', '/stages/invitation/invitations/', {
    name: 'cy',
    flow: results[0].pk,
    single_use: true,
    fixed_data: { email: 'cy@corp.test' },
  });
  await rig.call('POST', `/stages/invitation/invitations/${pk}/send_email/`, {
    email_addresses: ['cy@corp.test'],
  });
  const link = linkIn(await mailTo('cy@corp.test'));
  const guest = await openPage(rig.browser, 'mobile');
  await guest.page.goto(link);
  await guest.page.getByLabel('Username').fill('cy');
  await guest.page.getByLabel('Name', { exact: true }).fill('Cy');
  expect(await guest.page.getByLabel('Email').getAttribute('readonly')).not.toBeNull();
  await chooses(guest.page, PASSWORD);
  await guest.page.waitForURL('**/if/user/**');
  expect((await rig.call('GET', '/core/users/?username=cy')).results).toMatchObject([
    { email: 'cy@corp.test' },
  ]);
  expect(guest.complaints).toEqual([]);
  await guest.close();

  const late = await openPage(rig.browser, 'light');
  await late.page.goto(link);
  await late.page.getByText('This invitation no longer works').waitFor();
  await late.close();
});

test('somebody sets up codes by e-mail, over a code in their mailbox', async () => {
  await rig.person('dan');
  const { pk: stage } = await rig.call('POST', '/stages/authenticator/email/', { name: 'mailbox' });
  const { pk: flow } = await rig.call('POST', '/flows/instances/', {
    name: 'mailbox',
    slug: 'mailbox',
    title: 'Codes by e-mail',
    designation: 'stage_configuration',
    authentication: 'require_authenticated',
  });
  await rig.call('POST', '/flows/bindings/', { target: flow, stage, order: 0 });
  await rig.call('PATCH', `/stages/authenticator/email/${stage}/`, { configure_flow: flow });
  const own = await openPage(rig.browser, 'light');
  await rig.signIn(own.page, 'dan', '/if/user/');
  await own.page.goto(`${rig.server.origin}/flows/-/configure/${stage}/`);
  await own.page.getByLabel('E-mail address').fill('dan@corp.test');
  await own.page.getByRole('button', { name: 'Send a code' }).click();
  const code = (mail: string) => /^ {4}(\d{6})\s*$/m.exec(mail)?.[1] ?? '';
  await own.page.getByRole('textbox').fill(code(await mailTo('dan@corp.test')));
  await own.page.getByRole('button', { name: 'Continue' }).click();
  await own.page.waitForURL((url) => !url.pathname.startsWith('/if/flow/'));
  expect(own.complaints).toEqual([]);
  expect(await rig.call('GET', '/authenticators/admin/email/')).toMatchObject({
    results: [{ email: 'dan@corp.test', user: { username: 'dan' } }],
  });
  await own.close();
});

test('an administrator makes an invitation, takes its link along, and has it sent', async () => {
  const { page: admin, watched } = rig;
  await rig.signIn(admin, 'akadmin');
  await rig.go('/invitations/');
  await admin.getByRole('button', { name: 'Create invitation' }).first().click();
  await rig.dialog().getByLabel('Name').fill('eve');
  await pick(rig.dialog(), 'Flow', 'invitation', /invitation/i);
  await rig.dialog().getByRole('button', { name: 'Create and show the link' }).click();
  const link = await rig.dialog().getByRole('textbox', { name: 'Link of the invitation' }).inputValue();
  expect(link).toMatch(/\/if\/flow\/default-invitation-flow\/\?itoken=[0-9a-f-]{36}$/);
  expect(await accessibilityFaults(admin)).toEqual([]);
  await shoot(admin, 'invitation-link');
  await rig.dialog().getByLabel('Send it by e-mail to').fill('eve@corp.test, fay@corp.test');
  await rig.dialog().getByRole('button', { name: 'Send' }).click();
  expect(linkIn(await mailTo('fay@corp.test'))).toBe(link);
  const { results } = await rig.call('GET', '/stages/invitation/invitations/?name=eve');
  expect(results).toMatchObject([{ single_use: true, created_by: { username: 'akadmin' } }]);
  // The same for a way back in.
  const [bea] = (await rig.call('GET', '/core/users/?username=bea')).results;
  await rig.go(`/users/${bea.pk}/`);
  await admin.getByRole('button', { name: 'Recovery link' }).click();
  await rig.dialog().getByRole('button', { name: 'Send by e-mail' }).click();
  expect(await mailTo('bea@corp.test', 2)).toContain('Subject: Neues Passwort festlegen');
  expect(Date.parse(results[0].expires) - Date.now()).toBeLessThan(8 * 86_400_000);
  expect(watched.complaints).toEqual([]);
});
