import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Outside, openOutside } from '../../test/e2e/stages/outside.ts';
import { FlowBrowser } from '../../test/flow-browser.ts';
import { type TestPostern, testPostern } from '../../test/postern.ts';

/** The examples that come as blueprints do what they say, each with what would be wrong. */

const PASSWORD = 'correct horse battery staple';
let postern: TestPostern;
let outside: Outside;

beforeAll(async () => {
  outside = await openOutside();
  postern = await testPostern({ POSTERN_EGRESS_ALLOW: '127.0.0.1' });
  await postern.firstStart.instances.sync();
});
afterAll(async () => {
  await postern?.end();
  await outside?.close();
});

async function apply(path: string, context: object = {}): Promise<string> {
  const made = await postern.call('POST', '/managed/blueprints/', { body: { name: path, path, context } });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { body } = await postern.call('POST', `/managed/blueprints/${made.body.pk}/apply/`);
  expect(body.errors).toEqual([]);
  return made.body.pk;
}

/** Takes what an example made back, so that the next one begins with what Postern brings along. */
async function forget(model: string, ...names: readonly string[]): Promise<void> {
  const entries = names.map((name) => `  - {model: ${model}, state: absent, identifiers: {name: ${name}}}\n`);
  const file = `version: 1\nentries:\n${entries.join('')}`;
  const { body } = await postern.call('POST', '/managed/blueprints/import/', { body: { file } });
  expect(body.success).toBe(true);
}

async function person(username: string): Promise<number> {
  const { pk } = await postern.account(username);
  await postern.call('POST', `/core/users/${pk}/set_password/`, { body: { password: PASSWORD } });
  return pk;
}

const attributesOf = async (pk: number) => (await postern.call('GET', `/core/users/${pk}/`)).body.attributes;

describe('terms of use', () => {
  test('are accepted once per version, behind the password', async () => {
    const ada = await person('ada');
    const instance = await apply('examples/terms-of-use.yaml');
    const browser = new FlowBrowser(postern);
    expect(await browser.signIn('ada', 'wrong')).toMatchObject({ component: 'ak-stage-password' });
    expect(await browser.signIn('ada', PASSWORD)).toMatchObject({ component: 'ak-stage-prompt' });
    expect(await browser.answer({ terms_accepted: false })).toMatchObject({
      response_errors: { non_field_errors: [{ string: 'Please accept the terms of use to go on.' }] },
    });
    // What is hidden is not for the browser to say.
    expect(await browser.answer({ terms_accepted: true, 'attributes.terms.version': '99' })).toMatchObject({
      component: 'xak-flow-redirect',
    });
    expect(await attributesOf(ada)).toMatchObject({ terms: { version: '1' } });
    expect(await new FlowBrowser(postern).signIn('ada', PASSWORD)).toMatchObject({
      component: 'xak-flow-redirect',
    });

    await postern.call('PATCH', `/managed/blueprints/${instance}/`, { body: { context: { version: '2' } } });
    await postern.call('POST', `/managed/blueprints/${instance}/apply/`);
    expect(await new FlowBrowser(postern).signIn('ada', PASSWORD)).toMatchObject({
      component: 'ak-stage-prompt',
    });
    await forget('authentik_flows.stage', 'terms-of-use', 'terms-of-use-write');
  });
});

describe('a captcha for those who fail', () => {
  test('is shown after failures, guards the password, and is gone after a sign-in', async () => {
    await person('bea');
    await apply('examples/conditional-captcha.yaml', {
      threshold: -2,
      public_key: 'site',
      private_key: 'secret-of-the-provider',
      api_url: `${outside.origin}/verify`,
      js_url: 'https://captcha.corp.test/widget.js',
    });
    const first = new FlowBrowser(postern, '192.0.2.7');
    await first.open('default-authentication-flow');
    expect(await first.answer({ uid_field: 'bea' })).toMatchObject({ component: 'ak-stage-password' });
    for (let time = 0; time < 2; time++) await first.answer({ password: 'wrong' });

    const browser = new FlowBrowser(postern, '192.0.2.7');
    await browser.open('default-authentication-flow');
    expect(await browser.answer({ uid_field: 'bea' })).toMatchObject({ component: 'ak-stage-captcha' });
    // A12: the password cannot be tried before.
    expect(await browser.answer({ component: 'ak-stage-password', password: PASSWORD })).toMatchObject({
      component: 'ak-stage-captcha',
    });
    expect(await browser.answer({ token: 'guessed' })).toMatchObject({ component: 'ak-stage-captcha' });
    expect(await browser.answer({ token: 'solved-for-site' })).toMatchObject({
      component: 'ak-stage-password',
    });
    expect(await browser.answer({ password: PASSWORD })).toMatchObject({ component: 'xak-flow-redirect' });

    const other = new FlowBrowser(postern, '192.0.2.7');
    await other.open('default-authentication-flow');
    expect(await other.answer({ uid_field: 'bea' })).toMatchObject({ component: 'ak-stage-password' });
    await forget('authentik_flows.stage', 'conditional-captcha');
  });
});

describe('unenrolment', () => {
  test('deletes the account of whoever says yes to it, and nobody without that', async () => {
    const cleo = await person('cleo');
    await apply('examples/unenrolment.yaml');
    const { body: brand } = await postern.call('GET', '/core/brands/current/', { token: null });
    expect(brand.flow_unenrollment).toBe('default-unenrollment-flow');

    const stranger = new FlowBrowser(postern);
    expect(await stranger.open('default-unenrollment-flow')).toMatchObject({
      component: 'ak-stage-access-denied',
    });
    const browser = new FlowBrowser(postern);
    await browser.signIn('cleo', PASSWORD);
    const page = await browser.open('default-unenrollment-flow');
    expect(page).toMatchObject({ component: 'ak-stage-user-delete', username: 'cleo' });
    await browser.answer({ token: 'guessed' });
    expect((await postern.call('GET', `/core/users/${cleo}/`)).status).toBe(200);
    expect(await browser.answer({ token: browser.last.token })).toMatchObject({
      component: 'xak-flow-redirect',
    });
    expect((await postern.call('GET', `/core/users/${cleo}/`)).status).toBe(404);
    expect(await new FlowBrowser(postern).signIn('cleo', PASSWORD)).not.toMatchObject({
      component: 'xak-flow-redirect',
    });
  });
});

test('every example that comes with Postern is listed, and none is applied by itself', async () => {
  const { body: files } = await postern.call('GET', '/managed/blueprints/available/');
  const examples = files.filter(({ path }: { path: string }) => path.startsWith('examples/'));
  expect(examples.length).toBeGreaterThan(3);
  for (const { meta } of examples) expect(meta.labels).toMatchObject({ 'postern/instantiate': 'false' });
});
