import { describe, expect, test } from 'vitest';
import { type KeptInvitation, memoryInvitations } from '../../core/testing/invitations.ts';
import { person } from '../../core/testing/users.ts';
import {
  type Browser,
  bindingRow,
  errorsOf,
  flowRow,
  type SceneSpec,
  scene,
  stageRow,
} from '../flows/scene.ts';

const PK = '00000000-0000-4000-8000-000000000001';
const USERNAME = '00000000-0000-4000-8000-000000000002';
const EMAIL = '00000000-0000-4000-8000-000000000003';
const QUERY = { itoken: PK, next: '/x' };

/** A sign-up by invitation: an address, a name, an account. */
function world(more: Partial<KeptInvitation> = {}, bindings: SceneSpec['bindings'] = []) {
  const invitations = memoryInvitations({
    pk: PK,
    name: 'ada',
    flow: 'join',
    single_use: true,
    fixed_data: { email: 'ada@corp.test' },
    ...more,
  });
  const made = scene({
    flows: [flowRow('join', { designation: 'enrollment' })],
    stages: [
      stageRow('invited', 'invitation'),
      stageRow('form', 'prompt', { fields: [USERNAME, EMAIL] }),
      stageRow('write', 'user_write', {
        user_creation_mode: 'always_create',
        create_users_as_inactive: false,
      }),
      stageRow('mail', 'email', { activate_user_on_success: true }),
      stageRow('in', 'user_login'),
    ],
    bindings: [
      bindingRow('join', 'invited', 0),
      bindingRow('join', 'form', 10),
      bindingRow('join', 'write', 20),
      bindingRow('join', 'in', 40),
      ...bindings,
    ],
    rows: {
      prompts: [
        {
          pk: USERNAME,
          name: 'username',
          field_key: 'username',
          label: 'Username',
          type: 'username',
          order: 0,
        },
        { pk: EMAIL, name: 'email', field_key: 'email', label: 'Email', type: 'email', order: 1 },
      ],
    },
    people: [{ facts: person({ username: 'root' }) }],
    ports: { invitations },
  });
  return { ...made, invitations };
}

const joins = async (tab: Browser, username: string) => {
  await tab.get('join', QUERY);
  return tab.post('join', { username, email: 'ada@corp.test' });
};

