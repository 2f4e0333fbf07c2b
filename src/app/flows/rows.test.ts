import { describe, expect, test } from 'vitest';
import type { StageType } from '../../core/flow/stage-type.ts';
import { person } from '../../core/testing/users.ts';
import { bindingRow, errorsOf, flowRow, type SceneSpec, scene, stageRow, wordStage } from './scene.ts';

/** The rows of the fact sheet about flows, planner and executor, by their numbers. */

const ada = person({ username: 'ada' });
const root = person({ username: 'root', pk: 2, is_superuser: true });
const SECOND = '00000000-0000-4000-8000-000000000002';
const THIRD = '00000000-0000-4000-8000-000000000003';
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

describe('a flow without stages', () => {
  test.each([
    { row: 1, query: {}, want: { component: 'xak-flow-redirect', to: '/' } },
    { row: 2, query: { next: '/foo' }, want: { component: 'xak-flow-redirect', to: '/foo' } },
    {
      row: 3,
      query: { next: 'https://evil.tld' },
      want: { component: 'ak-stage-access-denied', error_message: 'Invalid next URL.' },
    },
    { row: 80, query: { next: '/foo' }, context: { redirect: 'https://x/' }, want: { to: 'https://x/' } },
  ])('row $row: $query leads to $want', async ({ query, context, want }) => {
    const { browser } = scene({ flows: [flowRow('empty')] });
    const visitor = browser();
    if (context) {
      expect(await visitor.start({ flow: { slug: 'empty' }, query, context })).toMatchObject({
        outcome: 'finished',
        ...want,
      });
    } else expect(await visitor.get('empty', query)).toMatchObject(want);
  });
});

describe('a flow that does not apply', () => {
  const denied = { component: 'ak-stage-access-denied' };
  const to = (address: string) => ({ component: 'xak-flow-redirect', to: address });
  const signedIn = { authentication: 'require_authenticated' };
  test.each([
    { row: 4, flow: signedIn, query: {}, want: denied },
    { row: 5, flow: { ...signedIn, denied_action: 'continue' }, query: {}, want: to('/') },
    { row: 6, flow: { ...signedIn, denied_action: 'message' }, query: { next: '/x' }, want: denied },
    { row: 7, flow: signedIn, query: { next: '/x' }, want: to('/x') },
    { row: 7, flow: signedIn, query: { next: '//evil.test/' }, want: denied },
    { row: 5, flow: { ...signedIn, denied_action: 'continue' }, query: { next: '/x' }, want: to('/x') },
    { row: 10, flow: { authentication: 'require_redirect' }, query: {}, want: denied },
  ])('row $row: $flow with $query', async ({ flow, query, want }) => {
    const { browser } = scene({ flows: [flowRow('f', { designation: 'enrollment', ...flow })] });
    expect(await browser().get('f', query)).toMatchObject(want);
  });

  test.each([
    { row: 8, designation: 'authentication', want: to('/next') },
    { row: 9, designation: 'enrollment', want: denied },
  ])(
    'row $row: $designation for people who are not signed in, met by one who is',
    async ({ designation, want }) => {
      const flow = { designation, authentication: 'require_unauthenticated', denied_action: 'message' };
      const { browser } = scene({ flows: [flowRow('f', flow)], people: [{ facts: ada }] });
      expect(await browser(ada).get('f', { next: '/next' })).toMatchObject(want);
    },
  );

  test('row 12: policies of the flow judge the anonymous person of a login, and their words are shown', async () => {
    const refusing = { passing: false, messages: ['Only for staff.', 'Only in the morning.'] };
    const { browser, decided } = scene({ ...login, policies: { login: refusing } });
    expect(await browser().get('login')).toMatchObject({
      ...denied,
      messages: ['Only for staff.', 'Only in the morning.'],
      request_id: 'req-1',
      home_url: '/',
    });
    expect(decided).toEqual(['login -']);
  });

  test('a flow that begins about somebody is judged for them', async () => {
    const { browser, decided } = scene({ flows: [flowRow('f')], people: [{ facts: ada }] });
    const pending = { pk: 1, uuid: null, username: 'ada', name: '', email: '', is_active: true };
    await browser().start({ flow: { slug: 'f' }, context: { pending_user: pending } });
    expect(decided).toEqual(['f ada']);
  });
});

