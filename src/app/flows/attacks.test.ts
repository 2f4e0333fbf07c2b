import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pendingUser } from '../../core/flow/context.ts';
import type { ContinuationHandler } from '../../core/flow/flows.ts';
import { defineStageType } from '../../core/flow/stage-type.ts';
import { person } from '../../core/testing/users.ts';
import {
  bindingRow,
  brokenStage,
  errorsOf,
  flowRow,
  type Saying,
  type SceneSpec,
  scene,
  stageRow,
  wordStage,
} from './scene.ts';

/** Attacks on flows, each with the same request done rightly. */

const ada = person({ username: 'ada' });
const bob = person({ username: 'bob', pk: 2 });
const root = person({ username: 'root', pk: 3, is_superuser: true });
const INBUILT = 'authentik.core.auth.InbuiltBackend';

const words: SceneSpec = {
  flows: [flowRow('f'), flowRow('g')],
  types: [wordStage(), brokenStage],
  stages: [stageRow('one', 'word'), stageRow('two', 'word'), stageRow('three', 'word')],
  bindings: [
    bindingRow('f', 'one', 10),
    bindingRow('f', 'two', 20),
    bindingRow('f', 'three', 30),
    bindingRow('g', 'two', 10),
  ],
  people: [{ facts: ada }, { facts: bob }, { facts: root }],
};
const login: SceneSpec = {
  flows: [flowRow('login')],
  stages: [
    stageRow('who', 'identification', { user_fields: ['username'] }),
    stageRow('secret', 'password', { backends: [INBUILT] }),
    stageRow('in', 'user_login'),
  ],
  bindings: [
    bindingRow('login', 'who', 10),
    bindingRow('login', 'secret', 20),
    bindingRow('login', 'in', 30),
  ],
  people: [
    { facts: ada, password: 'correct' },
    { facts: bob, password: 'battery' },
  ],
};

describe('A4: a policy that fails', () => {
  const stages = [
    stageRow('secret', 'password', { backends: [INBUILT] }),
    stageRow('agree', 'consent'),
    stageRow('no', 'deny'),
    stageRow('who', 'identification', { user_fields: ['username'] }),
    stageRow('out', 'user_logout'),
    stageRow('last', 'word'),
  ];
  const spec = (stage: string, more: Readonly<Record<string, unknown>>, said: Saying): SceneSpec => ({
    ...words,
    stages,
    bindings: [bindingRow('f', stage, 0, more), bindingRow('f', 'last', 10)],
    policies: { [`f/${stage}`]: said },
  });
  const when = [{}, { evaluate_on_plan: true, re_evaluate_policies: false }];

  test.each(['secret', 'agree', 'no', 'who'].flatMap((stage) => when.map((more) => ({ stage, more }))))(
    'A4: stops at the stage "$stage" judged $more, and never skips it',
    async ({ stage, more }) => {
      const { browser, events } = scene(spec(stage, more, 'fault'));
      const visitor = browser();
      expect(await visitor.get('f')).toMatchObject({ component: 'ak-stage-flow-error', request_id: 'req-1' });
      expect(events.emitted.map(({ action }) => action)).toEqual(['system_exception']);
      expect(await visitor.get('f')).toMatchObject({ component: 'ak-stage-flow-error' });
    },
  );

  test.each(['secret', 'agree', 'no', 'who', 'out'])(
    'A4: a binding of "%s" that lost its policies stops too',
    async (stage) => {
      const { browser } = scene(spec(stage, {}, 'closed'));
      expect(await browser().get('f')).toMatchObject({ component: 'ak-stage-flow-error' });
    },
  );

  test.each(['secret', 'agree', 'no', 'who', 'out'])(
    'A4: control: a clean refusal skips "%s"',
    async (stage) => {
      const { browser } = scene(spec(stage, {}, false));
      expect(await browser().get('f')).toMatchObject({ component: 'test-word' });
    },
  );

  test('A4: control: an error skips a stage that guards nothing', async () => {
    const { browser } = scene(spec('out', {}, 'fault'));
    expect(await browser().get('f')).toMatchObject({ component: 'test-word' });
  });

  test('A4: an error of the policies of the flow itself refuses', async () => {
    const { browser } = scene({ ...words, policies: { f: 'fault' } });
    expect(await browser().get('f')).toMatchObject({ component: 'ak-stage-access-denied' });
  });
});

