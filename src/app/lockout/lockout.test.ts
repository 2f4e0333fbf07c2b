import { describe, expect, test } from 'vitest';
import { silent } from '../../core/log.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import { memoryFlowTokens } from '../../core/testing/flow-tokens.ts';
import { plainHashing, recordedMail } from '../../core/testing/ports.ts';
import { memoryKnownDevices, memoryTries } from '../../core/testing/tries.ts';
import { type Browser, bindingRow, flowRow, type SceneSpec, scene, stageRow } from '../flows/scene.ts';
import { ada, INBUILT, login } from '../flows/worlds.ts';
import { createLockout } from './lockout.ts';

/** Locked accounts, through the real executor with the real stages; counts are in memory. */

const UNLOCK = '00000000-0000-4000-8000-0000000000aa';
const SECRET = '00000000-0000-4000-8000-0000000000bb';
const POLICY = {
  pk: 'lock',
  type: 'lockout',
  name: 'ten tries',
  attempts: 3,
  attempts_from_address: 0,
  window: 'minutes=15',
  duration: 'minutes=10',
  spare_known_devices: true,
  unlock_flow: UNLOCK,
};
const MINUTE = 60_000;
const bound = { pk: 'b', target: 'login', policy: 'lock', enabled: true, negate: false, expires: null };

function world(policy: object = {}, more: SceneSpec = {}) {
  const store = memoryTries();
  const devices = memoryKnownDevices();
  const mail = recordedMail();
  const hashing = plainHashing();
  const tokens = memoryFlowTokens();
  const made = scene({
    ...login,
    flows: [flowRow('login'), flowRow('unlock', { pk: UNLOCK, designation: 'stage_configuration' })],
    rows: { policies: [{ ...POLICY, ...policy }], policy_bindings: [bound] },
    ports: { hashing },
    ...more,
    lockout: (ports) =>
      createLockout({
        ...ports,
        store,
        devices,
        tokens,
        mail,
        log: silent,
        origin: () => 'https://id.corp.test',
      }),
  });
  return { ...made, store, devices, mail, tokens, hashing };
}

/** Names somebody and tries passwords, each in a run of its own so that the stage's own limit never counts. */
async function guess(visitor: Browser, name: string, ...passwords: readonly string[]) {
  let seen = visitor.last;
  for (const password of passwords) {
    visitor.run = undefined;
    visitor.query = { next: `/${Math.random()}` };
    await visitor.get('login');
    await visitor.post('login', { uid_field: name });
    seen = await visitor.post('login', { password });
  }
  return seen;
}

const LOCKED = { component: 'ak-stage-access-denied', unlock_mailed: true };

