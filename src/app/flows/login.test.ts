import { describe, expect, test } from 'vitest';
import type { StageType } from '../../core/flow/stage-type.ts';
import { person } from '../../core/testing/users.ts';
import { bindingRow, errorsOf, flowRow, type SceneSpec, scene, stageRow, wordStage } from './scene.ts';

/** The rows of the fact sheet about the login flow and what refuses, by their numbers. */

const ada = person({ username: 'ada' });
const INBUILT = 'authentik.core.auth.InbuiltBackend';
const word: StageType = wordStage();

/** The login flow that comes with Postern. */
const login: SceneSpec = {
  flows: [flowRow('login')],
  stages: [
    stageRow('who', 'identification', { user_fields: ['email', 'username'] }),
    stageRow('secret', 'password', { backends: [INBUILT] }),
    stageRow('in', 'user_login'),
  ],
  bindings: [
    bindingRow('login', 'who', 10),
    bindingRow('login', 'secret', 20),
    bindingRow('login', 'in', 100),
  ],
  people: [{ facts: ada, password: 'correct' }],
};

describe('the default login flow', () => {
  test('signs in: session, event, redirect', async () => {
    const { browser, events, sessions } = scene(login);
    const visitor = browser();
    expect(await visitor.get('login', { next: '/app' })).toMatchObject({
      component: 'ak-stage-identification',
      flow_info: { title: 'Welcome', layout: 'stacked' },
    });
    expect(await visitor.post('login', { uid_field: 'ada' })).toMatchObject({
      component: 'ak-stage-password',
    });
    expect(await visitor.post('login', { password: 'correct' })).toMatchObject({
      component: 'xak-flow-redirect',
      to: '/app',
      final_redirect: true,
    });
    expect(sessions.get(visitor.cookies.session ?? '')?.username).toBe('ada');
    expect(
      events.emitted.map(({ action, user, context }) => [action, user?.username, context.auth_method]),
    ).toEqual([['login', 'ada', 'password']]);
  });

  test('row 28: a wrong password is asked for again', async () => {
    const { browser, sessions } = scene(login);
    const visitor = browser();
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    const challenge = await visitor.post('login', { password: 'wrong' });
    expect(challenge).toMatchObject({
      component: 'ak-stage-password',
      response_errors: { password: [{ code: 'invalid' }] },
    });
    expect((await visitor.get('login')).response_errors).toBeUndefined();
    expect(sessions.size).toBe(0);
  });

  test('row 29: five wrong passwords end the run, reading the page in between or not', async () => {
    const { browser, sessions } = scene(login);
    const visitor = browser();
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    for (let count = 0; count < 4; count++) {
      expect(await visitor.post('login', { password: 'wrong' })).toMatchObject({
        component: 'ak-stage-password',
      });
      await visitor.get('login');
    }
    expect(await visitor.post('login', { password: 'wrong' })).toMatchObject({
      component: 'ak-stage-access-denied',
    });
    expect(
      await visitor.post('login', { component: 'ak-stage-password', password: 'correct' }),
    ).toMatchObject({
      component: 'ak-stage-access-denied',
    });
    expect(sessions.size).toBe(0);
  });

  test.each([
    { row: 30, invalid_response_action: 'restart', pending: undefined },
    { row: 31, invalid_response_action: 'restart_with_context', pending: 'ada' },
  ])(
    'row $row: a wrong password with $invalid_response_action',
    async ({ invalid_response_action, pending }) => {
      const { browser, runs } = scene({
        ...login,
        bindings: [
          bindingRow('login', 'who', 10),
          bindingRow('login', 'secret', 20, { invalid_response_action }),
          bindingRow('login', 'in', 100),
        ],
      });
      const visitor = browser();
      await visitor.get('login');
      const before = (await visitor.post('login', { uid_field: 'ada' })).execution;
      const challenge = await visitor.post('login', { password: 'wrong' });
      expect(challenge).toMatchObject({ component: 'ak-stage-identification' });
      expect(errorsOf(challenge)).toHaveLength(1);
      expect(challenge.execution).not.toBe(before);
      const kept = JSON.parse(runs.kept.get(String(challenge.run))?.run ?? '{}');
      expect(kept.context.pending_user?.username).toBe(pending);
    },
  );

  test.each([
    { invalid_response_action: 'restart', uid_field: 'nobody', kept: undefined },
    { invalid_response_action: 'restart_with_context', uid_field: 'nobody', kept: 'nobody' },
    { invalid_response_action: 'retry', uid_field: 'nobody', kept: undefined },
  ])(
    'a name that nobody has, with $invalid_response_action: the page knows $kept',
    async ({ invalid_response_action, uid_field, kept }) => {
      const { browser } = scene({
        ...login,
        stages: [
          stageRow('who', 'identification', { user_fields: ['username'], pretend_user_exists: false }),
          ...(login.stages ?? []).filter(({ pk }) => pk !== 'who'),
        ],
        bindings: [
          bindingRow('login', 'who', 10, { invalid_response_action }),
          bindingRow('login', 'secret', 20),
          bindingRow('login', 'in', 100),
        ],
      });
      const visitor = browser();
      await visitor.get('login');
      const challenge = await visitor.post('login', { uid_field });
      expect(challenge).toMatchObject({ component: 'ak-stage-identification' });
      expect(errorsOf(challenge)).toEqual(['Failed to authenticate.']);
      expect(challenge.pending_user_identifier).toBe(kept);
    },
  );

  test('row 32: an inactive account is refused', async () => {
    const people = [{ facts: { ...ada, is_active: false }, password: 'correct' }];
    const { browser, sessions } = scene({ ...login, people });
    const visitor = browser();
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    expect(await visitor.post('login', { password: 'correct' })).toMatchObject({
      component: 'ak-stage-access-denied',
    });
    expect(sessions.size).toBe(0);
  });

  test('row 34: a login without a person is refused', async () => {
    const { browser } = scene({ ...login, bindings: [bindingRow('login', 'in', 0)] });
    expect(await browser().get('login')).toMatchObject({
      component: 'ak-stage-access-denied',
      error_message: 'No Pending user to login.',
    });
  });
});

