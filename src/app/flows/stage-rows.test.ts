import { describe, expect, test } from 'vitest';
import type { FlowContext } from '../../core/flow/context.ts';
import type { Challenge } from '../../core/flow/flows.ts';
import { knownPolicies, knownSources, recordedDelay, scriptedSandbox } from '../../core/testing/ports.ts';
import { memoryUsers } from '../../core/testing/users.ts';
import { bindingRow, flowRow, type SceneSpec, scene, stageRow } from './scene.ts';
import { ada, bob, INBUILT, login } from './worlds.ts';

/** The rows of the fact sheet about single stages, by their numbers, through the real executor. */

const SECRET = '00000000-0000-4000-8000-0000000000bb';
const TOKEN = 'authentik.core.auth.TokenBackend';
const codes = ({ response_errors = {} }: Challenge) =>
  Object.fromEntries(
    Object.entries(response_errors).map(([field, errors]) => [field, errors.map(({ string }) => string)]),
  );

/** The login flow with another identification stage, and what else is different. */
const named = (config: object, more: SceneSpec = {}): SceneSpec => ({
  ...login,
  stages: [
    stageRow('who', 'identification', { user_fields: ['username', 'email'], ...config }),
    stageRow('secret', 'password', { backends: [INBUILT, TOKEN] }),
    stageRow(SECRET, 'password', { backends: [INBUILT] }),
    stageRow('in', 'user_login'),
  ],
  ...more,
});

describe('identification', () => {
  test('row 20: an embedded password leaves the password stage of the default flow out', async () => {
    // As the policy of the default flow says it.
    const needed = ({ context }: { readonly context: FlowContext }) =>
      !(context.proofs ?? []).some(({ type }) => type === 'password');
    const { browser } = scene(named({ password_stage: SECRET }, { policies: { 'login/secret': needed } }));
    const visitor = browser();
    await visitor.get('login');
    expect(await visitor.post('login', { uid_field: 'ada', password: 'correct' })).toMatchObject({ to: '/' });
    // Control: without the embedded password the stage is there.
    const other = scene(named({}, { policies: { 'login/secret': needed } })).browser();
    await other.get('login');
    expect(await other.post('login', { uid_field: 'ada' })).toMatchObject({ component: 'ak-stage-password' });
  });

  test.each([
    { row: 21, config: { pretend_user_exists: false }, answer: {} },
    { row: 23, config: { pretend_user_exists: true, password_stage: SECRET }, answer: { password: 'x' } },
    { row: 25, config: { pretend_user_exists: false, user_fields: ['email'] }, answer: { uid_field: 'ada' } },
    {
      row: 26,
      config: { pretend_user_exists: false, case_insensitive_matching: false },
      answer: { uid_field: 'ADA' },
    },
  ])('row $row: $config finds nobody, says so and takes a while', async ({ config, answer }) => {
    const delay = recordedDelay();
    const visitor = scene(named(config, { ports: { delay } })).browser();
    await visitor.get('login');
    const challenge = await visitor.post('login', { uid_field: 'nobody', ...answer });
    expect(challenge).toMatchObject({ component: 'ak-stage-identification' });
    expect(codes(challenge)).toEqual({ non_field_errors: ['Failed to authenticate.'] });
    expect(delay.slept).toHaveLength(1);
    expect(delay.slept[0]).toBeGreaterThanOrEqual(90);
    expect(delay.slept[0]).toBeLessThanOrEqual(210);
  });

  test('row 22: pretending, the run goes on, and no password is right', async () => {
    const visitor = scene(named({ pretend_user_exists: true })).browser();
    await visitor.get('login');
    expect(await visitor.post('login', { uid_field: 'nobody' })).toMatchObject({
      component: 'ak-stage-password',
      pending_user: 'nobody',
    });
    expect(codes(await visitor.post('login', { password: '' }))).toHaveProperty('password');
    expect(codes(await visitor.post('login', { password: 'correct' }))).toEqual({
      password: ['Invalid password'],
    });
  });

  test('row 24: what was typed is shown, not who it is', async () => {
    const visitor = scene(named({ show_matched_user: false })).browser();
    await visitor.get('login');
    expect(await visitor.post('login', { uid_field: 'ADA@corp.test' })).toMatchObject({
      pending_user: 'ADA@corp.test',
    });
  });

  test('row 27: nothing to type in and one source: the page has all to go there by itself', async () => {
    const source = '00000000-0000-4000-8000-0000000000cc';
    const challenge = { component: 'xak-flow-redirect', to: '/source/oauth/login/corp/' };
    const sources = knownSources({ [source]: { name: 'Corp', icon_url: null, promoted: false, challenge } });
    const visitor = scene(named({ user_fields: [], sources: [source] }, { ports: { sources } })).browser();
    const shown = await visitor.get('login');
    expect(shown).toMatchObject({ user_fields: [], sources: [{ name: 'Corp', challenge }] });
    expect(shown.passwordless_url).toBeUndefined();
  });
});

