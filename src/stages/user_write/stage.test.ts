import { describe, expect, test } from 'vitest';
import type { FlowContext } from '../../core/flow/context.ts';
import { fixedClock, recordedEvents } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { passed, REQUEST, refusal, type Visit, visit } from '../../core/testing/stage.ts';
import { memoryUsers, person } from '../../core/testing/users.ts';
import { userWrite } from './stage.ts';

const GROUP = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const GONE = '33333333-3333-4333-8333-333333333333';

const ada = person({ username: 'ada', pk: 1, attributes: { settings: { theme: 'dark' }, phone: '1' } });
const bob = person({ username: 'bob', pk: 2 });
const ghost = { pk: null, uuid: null, username: 'g', name: 'g', email: 'g', is_active: true };

function world(prompt_data: Record<string, unknown> | undefined, given: Visit = {}) {
  const clock = fixedClock(Date.parse('2026-05-06T07:08:09Z'));
  const users = memoryUsers([{ facts: ada, password: 'old' }, { facts: bob }], clock.now);
  const events = recordedEvents();
  const configuration = memoryReplica({ groups: [{ pk: GROUP }, { pk: OTHER }] });
  const stage = visit(userWrite, {
    ...given,
    context: { ...(prompt_data ? { prompt_data } : {}), ...given.context },
    ports: { users, events, configuration },
  });
  return { stage, users, events };
}

const never = { user_creation_mode: 'never_create' };
const always = { user_creation_mode: 'always_create' };

describe('whom it writes', () => {
  test.each([
    { name: 'the pending user', given: { pending: ada }, pk: 1 },
    { name: 'the pending user, not whoever is signed in', given: { pending: ada, user: bob }, pk: 1 },
    { name: 'whoever is signed in', given: { user: ada }, pk: 1 },
    { name: 'a new user where there is nobody', given: {}, pk: 3 },
    {
      name: 'a new user where the run pretends to know somebody',
      given: { context: { pending_user: ghost } },
      pk: 3,
    },
    {
      name: 'row 52: always a new user, also while somebody is signed in',
      given: { user: ada, config: always },
      pk: 3,
    },
    { name: 'always a new user, also where one is pending', given: { pending: ada, config: always }, pk: 3 },
  ])('$name', async ({ given, pk }) => {
    const { stage, users, events } = world({ username: 'new' }, given);
    expect(passed(await stage.begin()).patch.pending_user).toMatchObject({ pk, username: 'new' });
    expect(await users.byPk(pk)).toMatchObject({ username: 'new' });
    expect(events.emitted).toMatchObject([
      {
        action: 'user_write',
        context: { created: pk === 3, written: { pk, username: 'new' } },
        http_request: REQUEST,
      },
    ]);
  });

  const gone: FlowContext = { pending_user: { ...ghost, pk: 99 } };
  test.each([
    { name: 'row 46: no data', data: undefined, given: { pending: ada }, want: 'No Pending data.' },
    {
      name: 'row 47: nobody, and none may be created',
      data: {},
      given: { config: never },
      want: "No user found and can't create new user.",
    },
    {
      name: 'a pretended user, and none may be created',
      data: {},
      given: { config: never, context: { pending_user: ghost } },
      want: "No user found and can't create new user.",
    },
    {
      name: 'a pretended user is not whoever is signed in',
      data: {},
      given: { config: never, user: bob, context: { pending_user: ghost } },
      want: "No user found and can't create new user.",
    },
    {
      name: 'a pending user who is gone',
      data: { username: 'new' },
      given: { context: gone },
      want: "No user found and can't create new user.",
    },
    {
      name: 'a pending user who is gone, while somebody is signed in',
      data: { name: 'x' },
      given: { context: gone, user: bob },
      want: "No user found and can't create new user.",
    },
    { name: 'a new user without a name', data: { email: 'a@b.c' }, given: {}, want: 'A username is needed.' },
    {
      name: 'a name of blanks',
      data: { username: '  ' },
      given: { pending: ada },
      want: 'A username is needed.',
    },
    {
      name: 'row 51: a name that is taken',
      data: { username: 'bob' },
      given: { pending: ada },
      want: 'Failed to update user. Please try again later.',
    },
  ])('refused: $name', async ({ data, given, want }) => {
    const { stage, users, events } = world(data, given);
    expect(refusal(await stage.begin())).toBe(want);
    expect(events.emitted).toEqual([]);
    expect(await users.byPk(1)).toBe(ada);
    expect(await users.byPk(3)).toBeUndefined();
  });
});

