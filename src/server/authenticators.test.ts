import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import { createDevices } from '../store/devices.ts';

let postern: TestPostern;
let ada: Account;
let eve: Account;
const made = { ada: 0, eve: 0, admin: 0 };

beforeAll(async () => {
  postern = await testPostern();
  [ada, eve] = [await postern.account('ada'), await postern.account('eve')];
  const devices = createDevices(postern.database.database);
  const add = async ({ pk: user }: Account) =>
    (await devices.add({ user, class: 'static', name: 'Codes', data: { tokens: ['digest-1', 'digest-2'] } }))
      .pk;
  made.ada = await add(ada);
  made.eve = await add(eve);
  made.admin = await add(postern.admin);
});
afterAll(() => postern.end());

const pks = (body: { results: { pk: number }[] }) => body.results.map(({ pk }) => pk);

test('everybody, administrators too, lists, names and deletes their own here', async () => {
  for (const [account, own] of [
    [ada, made.ada],
    [postern.admin, made.admin],
  ] as const) {
    const { token } = account;
    expect(pks((await postern.call('GET', '/authenticators/static/', { token })).body)).toEqual([own]);
    const { body } = await postern.call('GET', `/authenticators/static/${own}/`, { token });
    expect(body).toMatchObject({ name: 'Codes', user: { pk: account.pk }, token_set: [{}, {}] });
    const all = await postern.call('GET', '/authenticators/all/', { token });
    expect(all.body).toMatchObject([
      { pk: String(own), type: 'authentik_stages_authenticator_static.staticdevice', confirmed: true },
    ]);
    const renamed = await postern.call('PATCH', `/authenticators/static/${own}/`, {
      token,
      body: { name: 'Safe' },
    });
    expect(renamed.body).toMatchObject({ name: 'Safe' });
  }
});

test('another’s device is not there', async () => {
  for (const method of ['GET', 'PATCH', 'PUT', 'DELETE']) {
    const body = method === 'PATCH' || method === 'PUT' ? { body: { name: 'Mine' } } : {};
    const path = `/authenticators/static/${made.eve}/`;
    const answers = [
      await postern.call(method, path, { token: ada.token, ...body }),
      await postern.call(method, path, body), // an administrator has another place for it
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  }
});

describe('the list over all kinds', () => {
  const path = () => `/authenticators/all/${made.ada}/`;

  test('renames and deletes what is one’s own, and nothing else', async () => {
    const { token } = ada;
    const renamed = await postern.call('PATCH', path(), { token, body: { name: ' Paper ' } });
    expect(renamed.body).toMatchObject({
      pk: String(made.ada),
      name: 'Paper',
      verbose_name: 'Static device',
    });
    for (const [method, id, status] of [
      ['PATCH', made.eve, 404],
      ['DELETE', made.eve, 404],
      ['DELETE', 2_000_000_000, 404],
      ['PATCH', made.ada, 400],
    ] as const) {
      const body = method === 'PATCH' ? { body: { name: status === 400 ? ' ' : 'Mine' } } : {};
      const answer = await postern.call(method, `/authenticators/all/${id}/`, { token, ...body });
      expect([method, id, answer.status]).toEqual([method, id, status]);
    }
    const long = await postern.call('PATCH', path(), { token, body: { name: 'x'.repeat(65) } });
    expect([long.status, Object.keys(long.body)]).toEqual([400, ['name', 'code']]);
    // Nobody, an administrator either, changes another's here.
    expect((await postern.call('DELETE', path())).status).toBe(404);
    expect((await postern.call('DELETE', path(), { token: null })).status).toBe(403);
    const second = await createDevices(postern.database.database).add({
      ...{ user: ada.pk, class: 'totp', name: 'Old phone' },
      data: { secret: 'GEZDGNBVGY3TQOJQ', digits: 6, step: 0 },
    });
    expect((await postern.call('DELETE', `/authenticators/all/${second.pk}/`, { token })).status).toBe(204);
    expect((await postern.call('GET', '/authenticators/all/', { token })).body).toHaveLength(1);
  });

  test('the key of an app is never shown', async () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    await createDevices(postern.database.database).add({
      ...{ user: eve.pk, class: 'totp', name: 'Phone' },
      data: { secret, digits: 6, step: 0 },
    });
    for (const [address, token] of [
      ['/authenticators/totp/', eve.token],
      ['/authenticators/admin/totp/', postern.admin.token],
      ['/authenticators/all/', eve.token],
    ]) {
      const { status, body } = await postern.call('GET', String(address), { token: String(token) });
      expect([status, JSON.stringify(body).includes('Phone')]).toEqual([200, true]);
      expect(JSON.stringify(body)).not.toContain(secret);
    }
  });
});

test('administrators see and delete everybody’s, whoever may not is refused', async () => {
  const { body } = await postern.call('GET', `/authenticators/admin/static/?user=${eve.pk}`);
  expect(pks(body)).toEqual([made.eve]);
  expect((await postern.call('GET', `/authenticators/admin/all/?user=${eve.pk}`)).body).toHaveLength(2);
  const refused = await postern.call('GET', `/authenticators/admin/all/?user=${eve.pk}`, {
    token: ada.token,
  });
  expect(refused.status).toBe(403);
  const theirs = await postern.call('GET', '/authenticators/admin/static/', { token: ada.token });
  expect([403, 200]).toContain(theirs.status);
  if (theirs.status === 200) expect(pks(theirs.body)).toEqual([made.ada]);
  const path = `/authenticators/admin/static/${made.eve}/`;
  expect((await postern.call('DELETE', path, { token: ada.token })).status).toBe(403);
  expect((await postern.call('DELETE', path)).status).toBe(204);
  expect((await postern.call('GET', path)).status).toBe(404);
});

test('neither a code nor its digest is ever shown', async () => {
  const shown = await Promise.all(
    [
      '/authenticators/static/',
      `/authenticators/admin/static/${made.ada}/`,
      `/authenticators/admin/all/?user=${ada.pk}`,
    ].map(async (path) => JSON.stringify((await postern.call('GET', path)).body)),
  );
  for (const text of shown) expect(text).not.toContain('digest-');
});
