import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FlowBrowser } from '../../test/flow-browser.ts';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import { createPeopleStore } from '../store/people.ts';

/** A52, A66: somebody stands between their proof and the session while the account is taken from them. */
let postern: TestPostern;

const PASSWORD = 'planted accepted quartz';

const made = async (path: string, body: object) => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

beforeAll(async () => {
  postern = await testPostern();
  const flow = await made('/flows/instances/', {
    ...{ name: 'slow', slug: 'slow', title: 'Slow', designation: 'authentication' },
  });
  const stages = [
    await made('/stages/identification/', { name: 'who', user_fields: ['username'] }),
    await made('/stages/password/', { name: 'secret', backends: ['authentik.core.auth.InbuiltBackend'] }),
    // It asks whether to stay signed in: a place to wait at.
    await made('/stages/user_login/', { name: 'in', remember_me_offset: 'days=30' }),
  ];
  for (const [index, { pk }] of stages.entries())
    await made('/flows/bindings/', { target: flow.pk, stage: pk, order: 10 * index });
});
afterAll(() => postern.end());

let count = 0;

/** An account, and a browser in which its password was given but not yet whether to stay signed in. */
async function halfWay(): Promise<{ vic: Account; browser: FlowBrowser; goOn: () => Promise<unknown> }> {
  const username = `vic-${++count}`;
  const vic = await postern.account(username);
  await setPassword(vic, PASSWORD);
  const browser = new FlowBrowser(postern);
  await browser.open('slow');
  await browser.answer({ uid_field: username });
  expect(await browser.answer({ password: PASSWORD })).toMatchObject({ component: 'ak-stage-user-login' });
  return { vic, browser, goOn: () => browser.answer({ remember_me: true }) };
}

const setPassword = ({ pk }: Account, password: string) =>
  postern.call('POST', `/core/users/${pk}/set_password/`, { body: { password } });
const activate = ({ pk }: Account, is_active: boolean) =>
  postern.call('PATCH', `/core/users/${pk}/`, { body: { is_active } });
const sessionsOf = async ({ pk }: Account) =>
  (await postern.call('GET', `/core/authenticated_sessions/?user=${pk}`)).body.pagination.count;

const KEPT = {
  deactivate_user: false,
  set_unusable_password: false,
  delete_sessions: false,
  revoke_tokens: false,
  delete_devices: false,
};

describe('does not come to a session once', () => {
  test.each<[string, (vic: Account) => Promise<unknown>]>([
    ['the password was changed', (vic) => setPassword(vic, 'another accepted quartz')],
    ['the account was locked down, whatever was taken', (vic) => postern.ports.lockdown.lock(vic.pk, KEPT)],
    ['the account was deactivated', (vic) => activate(vic, false)],
    [
      'the account was deactivated and is active again',
      async (vic) => {
        await activate(vic, false);
        await activate(vic, true);
      },
    ],
  ])('%s', async (_, taken) => {
    const { vic, goOn } = await halfWay();
    await taken(vic);
    await postern.replica.catchUp();
    expect(await goOn()).toMatchObject({ component: 'ak-stage-access-denied' });
    expect(await sessionsOf(vic)).toBe(0);
  });

  test('another node has not heard of it yet: the database has the last word', async () => {
    const { vic } = await halfWay();
    const proven = Date.now() - 1_000;
    const people = createPeopleStore(postern.database.database, postern.replica);
    const session = {
      ...{ uuid: crypto.randomUUID(), user: vic.pk, cookie_hash: crypto.randomUUID(), last_ip: '' },
      ...{ last_user_agent: '', last_used: Date.now(), expires: Date.now() + 60_000, login: {} },
    };
    await setPassword(vic, 'another accepted quartz');
    expect(await people.openSession(session, null, proven)).toBe(false);
    expect(await people.openSession(session, null, Date.now() + 1_000)).toBe(true);
  });
});

test('the control: while nothing has changed they come to it, and other changes do not stop them', async () => {
  const { vic, goOn } = await halfWay();
  await postern.call('PATCH', `/core/users/${vic.pk}/`, { body: { name: 'Victoria' } });
  await postern.replica.catchUp();
  expect(await goOn()).toMatchObject({ component: 'xak-flow-redirect' });
  expect(await sessionsOf(vic)).toBe(1);
});

test('the control: whoever changes their own password on the way goes on', async () => {
  const { vic, browser } = await halfWay();
  const field = await made('/stages/prompt/prompts/', {
    ...{
      name: 'new password',
      field_key: 'password',
      label: 'New password',
      type: 'password',
      required: true,
    },
  });
  const prompt = await made('/stages/prompt/stages/', { name: 'renew', fields: [field.pk] });
  const write = await made('/stages/user_write/', { name: 'write', user_creation_mode: 'never_create' });
  const [{ pk: flow }] = (await postern.call('GET', '/flows/instances/?slug=slow')).body.results;
  const bindings = [
    await made('/flows/bindings/', { target: flow, stage: prompt.pk, order: 12 }),
    await made('/flows/bindings/', { target: flow, stage: write.pk, order: 14 }),
  ];
  await postern.replica.catchUp();
  await browser.open('slow');
  await browser.answer({ uid_field: `vic-${count}` });
  await browser.answer({ password: PASSWORD });
  await browser.answer({ password: 'another accepted quartz' });
  expect(browser.last).toMatchObject({ component: 'ak-stage-user-login' });
  expect(await browser.answer({ remember_me: true })).toMatchObject({ component: 'xak-flow-redirect' });
  expect(await sessionsOf(vic)).toBe(1);
  for (const { pk } of bindings) await postern.call('DELETE', `/flows/bindings/${pk}/`);
});