describe('deny', () => {
  const spec = (more: Readonly<Record<string, unknown>>): SceneSpec => ({
    flows: [flowRow('f')],
    types: [word],
    stages: [stageRow('ask', 'word'), stageRow('no', 'deny', { deny_message: 'Not today.' })],
    bindings: [bindingRow('f', 'ask', 0), bindingRow('f', 'no', 10, more)],
  });

  test('ends the run with its message, for good', async () => {
    const { browser } = scene(spec({}));
    const visitor = browser();
    await visitor.get('f');
    const denied = { component: 'ak-stage-access-denied', error_message: 'Not today.' };
    expect(await visitor.post('f', { word: 'please' })).toMatchObject(denied);
    expect(await visitor.get('f')).toMatchObject(denied);
    expect(await visitor.post('f', { component: 'test-word', word: 'please' })).toMatchObject(denied);
  });

  test('with restart, it restarts once and says why', async () => {
    const { browser } = scene(spec({ invalid_response_action: 'restart' }));
    const visitor = browser();
    await visitor.get('f');
    const challenge = await visitor.post('f', { word: 'please' });
    expect(challenge).toMatchObject({ component: 'test-word' });
    expect(errorsOf(challenge)).toEqual(['Not today.']);
  });

  test('at the front with restart, it does not go round for ever', async () => {
    const { browser } = scene({
      ...spec({}),
      bindings: [bindingRow('f', 'no', 0, { invalid_response_action: 'restart' })],
    });
    expect(await browser().get('f')).toMatchObject({
      component: 'ak-stage-access-denied',
      messages: ['Not today.'],
    });
  });
});
