import { describe, expect, test } from 'vitest';
import { bindingRow, errorsOf, type Saying, type SceneSpec, scene, stageRow } from './scene.ts';
import { INBUILT, root, words } from './worlds.ts';

/** What happens when something fails, and what strangers learn of it. */

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
