import { describe, expect, test } from 'vitest';
import type { ContinuationHandler } from '../../core/flow/flows.ts';
import { bindingRow, flowRow, type SceneSpec, scene } from './scene.ts';
import { ada, login, root, words } from './worlds.ts';

/** How providers and sources begin runs and take them over, and what the inspector sees. */

describe('providers and sources', () => {
  const continuation = { kind: 'oauth2', data: { uid: 'u1' } };
  const seen: unknown[] = [];
  const handler: ContinuationHandler = async ({ data, context, actor }) => {
    seen.push({ data, sso: context.is_sso, who: actor.user.username });
    return { to: 'https://app.test/cb?code=1' };
  };
  const spec: SceneSpec = { ...login, continuations: { oauth2: handler } };
  const login2 = async (visitor: ReturnType<ReturnType<typeof scene>['browser']>) => {
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    return visitor.post('login', { password: 'correct' });
  };

  test('a continuation takes over once, with who has signed in', async () => {
    seen.length = 0;
    const visitor = scene(spec).browser();
    const started = await visitor.start({
      flow: { pk: 'login' },
      context: { is_sso: true },
      query: { next: '/authorize' },
      continuation,
    });
    expect(started.outcome).toBe('shown');
    expect(started.to).toBe(`/if/flow/login/?next=%2Fauthorize&run=${started.run}`);
    expect(await login2(visitor)).toMatchObject({ to: 'https://app.test/cb?code=1' });
    expect(seen).toEqual([{ data: { uid: 'u1' }, sso: true, who: 'ada' }]);
  });

  test('a flow with nothing to show finishes at once', async () => {
    const { browser, runs } = scene({ ...spec, flows: [flowRow('silent')] });
    const started = await browser(ada).start({ flow: { slug: 'silent' }, continuation });
    expect(started).toMatchObject({ outcome: 'finished', to: 'https://app.test/cb?code=1', run: null });
    expect(runs.kept.size).toBe(0);
  });

  test.each([
    { name: 'with something to show', flow: 'login', outcome: 'shown' },
    { name: 'that refuses', flow: 'closed', outcome: 'denied' },
    { name: 'with nothing to show', flow: 'silent', outcome: 'finished' },
  ])('row 32: a silent run $name leaves nothing behind', async ({ flow, outcome }) => {
    const flows = [
      ...(login.flows ?? []),
      flowRow('silent'),
      flowRow('closed', { designation: 'authorization' }),
    ];
    const { browser, runs } = scene({ ...spec, flows, policies: { closed: false } });
    const visitor = browser(root); // whose finished runs are kept for the inspector
    const started = await visitor.start({ flow: { slug: flow }, continuation, silent: true });
    expect(started).toMatchObject({ outcome, run: null, cookies: {} });
    expect(runs.kept.size).toBe(0);
    const heard = await visitor.start({ flow: { slug: flow }, continuation });
    expect(heard.outcome).toBe(outcome);
    expect(runs.kept.size).toBe(1);
  });

  test('a last page is shown on the flow page', async () => {
    const page = { component: 'ak-stage-autosubmit', url: 'https://app.test/acs', attrs: {} };
    const { browser } = scene({
      ...login,
      flows: [flowRow('silent')],
      continuations: { oauth2: async () => ({ challenge: page }) },
    });
    const visitor = browser(ada);
    const started = await visitor.start({ flow: { slug: 'silent' }, continuation });
    expect(started.outcome).toBe('shown');
    expect(await visitor.get('silent')).toMatchObject(page);
  });

  test('a refusal at the end is a page of its own', async () => {
    const refused = { messages: ['Not for you.'], request_id: 'r9', application: { name: 'Wiki' } };
    const { browser } = scene({
      ...login,
      flows: [flowRow('silent')],
      continuations: { oauth2: async () => ({ refused }) },
    });
    const visitor = browser(ada);
    expect((await visitor.start({ flow: { slug: 'silent' }, continuation })).outcome).toBe('denied');
    expect(await visitor.get('silent')).toMatchObject({
      component: 'ak-stage-access-denied',
      messages: ['Not for you.'],
      request_id: 'r9',
      application_name: 'Wiki',
      pending_user: 'ada',
    });
  });

  test('refuse shows the page without running the flow', async () => {
    const { browser, flows, decided } = scene(login);
    const visitor = browser(ada);
    const refusal = { messages: ['No.'], request_id: 'r1', application: { name: 'Wiki' } };
    const started = await flows.refuse({ flow: { slug: 'login' }, visitor: visitor.visitor, refusal });
    visitor.take(started.cookies);
    visitor.run = started.run ?? undefined;
    expect(started.outcome).toBe('denied');
    expect(await visitor.get('login')).toMatchObject({ messages: ['No.'], application_name: 'Wiki' });
    expect(decided).toEqual([]);
  });

  test('a started flow that refuses says so instead of leading back to where it came from', async () => {
    const { browser } = scene({ ...spec, policies: { login: false } });
    const visitor = browser();
    const started = await visitor.start({
      flow: { slug: 'login' },
      query: { next: '/authorize' },
      continuation,
    });
    expect(started.outcome).toBe('denied');
    expect(await visitor.get('login')).toMatchObject({ component: 'ak-stage-access-denied' });
  });

  test('stages are appended with their configuration, and keep it over a restart', async () => {
    const { browser } = scene({
      ...words,
      bindings: [bindingRow('g', 'two', 0, { invalid_response_action: 'restart' })],
    });
    const visitor = browser(ada);
    const append = [
      { kind: 'word', data: { word: 'last' } },
      { kind: 'session_end', data: {} },
    ];
    await visitor.start({ flow: { slug: 'g' }, append });
    await visitor.get('g');
    await visitor.post('g', { word: 'wrong' });
    expect(await visitor.post('g', { word: 'please' })).toMatchObject({
      component: 'test-word',
      name: 'word',
    });
    expect(await visitor.post('g', { word: 'last' })).toMatchObject({
      component: 'ak-stage-session-end',
      brand_name: 'Postern',
      invalidation_flow_url: '/flows/-/default/invalidation/',
      pending_user: 'ada',
    });
    expect(await visitor.post('g', {})).toMatchObject({ component: 'ak-stage-session-end' });
  });

  test('the session end page names the application', async () => {
    const rows = { applications: [{ pk: 'a1', slug: 'wiki', name: 'Wiki' }] };
    const { browser } = scene({ flows: [flowRow('bye', { title: 'Out of %(app)s' })], rows });
    const visitor = browser();
    const application = { pk: 'a1', slug: 'wiki', name: 'Wiki' };
    await visitor.start({
      flow: { slug: 'bye' },
      context: { application },
      append: [{ kind: 'session_end', data: {} }],
    });
    expect(await visitor.get('bye')).toMatchObject({
      application_name: 'Wiki',
      application_launch_url: 'https://wiki.test/',
      overview_url: '/',
      flow_info: { title: 'Out of Wiki' },
    });
  });

  test('an unknown continuation or stage is an error, not a way through', async () => {
    const { browser } = scene({ ...words, flows: [flowRow('silent')] });
    const visitor = browser(ada);
    for (const input of [
      { continuation: { kind: 'nope', data: {} } },
      { append: [{ kind: 'nope', data: {} }] },
    ]) {
      expect((await visitor.start({ flow: { slug: 'silent' }, ...input })).outcome).toBe('shown');
      expect(await visitor.get('silent')).toMatchObject({ component: 'ak-stage-flow-error' });
    }
  });
});