describe('an account is locked after so many wrong tries', () => {
  test('the last one says so, until when, and that it is told to the owner', async () => {
    const { browser, clock, hashing } = world();
    const visitor = browser();
    expect(await guess(visitor, 'ada', 'a', 'b')).toMatchObject({ component: 'ak-stage-password' });
    const locked_until = new Date(clock.now() + 10 * MINUTE).toISOString();
    expect(await guess(visitor, 'ada', 'c')).toMatchObject({ ...LOCKED, locked_until });
    const compared = hashing.verified.length;
    // Not even the right one is compared.
    expect(await guess(visitor, 'ada', 'correct')).toMatchObject({ ...LOCKED, locked_until });
    expect(hashing.verified).toHaveLength(compared);
    expect(visitor.cookies.session).toBeNull();
  });

  test('control: what is right before that signs in, and the count begins again', async () => {
    const { browser, store } = world();
    expect(await guess(browser(), 'ada', 'a', 'b', 'correct')).toMatchObject({ to: expect.any(String) });
    expect(store.kept.size).toBe(0);
    expect(await guess(browser(), 'ada', 'a', 'b')).toMatchObject({ component: 'ak-stage-password' });
  });

  test.each([
    { name: 'after the lock', wait: 10 * MINUTE, tries: ['a', 'b', 'c'] },
    { name: 'after the count', wait: 15 * MINUTE, tries: ['a', 'b'] },
  ])('$name everything begins anew', async ({ wait, tries }) => {
    const { browser, clock } = world();
    await guess(browser(), 'ada', ...tries);
    clock.advance(wait);
    expect(await guess(browser(), 'ada', 'x', 'y')).toMatchObject({ component: 'ak-stage-password' });
    expect(await guess(browser(), 'ada', 'z')).toMatchObject(LOCKED);
  });

  test.each([
    { name: 'the flow has no lockout', rows: { policies: [POLICY], policy_bindings: [] } },
    {
      name: 'its binding is switched off',
      rows: { policies: [POLICY], policy_bindings: [{ ...bound, enabled: false }] },
    },
    {
      name: 'its binding has run out',
      rows: { policies: [POLICY], policy_bindings: [{ ...bound, expires: '2020-01-01T00:00:00Z' }] },
    },
    {
      name: 'it is negated',
      rows: { policies: [POLICY], policy_bindings: [{ ...bound, negate: true }] },
    },
  ])('nothing is locked where $name', async ({ rows }) => {
    const { browser } = world({}, { rows });
    expect(await guess(browser(), 'ada', 'a', 'b', 'c', 'd', 'correct')).toMatchObject({
      to: expect.any(String),
    });
  });

  test('of several the strictest part of each counts', async () => {
    const other = { ...POLICY, pk: 'two', attempts: 2, duration: 'hours=1' };
    const rows = {
      policies: [POLICY, other],
      policy_bindings: [bound, { ...bound, pk: 'b2', policy: 'two' }],
    };
    const { browser, clock } = world({}, { rows });
    expect(await guess(browser(), 'ada', 'a', 'b')).toMatchObject({
      locked_until: new Date(clock.now() + 60 * MINUTE).toISOString(),
    });
  });

  test('a binding that restarts does not send whoever is locked out round and round', async () => {
    const bindings = (login.bindings ?? []).map((binding) => ({
      ...binding,
      invalid_response_action: 'restart',
    }));
    const { browser } = world({ attempts: 1 }, { bindings });
    expect(await guess(browser(), 'ada', 'a')).toMatchObject(LOCKED);
  });
});

describe('A49, A50: one exact count', () => {
  test('A49: of a thousand tries at once exactly so many are compared', async () => {
    const { browser, hashing } = world({ attempts: 7 });
    const visitors = await Promise.all(
      Array.from({ length: 1_000 }, async () => {
        const visitor = browser();
        await visitor.get('login');
        await visitor.post('login', { uid_field: 'ada' });
        return visitor;
      }),
    );
    const before = hashing.verified.length;
    const pages = await Promise.all(visitors.map((visitor) => visitor.post('login', { password: 'x' })));
    expect(hashing.verified.length - before).toBe(7);
    // The last try that is compared locks as well.
    expect(pages.filter(({ locked_until }) => locked_until)).toHaveLength(994);
  });

  test.each(['ADA', ' ada ', 'ada@corp.test', 'ADA@corp.test'])(
    'A50: %j is the same account',
    async (twin) => {
      const config = { user_fields: ['username', 'email'], case_insensitive_matching: true };
      const stages = [stageRow('who', 'identification', config), ...(login.stages ?? []).slice(1)];
      const { browser } = world({}, { stages });
      await guess(browser(), 'ada', 'a', 'b');
      expect(await guess(browser(), twin, 'c')).toMatchObject(LOCKED);
    },
  );

  test('A50: the embedded password of the first page is the same count', async () => {
    const stages = [
      ...(login.stages ?? []),
      stageRow(SECRET, 'password', { backends: [INBUILT] }),
      stageRow('both', 'identification', { user_fields: ['username'], password_stage: SECRET }),
    ];
    const flows = [flowRow('login'), flowRow('short')];
    const rows = {
      policies: [POLICY],
      policy_bindings: [bound, { ...bound, pk: 'b2', target: 'short' }],
    };
    const bindings = [
      ...(login.bindings ?? []),
      bindingRow('short', 'both', 0),
      bindingRow('short', 'in', 10),
    ];
    const { browser } = world({}, { stages, flows, rows, bindings });
    await guess(browser(), 'ada', 'a', 'b');
    const visitor = browser();
    await visitor.get('short');
    expect(await visitor.post('short', { uid_field: 'ada', password: 'c' })).toMatchObject(LOCKED);
  });
});

