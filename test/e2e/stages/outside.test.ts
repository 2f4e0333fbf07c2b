import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AdminRig, openAdmin } from '../admin/rig.ts';
import { accessibilityFaults, openPage, type WatchedPage } from '../browser.ts';
import { type Outside, openOutside } from './outside.ts';

/** Stages that ask somebody outside, in a real browser against the real program. */
let rig: AdminRig;
let outside: Outside;

beforeAll(async () => {
  outside = await openOutside();
  rig = await openAdmin({ POSTERN_EGRESS_ALLOW: '127.0.0.1' });
}, 180_000);
afterAll(async () => {
  await rig?.close();
  await outside?.close();
});

/** A flow of those stages, in their order; each is made as `[type path, fields]`. */
async function flow(slug: string, stages: readonly (readonly [string, object])[], more: object = {}) {
  const { pk } = await rig.call('POST', '/flows/instances/', {
    name: slug,
    slug,
    title: slug,
    designation: 'authentication',
    ...more,
  });
  const made: string[] = [];
  for (const [order, [path, fields]] of stages.entries()) {
    const stage = await rig.call('POST', `/stages/${path}/`, { name: `${slug} ${order}`, ...fields });
    made.push(stage.pk);
    await rig.call('POST', '/flows/bindings/', { target: pk, stage: stage.pk, order });
  }
  return { pk: String(pk), stages: made };
}

async function visited(slug: string): Promise<WatchedPage> {
  const watched = await openPage(rig.browser, 'light');
  await watched.page.goto(`${rig.server.origin}/if/flow/${slug}/`);
  await watched.page.getByRole('heading', { level: 1 }).waitFor();
  return watched;
}

describe('locking an account', () => {
  test('ends everything at once; its owner is told, and cannot come in again', async () => {
    const eve = await rig.person('eve');
    const watched = await openPage(rig.browser, 'light');
    const { page, complaints } = watched;
    await rig.signIn(page, 'eve', '/if/user/');
    await page.goto(`${rig.server.origin}/if/flow/default-account-lockdown/`);
    await page.getByLabel('Reason').fill('My laptop was stolen.');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('The account eve is locked.').waitFor();
    expect((await rig.call('GET', `/core/users/${eve}/`)).is_active).toBe(true);
    await page.getByRole('button', { name: 'Lock it' }).click();
    await page.getByText('every browser is signed out').waitFor();
    expect((await rig.call('GET', `/core/users/${eve}/`)).is_active).toBe(false);
    expect(complaints).toEqual([]);
    await page.goto(`${rig.server.origin}/if/user/`);
    // Several addresses lead there, one after the other: what counts is where it ends.
    await page.getByLabel('Email or username').waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/if\/flow\//);
    await expect
      .poll(async () => (await rig.call('GET', '/events/events/?action=user_write')).results)
      .toMatchObject([{ context: { reason: 'My laptop was stolen.', self_service: true } }]);
    await watched.close();
  });
});

