import { describe, expect, test } from 'vitest';
import type { StageType } from '../../core/flow/stage-type.ts';
import { person } from '../../core/testing/users.ts';
import { bindingRow, flowRow, type SceneSpec, scene, stageRow, wordStage } from './scene.ts';

/** The rows of the fact sheet about what stands around the executor, by their numbers. */

const ada = person({ username: 'ada' });
const root = person({ username: 'root', pk: 2, is_superuser: true });
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