describe('row 11: through a redirect stage', () => {
  const flows = [
    flowRow('first', { denied_action: 'message' }),
    flowRow('second', { pk: SECOND, authentication: 'require_redirect', designation: 'enrollment' }),
  ];
  const spec = (keep_context: boolean): SceneSpec => ({
    flows,
    types: [word],
    stages: [
      stageRow('away', 'redirect', { mode: 'flow', target_flow: SECOND, keep_context }),
      stageRow('ask', 'word'),
    ],
    bindings: [bindingRow('first', 'away', 0), bindingRow(SECOND, 'ask', 0)],
  });

  test.each([true, false])('the other flow runs, keep_context %s', async (keep_context) => {
    const { browser, runs } = scene(spec(keep_context));
    const visitor = browser();
    await visitor.start({ flow: { slug: 'first' }, context: { is_sso: true }, query: { next: '/x' } });
    const [kept] = [...runs.kept.values()].map(({ run }) => JSON.parse(run));
    expect(kept.flow.slug).toBe('second');
    expect(kept.context).toEqual(
      keep_context
        ? { is_sso: true, is_redirected: { slug: 'first' } }
        : { is_redirected: { slug: 'first' } },
    );
    expect(kept.query).toEqual({ next: '/x' });
  });

  test('the page of the first flow is sent to the page of the other, where the run is', async () => {
    const { browser } = scene(spec(true));
    const visitor = browser();
    const challenge = await visitor.get('first', { next: '/x' });
    expect(challenge).toMatchObject({ component: 'xak-flow-redirect' });
    const to = new URL(String(challenge.to), 'https://idp.test');
    expect(to.pathname).toBe('/if/flow/second/');
    expect(to.searchParams.get('next')).toBe('/x');
    visitor.run = to.searchParams.get('run') ?? undefined;
    expect(await visitor.get('second')).toMatchObject({ component: 'test-word' });
    expect(await visitor.post('second', { word: 'please' })).toMatchObject({ to: '/x' });
  });

  test('the other flow refuses by itself', async () => {
    const { browser } = scene({
      ...spec(true),
      policies: { [SECOND]: { passing: false, messages: ['No.'] } },
    });
    const visitor = browser();
    const challenge = await visitor.get('first');
    visitor.run = new URL(String(challenge.to), 'https://idp.test').searchParams.get('run') ?? undefined;
    expect(await visitor.get('second')).toMatchObject({
      component: 'ak-stage-access-denied',
      messages: ['No.'],
    });
  });

  test('flows that lead to each other end in an error', async () => {
    const { browser, events } = scene({
      flows: [flowRow('a', { pk: SECOND }), flowRow('b', { pk: THIRD })],
      stages: [
        stageRow('to-b', 'redirect', { mode: 'flow', target_flow: THIRD }),
        stageRow('to-a', 'redirect', { mode: 'flow', target_flow: SECOND }),
      ],
      bindings: [bindingRow(SECOND, 'to-b', 0), bindingRow(THIRD, 'to-a', 0)],
    });
    expect(await browser().get('a')).toMatchObject({ component: 'ak-stage-flow-error' });
    expect(events.emitted.map(({ action, context }) => [action, context.exception])).toEqual([
      ['system_exception', { name: 'Error', message: 'the flows lead to each other without end' }],
    ]);
  });
});

describe('the default flow of a designation', () => {
  const flows = [flowRow('b'), flowRow('a'), flowRow('c', { designation: 'recovery' })];

  test.each([
    { row: 13, policies: {}, want: 'a' },
    { row: 13, policies: { a: false }, want: 'b' },
  ] as const)('row $row: the first by slug whose policies pass', async ({ policies, want }) => {
    const { flows: use, browser } = scene({ flows, policies });
    expect(await use.defaultFlow('authentication', browser().visitor)).toBe(want);
  });

  test('row 14: none is a 404', async () => {
    const { flows: use, browser } = scene({ flows, policies: { a: false, b: false } });
    const { visitor } = browser();
    await expect(use.defaultFlow('unenrollment', visitor)).rejects.toMatchObject({ status: 404 });
    await expect(use.defaultFlow('authentication', visitor)).rejects.toMatchObject({ status: 404 });
  });

  test("row 15: the brand's flow is used, and denies by itself", async () => {
    const brand = { pk: 'brand', flow_authentication: 'b' };
    const { flows: use, browser } = scene({ flows, brand, policies: { b: false } });
    const visitor = browser();
    expect(await use.defaultFlow('authentication', visitor.visitor)).toBe('b');
    expect(await visitor.get('b')).toMatchObject({ component: 'ak-stage-access-denied' });
  });
});

