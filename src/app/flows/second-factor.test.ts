import { describe, expect, test } from 'vitest';
import type { Device } from '../../core/authenticator/ports.ts';
import { codeAt, stepAt } from '../../core/authenticator/totp.ts';
import { memoryDevices } from '../../core/testing/devices.ts';
import { plainHmac } from '../../core/testing/ports.ts';
import { bindingRow, errorsOf, flowRow, type SceneSpec, scene, stageRow } from './scene.ts';
import { bob, login } from './worlds.ts';

/** Second factors through the executor: the rows of the fact sheet about them, and attacks on codes. */

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const [APP, CODES] = ['00000000-0000-4000-8000-000000000011', '00000000-0000-4000-8000-000000000012'];

const app = (pk: number, user = 1): Device => ({
  ...{ pk, user, class: 'totp', name: 'Phone', created: 0, last_used: null },
  data: { secret: SECRET, digits: 6, step: 0 },
});
const codes = (pk: number, tokens: readonly string[], user = 1): Device => ({
  ...{ pk, user, class: 'static', name: 'Paper', created: 0, last_used: null },
  data: { tokens: tokens.map((token) => `sha256:${token}`) },
});

/** The login with a second factor between password and session. */
const withFactor = (config: object = {}, more: Partial<SceneSpec> = {}): SceneSpec => ({
  ...login,
  stages: [
    ...(login.stages ?? []),
    stageRow('factor', 'authenticator_validate', { ...config }),
    stageRow(APP ?? '', 'authenticator_totp', { name: 'set-up-app' }),
    stageRow(CODES ?? '', 'authenticator_static', { name: 'set-up-codes' }),
  ],
  bindings: [...(login.bindings ?? []), bindingRow('login', 'factor', 25)],
  ...more,
});

function world(spec: SceneSpec, given: readonly Device[] = []) {
  const devices = memoryDevices(given);
  const made = scene({ ...spec, ports: { ...spec.ports, devices } });
  const code = (drift = 0, secret = SECRET) =>
    codeAt(stepAt(made.clock.now()) + drift, { secret, digits: 6 }, plainHmac);
  /** A browser that has given name and password. */
  async function proven(name = 'ada', password = 'correct') {
    const browser = made.browser();
    await browser.get('login');
    await browser.post('login', { uid_field: name });
    await browser.post('login', { password });
    return browser;
  }
  return { ...made, devices, code, proven };
}

const ASKED = { component: 'ak-stage-authenticator-validate' };
const IN = { component: 'xak-flow-redirect', to: '/' };
const DENIED = { component: 'ak-stage-access-denied' };

describe('row 67: nobody has a device', () => {
  test.each([
    ['skip', IN],
    ['deny', DENIED],
  ])('%s', async (not_configured_action, want) => {
    const { proven } = world(withFactor({ not_configured_action }));
    expect((await proven()).last).toMatchObject(want);
  });
});

describe('row 68: one configuration stage', () => {
  const config = { not_configured_action: 'configure', configuration_stages: [APP] };

  test('is shown at once, and then the login goes on without a further question', async () => {
    const { proven, code, devices, sessions } = world(withFactor(config));
    const browser = await proven();
    expect(browser.last).toMatchObject({ component: 'ak-stage-authenticator-totp' });
    const secret = new URL(String(browser.last.config_url)).searchParams.get('secret') ?? '';
    expect(await browser.post('login', { code: '000000' })).toMatchObject({
      component: 'ak-stage-authenticator-totp',
    });
    expect([devices.all().length, sessions.size]).toEqual([0, 0]);
    expect(await browser.post('login', { code: code(0, secret) })).toMatchObject(IN);
    expect([devices.all().length, sessions.size]).toEqual([1, 1]);
  });

  test('the next login asks for what was set up, and the code of the set-up is no proof any more', async () => {
    const { proven, code, clock } = world(withFactor(config));
    const first = await proven();
    const secret = new URL(String(first.last.config_url)).searchParams.get('secret') ?? '';
    const used = code(0, secret);
    await first.post('login', { code: used });
    const second = await proven();
    expect(second.last).toMatchObject(ASKED);
    expect(errorsOf(await second.post('login', { code: used }))).toEqual([
      'This was used already. Wait for the next one.',
    ]);
    clock.advance(31_000);
    expect(await second.post('login', { code: code(0, secret) })).toMatchObject(IN);
  });

  test('a set-up that finds something set up already is no way around: the run breaks', async () => {
    const spec = withFactor({
      not_configured_action: 'configure',
      configuration_stages: [CODES],
      device_classes: ['static'],
    });
    const { devices, proven, sessions } = world(spec);
    const browser = await proven();
    expect(browser.last).toMatchObject({ component: 'ak-stage-authenticator-static' });
    // The owner makes codes elsewhere while somebody who knows the password waits at the set-up.
    await devices.add({ user: 1, class: 'static', name: 'Mine', data: { tokens: ['sha256:abcdefgh'] } });
    expect((await browser.post('login', {})).component).not.toBe('xak-flow-redirect');
    expect(sessions.size).toBe(0);
  });
});

