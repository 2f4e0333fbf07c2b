import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pendingUser } from '../../core/flow/context.ts';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { bindingRow, errorsOf, flowRow, type SceneSpec, scene, stageRow } from './scene.ts';
import { ada, bob, login, root, words } from './worlds.ts';

/** Whose a run is, and where it may lead. */

describe('A17: fixation', () => {
  test('A17: a run that another browser began cannot be read, answered or finished', async () => {
    const { browser, sessions } = scene(login);
    const [attacker, victim] = [browser(), browser()];
    await attacker.get('login');
    await attacker.post('login', { uid_field: 'bob' });
    victim.run = attacker.run;
    const seen = await victim.get('login');
    expect(seen).toMatchObject({ component: 'ak-stage-identification' });
    expect(seen.run).not.toBe(attacker.run);
    victim.run = attacker.run;
    const { component, execution } = attacker.last;
    const posted = await victim.post('login', { component, execution, password: 'battery' });
    expect(posted).toMatchObject({ component: 'ak-stage-identification' });
    expect(sessions.size).toBe(0);
    // Control: the browser that began it finishes it.
    expect(await attacker.post('login', { password: 'battery' })).toMatchObject({ to: '/' });
  });

  test('A17: a login gives new cookies, and whoever knew the old ones holds nothing', async () => {
    const { browser, runs, sessions } = scene({
      ...login,
      people: [...(login.people ?? []), { facts: root }],
    });
    const visitor = browser(root);
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    const before = { ...visitor.cookies };
    await visitor.post('login', { password: 'correct' });
    expect(visitor.cookies.browser).not.toBe(before.browser);
    expect(visitor.cookies.session).not.toBe(before.session);
    expect(sessions.has(before.session ?? '')).toBe(false);
    for (const row of runs.kept.values()) expect(row.browser).not.toBe(before.browser);
  });

  test('A17: at a login, other tabs come along only where nothing was done in them', async () => {
    const { browser } = scene({
      ...login,
      flows: [flowRow('login'), flowRow('other')],
      bindings: [
        ...(login.bindings ?? []),
        bindingRow('other', 'who', 10),
        bindingRow('other', 'secret', 20),
      ],
    });
    const visitor = browser();
    const [untouched, named] = [visitor.tab(), visitor.tab()];
    await visitor.get('login');
    await untouched.get('login', { next: '/untouched' });
    await named.get('other');
    await named.post('other', { uid_field: 'bob' });
    await visitor.post('login', { uid_field: 'ada' });
    await visitor.post('login', { password: 'correct' });
    const [first, second] = [untouched.run, named.run];
    expect((await untouched.get('login')).run).toBe(first);
    expect((await named.get('other')).run).not.toBe(second);
  });

  test('A17: a run of one person is not gone on with by the next one at the same browser', async () => {
    const { browser, sessions } = scene(words);
    const visitor = browser(ada);
    await visitor.get('f');
    await visitor.post('f', { word: 'please' });
    const { run, last } = visitor;
    (sessions as Map<string, typeof bob>).set('session-of-bob', bob);
    visitor.cookies.session = 'session-of-bob';
    const posted = await visitor.post('f', {
      component: last.component,
      execution: last.execution,
      word: 'please',
    });
    expect(posted).toMatchObject({ name: 'one' });
    expect(posted.run).not.toBe(run);
    visitor.cookies.session = 'session-of-ada';
    visitor.run = run;
    expect((await visitor.get('f')).run).not.toBe(run);
  });

  test('somebody who signed in in another tab begins the step anew, in the same run', async () => {
    const { browser, sessions } = scene(words);
    const visitor = browser();
    await visitor.start({ flow: { slug: 'f' }, context: { is_sso: true } });
    await visitor.get('f');
    await visitor.post('f', { word: 'please' });
    const { run } = visitor;
    (sessions as Map<string, typeof ada>).set('session-of-ada', ada);
    visitor.cookies.session = 'session-of-ada';
    const challenge = await visitor.post('f', { word: 'please' });
    expect(challenge).toMatchObject({ name: 'one', run });
    expect(errorsOf(challenge)).toHaveLength(1);
  });
});