describe('text messages', () => {
  test('a telephone is set up by the code that was sent to it', async () => {
    await rig.person('ada');
    const { pk, stages } = await flow(
      'sms-setup',
      [
        [
          'authenticator/sms',
          {
            provider: 'generic',
            from_number: 'Corp',
            account_sid: `${outside.origin}/sms`,
            auth: 'postern',
            auth_password: 'secret',
          },
        ],
      ],
      { designation: 'stage_configuration', authentication: 'require_authenticated' },
    );
    await rig.call('PATCH', `/stages/authenticator/sms/${stages[0]}/`, { configure_flow: pk });
    const watched = await openPage(rig.browser, 'light');
    const { page, complaints } = watched;
    await rig.signIn(page, 'ada', '/if/user/');
    await page.goto(`${rig.server.origin}/flows/-/configure/${stages[0]}/?next=/if/user/`);
    await page.getByLabel('Telephone number').fill('0170 1234567');
    await page.keyboard.press('Enter');
    await page.getByText('Enter your number with the code of your country').waitFor();
    await page.getByLabel('Telephone number').fill('+49 170 1234567');
    await page.keyboard.press('Enter');
    await page.getByText('Enter the code that we have sent to +491701234567.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const message = JSON.parse(outside.last('/sms')?.body ?? '{}');
    expect(message).toMatchObject({ From: 'Corp', To: '+491701234567' });
    await page.getByLabel('Code').fill(/\d{6}/.exec(message.Body)?.[0] ?? '');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/if/user/**');
    const devices = await rig.call('GET', '/authenticators/admin/sms/');
    expect(devices.results).toMatchObject([
      { name: 'Text messages', phone_number: '+491701234567', user: { username: 'ada' } },
    ]);
    expect(Object.keys(devices.results[0])).not.toContain('number_digest');
    expect(complaints).toEqual([]);
    await watched.close();
  });
});

describe('captcha', () => {
  const captcha = (more: object = {}) =>
    [
      'captcha',
      {
        public_key: 'site',
        private_key: 'secret-of-the-provider',
        js_url: `${outside.origin}/widget.js`,
        api_url: `${outside.origin}/verify`,
        interactive: true,
        ...more,
      },
    ] as const;

  test('is solved on a page of its own, by keyboard', async () => {
    await flow('captcha-alone', [captcha(), ['dummy', {}]]);
    const { page, complaints, close } = await visited('captcha-alone');
    await page.getByRole('button', { name: 'I am a person' }).focus();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('This step asks for nothing').waitFor();
    const form = Object.fromEntries(new URLSearchParams(outside.last('/verify')?.body));
    expect(form).toEqual({
      secret: 'secret-of-the-provider',
      response: 'solved-for-site',
      remoteip: '127.0.0.1',
    });
    expect(complaints).toEqual([]);
    await close();
  });

  test('is done with nobody solving anything; after a refusal the person says when', async () => {
    const { stages } = await flow('captcha-unseen', [
      captcha({ public_key: 'unseen', interactive: false, private_key: 'wrong' }),
      ['dummy', {}],
    ]);
    const { page, close } = await visited('captcha-unseen');
    await page.getByRole('alert').getByText('Invalid captcha response.').waitFor();
    await rig.call('PATCH', `/stages/captcha/${stages[0]}/`, { private_key: 'secret-of-the-provider' });
    await page.getByText('Done.').waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('This step asks for nothing').waitFor();
    await close();
  });

  test('is a part of the login page', async () => {
    const { pk } = await rig.call('POST', '/stages/captcha/', { name: 'embedded', ...captcha()[1] });
    await flow('captcha-embedded', [
      ['identification', { user_fields: ['username'], captcha_stage: pk }],
      ['dummy', {}],
    ]);
    const { page, complaints, close } = await visited('captcha-embedded');
    await page.getByLabel('Username').fill('akadmin');
    await page.keyboard.press('Enter');
    await page.getByText('The check is not finished.').waitFor();
    await page.getByRole('button', { name: 'I am a person' }).click();
    await page.getByText('Done.').waitFor();
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('This step asks for nothing').waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  test('only the page of its flow may load its script', async () => {
    await flow('captcha-not-here', [['dummy', {}]]);
    const policy = async (path: string) =>
      (await fetch(`${rig.server.origin}${path}`)).headers.get('content-security-policy');
    expect(await policy('/if/flow/captcha-alone/')).toContain(`script-src 'self' ${outside.origin};`);
    expect(await policy('/if/flow/captcha-embedded/')).toContain(`script-src 'self' ${outside.origin};`);
    for (const path of ['/if/flow/captcha-not-here/', '/if/user/', '/if/flow/no-such-flow/'])
      expect(await policy(path)).toContain("script-src 'self';");
    const { page, complaints, close } = await visited('captcha-not-here');
    await page.evaluate(
      `new Promise((done) => { const script = document.createElement('script');
        script.src = '${outside.origin}/widget.js'; script.onload = script.onerror = done; document.head.append(script); })`,
    );
    expect(complaints.join()).toContain('Content Security Policy');
    expect(await page.evaluate('typeof turnstile')).toBe('undefined');
    await close();
  });
});