describe('what it writes', () => {
  test('row 48: nested attributes beside those that are there', async () => {
    const { stage, users } = world({ 'attributes.settings.locale': 'de' }, { pending: ada });
    passed(await stage.begin());
    expect((await users.byPk(1))?.attributes).toEqual({
      settings: { theme: 'dark', locale: 'de' },
      phone: '1',
    });
  });

  test('rows 49, 50: what is not on the list is left out, and the event says so', async () => {
    const data = {
      name: 'Ada',
      groups: [GROUP],
      is_superuser: true,
      is_active: false,
      type: 'internal_service_account',
      pk: 2,
    };
    const { stage, users, events } = world(data, { pending: ada });
    passed(await stage.begin());
    expect(await users.byPk(1)).toEqual({ ...ada, name: 'Ada' });
    expect(users.groupsOf(1)).toEqual([]);
    expect(events.emitted[0]?.context.discarded).toEqual([
      'groups',
      'is_superuser',
      'is_active',
      'type',
      'pk',
    ]);
  });

  test('a password, with the date of its change and an event of its own', async () => {
    const { stage, users, events } = world({ password: ' new ' }, { pending: ada });
    expect(passed(await stage.begin()).effects).toEqual([{ effect: 'end_other_sessions', user: 1 }]);
    expect(users.passwordOf(1)).toBe(' new ');
    expect((await users.byPk(1))?.password_change_date).toBe('2026-05-06T07:08:09.000Z');
    expect(events.emitted.map(({ action }) => action)).toEqual(['user_write', 'password_set']);
  });

  test.each([
    ['A66: whose password is changed is signed out elsewhere', { password: 'new' }, { pending: ada }, [1]],
    ['A66: also when somebody else does it', { password: 'new' }, { pending: bob, user: ada }, [2]],
    ['whose name is changed stays signed in', { name: 'New' }, { pending: ada }, []],
    ['who is new is signed in nowhere', { username: 'new', password: 'new' }, { config: always }, []],
  ])('%s', async (_, data, given, users) => {
    const { effects } = passed(await world(data, given).stage.begin());
    expect(effects).toEqual(users.map((user) => ({ effect: 'end_other_sessions', user })));
  });

  test('an empty password leaves the old one', async () => {
    const { stage, users, events } = world({ password: '', name: 'x' }, { pending: ada });
    expect(passed(await stage.begin()).effects).toEqual([]);
    expect(users.passwordOf(1)).toBe('old');
    expect((await users.byPk(1))?.password_change_date).toBeNull();
    expect(events.emitted).toHaveLength(1);
  });

  test('A69: passwords are in no event and leave the prompt data', async () => {
    const data = { username: 'new', password: 'planted-1', again: 'planted-2', name: 'x' };
    const { stage, events } = world(data, { context: { prompt_hidden: ['password', 'again'] } });
    const { patch } = passed(await stage.begin());
    expect(patch.prompt_data).toEqual({ username: 'new', name: 'x' });
    expect(JSON.stringify([patch, events.emitted])).not.toMatch(/planted/);
  });

  test.each([
    {
      name: 'by default',
      config: {},
      context: {},
      want: { is_active: false, type: 'external', path: 'users' },
    },
    {
      name: 'as configured',
      config: { create_users_as_inactive: false, user_type: 'internal', user_path_template: 'staff/new' },
      context: {},
      want: { is_active: true, type: 'internal', path: 'staff/new' },
    },
    {
      name: 'internal service accounts are the system’s',
      config: { user_type: 'internal_service_account' },
      context: {},
      want: { type: 'service_account' },
    },
    {
      name: 'the context wins',
      config: { user_path_template: 'staff' },
      context: { user_path: 'goauthentik.io/sources/x', user_type: 'internal' },
      want: { path: 'goauthentik.io/sources/x', type: 'internal' },
    },
    {
      name: 'the context cannot make an internal service account either',
      config: {},
      context: { user_type: 'internal_service_account' },
      want: { type: 'service_account' },
    },
    {
      name: 'what is no type or path in the context does not count',
      config: {},
      context: { user_type: 'root', user_path: ['x'] },
      want: { type: 'external', path: 'users' },
    },
  ])('a new user $name', async ({ config, context, want }) => {
    const { stage, users } = world({ username: 'new' }, { config, context });
    passed(await stage.begin());
    expect(await users.byPk(3)).toMatchObject({ ...want, name: '' });
  });

  test('somebody who exists keeps type, path and being active', async () => {
    const { stage, users } = world(
      { name: 'x' },
      { pending: ada, config: { user_type: 'external' }, context: { user_path: 'p' } },
    );
    passed(await stage.begin());
    expect(await users.byPk(1)).toEqual({ ...ada, name: 'x' });
  });

  test.each([
    { name: 'the configured group', config: { create_users_group: GROUP }, groups: undefined, want: [GROUP] },
    {
      name: 'groups of the context',
      config: {},
      groups: [OTHER, { pk: GROUP, name: 'x' }],
      want: [OTHER, GROUP],
    },
    { name: 'each once', config: { create_users_group: GROUP }, groups: [GROUP], want: [GROUP] },
    {
      name: 'none that is gone or is none',
      config: { create_users_group: GONE },
      groups: [GONE, 7, null, {}],
      want: [],
    },
    { name: 'no list', config: {}, groups: GROUP, want: [] },
  ])('joins $name', async ({ config, groups, want }) => {
    const { stage, users } = world({ name: 'x' }, { pending: ada, config, context: { groups } });
    passed(await stage.begin());
    expect(users.groupsOf(1)).toEqual(want);
  });
});

describe('A13: proofs belong to whom they are of', () => {
  const context: FlowContext = {
    proofs: [{ type: 'password', execution: 'e', time: 1 }],
    auth_method: 'password',
  };

  test('a new user does not inherit those of the pending one', async () => {
    const { stage } = world({ username: 'new' }, { pending: ada, context, config: always });
    const { patch } = passed(await stage.begin());
    expect(patch).toMatchObject({ proofs: [], user_backend: 'authentik.core.auth.InbuiltBackend' });
    expect(patch.auth_method).toBeUndefined();
    expect(Object.keys(patch)).toContain('auth_method');
  });

  test('the same user keeps them', async () => {
    const { stage } = world({ name: 'x' }, { pending: ada, context });
    expect(passed(await stage.begin()).patch).not.toHaveProperty('proofs');
  });
});

test('A12: an answer changes nothing about what is written', async () => {
  const { stage, users } = world({ name: 'x' }, { pending: ada });
  expect((await stage.answer({ username: 'root', is_superuser: true })).step).toBe('refused');
  passed(await stage.answer({}));
  expect(await users.byPk(1)).toEqual({ ...ada, name: 'x' });
});