describe('password', () => {
  test('row 28: a wrong one is an error of its field, with status 200', async () => {
    const visitor = scene(named({})).browser();
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    const { response_errors } = await visitor.post('login', { password: 'wrong' });
    expect(response_errors?.password?.[0]).toMatchObject({ code: 'invalid' });
  });

  test('row 29: the fifth ends the run', async () => {
    const visitor = scene(named({})).browser();
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    for (let time = 0; time < 4; time++) await visitor.post('login', { password: 'wrong' });
    expect(await visitor.post('login', { password: 'wrong' })).toMatchObject({
      component: 'ak-stage-access-denied',
      error_message: 'Invalid password',
    });
  });

  test('row 33: an app password signs in, and the login says that it was one', async () => {
    const people = [{ facts: ada, tokens: { 'an-app-password': 'my-phone' } }];
    const { browser, events } = scene(named({}, { people }));
    const visitor = browser();
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    expect(await visitor.post('login', { password: 'an-app-password' })).toMatchObject({ to: '/' });
    expect(events.emitted.find(({ action }) => action === 'login')?.context).toMatchObject({
      auth_method: 'token',
      auth_method_args: { identifier: 'my-phone' },
    });
  });
});

describe('user login', () => {
  const HOUR = 3_600_000;
  const signedIn = async (config: object, answer?: object) => {
    const spec = named({});
    const made = scene({
      ...spec,
      stages: [...(spec.stages ?? []).slice(0, 3), stageRow('in', 'user_login', { ...config })],
    });
    const visitor = made.browser();
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    await visitor.post('login', { password: 'correct' });
    if (answer) await visitor.post('login', { ...answer });
    return { ...made, visitor };
  };

  test.each([
    {
      row: 35,
      config: { remember_me_offset: 'days=30', session_duration: 'hours=1' },
      answer: { remember_me: true },
      lives: 30 * 24 * HOUR + HOUR,
    },
    {
      row: 35,
      config: { remember_me_offset: 'days=30', session_duration: 'hours=1' },
      answer: { remember_me: false },
      lives: HOUR,
    },
    { row: 36, config: {}, answer: undefined, lives: null },
  ])('row $row: $config with $answer lives $lives', async ({ config, answer, lives }) => {
    const { visitor, clock } = await signedIn(config, answer);
    expect(visitor.cookies.session).not.toBeNull();
    expect(visitor.expires).toBe(lives === null ? null : clock.now() + lives);
  });

  test.each([
    { terminate_other_sessions: true, left: 1 },
    { terminate_other_sessions: false, left: 2 },
  ])('row 37: terminate_other_sessions $terminate_other_sessions', async ({ left, ...config }) => {
    const spec = named({});
    const { browser, sessions } = scene({
      ...spec,
      stages: [...(spec.stages ?? []).slice(0, 3), stageRow('in', 'user_login', config)],
    });
    browser(ada);
    const visitor = browser();
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    await visitor.post('login', { password: 'correct' });
    expect(sessions.size).toBe(left);
    expect(sessions.has(String(visitor.cookies.session))).toBe(true);
  });
});

/** A flow with one form, and somebody written behind it. */
function form(
  prompts: readonly object[],
  more: SceneSpec & { readonly config?: object; readonly write?: object } = {},
) {
  const { config, write, ...spec } = more;
  const rows = prompts.map((row, index) => ({
    pk: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    name: `prompt-${index}`,
    label: `Field ${index}`,
    order: index,
    ...row,
  }));
  const users = memoryUsers([{ facts: ada }, { facts: bob }]);
  const made = scene({
    flows: [flowRow('f', { designation: 'enrollment' })],
    stages: [
      stageRow('form', 'prompt', { fields: rows.map(({ pk }) => pk), validation_policies: [], ...config }),
      stageRow('write', 'user_write', { create_users_as_inactive: false, ...write }),
    ],
    bindings: [bindingRow('f', 'form', 0), bindingRow('f', 'write', 10)],
    rows: { prompts: rows },
    ...spec,
    ports: { users, ...spec.ports },
  });
  return { ...made, users };
}

/** What the form makes of an answer. */
async function filled(
  made: ReturnType<typeof form>,
  answer: object,
  as = made.browser(),
): Promise<Challenge> {
  await as.get('f');
  return as.post('f', { ...answer });
}

