import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type AdminRig, openAdmin, PASSWORD } from '../admin/rig.ts';
import { accessibilityFaults, openPage, shiftsOf, shoot, type WatchedPage } from '../browser.ts';

/** Passkeys in a real browser with a virtual authenticator, against the real program. */
let rig: AdminRig;
/** Where somebody who is signed in sets a passkey up. */
let setUp: string;
const opened: WatchedPage[] = [];

/** Somebody at a device of their own, with an authenticator in it. */
interface Person {
  readonly page: Page;
  readonly cdp: CDPSession;
  readonly authenticator: string;
  readonly watched: WatchedPage;
}

beforeAll(async () => {
  rig = await openAdmin();
  const { call } = rig;
  const setup = await call('POST', '/stages/authenticator/webauthn/', { name: 'passkey' });
  const ask = await call('POST', '/stages/authenticator/validate/', {
    name: 'ask',
    device_classes: ['webauthn', 'static'],
    not_configured_action: 'deny',
  });
  const login = await call('POST', '/stages/user_login/', { name: 'in' });
  const password = await call('POST', '/stages/password/', {
    name: 'secret',
    backends: ['authentik.core.auth.InbuiltBackend'],
  });
  const who = await call('POST', '/stages/identification/', { name: 'who', user_fields: ['username'] });
  await call('PATCH', `/stages/authenticator/webauthn/${setup.pk}/`, {
    configure_flow: await flow('set-up', 'stage_configuration', [setup.pk]),
  });
  setUp = `${rig.server.origin}/flows/-/configure/${setup.pk}/?next=/if/user/`;
  await flow('two-factors', 'authentication', [who.pk, password.pk, ask.pk, login.pk]);
  await flow('alone', 'authentication', [ask.pk, login.pk]);
  const page = await call('POST', '/stages/identification/', {
    name: 'page',
    user_fields: ['username'],
    password_stage: password.pk,
    webauthn_stage: ask.pk,
  });
  await flow('autofill', 'authentication', [page.pk, login.pk]);
}, 180_000);
afterAll(() => rig?.close());
afterEach(async () => {
  for (const watched of opened.splice(0)) await watched.close();
});

async function flow(slug: string, designation: string, stages: readonly string[]): Promise<string> {
  const { pk } = await rig.call('POST', '/flows/instances/', {
    ...{ name: slug, slug, title: '', designation },
    title: slug,
    authentication: designation === 'authentication' ? 'none' : 'require_authenticated',
  });
  for (const [order, stage] of stages.entries())
    await rig.call('POST', '/flows/bindings/', { target: pk, stage, order });
  return pk;
}

/** A device that nobody has signed in on. */
async function atDevice(more: object = {}): Promise<Person> {
  const watched = await openPage(rig.browser, 'light');
  opened.push(watched);
  const { page } = watched;
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      ...more,
    },
  });
  return { page, cdp, authenticator: authenticatorId, watched };
}

const open = async (page: Page, slug: string) => {
  await page.goto(`${rig.server.origin}/if/flow/${slug}/?next=/if/user/`);
  await page.getByRole('button').first().waitFor();
};
const signedIn = (page: Page) => page.waitForURL(({ pathname }) => pathname.startsWith('/if/user/'));

/** The page asks for nothing any more when its session goes. */
async function signOut(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.context().clearCookies();
}

/** A new account with a passkey, on a device from which it is signed out again. */
async function withPasskey(username: string, more: object = {}): Promise<Person> {
  await rig.person(username);
  const person = await atDevice(more);
  await rig.signIn(person.page, username, '/if/user/');
  await person.page.goto(setUp);
  await person.page.getByRole('button', { name: 'Create a passkey' }).click();
  await signedIn(person.page);
  await signOut(person.page);
  return person;
}

const keys = async ({ cdp, authenticator }: Person) =>
  (await cdp.send('WebAuthn.getCredentials', { authenticatorId: authenticator })).credentials;

const devicesOf = async (username: string) => {
  const { results } = await rig.call('GET', `/core/users/?username=${username}`);
  return rig.call('GET', `/authenticators/admin/all/?user=${results[0].pk}`);
};

async function byPassword(page: Page, username: string): Promise<void> {
  await open(page, 'two-factors');
  await page.getByLabel('Username').fill(username);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Use a passkey' }).waitFor();
}

