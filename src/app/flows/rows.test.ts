import { describe, expect, test } from 'vitest';
import type { StageType } from '../../core/flow/stage-type.ts';
import { person } from '../../core/testing/users.ts';
import { bindingRow, flowRow, type SceneSpec, scene, stageRow, wordStage } from './scene.ts';

/** The rows of the fact sheet about flows, planner and executor, by their numbers. */

const ada = person({ username: 'ada' });
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

  test.each(['message', 'message_continue', 'continue'])(
    'a login that nobody may use never leads on to a page that leads back to it: %s',
    async (denied_action) => {
      const flow = { ...signedIn, designation: 'authentication', denied_action };
      const { browser } = scene({ flows: [flowRow('f', flow)] });
      expect(await browser().get('f', { next: '/if/user/' })).toMatchObject(denied);
    },
  );

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

  test('judged twice: fails on plan, would pass when reached: never shown', async () => {
    let asked = 0;
    const { browser } = scene({
      ...spec,
      bindings: [bindingRow('f', 'one', 10, { evaluate_on_plan: true }), bindingRow('f', 'two', 20)],
      policies: { 'f/one': () => ++asked > 1 },
    });
    expect(await browser().get('f')).toMatchObject({ name: 'two' });
    expect(asked).toBe(1);
  });

  test('all stages are skipped: the flow ends like one that has none', async () => {
    const { browser } = scene({ ...spec, policies: { 'f/one': false, 'f/two': false } });
    expect(await browser().get('f')).toMatchObject({ component: 'xak-flow-redirect', to: '/' });
  });

  test.each(['f', 'f/one'])(
    'what the policies of %s write into the context, later policies see',
    async (target) => {
      const effects = [{ kind: 'set_context', key: 'color', value: 'red' }] as const;
      const { browser, requests } = scene({ ...spec, policies: { [target]: { passing: true, effects } } });
      const visitor = browser();
      await visitor.get('f');
      await visitor.post('f', { word: 'please' });
      expect(requests.at(-1)?.context).toMatchObject({
        color: 'red',
        flow_plan: { context: { color: 'red' } },
      });
    },
  );

  test('a policy sends the person elsewhere instead of running the stage', async () => {
    const effects = [{ kind: 'redirect', url: '/source/oauth/login/partner/' }] as const;
    const { browser } = scene({ ...spec, policies: { 'f/one': { passing: false, effects } } });
    expect(await browser().get('f')).toMatchObject({
      component: 'xak-flow-redirect',
      to: '/source/oauth/login/partner/',
    });
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