describe('A12: answers that prove nothing', () => {
  test.each([
    {},
    { component: undefined },
    { component: 'test-other', word: 'please' },
    { component: 'ak-stage-access-denied', word: 'please' },
    { component: '', word: 'please' },
    { component: ['test-word'], word: 'please' },
    { word: 7 },
    { word: ['please'] },
    { word: null },
    { word: 'please', extra: 1 },
    { word: 'please', constructor: {} },
    JSON.parse('{"word":"please","__proto__":{"word":"please"}}'),
    { word: 'wrong' },
  ])('A12: %j does not advance', async (fields) => {
    const { browser } = scene(words);
    const visitor = browser();
    await visitor.get('f');
    const challenge = await visitor.post('f', fields);
    expect(challenge).toMatchObject({ component: 'test-word', name: 'one' });
    expect(errorsOf(challenge)).toHaveLength(1);
    // Control: the same step, answered rightly.
    expect(await visitor.post('f', { word: 'please' })).toMatchObject({ name: 'two' });
  });

  test('A12: reading never advances', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    const first = await visitor.get('f');
    for (let count = 0; count < 3; count++) {
      expect(await visitor.get('f')).toMatchObject({
        name: 'one',
        execution: first.execution,
        run: first.run,
      });
    }
  });
});

describe('A14: answers that belong elsewhere', () => {
  test('A14: an answer is not taken twice, nor for the step behind it', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    const first = await visitor.get('f');
    await visitor.post('f', { word: 'please' });
    const again = await visitor.post('f', { word: 'please', execution: first.execution });
    expect(again).toMatchObject({ name: 'two' });
    expect(errorsOf(again)).toHaveLength(1);
    expect(await visitor.post('f', { word: 'please' })).toMatchObject({ name: 'three' });
  });

  test.each([1, '', 'x', null, {}])('A14: execution %j is refused', async (execution) => {
    const { browser } = scene(words);
    const visitor = browser();
    await visitor.get('f');
    expect(errorsOf(await visitor.post('f', { word: 'please', execution }))).toHaveLength(1);
  });

  test('A14: a step of another flow, and another run of the same flow, answer nothing', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    const other = visitor.tab();
    const elsewhere = await other.get('g');
    await visitor.get('f');
    const { execution } = elsewhere;
    expect(await visitor.post('f', { word: 'please', execution })).toMatchObject({ name: 'one' });
    expect(await visitor.post('f', { word: 'please', run: elsewhere.run })).toMatchObject({ name: 'one' });
    visitor.run = elsewhere.run;
    const anew = await visitor.post('f', { word: 'please', execution });
    expect(anew).toMatchObject({ name: 'one' });
    expect(anew.run).not.toBe(elsewhere.run);
    expect(await other.post('g', { word: 'please' })).toMatchObject({ component: 'xak-flow-redirect' });
  });

  test('A14, row 75: two tabs are two runs, and each goes its way', async () => {
    const { browser } = scene(words);
    const one = browser();
    const two = one.tab();
    await one.get('f', { next: '/one' });
    await two.get('g', { next: '/two' });
    const three = one.tab();
    await three.get('f', { next: '/three' });
    expect(new Set([one.run, two.run, three.run]).size).toBe(3);
    expect(await one.post('f', { word: 'please' })).toMatchObject({ name: 'two' });
    expect(await three.get('f')).toMatchObject({ name: 'one' });
    expect(await two.post('g', { word: 'please' })).toMatchObject({ to: '/two' });
    await one.post('f', { word: 'please' });
    expect(await one.post('f', { word: 'please' })).toMatchObject({ to: '/one' });
    expect(await three.post('f', { word: 'please' })).toMatchObject({ name: 'two' });
  });

  test('without a run in the request, the newest run of that flow goes on', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    const { run } = await visitor.get('f');
    await visitor.post('f', { word: 'please' });
    const client = visitor.tab();
    expect(await client.get('f')).toMatchObject({ run, name: 'two' });
    client.run = undefined;
    expect(await client.post('f', { word: 'please' })).toMatchObject({ run, name: 'three' });
  });

  test('A14: policies that turn around between showing and answering hand the answer to nobody else', async () => {
    let pass = true;
    const { browser, decided } = scene({ ...words, policies: { 'f/one': () => pass } });
    const visitor = browser();
    expect(await visitor.get('f')).toMatchObject({ name: 'one' });
    pass = false;
    expect(await visitor.post('f', { word: 'wrong' })).toMatchObject({ name: 'one' });
    const next = await visitor.post('f', { word: 'please' });
    expect(next).toMatchObject({ name: 'two' });
    expect(errorsOf(next)).toEqual([]);
    expect(decided.filter((target) => target.startsWith('f/one'))).toHaveLength(1);
  });

  test('A14: a finished run is over: its steps start anew', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    await visitor.get('g');
    const { last, run } = visitor;
    await visitor.post('g', { word: 'please' });
    visitor.run = run;
    const again = await visitor.post('g', {
      component: last.component,
      execution: last.execution,
      word: 'please',
    });
    expect(again).toMatchObject({ component: 'test-word', name: 'two' });
    expect(again.run).not.toBe(run);
  });

  test('A14, A49: of parallel answers to one step exactly one is judged', async () => {
    const { browser } = scene(words);
    const visitor = browser();
    await visitor.get('f');
    const { component, execution } = visitor.last;
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        visitor.world.flows.answer(
          { slug: 'f', visitor: visitor.visitor, run: visitor.run },
          { component, execution, word: 'please' },
        ),
      ),
    );
    const clean = all.filter(({ challenge }) => errorsOf(challenge).length === 0);
    expect(clean.map(({ challenge }) => challenge.name)).toEqual(['two']);
    expect(await visitor.get('f')).toMatchObject({ name: 'two' });
  });

  test('A49: parallel wrong passwords are each counted, or not judged at all', async () => {
    const { browser, deps } = scene(login);
    const visitor = browser();
    await visitor.get('login');
    await visitor.post('login', { uid_field: 'ada' });
    const { component, execution } = visitor.last;
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        Array.from({ length: 10 }, () =>
          visitor.world.flows.answer(
            { slug: 'login', visitor: visitor.visitor, run: visitor.run },
            { component, execution, password: 'wrong' },
          ),
        ),
      );
    }
    const { verified } = deps.ports.hashing as unknown as { verified: readonly string[] };
    expect(verified).toHaveLength(5);
    expect(await visitor.get('login')).toMatchObject({ component: 'ak-stage-access-denied' });
  });
});

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