test('a passkey is set up, once per authenticator, and is the second factor', async () => {
  const ada = await withPasskey('ada');
  const [credential] = await keys(ada);
  expect(credential).toMatchObject({ isResidentCredential: true, rpId: 'localhost' });
  expect(await devicesOf('ada')).toMatchObject([
    { type: 'authentik_stages_authenticator_webauthn.webauthndevice', name: 'Passkey', confirmed: true },
  ]);

  await byPassword(ada.page, 'ada');
  expect(await accessibilityFaults(ada.page)).toEqual([]);
  await shoot(ada.page, 'passkey-second-factor');
  await ada.page.getByRole('button', { name: 'Use a passkey' }).click();
  await signedIn(ada.page);
  expect((await devicesOf('ada'))[0].last_used).not.toBeNull();

  await ada.page.goto(setUp);
  const create = ada.page.getByRole('button', { name: 'Create a passkey' });
  await create.waitFor();
  expect(await accessibilityFaults(ada.page)).toEqual([]);
  await shoot(ada.page, 'passkey-set-up');
  await create.click();
  await ada.page.getByRole('alert').getByText('holds a passkey for your account already').waitFor();
  expect(await shiftsOf(ada.page)).toBeLessThanOrEqual(0.02);
  expect(await devicesOf('ada')).toHaveLength(1);
  expect(ada.watched.complaints).toEqual([]);
});

test('row 70: a passkey alone says who somebody is', async () => {
  const bea = await withPasskey('bea');
  await open(bea.page, 'alone');
  await bea.page.getByRole('button', { name: 'Use a passkey' }).click();
  await signedIn(bea.page);
  const me = await bea.page.evaluate("fetch('/api/v3/core/users/me/').then((reply) => reply.json())");
  expect(me).toMatchObject({ user: { username: 'bea' } });
  await vi.waitFor(async () => {
    const { results } = await rig.call('GET', '/events/events/?action=login&username=bea');
    expect(results[0].context).toMatchObject({ auth_method: 'auth_webauthn_pwl' });
  }, 10_000);
});

test('a passkey is filled in where the name is asked for, and a button asks for it', async () => {
  const { page, cdp, authenticator, watched } = await withPasskey('ivy');
  const presence = (enabled: boolean) =>
    cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: authenticator, enabled });
  // Chosen as soon as it is offered.
  await page.goto(`${rig.server.origin}/if/flow/autofill/?next=/if/user/`);
  await signedIn(page);
  await signOut(page);

  await presence(false);
  await open(page, 'autofill');
  expect(await page.getByLabel('Username').getAttribute('autocomplete')).toBe('username webauthn');
  expect(await accessibilityFaults(page)).toEqual([]);
  await shoot(page, 'passkey-autofill');
  await presence(true);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await signedIn(page);
  await signOut(page);

  // Whoever does not want to comes in as ever.
  await presence(false);
  await open(page, 'autofill');
  await page.getByLabel('Username').fill('ivy');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await signedIn(page);
  expect(watched.complaints).toEqual([]);
});

test('whoever says no at the browser is told, and can try again', async () => {
  const { page, cdp, authenticator } = await withPasskey('cleo');
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: false });
  await open(page, 'alone');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByRole('alert').getByText('No passkey was used').waitFor();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId: authenticator, isUserVerified: true });
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await signedIn(page);
});

/** Asks the executor as the page does, with what the browser signs there. */
const proof = `async (challenge) => {
  const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  const publicKey = {
    ...challenge,
    challenge: bytes(challenge.challenge),
    allowCredentials: challenge.allowCredentials.map((one) => ({ ...one, id: bytes(one.id) })),
  };
  const { id, rawId, type, response } = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return { id, rawId: text(rawId), type, response: {
    clientDataJSON: text(clientDataJSON),
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    ...(userHandle ? { userHandle: text(userHandle) } : {}),
  } };
}`;

interface Shown {
  readonly component: string;
  readonly device_challenges: readonly [{ readonly challenge: Readonly<Record<string, unknown>> }];
  readonly response_errors?: Readonly<Record<string, readonly { readonly string: string }[]>>;
}

/** The run that the page keeps for itself. */
const executor = (slug: string) =>
  `'/api/v3/flows/executor/${slug}/?query=&run=' + Object.entries(sessionStorage)
    .find(([name]) => name.includes('/${slug}/'))[1]`;

/** What the run of a page shows now. */
const shown = (page: Page, slug: string): Promise<Shown> =>
  page.evaluate(`fetch(${executor(slug)}).then((reply) => reply.json())`);

const answer = (page: Page, slug: string, webauthn: unknown): Promise<Shown> =>
  page.evaluate(`fetch(${executor(slug)}, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: ${JSON.stringify(JSON.stringify({ component: 'ak-stage-authenticator-validate', webauthn }))},
  }).then((reply) => reply.json())`);

const sign = (page: Page, { device_challenges: [{ challenge }] }: Shown): Promise<object> =>
  page.evaluate(`(${proof})(${JSON.stringify(challenge)})`);

