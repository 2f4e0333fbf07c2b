import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
let ada: number;
const keys: Record<string, string> = {};

const made = async (path: string, body: object): Promise<string> => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body.pk;
};

beforeAll(async () => {
  postern = await testPostern();
  ada = (await postern.account('ada')).pk;
  keys.flow = await made('/flows/instances/', {
    name: 'back',
    slug: 'back',
    title: 'Back',
    designation: 'recovery',
    authentication: 'require_token',
  });
  keys.prompt = await made('/stages/prompt/prompts/', {
    name: 'password',
    field_key: 'password',
    label: 'Password',
    type: 'password',
  });
  keys.ask = await made('/stages/prompt/stages/', { name: 'ask', fields: [keys.prompt] });
  keys.write = await made('/stages/user_write/', { name: 'write', user_creation_mode: 'never_create' });
  keys.in = await made('/stages/user_login/', { name: 'in' });
  for (const [order, stage] of [keys.ask, keys.write, keys.in].entries())
    await made('/flows/bindings/', { target: keys.flow, stage, order });
  keys.brand = await made('/core/brands/', { domain: 'localhost', default: true });
});
afterAll(() => postern.end());

const recover = (user: number, options: { token?: string; body?: object } = {}) =>
  postern.call('POST', `/core/users/${user}/recovery/`, options);
const chooseFlow = (flow_recovery: string | null | undefined) =>
  postern.call('PATCH', `/core/brands/${keys.brand}/`, { body: { flow_recovery } });

describe('links for recovery', () => {
  test('row 73: a brand without a recovery flow: 400', async () => {
    const answer = await recover(ada);
    expect(answer.status).toBe(400);
    expect(answer.body.non_field_errors).toEqual([
      'This brand has no recovery flow. Choose one in the settings of the brand.',
    ]);
  });

  test('the link leads its person through the flow to a new password, once', async () => {
    await chooseFlow(keys.flow);
    const { status, body } = await recover(ada);
    expect(status).toBe(200);
    const link = new URL(body.link);
    expect(`${link.origin}${link.pathname}`).toBe('http://localhost:9000/if/flow/back/');

    const address = `/api/v3/flows/executor/back/?query=${encodeURIComponent(link.search.slice(1))}`;
    const first = await postern.server.inject({ url: address, headers: { host: 'localhost:9000' } });
    expect(first.json()).toMatchObject({ component: 'ak-stage-prompt' });
    const [cookie = ''] = [first.headers['set-cookie'] ?? []].flat().map((text) => text.split(';')[0]);
    const done = await postern.server.inject({
      method: 'POST',
      url: address,
      headers: { host: 'localhost:9000', cookie, 'sec-fetch-site': 'same-origin' },
      payload: { component: 'ak-stage-prompt', password: 'a new horse' },
    });
    expect(done.json()).toMatchObject({ component: 'xak-flow-redirect', to: '/' });
    const hash = await postern.objects.find(postern.catalogue.model('authentik_core.user'), { pk: ada });
    expect(await postern.ports.hashing.verify(String(hash?.password), 'a new horse')).toBe(true);

    const again = await postern.server.inject({ url: address, headers: { host: 'localhost:9000' } });
    expect(again.json()).toMatchObject({ component: 'ak-stage-access-denied' });
  });

  test('a newer link stops the older one', async () => {
    const open = async (link: string) => {
      const query = encodeURIComponent(new URL(link).search.slice(1));
      const answer = await postern.server.inject({
        url: `/api/v3/flows/executor/back/?query=${query}`,
        headers: { host: 'localhost:9000' },
      });
      return answer.json().component;
    };
    const [old, young] = [(await recover(ada)).body.link, (await recover(ada)).body.link];
    expect(await open(old)).toBe('ak-stage-access-denied');
    expect(await open(young)).toBe('ak-stage-prompt');
  });

  test('the link is told of, without what it holds', async () => {
    await recover(ada);
    const told = async () => (await postern.call('GET', '/events/events/?action=secret_view')).body.results;
    // events are written in batches, some moments after what they tell of
    await expect
      .poll(async () => (await told())[0]?.context)
      .toMatchObject({ purpose: 'recovery link', subject: { username: 'ada' } });
    expect(JSON.stringify(await told())).not.toContain('flow_token');
  });

  test.each([
    { body: { token_duration: 'hours=2' }, want: 200 },
    { body: { token_duration: 'days=31' }, want: 400 },
    { body: { token_duration: 'seconds=0' }, want: 400 },
    { body: { token_duration: 'soon' }, want: 400 },
  ])('$body: $want', async ({ body, want }) => {
    expect((await recover(ada, { body })).status).toBe(want);
  });

  test.each([
    { who: 'a service account', values: { type: 'service_account' } },
    { who: 'an inactive account', values: { is_active: false } },
  ])('$who gets none', async ({ who, values }) => {
    const { pk } = await postern.account(who.replaceAll(' ', '-'), values);
    expect((await recover(pk)).status).toBe(400);
  });

  test('whoever may reset passwords makes links, but not for people who hold more', async () => {
    const role = await made('/rbac/roles/', { name: 'help desk' });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role}/assign/`, {
      body: { permissions: ['authentik_core.reset_user_password'] },
    });
    const { token } = await postern.account('helper', { roles: [role] });
    const { token: stranger } = await postern.account('stranger');
    expect((await recover(ada, { token })).status).toBe(200);
    expect((await recover(postern.admin.pk, { token })).status).toBe(403);
    expect((await recover(ada, { token: stranger })).status).toBe(403);
  });
});