const username = { field_key: 'username', type: 'username' };

describe('forms', () => {
  test.each([
    {
      row: 39,
      prompts: [username, ...['a', 'b'].map((field_key) => ({ field_key, type: 'password' }))],
      answer: { username: 'new', a: 'one', b: 'two' },
      want: "Passwords don't match.",
    },
    { row: 40, prompts: [username], answer: { username: 'ada' }, want: 'Username is already taken.' },
    {
      row: 42,
      prompts: [username, { field_key: 'd', type: 'dropdown', placeholder: 'a' }],
      answer: { username: 'new', d: 'z' },
      want: 'Choose one of the options.',
    },
  ])('row $row: $answer is refused', async ({ prompts, answer, want }) => {
    const challenge = await filled(form(prompts), answer);
    expect(challenge).toMatchObject({ component: 'ak-stage-prompt' });
    expect(Object.values(codes(challenge)).flat()).toContain(want);
  });

  test.each(['hidden', 'static', 'text_read_only'])(
    'row 41: what is sent for a %s field does not count',
    async (type) => {
      const made = form([username, { field_key: 'name', type, initial_value: 'Plain' }]);
      await filled(made, { username: 'new', name: 'Tampered' });
      expect(await made.users.find(['username'], 'new', false)).toMatchObject([{ name: 'Plain' }]);
    },
  );

  const [yes, no] = ['00000000-0000-4000-8000-000000000aaa', '00000000-0000-4000-8000-000000000bbb'];
  const policies = knownPolicies({
    [yes]: () => ({ passing: true, messages: ['Short, but fine.'] }),
    [no]: () => ({ passing: false, messages: ['Not this name.'] }),
  });

  test('row 43: a validation policy that passes with a message is heard, and the run goes on', async () => {
    const word = stageRow('last', 'dummy');
    const bindings = [bindingRow('f', 'form', 0), bindingRow('f', 'last', 10)];
    const stages = [
      stageRow('form', 'prompt', {
        fields: ['00000000-0000-4000-8000-000000000000'],
        validation_policies: [yes],
      }),
      word,
    ];
    const challenge = await filled(form([username], { stages, bindings, ports: { policies } }), {
      username: 'new',
    });
    expect(challenge).toMatchObject({
      component: 'ak-stage-dummy',
      notices: [{ level: 'info', text: 'Short, but fine.' }],
    });
  });

  test('row 44: one of two that fails is enough, whatever the order', async () => {
    for (const validation_policies of [
      [yes, no],
      [no, yes],
    ]) {
      const challenge = await filled(
        form([username], { config: { validation_policies }, ports: { policies } }),
        {
          username: 'new',
        },
      );
      expect(codes(challenge)).toEqual({ non_field_errors: ['Not this name.'] });
    }
  });

  test('row 45: an expression that fails shows its text, and an event tells of it', async () => {
    const sandbox = scriptedSandbox({
      'throw 1': () => {
        throw new Error('no such name');
      },
    });
    const prompt = { ...username, placeholder: 'throw 1', placeholder_expression: true };
    const { browser, events } = form([prompt], { ports: { sandbox } });
    expect((await browser().get('f')).fields).toMatchObject([{ placeholder: 'throw 1' }]);
    expect(events.emitted.map(({ action }) => action)).toContain('property_mapping_exception');
  });
});