test('row 69: of two configuration stages the person chooses; another one is an error', async () => {
  const config = { not_configured_action: 'configure', configuration_stages: [APP, CODES] };
  const { proven } = world(withFactor(config));
  const browser = await proven();
  expect(browser.last).toMatchObject({
    ...ASKED,
    configuration_stages: [{ name: 'set-up-app' }, { name: 'set-up-codes' }],
  });
  expect(errorsOf(await browser.post('login', { selected_stage: 'in' }))).toHaveLength(1);
  expect(await browser.post('login', { selected_stage: CODES })).toMatchObject({
    component: 'ak-stage-authenticator-static',
  });
  expect(await browser.post('login', {})).toMatchObject(IN);
});

test('row 71: nobody is known and it is no login: the stage is skipped', async () => {
  const spec: SceneSpec = {
    flows: [flowRow('join', { designation: 'enrollment' })],
    stages: [stageRow('factor', 'authenticator_validate', { device_classes: ['webauthn'] })],
    bindings: [bindingRow('join', 'factor', 0)],
  };
  expect(await scene(spec).browser().get('join')).toMatchObject(IN);
});

test('row 72: after three wrong codes the right one waits four seconds', async () => {
  const { proven, code, clock } = world(withFactor(), [app(7)]);
  const browser = await proven();
  for (const wait of [1_000, 2_000, 0]) {
    expect(errorsOf(await browser.post('login', { code: '000000' }))).toEqual([
      'This code is wrong, or it is not valid any more.',
    ]);
    clock.advance(wait);
  }
  clock.advance(3_999);
  expect(errorsOf(await browser.post('login', { code: code() }))).toEqual([
    'Too many wrong tries. Try again in a second.',
  ]);
  clock.advance(1);
  expect(await browser.post('login', { code: code() })).toMatchObject(IN);
});

describe('what the session is told', () => {
  test('the device, beside how the password was proven', async () => {
    const { proven, code, events } = world(withFactor(), [app(7)]);
    await (await proven()).post('login', { code: code() });
    expect(events.emitted.at(-1)).toMatchObject({
      action: 'login',
      context: {
        auth_method: 'password',
        auth_method_args: { mfa_devices: [{ pk: 7, name: 'Phone', device_class: 'totp' }] },
      },
    });
  });
});

describe('not again within ten minutes', () => {
  const spec = withFactor({ last_auth_threshold: 'minutes=10' });

  test('this browser is not asked, another is, and after that time this one is too', async () => {
    const { proven, code, clock, browser: another } = world(spec, [app(7)]);
    const browser = await proven();
    await browser.post('login', { code: code() });
    const again = async (visitor: typeof browser) => {
      visitor.cookies.session = null;
      const tab = visitor.tab();
      await tab.get('login');
      await tab.post('login', { uid_field: 'ada' });
      return tab.post('login', { password: 'correct' });
    };
    expect(await again(browser)).toMatchObject(IN);
    expect(await again(another())).toMatchObject(ASKED);
    clock.advance(601_000);
    expect(await again(browser)).toMatchObject(ASKED);
  });

  test('A65: what somebody else put into the browser before is worth nothing afterwards', async () => {
    const { proven, code } = world(spec, [app(7)]);
    const browser = await proven();
    browser.cookies.trust = 'planted-by-somebody-else';
    await browser.post('login', { code: code() });
    const thief = await proven();
    thief.cookies.trust = 'planted-by-somebody-else';
    expect(thief.last).toMatchObject(ASKED);
    expect(browser.cookies.trust).not.toBe('planted-by-somebody-else');
  });
});