describe('the inspector', () => {
  test('shows where the run is, where it was, and that it is over', async () => {
    const { browser, flows } = scene(words);
    const visitor = browser(root);
    const inspect = () => flows.inspect({ slug: 'f', visitor: visitor.visitor, run: visitor.run });
    expect(await inspect()).toBeUndefined();
    await visitor.get('f');
    expect(await inspect()).toMatchObject({
      plans: [],
      current_plan: { current_stage: { stage: 'one' }, next_planned_stage: { stage: 'two' } },
      is_completed: false,
    });
    await visitor.post('f', { word: 'please' });
    expect(await inspect()).toMatchObject({
      plans: [{ current_stage: { stage: 'one' }, next_planned_stage: { stage: 'two' }, plan_context: {} }],
      current_plan: { current_stage: { stage: 'two' }, plan_context: { passed: ['one'] } },
    });
    await visitor.post('f', { word: 'please' });
    await visitor.post('f', { word: 'please' });
    expect(await inspect()).toMatchObject({
      is_completed: true,
      current_plan: { current_stage: { stage: 'three' }, next_planned_stage: null },
    });
  });

  test('shows appended stages too', async () => {
    const { browser, flows } = scene(words);
    const visitor = browser(root);
    await visitor.start({ flow: { slug: 'g' }, append: [{ kind: 'word', data: {} }] });
    const inspection = await flows.inspect({ slug: 'g', visitor: visitor.visitor, run: visitor.run });
    expect(inspection?.current_plan).toMatchObject({ next_planned_stage: { stage_obj: { name: 'word' } } });
  });
});
