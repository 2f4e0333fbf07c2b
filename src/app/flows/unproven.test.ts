import { describe, expect, test } from 'vitest';
import type { Device } from '../../core/authenticator/ports.ts';
import { codeAt, stepAt } from '../../core/authenticator/totp.ts';
import { memoryDevices } from '../../core/testing/devices.ts';
import { plainHmac } from '../../core/testing/ports.ts';
import { bindingRow, flowRow, type SceneSpec, scene, stageRow } from './scene.ts';
import { ada, login } from './worlds.ts';

/** A12: what somebody who has only named a person is not given, asked or let do. */

const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const APP = '00000000-0000-4000-8000-000000000011';
const phone: Device = {
  ...{ pk: 11, user: 1, class: 'totp', name: 'Phone', created: 0, last_used: null },
  data: { secret: SECRET, digits: 6, step: 0 },
};

/** The usual login, with a validating stage before or behind the password, or in its place. */
function world(at: 'before' | 'behind' | 'instead', config: object, given: readonly Device[] = []) {
  const spec: SceneSpec = {
    ...login,
    stages: [
      ...(login.stages ?? []),
      stageRow('factor', 'authenticator_validate', { device_classes: ['totp'], ...config }),
      stageRow(APP, 'authenticator_totp', { name: 'set-up-app' }),
    ],
    bindings: [
      bindingRow('login', 'who', 10),
      bindingRow('login', 'factor', at === 'behind' ? 25 : 15),
      ...(at === 'instead' ? [] : [bindingRow('login', 'secret', 20)]),
      bindingRow('login', 'in', 30),
    ],
  };
  const devices = memoryDevices(given);
  const made = scene({ ...spec, ports: { devices } });
  const code = (drift = 0) =>
    codeAt(stepAt(made.clock.now()) + drift, { secret: SECRET, digits: 6 }, plainHmac);
  const named = async (username: string) => {
    const browser = made.browser();
    await browser.get('login');
    await browser.post('login', { uid_field: username });
    return browser;
  };
  return { ...made, devices, code, named };
}

const SET_UP = { component: 'ak-stage-authenticator-totp' };
const ASKED = { component: 'ak-stage-authenticator-validate' };
const IN = { component: 'xak-flow-redirect', to: '/' };
const configure = { not_configured_action: 'configure', configuration_stages: [APP] };

describe('a device is set up by whoever has shown who they are', () => {
  test('before the password a name without a device looks like a name with one, and like nobody’s', async () => {
    const { named, devices } = world('before', configure);
    const pages = await Promise.all(['ada', 'nobody'].map(async (name) => (await named(name)).last));
    for (const page of pages) expect(page).toMatchObject({ ...ASKED, configuration_stages: [] });
    expect(devices.all()).toEqual([]);
  });

  test('of two configuration stages none can be chosen either', async () => {
    const { named, devices } = world('before', configure);
    const browser = await named('ada');
    await browser.post('login', { selected_stage: APP });
    expect(browser.last.component).not.toBe(SET_UP.component);
    expect(devices.all()).toEqual([]);
  });

  test('a set-up stage that is bound before the password ends the flow', async () => {
    const { stages = [], ...rest } = login;
    const made = scene({
      ...rest,
      stages: [...stages, stageRow(APP, 'authenticator_totp')],
      bindings: [...(login.bindings ?? []), bindingRow('login', APP, 15)],
    });
    const browser = made.browser();
    await browser.get('login');
    expect(await browser.post('login', { uid_field: 'ada' })).toMatchObject({
      component: 'ak-stage-access-denied',
      error_message: 'Show first that it is you: only then can a device be set up here.',
    });
  });

  test('the control: behind the password it is set up', async () => {
    const { named } = world('behind', configure);
    const browser = await named('ada');
    expect(await browser.post('login', { password: 'correct' })).toMatchObject(SET_UP);
  });
});

test('a set-up flow that is opened by its own address is about whoever is signed in', async () => {
  const made = scene({
    flows: [
      flowRow('set-up', { designation: 'stage_configuration', authentication: 'require_authenticated' }),
    ],
    stages: [stageRow(APP, 'authenticator_totp')],
    bindings: [bindingRow('set-up', APP, 10)],
    people: [{ facts: ada }],
  });
  const browser = made.browser(ada);
  expect(await browser.get('set-up')).toMatchObject(SET_UP);
});

describe('a browser that is remembered', () => {
  const remembering = { not_configured_action: 'deny', last_auth_threshold: 'hours=8' };

  /** Whoever signed in once with the phone, in their browser. */
  async function remembered(at: 'behind' | 'instead') {
    const scenery = world(at, remembering, [phone]);
    const browser = await scenery.named('ada');
    if (at === 'behind') await browser.post('login', { password: 'correct' });
    expect(await browser.post('login', { code: scenery.code() })).toMatchObject(IN);
    return { ...scenery, trust: browser.cookies.trust };
  }

  test('is no proof where nothing else was proven', async () => {
    const { browser: another, trust } = await remembered('instead');
    const browser = another();
    browser.cookies.trust = trust;
    await browser.get('login');
    expect(await browser.post('login', { uid_field: 'ada' })).toMatchObject(ASKED);
  });

  test('the control: behind the password it stands for the second factor', async () => {
    const { browser: another, trust } = await remembered('behind');
    const browser = another();
    browser.cookies.trust = trust;
    await browser.get('login');
    await browser.post('login', { uid_field: 'ada' });
    expect(await browser.post('login', { password: 'correct' })).toMatchObject(IN);
  });
});