describe('A51: a lock is no weapon', () => {
  test('an address uses up its own tries first, and locks nobody else', async () => {
    const { browser } = world({ attempts: 3, attempts_from_address: 2 });
    const [stranger, owner] = [browser(), browser()];
    stranger.address = '203.0.113.9';
    expect(await guess(stranger, 'ada', 'a', 'b')).toMatchObject(LOCKED);
    expect(await guess(owner, 'ada', 'correct')).toMatchObject({ to: expect.any(String) });
    // Control: from the stranger's address the owner is locked out as well.
    expect(await guess(stranger, 'ada', 'correct')).toMatchObject(LOCKED);
  });

  test('from many addresses the account is locked in the end', async () => {
    const { browser } = world({ attempts: 3, attempts_from_address: 2 });
    for (const last of [1, 2, 3]) {
      const stranger = browser();
      stranger.address = `203.0.113.${last}`;
      await guess(stranger, 'ada', 'a');
    }
    expect(await guess(browser(), 'ada', 'correct')).toMatchObject(LOCKED);
  });

  test.each([
    { spare_known_devices: true, want: { to: expect.any(String) } },
    { spare_known_devices: false, want: LOCKED },
  ])('a known device still gets in: $spare_known_devices', async ({ spare_known_devices, want }) => {
    const { browser, devices, clock } = world({ spare_known_devices });
    await devices.add({ secret: 'my-laptop', user: 1, expires: clock.now() + MINUTE });
    await guess(browser(), 'ada', 'a', 'b', 'c');
    const owner = browser();
    owner.cookies.device = 'my-laptop';
    expect(await guess(owner, 'ada', 'correct')).toMatchObject(want);
  });

  test.each([
    { name: 'of somebody else', user: 2, lives: MINUTE },
    { name: 'of long ago', user: 1, lives: 0 },
  ])('a device $name is none', async ({ user, lives }) => {
    const { browser, devices, clock } = world();
    await devices.add({ secret: 'laptop', user, expires: clock.now() + lives });
    await guess(browser(), 'ada', 'a', 'b', 'c');
    const owner = browser();
    owner.cookies.device = 'laptop';
    expect(await guess(owner, 'ada', 'correct')).toMatchObject(LOCKED);
  });

  test('a known device has tries of its own, and not more', async () => {
    const { browser, devices, clock } = world();
    await devices.add({ secret: 'my-laptop', user: 1, expires: clock.now() + MINUTE });
    const owner = browser();
    owner.cookies.device = 'my-laptop';
    expect(await guess(owner, 'ada', 'a', 'b', 'c')).toMatchObject(LOCKED);
    expect(await guess(browser(), 'ada', 'correct')).toMatchObject({ to: expect.any(String) });
  });

  test('so has an address from which the person has signed in lately, and not more', async () => {
    const { browser, clock } = world();
    await guess(browser(), 'ada', 'correct');
    const stranger = browser();
    stranger.address = '203.0.113.9';
    await guess(stranger, 'ada', 'a', 'b', 'c');
    expect(await guess(browser(), 'ada', 'a', 'b')).toMatchObject({ component: 'ak-stage-password' });
    expect(await guess(browser(), 'ada', 'correct')).toMatchObject({ to: expect.any(String) });
    expect(await guess(browser(), 'ada', 'a', 'b', 'c')).toMatchObject(LOCKED);
    // Control: after a month it is an address like any other.
    clock.advance(30 * 86_400_000);
    await guess(stranger, 'ada', 'a', 'b', 'c');
    expect(await guess(browser(), 'ada', 'correct')).toMatchObject(LOCKED);
  });

  test('others are not concerned', async () => {
    const { browser } = world();
    await guess(browser(), 'ada', 'a', 'b', 'c');
    expect(await guess(browser(), 'bob', 'battery')).toMatchObject({ to: expect.any(String) });
  });
});

test('A52: a lock that began after the proof stops the run before it signs in', async () => {
  const bindings = [
    ...(login.bindings ?? []).slice(0, 2),
    bindingRow('login', 'pause', 25),
    ...(login.bindings ?? []).slice(2),
  ];
  const stages = [...(login.stages ?? []), stageRow('pause', 'dummy')];
  const { browser, sessions } = world({}, { bindings, stages });
  const [first, second] = [browser(), browser()];
  await guess(first, 'ada', 'correct');
  await guess(second, 'ada', 'a', 'b', 'c');
  expect(await first.post('login', {})).toMatchObject(LOCKED);
  expect(sessions.size).toBe(0);
});

