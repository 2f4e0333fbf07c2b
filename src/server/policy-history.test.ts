import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import { MOST_VERSIONS } from '../core/policy/history.ts';

let postern: TestPostern;
beforeAll(async () => {
  postern = await testPostern();
});
afterAll(() => postern.end());

const created = async (name: string) =>
  (await postern.call('POST', '/policies/dummy/', { body: { name, result: true } })).body.pk as string;
const history = async (pk: string) => (await postern.call('GET', `/policies/all/${pk}/history/`)).body;

test('every save keeps the former version, and any of them comes back', async () => {
  const pk = await created('Door');
  expect(await history(pk)).toEqual([]);
  await postern.call('PATCH', `/policies/dummy/${pk}/`, { body: { result: false } });
  await postern.call('PATCH', `/policies/dummy/${pk}/`, { body: { name: 'Gate', wait_min: 1 } });
  expect(await history(pk)).toMatchObject([
    { version: 2, changed: ['name', 'wait_min'], values: { name: 'Door', result: false, wait_min: 5 } },
    {
      version: 1,
      changed: ['result'],
      values: { name: 'Door', result: true },
      replaced_by: 'root-of-the-test',
    },
  ]);
  const restored = await postern.call('POST', `/policies/all/${pk}/history/1/restore/`);
  expect(restored).toMatchObject({ status: 200, body: { name: 'Door' } });
  expect((await postern.call('GET', `/policies/dummy/${pk}/`)).body).toMatchObject({
    result: true,
    wait_min: 5,
  });
  expect(await history(pk)).toMatchObject([{ version: 3, values: { name: 'Gate' } }, {}, {}]);
});

test('of saves at the same time each version is kept once', async () => {
  const pk = await created('Crowd 0');
  const names = Array.from({ length: 12 }, (_, index) => `Crowd ${index + 1}`);
  const answers = await Promise.all(
    names.map((name) => postern.call('PATCH', `/policies/dummy/${pk}/`, { body: { name } })),
  );
  expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
  const kept: { version: number; values: { name: string } }[] = await history(pk);
  expect(kept.map(({ version }) => version)).toEqual(names.map((_, index) => names.length - index));
  const { name: last } = (await postern.call('GET', `/policies/dummy/${pk}/`)).body;
  expect([...kept.map(({ values }) => values.name), last].sort()).toEqual(['Crowd 0', ...names].sort());
});

test('a save that changes nothing, or that is refused, leaves no version', async () => {
  const pk = await created('Quiet');
  await postern.call('PATCH', `/policies/dummy/${pk}/`, { body: { result: true } });
  await postern.call('PATCH', `/policies/dummy/${pk}/`, { body: { wait_min: 'soon' } });
  expect(await history(pk)).toEqual([]);
});

test('a version that cannot be any more is refused with its reason', async () => {
  const pk = await created('First');
  await postern.call('PATCH', `/policies/dummy/${pk}/`, { body: { name: 'Second' } });
  await created('First');
  const answer = await postern.call('POST', `/policies/all/${pk}/history/1/restore/`);
  expect([answer.status, Object.keys(answer.body)]).toEqual([400, expect.arrayContaining(['name'])]);
  expect((await postern.call('POST', `/policies/all/${pk}/history/9/restore/`)).status).toBe(404);
});

test('only so many are kept, and none outlives its policy', async () => {
  const pk = await created('Busy');
  for (let count = 0; count < MOST_VERSIONS + 2; count++)
    await postern.call('PATCH', `/policies/dummy/${pk}/`, { body: { wait_max: 100 + count } });
  const kept = await history(pk);
  expect([kept.length, kept[0].version]).toEqual([MOST_VERSIONS, MOST_VERSIONS + 2]);
  await postern.call('DELETE', `/policies/all/${pk}/`);
  expect((await postern.call('GET', `/policies/all/${pk}/history/`)).status).toBe(404);
});

test('whoever may not see or change the policy gets neither its past nor a way back', async () => {
  const pk = await created('Private');
  await postern.call('PATCH', `/policies/dummy/${pk}/`, { body: { result: false } });
  const { token } = await postern.account('plain');
  expect((await postern.call('GET', `/policies/all/${pk}/history/`, { token })).status).toBe(403);
  expect((await postern.call('POST', `/policies/all/${pk}/history/1/restore/`, { token })).status).toBe(403);
});
