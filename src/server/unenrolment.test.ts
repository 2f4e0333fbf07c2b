import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
beforeAll(async () => {
  postern = await testPostern();
});
afterAll(() => postern.end());

test('an account that removes itself is named in the log, and the last superuser stays', async () => {
  const { ports } = postern;
  const ada = await postern.account('ada');
  const facts = await ports.users.byPk(ada.pk);
  if (!facts) throw new Error('ada is not there');
  const http = {
    client_ip: '192.0.2.7',
    method: 'POST',
    path: '/',
    host: 'localhost',
    user_agent: 'Test/1',
    request_id: 'req-1',
  };
  expect(await ports.users.remove(ada.pk, { user: facts, http })).toBe('gone');
  expect((await postern.call('GET', `/core/users/${ada.pk}/`)).status).toBe(404);
  await expect
    .poll(async () => (await postern.call('GET', '/events/events/?action=model_deleted')).body.results)
    .toMatchObject([{ user: { username: 'ada' }, client_ip: '192.0.2.7' }]);
  expect(await ports.users.remove(postern.admin.pk, { user: facts, http })).toBe('last_superuser');
  expect((await postern.call('GET', '/core/users/me/')).status).toBe(200);
});