describe('policies of stage bindings', () => {
  const spec: SceneSpec = {
    flows: [flowRow('f')],
    types: [word],
    stages: [stageRow('one', 'word'), stageRow('two', 'word')],
    bindings: [bindingRow('f', 'one', 10), bindingRow('f', 'two', 20)],
  };

  test('row 16: judged when reached, failing: the stage is skipped', async () => {
    const { browser } = scene({ ...spec, policies: { 'f/one': false } });
    expect(await browser().get('f')).toMatchObject({ component: 'test-word', name: 'two' });
  });

  test('row 17: judged on plan only: for the person of that moment', async () => {
    const needs = (request: { context: Readonly<Record<string, unknown>> }) =>
      request.context.pending_user !== undefined;
    const onPlan = { evaluate_on_plan: true, re_evaluate_policies: false };
    const { browser } = scene({
      ...login,
      bindings: [
        bindingRow('login', 'who', 10),
        bindingRow('login', 'secret', 20, onPlan),
        bindingRow('login', 'in', 100),
      ],
      policies: { 'login/secret': needs },
    });
    const visitor = browser();
    await visitor.get('login');
    expect(await visitor.post('login', { uid_field: 'ada' })).toMatchObject({ to: '/' });
  });

  test('row 18: judged twice: passes on plan, fails when reached', async () => {
    let asked = 0;
    const { browser } = scene({
      ...spec,
      bindings: [bindingRow('f', 'one', 10, { evaluate_on_plan: true }), bindingRow('f', 'two', 20)],
      policies: { 'f/one': () => ++asked === 1 },
    });
    expect(await browser().get('f')).toMatchObject({ name: 'two' });
    expect(asked).toBe(2);
  });

  test('row 19: an error that counts as pass shows the stage', async () => {
    const { browser } = scene({ ...spec, policies: { 'f/one': { passing: true, faulted: true } } });
    expect(await browser().get('f')).toMatchObject({ name: 'one' });
  });

  test('policies see what the run has learnt, and the plan under its own name', async () => {
    const { browser, requests } = scene(spec);
    const visitor = browser();
    await visitor.get('f');
    await visitor.post('f', { word: 'please' });
    const context = requests.at(-1)?.context;
    expect(context).toMatchObject({
      passed: ['one'],
      flow_plan: { flow_slug: 'f', context: { passed: ['one'] } },
    });
  });

  test('a stage that is bound twice runs twice', async () => {
    const twice = bindingRow('f', 'one', 30, { pk: 'f/one-again' });
    const { browser } = scene({ ...spec, bindings: [...(spec.bindings ?? []), twice] });
    const visitor = browser();
    const names = [(await visitor.get('f')).name];
    for (let count = 0; count < 2; count++) names.push((await visitor.post('f', { word: 'please' })).name);
    expect(names).toEqual(['one', 'two', 'one']);
    expect(await visitor.post('f', { word: 'please' })).toMatchObject({ to: '/' });
  });
});

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