describe('what is written', () => {
  const denied = (error_message: string) => ({ component: 'ak-stage-access-denied', error_message });
  const alone = { bindings: [bindingRow('f', 'write', 0)] };

  test('row 46: no data, no user', async () => {
    expect(await form([], alone).browser().get('f')).toMatchObject(denied('No Pending data.'));
  });

  test('row 47: nobody there, and nobody may be made', async () => {
    const made = form([username], { write: { user_creation_mode: 'never_create' } });
    expect(await filled(made, { username: 'new' })).toMatchObject(
      denied("No user found and can't create new user."),
    );
    expect(await made.users.find(['username'], 'new', false)).toEqual([]);
  });

  test('rows 48 to 50: a path is nested, groups and unknown keys are left out', async () => {
    const keys = ['attributes.settings.locale', 'groups', 'is_superuser', 'unheard_of'];
    const made = form([username, ...keys.map((field_key) => ({ field_key, type: 'text' }))]);
    await filled(made, {
      username: 'new',
      'attributes.settings.locale': 'de',
      groups: 'admins',
      is_superuser: 'true',
      unheard_of: 'x',
    });
    const [user] = await made.users.find(['username'], 'new', false);
    expect(user).toMatchObject({ attributes: { settings: { locale: 'de' } }, is_superuser: false });
    expect(JSON.stringify(user)).not.toContain('unheard_of');
    expect(made.users.groupsOf(user?.pk ?? 0)).toEqual([]);
  });

  test('row 51: a name that is taken meanwhile', async () => {
    const made = form([username]);
    const visitor = made.browser();
    await visitor.get('f');
    const { write } = made.users;
    // Between the form and the database somebody else takes the name.
    Object.assign(made.users, {
      write: async (input: Parameters<typeof write>[0]) => {
        await write({ ...input, pk: null });
        return write(input);
      },
    });
    expect(await visitor.post('f', { username: 'new' })).toMatchObject(
      denied('Failed to update user. Please try again later.'),
    );
  });

  test.each([
    { row: 52, user_creation_mode: 'always_create', ada: 'ada' },
    { row: 52, user_creation_mode: 'create_when_required', ada: 'new' },
  ])(
    'row $row: $user_creation_mode while somebody is signed in',
    async ({ user_creation_mode, ada: now }) => {
      const made = form([username], { write: { user_creation_mode } });
      await filled(made, { username: 'new' }, made.browser(ada));
      expect((await made.users.byPk(1))?.username).toBe(now);
      expect(await made.users.find(['username'], 'new', false)).toHaveLength(1);
    },
  );
});

describe('consent', () => {
  const application = { pk: 'app', slug: 'mail', name: 'Mail' };
  const openid = { id: 'openid', name: 'Sign in' };
  const email = { id: 'email', name: 'See your e-mail address' };

  const world = (mode: string) => {
    const made = scene({
      flows: [flowRow('f', { designation: 'authorization' })],
      stages: [stageRow('agree', 'consent', { mode, consent_expire_in: 'weeks=4' })],
      bindings: [bindingRow('f', 'agree', 0)],
      people: [{ facts: ada }],
    });
    /** Comes by for Mail with these permissions; the page, or where it leads. */
    const come = async (consent_permissions: readonly object[]) => {
      const visitor = made.browser(ada);
      const started = await visitor.start({
        flow: { slug: 'f' },
        context: { application, consent_permissions },
      });
      return { visitor, page: started.outcome === 'finished' ? undefined : await visitor.get('f') };
    };
    return { ...made, come };
  };
  const agree = async ({ visitor, page }: Awaited<ReturnType<ReturnType<typeof world>['come']>>) =>
    visitor.post('f', { token: page?.token });

  test('rows 62, 63: the second visit is not asked; something new is, and stands apart', async () => {
    const { come } = world('expiring');
    expect(await agree(await come([openid]))).toMatchObject({ component: 'xak-flow-redirect' });
    expect((await come([openid])).page).toBeUndefined();
    expect((await come([openid, email])).page).toMatchObject({
      permissions: [openid],
      additional_permissions: [email],
    });
  });

  test('row 64: each time, and nothing is kept', async () => {
    const { come, deps } = world('always_require');
    for (let time = 0; time < 2; time++) await agree(await come([openid]));
    expect((await come([openid])).page).toMatchObject({ component: 'ak-stage-consent' });
    expect(await deps.ports.consents.find(1, 'app')).toBeUndefined();
  });

  test('row 65: a wrong token shows the page again', async () => {
    const { come } = world('permanent');
    const { visitor } = await come([openid]);
    expect(await visitor.post('f', { token: 'guessed' })).toMatchObject({ component: 'ak-stage-consent' });
  });
});

describe('the rest', () => {
  test('row 73: the text of the context wins', async () => {
    const made = scene({
      flows: [flowRow('f')],
      stages: [stageRow('no', 'deny', { deny_message: 'Closed.' })],
      bindings: [bindingRow('f', 'no', 0)],
    });
    const visitor = made.browser();
    await visitor.start({ flow: { slug: 'f' }, context: { deny_message: 'Not from there.' } });
    expect(await visitor.get('f')).toMatchObject({ error_message: 'Not from there.' });
  });

  test('row 74: a flow that is not there falls back to the configured address', async () => {
    const { browser } = scene({
      flows: [flowRow('f')],
      stages: [stageRow('away', 'redirect', { mode: 'static', target_static: 'https://corp.test/' })],
      bindings: [bindingRow('f', 'away', 0)],
    });
    const started = await browser().start({
      flow: { slug: 'f' },
      context: { redirect_stage_target: 'ak-flow://nope' },
    });
    expect(started).toMatchObject({ outcome: 'finished', to: 'https://corp.test/' });
  });
});