test('A53: a name that nobody has is locked alike, and its page says the same', async () => {
  const { browser } = world();
  const page = async (name: string) => {
    const { request_id: _, run: __, flow_info: ___, ...rest } = await guess(browser(), name, 'a', 'b', 'c');
    return JSON.stringify(rest).replaceAll(name, 'NAME');
  };
  expect(await page('bob')).toBe(await page('eve'));
});

describe('the link that unlocks', () => {
  /** Nobody waits for the mail. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  test('goes to the owner once, with an event, and never more than three times a day', async () => {
    const { browser, mail, events, clock } = world();
    for (let day = 0; day < 5; day++) {
      await guess(browser(), 'ada', 'a', 'b', 'c', 'd');
      await settled();
      clock.advance(61 * MINUTE);
    }
    expect(mail.sent.map(({ to }) => to)).toEqual([['ada@corp.test'], ['ada@corp.test'], ['ada@corp.test']]);
    const token = /flow_token=(\S+)/.exec(mail.sent.at(-1)?.text ?? '')?.[1] ?? '';
    expect(mail.sent.at(-1)?.text).toContain(`https://id.corp.test/if/flow/unlock/?flow_token=${token}`);
    expect(token).not.toBe('');
    const told = events.emitted.filter(({ action }) => action === 'suspicious_request');
    expect(told).toHaveLength(5);
    expect(told[0]).toMatchObject({ context: { username: 'ada', policy: { name: 'ten tries' } } });
    expect(JSON.stringify(events.emitted)).not.toContain(token);
  });

  test('A23: a lock that comes again takes no link away that still works, and sends none meanwhile', async () => {
    const { browser, mail, clock, tokens } = world();
    // One that the owner has asked for, into the same flow.
    const asked = { flow: UNLOCK, user: 1, created: clock.now(), expires: clock.now() + 30 * MINUTE };
    await tokens.put('of-the-owner', asked);
    for (let time = 0; time < 2; time++) {
      await guess(browser(), 'ada', 'a', 'b', 'c', 'd');
      await settled();
      clock.advance(10 * MINUTE);
    }
    expect(mail.sent).toEqual([]);
    expect(await tokens.peek('of-the-owner', UNLOCK, clock.now())).toEqual(asked);
    clock.advance(10 * MINUTE);
    await guess(browser(), 'ada', 'a', 'b', 'c', 'd');
    await settled();
    expect(mail.sent).toHaveLength(1);
    expect([...tokens.kept.values()]).toMatchObject([{ confirm: true }]);
  });

  test.each([
    { name: 'a name that nobody has', who: 'eve', policy: {}, facts: ada },
    { name: 'an account without an address', who: 'ada', policy: {}, facts: { ...ada, email: '' } },
    { name: 'an account that is not active', who: 'ada', policy: {}, facts: { ...ada, is_active: false } },
    { name: 'a policy without an unlock flow', who: 'ada', policy: { unlock_flow: null }, facts: ada },
  ])('is not sent for $name', async ({ who, policy, facts }) => {
    const { browser, mail } = world(policy, { people: [{ facts, password: 'correct' }] });
    const page = await guess(browser(), who, 'a', 'b', 'c');
    await settled();
    expect(page).toMatchObject({ locked_until: expect.any(String) });
    expect(mail.sent).toEqual([]);
  });

  test('is written in German for who reads German', async () => {
    const facts: UserFacts = { ...ada, attributes: { settings: { locale: 'de' } } };
    const { browser, mail } = world({}, { people: [{ facts }] });
    await guess(browser(), 'ada', 'a', 'b', 'c');
    await settled();
    expect(mail.sent[0]?.subject).toBe('Ihr Konto ist gesperrt');
  });

  test('opens the way again', async () => {
    const { browser, deps, tokens } = world();
    await guess(browser(), 'ada', 'a', 'b', 'c');
    const guard = deps.lockout.guard({ flow: 'login', http: browser().visitor.actor.http, device: null });
    await settled();
    expect(tokens.kept.size).toBe(1);
    await guard.forgive(1);
    expect(await guess(browser(), 'ada', 'correct')).toMatchObject({ to: expect.any(String) });
  });
});

test('what is typed as a name is kept nowhere in clear', async () => {
  const { browser, store } = world({}, { ports: {} });
  await guess(browser(), 'hunter2', 'a');
  // The digest of the tests is readable on purpose; what counts is that everything went through it.
  for (const key of store.kept.keys()) expect(key).toMatch(/^sha256:postern tries\n/);
});