describe('a stage that opens a session without looking', () => {
  const effect = {
    effect: 'login',
    duration: 0,
    terminate_other_sessions: false,
    network_binding: 'no_binding',
    geoip_binding: 'no_binding',
    remember_device: 0,
  } as const;
  const careless = defineStageType({
    type: 'careless',
    model: 'test.carelessstage',
    component: '',
    title: 'Careless',
    description: 'Opens a session.',
    config: z.strictObject({}),
    challenge: null,
    asks: z.strictObject({}),
    answer: z.strictObject({}),
    messages: {},
    uses: [],
    proves: false,
    begin: ({ done }) => done({}, [effect]),
    answered: ({ done }) => done({}, [effect]),
  });

  test.each([
    { is_active: true, outcome: 'finished', sessions: 1 },
    { is_active: false, outcome: 'denied', sessions: 0 },
  ])(
    'A26: an account with is_active $is_active: $outcome',
    async ({ is_active, outcome, sessions: count }) => {
      const { browser, sessions } = scene({
        flows: [flowRow('f')],
        types: [careless],
        stages: [stageRow('in', 'careless')],
        bindings: [bindingRow('f', 'in', 0)],
        people: [{ facts: { ...ada, is_active } }],
      });
      const started = await browser().start({
        flow: { slug: 'f' },
        context: { pending_user: pendingUser(ada) },
      });
      expect(started.outcome).toBe(outcome);
      expect(sessions.size).toBe(count);
    },
  );
});

describe('A35: where a run leads', () => {
  test.each(['//evil.test', '/\\evil.test', 'javascript:alert(1)', 'https://evil.test', '/\t/evil.test'])(
    'A35: next=%j is refused',
    async (next) => {
      const { browser } = scene(words);
      const visitor = browser();
      const challenge = await visitor.get('g', { next });
      expect(challenge.flow_info?.cancel_url).not.toContain('evil');
      expect(await visitor.post('g', { word: 'please' })).toMatchObject({
        error_message: 'Invalid next URL.',
      });
    },
  );

  test('A35: control: a path of our own is followed', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    await visitor.get('g', { next: '/if/user/#/x' });
    expect(await visitor.post('g', { word: 'please' })).toMatchObject({ to: '/if/user/#/x' });
  });
});

describe('logging out', () => {
  const spec: SceneSpec = {
    ...words,
    flows: [flowRow('bye', { designation: 'invalidation' }), flowRow('f')],
    stages: [...(words.stages ?? []), stageRow('out', 'user_logout')],
    bindings: [...(words.bindings ?? []), bindingRow('bye', 'out', 0)],
  };

  test('ends the session, writes the event, rotates the browser and drops its other runs', async () => {
    const { browser, sessions, events } = scene(spec);
    const visitor = browser(ada);
    const other = visitor.tab();
    await other.get('f');
    await other.post('f', { word: 'please' });
    const before = { ...visitor.cookies };
    expect(await visitor.get('bye', { next: '/bye' })).toMatchObject({ to: '/bye' });
    expect(sessions.size).toBe(0);
    expect(visitor.cookies.session).toBeNull();
    expect(visitor.cookies.browser).not.toBe(before.browser);
    expect(events.emitted.map(({ action, user }) => [action, user?.username])).toEqual([['logout', 'ada']]);
    expect(await other.get('f')).toMatchObject({ name: 'one' });
  });

  test('is harmless where nobody is signed in', async () => {
    const { browser, events } = scene(spec);
    expect(await browser().get('bye')).toMatchObject({ to: '/' });
    expect(events.emitted).toEqual([]);
  });
});