describe('A69: what strangers and logs learn', () => {
  const PLANTED = 'planted-secret-4711';
  const spec: SceneSpec = {
    ...words,
    stages: [stageRow('one', 'broken', { when: 'answer' })],
    bindings: [bindingRow('f', 'one', 0)],
  };

  test('A69: an error shows a request id, and no answer gets into event or page', async () => {
    const { browser, events } = scene(spec);
    const visitor = browser();
    await visitor.get('f');
    const challenge = await visitor.post('f', { code: PLANTED });
    expect(challenge).toMatchObject({ component: 'ak-stage-flow-error', request_id: 'req-2' });
    expect(challenge.error).toBeUndefined();
    expect(challenge.traceback).toBeUndefined();
    expect(JSON.stringify([challenge, events.emitted])).not.toContain(PLANTED);
    expect(events.emitted).toMatchObject([
      { action: 'system_exception', context: { exception: { message: 'the answer broke the stage' } } },
    ]);
  });

  test('A69: superusers see what happened', async () => {
    const { browser } = scene(spec);
    const visitor = browser(root);
    await visitor.get('f');
    const challenge = await visitor.post('f', { code: PLANTED });
    expect(challenge).toMatchObject({ error: 'the answer broke the stage' });
    expect(String(challenge.traceback)).toContain('scene.ts');
  });

  test('an error ends the run: it can be begun anew, not gone on with', async () => {
    const { browser } = scene(spec);
    const visitor = browser();
    const first = await visitor.get('f');
    await visitor.post('f', {});
    const again = await visitor.post('f', { component: first.component, execution: first.execution });
    expect(again).toMatchObject({ component: 'test-broken' });
    expect(again.execution).not.toBe(first.execution);
    expect(errorsOf(again)).toHaveLength(1);
  });

  test('A69: the inspector shows no secrets', async () => {
    const { browser, flows } = scene(words);
    const visitor = browser(root);
    const context = { prompt_data: { password: PLANTED, name: 'Ada' }, oauth_token: PLANTED };
    await visitor.start({ flow: { slug: 'f' }, context });
    await visitor.get('f');
    await visitor.post('f', { word: 'please' });
    const inspection = await flows.inspect({ slug: 'f', visitor: visitor.visitor, run: visitor.run });
    expect(JSON.stringify(inspection)).not.toContain(PLANTED);
    expect(inspection).toMatchObject({ current_plan: { plan_context: { prompt_data: { name: 'Ada' } } } });
  });
});

describe('what ends of itself', () => {
  test('a run that nobody answers for half an hour is forgotten', async () => {
    const { browser, clock, flows, runs } = scene(words);
    const visitor = browser();
    await visitor.get('f');
    await visitor.post('f', { word: 'please' });
    const { run } = visitor;
    clock.advance(29 * 60_000);
    expect(await visitor.post('f', { word: 'please' })).toMatchObject({ run, name: 'three' });
    clock.advance(30 * 60_000);
    const challenge = await visitor.post('f', { word: 'please' });
    expect(challenge).toMatchObject({ name: 'one' });
    expect(errorsOf(challenge)).toEqual(['This sign-in was no longer open, so it begins anew.']);
    clock.advance(31 * 60_000);
    expect(await flows.purge()).toBeGreaterThan(0);
    expect(runs.kept.size).toBe(0);
  });

  test('a flow that is deleted under a run is gone, and its stage is an error', async () => {
    const { browser, replica } = scene(words);
    const visitor = browser();
    await visitor.get('f');
    await visitor.post('f', { word: 'please' });
    replica.remove('stages', 'two');
    expect(await visitor.post('f', { word: 'please' })).toMatchObject({ component: 'ak-stage-flow-error' });
    replica.remove('flows', 'f');
    await expect(visitor.get('f')).rejects.toMatchObject({ status: 404 });
  });
});

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