describe('attacks on codes', () => {
  test('A4: a policy that fails does not skip the stage', async () => {
    const { proven, sessions } = world(withFactor({}, { policies: { 'login/factor': 'fault' } }), [app(7)]);
    expect((await proven()).last).toMatchObject({ component: 'ak-stage-flow-error' });
    expect(sessions.size).toBe(0);
    // The control: one that fails by its own word does.
    const skipped = world(withFactor({}, { policies: { 'login/factor': false } }), [app(7)]);
    expect((await skipped.proven()).last).toMatchObject(IN);
  });

  test('A14: the password does not answer the second factor, nor does its code answer the password', async () => {
    const { proven, code, browser, sessions } = world(withFactor(), [app(7)]);
    const visitor = await proven();
    await visitor.post('login', { component: 'ak-stage-password', password: 'correct' });
    await visitor.post('login', { component: 'ak-stage-user-login' });
    expect(visitor.last).toMatchObject(ASKED);
    const early = browser();
    await early.get('login');
    await early.post('login', { uid_field: 'ada' });
    expect(await early.post('login', { ...ASKED, code: code() })).toMatchObject({
      component: 'ak-stage-password',
    });
    expect(sessions.size).toBe(0);
  });

  test("A14: a code of one's own device proves nobody else", async () => {
    const own: Device = { ...app(8, 2), data: { secret: SECRET.replace('G', 'H'), digits: 6, step: 0 } };
    const { proven, code, sessions } = world(withFactor(), [app(7), own]);
    const browser = await proven();
    await browser.post('login', { code: code(0, SECRET.replace('G', 'H')) });
    await browser.post('login', { selected_challenge: { device_uid: '8' }, code: code() });
    expect(sessions.size).toBe(0);
    expect(bob.pk).toBe(own.user);
  });

  test('A49: of a thousand parallel guesses one is judged; of parallel right codes one counts', async () => {
    const guessing = world(withFactor(), [app(7)]);
    const runs = await Promise.all(Array.from({ length: 20 }, () => guessing.proven()));
    const tries = Array.from({ length: 1_000 }, (_, n) => ({ browser: runs[n % 20], guess: 100_000 + n }));
    const said = await Promise.all(
      tries.map(async ({ browser, guess }) =>
        browser ? errorsOf(await browser.tab().post('login', { ...ASKED, code: String(guess) })) : [],
      ),
    );
    expect(said.flat().filter((text) => text.includes('code is wrong'))).toHaveLength(1);

    const right = world(withFactor(), [app(7)]);
    const browsers = await Promise.all(Array.from({ length: 10 }, () => right.proven()));
    const code = right.code();
    const ends = await Promise.all(browsers.map((browser) => browser.post('login', { code })));
    expect(ends.filter(({ component }) => component === 'xak-flow-redirect')).toHaveLength(1);
    expect(right.sessions.size).toBe(1);
  });

  test('A49: a code that was used is not taken again, nor is an older one', async () => {
    const { proven, code, clock, sessions } = world(withFactor(), [app(7)]);
    await (await proven()).post('login', { code: code(1) });
    expect(sessions.size).toBe(1);
    for (const drift of [1, 0, -1]) {
      const browser = await proven();
      expect(await browser.post('login', { code: code(drift) })).toMatchObject(ASKED);
      clock.advance(2 ** (2 - drift) * 500);
    }
    expect(sessions.size).toBe(1);
  });

  test('a recovery code signs in once, also when it is used twice at once', async () => {
    const { proven, sessions } = world(withFactor(), [codes(7, ['abcdefgh', 'jkmnpqrs'])]);
    const browsers = [await proven(), await proven()];
    await Promise.all(browsers.map((browser) => browser.post('login', { code: 'abcd-EFGH' })));
    expect(sessions.size).toBe(1);
    expect(await (await proven()).post('login', { code: 'abcdefgh' })).toMatchObject(ASKED);
  });

  test('the throttle is one per device: another device of the same person is not slowed down', async () => {
    const { proven, code } = world(withFactor(), [codes(7, ['abcdefgh']), app(8)]);
    const browser = await proven();
    const [paper, phone] = browser.last.device_challenges as { device_uid: string }[];
    await browser.post('login', { selected_challenge: paper, code: 'wrongone' });
    expect(errorsOf(await browser.post('login', { selected_challenge: paper, code: 'abcdefgh' }))).toEqual([
      'Too many wrong tries. Try again in a second.',
    ]);
    expect(await browser.post('login', { selected_challenge: phone, code: code() })).toMatchObject(IN);
  });

  test('the throttle holds over runs, browsers and time, and a right code ends it', async () => {
    const { proven, code, clock } = world(withFactor(), [app(7)]);
    await (await proven()).post('login', { code: '000000' });
    expect(errorsOf(await (await proven()).post('login', { code: code() }))[0]).toContain('Too many');
    clock.advance(1_000);
    expect(await (await proven()).post('login', { code: code() })).toMatchObject(IN);
    clock.advance(30_000);
    expect(errorsOf(await (await proven()).post('login', { code: '000000' }))[0]).toContain('wrong');
  });

  test('A69: neither codes nor keys stand in events', async () => {
    const { proven, code, events } = world(withFactor(), [app(7), codes(8, ['abcdefgh'])]);
    const browser = await proven();
    await browser.post('login', { code: '731946' });
    const used = code();
    await browser.post('login', { code: used });
    const told = JSON.stringify(events.emitted);
    for (const secret of ['731946', used, SECRET, 'abcdefgh']) expect(told).not.toContain(secret);
  });
});
