import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
beforeAll(async () => {
  postern = await testPostern();
});
afterAll(() => postern?.end());

describe('objects through the API', () => {
  test('a group is created, read, changed, listed and deleted', async () => {
    const made = await postern.call('POST', '/core/groups/', {
      body: { name: 'Sales', attributes: { floor: 2 } },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'Sales',
      is_superuser: false,
      parents: [],
      users: [],
      attributes: { floor: 2 },
    });
    const path = `/core/groups/${made.body.pk}/`;
    expect((await postern.call('GET', path)).body).toMatchObject({
      name: 'Sales',
      num_pk: expect.any(Number),
    });
    const changed = await postern.call('PATCH', path, { body: { name: 'Sales Europe' } });
    expect(changed.body).toMatchObject({ name: 'Sales Europe', attributes: { floor: 2 } });
    const list = await postern.call('GET', '/core/groups/?search=europe');
    expect(list.body).toMatchObject({
      pagination: { count: 1, current: 1, next: 0 },
      results: [{ name: 'Sales Europe' }],
    });
    expect((await postern.call('DELETE', path)).status).toBe(204);
    expect((await postern.call('GET', path)).status).toBe(404);
  });

  test('members are written from the group and read from the user', async () => {
    const ada = await postern.account('ada');
    const made = await postern.call('POST', '/core/groups/', {
      body: { name: 'Engineers', users: [ada.pk] },
    });
    expect(made.body.users).toEqual([ada.pk]);
    expect((await postern.call('GET', `/core/users/${ada.pk}/`)).body.groups).toEqual([made.body.pk]);
    await postern.call('POST', `/core/groups/${made.body.pk}/remove_user/`, { body: { pk: ada.pk } });
    expect(postern.graph.user(ada.pk)?.groups).toEqual([]);
  });

  test.each([
    [{ name: '' }, 'name'],
    [{}, 'name'],
    [{ name: 'x', colour: 'red' }, 'colour'],
    [{ name: 'x', parents: ['6b1a4a1e-8f0e-4b1b-9d8e-000000000000'] }, 'parents'],
    [{ name: 'x', is_superuser: 'yes' }, 'is_superuser'],
  ])('bad input %j is refused with the field %s', async (body, field) => {
    const answer = await postern.call('POST', '/core/groups/', { body });
    expect(answer.status).toBe(400);
    expect(answer.body[field]?.[0]).toEqual(expect.any(String));
    expect(answer.body.code).toBe('invalid');
  });

  test('an ETag guards against lost updates', async () => {
    const { body } = await postern.call('POST', '/core/groups/', { body: { name: 'Guarded' } });
    const path = `/core/groups/${body.pk}/`;
    const { etag } = (await postern.call('GET', path)).headers as { etag: string };
    const first = await postern.call('PATCH', path, {
      body: { name: 'First' },
      headers: { 'if-match': etag },
    });
    const second = await postern.call('PATCH', path, {
      body: { name: 'Second' },
      headers: { 'if-match': etag },
    });
    expect([first.status, second.status]).toEqual([200, 412]);
    expect((await postern.call('GET', path)).body.name).toBe('First');
  });

  test('a token is shown once, stored as a digest, and opens the API for its user', async () => {
    const made = await postern.call('POST', '/core/tokens/', { body: { identifier: 'mine', intent: 'api' } });
    expect(made.body.key).toMatch(/^[\w-]{40,}$/);
    const again = await postern.call('GET', '/core/tokens/mine/');
    expect(again.body).not.toHaveProperty('key');
    expect(JSON.stringify(again.body)).not.toContain(made.body.key);
    const me = await postern.call('GET', '/core/users/me/', { token: made.body.key });
    expect(me.body.user.username).toBe('root-of-the-test');
    expect((await postern.call('GET', '/core/users/me/', { token: 'wrong' })).status).toBe(403);
  });
});