describe('other pages', () => {
  test('row 76: cancel drops the run', async () => {
    const { browser, runs, flows } = scene(login);
    const visitor = browser();
    const { flow_info } = await visitor.get('login', { next: '/app' });
    const cancel = new URL(flow_info?.cancel_url ?? '', 'https://idp.test');
    expect(cancel.pathname).toBe('/flows/-/cancel/');
    expect(cancel.searchParams.get('next')).toBe('/app');
    await flows.cancel(visitor.visitor, cancel.searchParams.get('run') ?? undefined);
    expect(runs.kept.size).toBe(0);
  });

  test('row 76: cancel without a run drops all of the browser, and no other', async () => {
    const { browser, runs, flows } = scene(login);
    const [mine, other] = [browser(), browser()];
    await mine.get('login');
    await mine.tab().get('login', { next: '/b' });
    await other.get('login');
    await flows.cancel(mine.visitor);
    expect(runs.kept.size).toBe(1);
    expect(await other.post('login', { uid_field: 'ada' })).toMatchObject({ component: 'ak-stage-password' });
  });

  test('whoever is signed in is signed out first when it is not them', async () => {
    const { browser } = scene({ ...login, people: [{ facts: ada }] });
    const { flow_info } = await browser(ada).get('login', { next: '/app' });
    const next = new URL(flow_info?.cancel_url ?? '', 'https://idp.test').searchParams.get('next');
    expect(next).toBe('/flows/-/default/invalidation/?next=%2Fapp');
  });

  test.each([
    { row: 77, type: 'password', more: {}, want: 404 },
    { row: 77, type: 'deny', more: { configure_flow: 'change' }, want: 404 },
  ])('row $row: configuring a $type stage with $more', async ({ type, more, want }) => {
    const { flows, browser } = scene({
      flows: [flowRow('change', { designation: 'stage_configuration' })],
      stages: [stageRow('s', type, { backends: [INBUILT], ...more })],
      people: [{ facts: ada }],
    });
    await expect(flows.configure('s', browser(ada).visitor)).rejects.toMatchObject({ status: want });
    await expect(flows.configure('nothing', browser(ada).visitor)).rejects.toMatchObject({ status: 404 });
  });

  test('row 77: configuring starts the flow about oneself; refused is 404, anonymous is refused', async () => {
    const { flows, browser, decided, replica } = scene({
      types: [word],
      flows: [
        flowRow('change', { designation: 'stage_configuration', authentication: 'require_authenticated' }),
      ],
      stages: [
        stageRow('s', 'password', { backends: [INBUILT], configure_flow: 'change' }),
        stageRow('ask', 'word'),
      ],
      bindings: [bindingRow('change', 'ask', 0)],
      people: [{ facts: ada }],
      policies: { change: () => replica.get('flows', 'closed') === undefined },
    });
    const started = await flows.configure('s', browser(ada).visitor);
    expect(started.outcome).toBe('shown');
    expect(started.to).toMatch(/^\/if\/flow\/change\/\?run=/);
    expect(decided[0]).toBe('change ada');
    await expect(flows.configure('s', browser().visitor)).rejects.toMatchObject({ status: 403 });
    replica.put('flows', flowRow('closed'));
    await expect(flows.configure('s', browser(ada).visitor)).rejects.toMatchObject({ status: 404 });
  });

  test('row 79: a new run sees what was changed in the flow; a run that was answered goes on', async () => {
    const { browser, replica } = scene({
      flows: [flowRow('f')],
      types: [word],
      stages: [stageRow('one', 'word'), stageRow('two', 'word')],
      bindings: [bindingRow('f', 'one', 10)],
    });
    const [fresh, answered] = [browser(), browser()];
    await fresh.get('f');
    await answered.get('f');
    await answered.post('f', { word: 'wrong' });
    const first = fresh.last.run;
    replica.put('stage_bindings', bindingRow('f', 'two', 0));
    expect(await fresh.get('f')).toMatchObject({ name: 'two', run: first });
    expect(await browser().get('f')).toMatchObject({ name: 'two' });
    expect(await answered.get('f')).toMatchObject({ name: 'one' });
  });

  test('a title names application and person', async () => {
    const { browser } = scene({ ...login, flows: [flowRow('login', { title: 'To %(app)s, %(user)s' })] });
    const visitor = browser();
    const application = { pk: 'a', slug: 'wiki', name: 'Wiki' };
    await visitor.start({ flow: { slug: 'login' }, context: { application } });
    expect((await visitor.get('login')).flow_info?.title).toBe('To Wiki, ');
    await visitor.post('login', { uid_field: 'ada' });
    expect(visitor.last).toMatchObject({ flow_info: { title: 'To Wiki, ada' }, pending_user: 'ada' });
  });

  test('the background of the flow, else of the brand', async () => {
    const brand = { pk: 'b', branding_default_flow_background: '/brand.jpg' };
    const shown = async (background: string) =>
      (
        await scene({ ...login, brand, flows: [flowRow('login', { background })] })
          .browser()
          .get('login')
      ).flow_info;
    expect((await shown(''))?.background).toBe('/brand.jpg');
    expect((await shown('/own.jpg'))?.background).toBe('/own.jpg');
  });

  test('a flow that is not there is a 404', async () => {
    const { browser } = scene(login);
    await expect(browser().get('nope')).rejects.toMatchObject({ status: 404 });
    await expect(browser().post('nope', {})).rejects.toMatchObject({ status: 404 });
    await expect(browser().start({ flow: { pk: 'nope' } })).rejects.toMatchObject({ status: 404 });
  });

  test('execute runs a flow about whoever asks', async () => {
    const { flows, browser, decided } = scene({ ...login, people: [{ facts: root }] });
    const started = await flows.execute('login', browser(root).visitor, { next: '/x' });
    expect(started).toMatchObject({ outcome: 'shown' });
    expect(decided[0]).toBe('login root');
  });
});
