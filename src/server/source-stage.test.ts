import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../../test/sources/browser.ts';
import { type Rig, startRig, type TestSource } from '../../test/sources/rig.ts';

/** A flow that sends people to a source in its middle: on the real routes, with another provider. */
let rig: Rig;
let count = 0;
beforeAll(async () => {
  rig = await startRig();
});
afterAll(() => rig.end());

const post = async (path: string, body: object) => {
  const answer = await rig.postern.call('POST', path, { body });
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** Flow: the source, a dummy to see that the run has come through, and the login. */
async function flowWith(source: TestSource, config: object = {}, first: [string, object][] = []) {
  const slug = `source-stage-${++count}`;
  const flow = await post('/flows/instances/', {
    ...{ name: slug, slug, title: slug, designation: 'authentication' },
  });
  const stages: [string, object][] = [
    ...first,
    ['source', { source: source.pk, ...config }],
    ['dummy', {}],
    ['user_login', {}],
  ];
  for (const [order, [path, fields]] of stages.entries()) {
    const stage = await post(`/stages/${path}/`, { name: `${slug} ${order}`, ...fields });
    await post('/flows/bindings/', { target: flow.pk, stage: stage.pk, order });
  }
  return { slug, page: new URL(`http://localhost:9000/if/flow/${slug}/?next=/if/user/%23/home`) };
}

/** Stages of a source's own flow that signs nobody in. */
async function silentFlow(): Promise<string> {
  const slug = `silent-${++count}`;
  const fields = { name: slug, slug, title: slug, designation: 'authentication' };
  return (await post('/flows/instances/', fields)).pk;
}

const without = { authentication_flow: null, enrollment_flow: null };

async function known(): Promise<number> {
  const person = rig.person();
  const { pk } = await rig.postern.account(String(person.preferred_username), { email: person.email });
  return pk;
}

describe('a run that waits for a source', () => {
  test.each([
    ['without flows of the source’s own', async () => without],
    [
      'through a flow of the source’s own',
      async () => ({ ...without, authentication_flow: await silentFlow() }),
    ],
  ])('goes on with whom the source says, %s', async (_, flows) => {
    const source = await rig.source({ user_matching_mode: 'email_link', ...(await flows()) });
    const pk = await known();
    const { page } = await flowWith(source);
    const browser = new Browser(rig.postern);
    const { component, to, run } = await browser.look(page);
    expect(component).toBe('xak-flow-redirect');
    const back = await browser.walk(to);
    expect(back.url.searchParams.get('run')).toBe(run);
    expect(await browser.look(back.url)).toMatchObject({ component: 'ak-stage-dummy', run });
    expect(await browser.me()).toBeNull();
    expect(await browser.look(back.url, { component: 'ak-stage-dummy' })).toMatchObject({
      to: '/if/user/#/home',
    });
    expect(await browser.me()).toMatchObject({ pk });
    expect(await rig.connections(source)).toMatchObject([{ user: pk }]);
    await expect
      .poll(async () => (await rig.events('login'))[0]?.context)
      .toMatchObject({ auth_method: 'source', source: { slug: source.slug } });
  });

  test('somebody new is enrolled by the source’s own flow first', async () => {
    const enrollment = await silentFlow();
    const write = await post('/stages/user_write/', {
      ...{ name: `write ${count}`, user_creation_mode: 'always_create', create_users_as_inactive: false },
    });
    await post('/flows/bindings/', { target: enrollment, stage: write.pk, order: 0 });
    const source = await rig.source({ ...without, enrollment_flow: enrollment });
    const person = rig.person();
    const { page } = await flowWith(source);
    const browser = new Browser(rig.postern);
    const back = await browser.walk((await browser.look(page)).to);
    await browser.look(back.url);
    await browser.look(back.url, { component: 'ak-stage-dummy' });
    expect(await browser.me()).toMatchObject({ username: person.preferred_username });
  });

  test('whoever the flow began with has to be whom the source says', async () => {
    const source = await rig.source({ user_matching_mode: 'email_link', ...without });
    const other = await rig.postern.account(`other-${++count}`);
    await known();
    const identification = ['identification', { user_fields: ['username'] }] as [string, object];
    const { page } = await flowWith(source, {}, [identification]);
    const browser = new Browser(rig.postern);
    await browser.look(page);
    const name = rig.postern.graph.user(other.pk)?.username;
    const leaving = await browser.look(page, { component: 'ak-stage-identification', uid_field: name });
    const back = await browser.walk(leaving.to);
    expect(await browser.look(back.url)).toMatchObject({
      component: 'ak-stage-access-denied',
      error_message: expect.stringContaining('another account'),
    });
    expect(await browser.me()).toBeNull();
  });

  test('A13, A14: nothing but coming back leads on: no answer, no other run, no second time, no other browser', async () => {
    const source = await rig.source({ user_matching_mode: 'email_link', ...without });
    await known();
    const { page } = await flowWith(source);
    const browser = new Browser(rig.postern);
    const { to, run } = await browser.look(page);
    expect(await browser.look(page, { component: 'xak-flow-redirect' })).toMatchObject({ to });
    expect(await browser.look(page, { component: 'ak-stage-dummy' })).toMatchObject({ to });

    // Another browser holds neither the run nor the way back.
    const thief = new Browser(rig.postern);
    expect((await thief.walk(to)).status).toBe(400);
    const left = await browser.walk(to, 'same-origin', (url) =>
      url.pathname.startsWith('/source/oauth/callback/'),
    );
    expect((await thief.walk(left.url)).status).toBe(400);

    const back = await browser.walk(left.url, 'cross-site');
    expect(back.url.searchParams.get('run')).toBe(run);
    expect((await browser.walk(left.url, 'cross-site')).status).toBe(400);
    expect(await browser.look(back.url)).toMatchObject({ component: 'ak-stage-dummy' });
    // The visit is over: going to the source again tells the run nothing.
    expect((await browser.walk(to)).status).toBe(400);
  });

  test('too late, the flow begins anew', async () => {
    const source = await rig.source({ user_matching_mode: 'email_link', ...without });
    await known();
    const { page, slug } = await flowWith(source, { resume_timeout: 'milliseconds=1' });
    const browser = new Browser(rig.postern);
    const { to, run } = await browser.look(page);
    const back = await browser.walk(to);
    expect(back.url.pathname).toBe(`/if/flow/${slug}/`);
    const again = await browser.look(back.url);
    expect(again).toMatchObject({ component: 'xak-flow-redirect' });
    expect(again.run).not.toBe(run);
  });

  test('where the source says too little, it goes on only if the stage says so', async () => {
    const source = await rig.source({ user_matching_mode: 'email_link', ...without });
    for (const [config, component] of [
      [{}, 'ak-stage-access-denied'],
      [{ resume_on_match_failures: ['missing_property'] }, 'ak-stage-dummy'],
    ] as const) {
      rig.person({ email: undefined });
      const { page } = await flowWith(source, config);
      const browser = new Browser(rig.postern);
      const back = await browser.walk((await browser.look(page)).to);
      expect((await browser.look(back.url)).component).toBe(component);
      if (component === 'ak-stage-dummy') {
        // Nobody was proven, so nobody is signed in.
        expect(await browser.look(back.url, { component })).toMatchObject({
          component: 'ak-stage-access-denied',
        });
        expect(await browser.me()).toBeNull();
      }
    }
  });

  test('a source that is bound away refuses in the middle of a flow as well', async () => {
    const source = await rig.source({ user_matching_mode: 'email_link', ...without });
    await known();
    await rig.bind(source.pk, { policy: await rig.policy('return false') });
    const { page } = await flowWith(source);
    const browser = new Browser(rig.postern);
    const back = await browser.walk((await browser.look(page)).to);
    expect(await browser.look(back.url)).toMatchObject({ component: 'ak-stage-access-denied' });
    expect(await browser.me()).toBeNull();
  });
});