describe('a sign-up by invitation', () => {
  test('row 53: without one nobody gets in', async () => {
    const made = world();
    const { itoken: _, ...query } = QUERY;
    expect(await made.browser().get('join', { itoken: 'guess' })).toMatchObject({
      component: 'ak-stage-access-denied',
    });
    expect(await made.browser().get('join', query)).toMatchObject({ component: 'ak-stage-access-denied' });
  });

  test('row 54: given up before its end, it is still there', async () => {
    const made = world();
    expect(await made.browser().get('join', QUERY)).toMatchObject({ component: 'ak-stage-prompt' });
    expect(made.invitations.kept.size).toBe(1);
    expect(made.events.emitted).toEqual([]);
  });

  test('row 55: used to the end, it is gone, and an event says by whom', async () => {
    const made = world();
    expect(await joins(made.browser(), 'ada')).toMatchObject({ component: 'xak-flow-redirect', to: '/x' });
    expect(made.invitations.kept.size).toBe(0);
    const used = made.events.emitted.filter(({ action }) => action === 'invitation_used');
    expect(used).toMatchObject([{ context: { subject: { username: 'ada' }, invitation: { name: 'ada' } } }]);
    expect(JSON.stringify(used)).not.toContain(PK);
    expect(await made.browser().get('join', QUERY)).toMatchObject({ component: 'ak-stage-access-denied' });
  });

  test('row 55: one that works often stays, and each use is told', async () => {
    const made = world({ single_use: false });
    await joins(made.browser(), 'ada');
    await joins(made.browser(), 'bea');
    expect(made.invitations.kept.size).toBe(1);
    expect(made.events.emitted.filter(({ action }) => action === 'invitation_used')).toHaveLength(2);
  });

  test.each([true, false])(
    'A19: one that has expired while the form was open lets nobody in (once: %s)',
    async (single_use) => {
      const made = world({ single_use, expires: 0 });
      const kept = made.invitations.kept.get(PK);
      if (!kept) throw new Error('there is an invitation');
      Object.assign(kept, { expires: made.clock.now() + 60_000 });
      const tab = made.browser();
      expect(await tab.get('join', QUERY)).toMatchObject({ component: 'ak-stage-prompt' });
      made.clock.advance(60_000);
      expect(await tab.post('join', { username: 'ada', email: 'ada@corp.test' })).toMatchObject({
        component: 'ak-stage-access-denied',
      });
      expect(made.sessions.size).toBe(0);
    },
  );

  test('A19: one that works often and was taken back while the form was open lets nobody in', async () => {
    const made = world({ single_use: false });
    const tab = made.browser();
    await tab.get('join', QUERY);
    (made.invitations.kept as Map<string, KeptInvitation>).delete(PK);
    expect(await tab.post('join', { username: 'ada', email: 'ada@corp.test' })).toMatchObject({
      component: 'ak-stage-access-denied',
    });
  });

  test('row 56, A19: what it says stands in the form, and cannot be swapped', async () => {
    const made = world();
    const tab = made.browser();
    const shown = await tab.get('join', QUERY);
    expect(shown.fields).toMatchObject([
      { field_key: 'username', type: 'username' },
      { field_key: 'email', type: 'text_read_only', initial_value: 'ada@corp.test' },
    ]);
    await tab.post('join', { username: 'ada', email: 'eve@evil.test' });
    const [ada] = await made.deps.ports.users.find(['username'], 'ada', true);
    expect(ada?.email).toBe('ada@corp.test');
  });

  test('A19, A49: of two who have the link at once, one makes an account', async () => {
    const made = world();
    const [one, two] = [made.browser(), made.browser()];
    await one.get('join', QUERY);
    await two.get('join', QUERY);
    await one.post('join', { username: 'ada' });
    expect(await two.post('join', { username: 'eve' })).toMatchObject({
      component: 'ak-stage-access-denied',
      error_message: expect.stringContaining('Somebody else'),
    });
    expect(await made.deps.ports.users.find(['username'], 'eve', true)).toEqual([]);
  });

  test('a mistake in the form costs nothing', async () => {
    const made = world();
    const tab = made.browser();
    await tab.get('join', QUERY);
    expect(errorsOf(await tab.post('join', { username: 'root' }))).toEqual(['Username is already taken.']);
    expect(await tab.post('join', { username: 'ada' })).toMatchObject({ to: '/x' });
  });

  test('whoever gives up after the account was written gives it back in time', async () => {
    const made = world({}, [bindingRow('join', 'mail', 30)]);
    expect(await joins(made.browser(), 'ada')).toMatchObject({ component: 'ak-stage-email' });
    expect(made.invitations.kept.size).toBe(1);
    expect(await joins(made.browser(), 'bea')).toMatchObject({ component: 'ak-stage-access-denied' });
    made.clock.advance(30 * 60_000);
    expect(await joins(made.browser(), 'cy')).toMatchObject({ component: 'ak-stage-email' });
  });

  test('it is used up too where a link by mail is opened in another browser', async () => {
    const made = world({}, [bindingRow('join', 'mail', 30)]);
    await joins(made.browser(), 'ada');
    const phone = made.browser();
    const link = { ...QUERY, flow_token: made.posting.sent().at(-1)?.token ?? '' };
    const { token } = await phone.get('join', link);
    expect(await phone.post('join', { token })).toMatchObject({ component: 'xak-flow-redirect' });
    expect(made.invitations.kept.size).toBe(0);
    expect(phone.cookies.session).not.toBeNull();
  });
});