test('in the settings a passkey is set up, renamed and removed', async () => {
  const { page, watched } = await atDevice();
  await rig.person('joy');
  await rig.signIn(page, 'joy', '/if/user/');
  await page.goto(`${rig.server.origin}/if/user/settings/security/`);
  await page.getByRole('button', { name: 'Set up: Passkey' }).click();
  await page.frameLocator('.flow-frame').getByRole('button', { name: 'Create a passkey' }).click();
  await page.getByText('It is set up.').waitFor();
  await page.getByRole('button', { name: 'Rename: Passkey' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Laptop');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Laptop' }).waitFor();
  await shoot(page, 'user-settings-passkeys');
  expect(await devicesOf('joy')).toMatchObject([{ name: 'Laptop' }]);
  await page.getByRole('button', { name: 'Remove: Laptop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await vi.waitFor(async () => expect(await devicesOf('joy')).toEqual([]), 10_000);
  expect(watched.complaints).toEqual([]);
});

test('by the example, the default login takes a passkey and asks for nothing else', async () => {
  const { call } = rig;
  const { pk } = await call('POST', '/managed/blueprints/', {
    name: 'passkeys',
    path: 'examples/passkeys.yaml',
  });
  expect(await call('POST', `/managed/blueprints/${pk}/apply/`)).toMatchObject({ status: 'successful' });
  const { page } = await withPasskey('kim');
  await page.goto(`${rig.server.origin}/flows/-/default/authentication/?next=/if/user/`);
  await signedIn(page);
});

describe('attacks', () => {
  test('a proof counts for its own challenge only: replayed later, it is nothing', async () => {
    const { page } = await withPasskey('dora');
    await open(page, 'alone');
    const signed = await sign(page, await shown(page, 'alone'));
    // The negative control: rightly, it passes.
    expect((await answer(page, 'alone', signed)).component).toBe('xak-flow-redirect');
    await signOut(page);
    await open(page, 'alone');
    await shown(page, 'alone');
    const again = await answer(page, 'alone', signed);
    expect(again.component).toBe('ak-stage-authenticator-validate');
    expect(JSON.stringify(again.response_errors)).toContain('not accepted');
  });

  test('somebody else’s passkey is no second factor', async () => {
    const eve = await withPasskey('eve');
    const fay = await withPasskey('fay');
    await byPassword(fay.page, 'fay');
    const asked = await shown(fay.page, 'two-factors');
    const right = await sign(fay.page, asked);
    // The thief knows fay's password, and answers fay's challenge with a passkey of their own.
    await open(eve.page, 'alone');
    const [own] = await keys(eve);
    const challenge = {
      ...asked.device_challenges[0].challenge,
      allowCredentials: [
        {
          type: 'public-key',
          id: own?.credentialId.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
        },
      ],
    };
    const stolen = await sign(eve.page, { component: '', device_challenges: [{ challenge }] });
    expect(JSON.stringify((await answer(fay.page, 'two-factors', stolen)).response_errors)).toContain(
      'your devices',
    );
    expect((await answer(fay.page, 'two-factors', right)).component).toBe('xak-flow-redirect');
  });

  test('a copy whose counter lags behind is refused, and told of', async () => {
    const gil = await withPasskey('gil');
    const [credential] = await keys(gil);
    if (!credential) throw new Error('no passkey was made');
    for (const use of ['one', 'two']) {
      await open(gil.page, 'alone');
      await gil.page.getByRole('button', { name: 'Use a passkey' }).click();
      await signedIn(gil.page);
      await signOut(gil.page);
      expect((await keys(gil))[0]?.signCount, use).toBeGreaterThan(credential.signCount);
    }
    const thief = await atDevice();
    await thief.cdp.send('WebAuthn.addCredential', {
      authenticatorId: thief.authenticator,
      credential: { ...credential, signCount: credential.signCount },
    });
    await open(thief.page, 'alone');
    await thief.page.getByRole('button', { name: 'Use a passkey' }).click();
    await thief.page.getByRole('alert').getByText('may have been copied').waitFor();
    await vi.waitFor(async () => {
      const { results } = await rig.call('GET', '/events/events/?action=suspicious_request');
      expect(results[0].context.message).toContain('gil');
    }, 10_000);
    // The owner's own still works.
    await open(gil.page, 'alone');
    await gil.page.getByRole('button', { name: 'Use a passkey' }).click();
    await signedIn(gil.page);
  });

  test('another origin of the same host is not ours', async () => {
    const { page } = await withPasskey('hal');
    await open(page, 'alone');
    const asked = await shown(page, 'alone');
    // A page of another server on this host gets a proof for the same RP id, with its own origin in it.
    await page.route('http://localhost:1/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<h1>Elsewhere</h1>' }),
    );
    await page.goto('http://localhost:1/');
    const signed = await sign(page, asked);
    // Back on ours, on a page that leaves that run and its challenge alone.
    await page.goto(`${rig.server.origin}/if/flow/set-up/`);
    expect(JSON.stringify((await answer(page, 'alone', signed)).response_errors)).toContain('not accepted');
    const right = await sign(page, asked);
    expect((await answer(page, 'alone', right)).component).toBe('xak-flow-redirect');
  });
});
