import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import { authenticatorNames } from '../adapters/authenticator-names.ts';
import { passkey } from '../core/testing/webauthn.ts';
import { keepDeviceTypes } from '../store/device-types.ts';
import { createDevices } from '../store/devices.ts';

/** Passkeys and the makes of authenticators over the API. */
let postern: TestPostern;
let ada: Account;

const TYPES = '/stages/authenticator/webauthn_device_types/';
const ZERO = '00000000-0000-0000-0000-000000000000';
const [YUBI = ''] = Object.entries(authenticatorNames).find(([, name]) => name.includes('YubiKey 5')) ?? [];

beforeAll(async () => {
  postern = await testPostern();
  ada = await postern.account('ada');
});
afterAll(() => postern.end());

const admin = (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', path: string, body?: object) =>
  postern.call(method, path, { token: postern.admin.token, ...(body ? { body } : {}) });

test('the list of makes is there, with one for all that are in none', async () => {
  const { body } = await admin('GET', `${TYPES}?search=YubiKey&page_size=100`);
  expect(body.results.length).toBeGreaterThan(5);
  expect(body.results[0]).toMatchObject({
    aaguid: expect.any(String),
    description: expect.stringContaining('YubiKey'),
  });
  expect((await admin('GET', `${TYPES}${YUBI}/`)).body.description).toBe(authenticatorNames[YUBI]);
  expect((await admin('GET', `${TYPES}?aaguid=${ZERO}`)).body.results).toMatchObject([
    { aaguid: ZERO, description: 'Unknown devices' },
  ]);
  expect((await admin('GET', `${TYPES}${ZERO.replaceAll('0', 'f')}/`)).status).toBe(404);
});

test('nobody writes it here, and whoever may not view it does not', async () => {
  const body = { aaguid: '11111111-2222-3333-4444-555555555555', description: 'Mine' };
  for (const [method, path] of [
    ['POST', TYPES],
    ['PATCH', `${TYPES}${YUBI}/`],
    ['DELETE', `${TYPES}${YUBI}/`],
  ] as const)
    expect([404, 405]).toContain((await admin(method, path, body)).status);
  expect((await postern.call('GET', TYPES, { token: ada.token })).status).toBe(403);
});

test('another start keeps it: names are put right, nothing is written without need', async () => {
  const { database } = postern.database;
  const count = async () => (await admin('GET', `${TYPES}?page_size=1`)).body.pagination.count;
  const before = await count();
  const stamp = async () => (await admin('GET', `${TYPES}${YUBI}/`)).body.last_updated;
  const unchanged = await stamp();
  await keepDeviceTypes(database, authenticatorNames);
  expect([await count(), await stamp()]).toEqual([before, unchanged]);
  await keepDeviceTypes(database, { [YUBI.toUpperCase()]: 'Another name' });
  expect(await count()).toBe(before);
  expect((await admin('GET', `${TYPES}${YUBI}/`)).body.description).toBe('Another name');
  await keepDeviceTypes(database, authenticatorNames);
});

test.each([
  ['authenticator/webauthn', 'device_type_restrictions'],
  ['authenticator/validate', 'webauthn_allowed_device_types'],
])('the stage %s names what it lists', async (path, field) => {
  const made = await admin('POST', `/stages/${path}/`, { name: path, [field]: [YUBI, ZERO] });
  expect(made.body).toMatchObject({
    [field]: [YUBI, ZERO],
    [`${field}_obj`]: [
      { aaguid: YUBI, description: authenticatorNames[YUBI] },
      { aaguid: ZERO, description: 'Unknown devices' },
    ],
  });
  const wrong = await admin('PATCH', `/stages/${path}/${made.body.pk}/`, {
    [field]: ['11111111-2222-3333-4444-555555555555'],
  });
  expect([wrong.status, Object.keys(wrong.body)]).toEqual([400, expect.arrayContaining([field])]);
});

test('a passkey is shown with its make; its key and counter never are; the credential is one account’s', async () => {
  const devices = createDevices(postern.database.database);
  const data = { ...passkey('the-credential', { aaguid: YUBI, public_key: 'the-key', sign_count: 4711 }) };
  const { pk } = await devices.add({ user: ada.pk, class: 'webauthn', name: 'Key', data });
  const { body } = await postern.call('GET', `/authenticators/webauthn/${pk}/`, { token: ada.token });
  expect(body).toMatchObject({
    ...{ pk, name: 'Key', aaguid: YUBI, created_on: expect.any(String), user: { username: 'ada' } },
    device_type: { aaguid: YUBI, description: authenticatorNames[YUBI] },
  });
  const all = await admin('GET', `/authenticators/admin/all/?user=${ada.pk}`);
  expect(all.body).toMatchObject([{ external_id: YUBI }]);
  expect(JSON.stringify([body, all.body])).not.toMatch(/the-credential|the-key|4711/);
  expect((await devices.by('webauthn', 'credential_id', 'the-credential'))?.user).toBe(ada.pk);
  await expect(
    devices.add({ user: postern.admin.pk, class: 'webauthn', name: 'Twin', data }),
  ).rejects.toThrow();
});
