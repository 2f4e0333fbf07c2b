import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestPostern, testPostern } from '../../test/postern.ts';
import { signedIn } from '../../test/signed-in.ts';
import { SESSION_COOKIE } from './identify.ts';

/** Who gets the admin interface, and what it draws its forms from. */
let postern: TestPostern;
beforeAll(async () => {
  postern = await testPostern();
});
afterAll(() => postern?.end());

const PAGE = '/if/admin/policies/?page=2';

/** Opens the page as that user, or as nobody. */
async function open(pk: number | undefined) {
  const headers: Record<string, string> = { host: 'localhost:9000' };
  const user = pk === undefined ? undefined : postern.graph.user(pk);
  if (user) {
    const { key } = await signedIn(postern.sessions, user);
    headers.cookie = `${SESSION_COOKIE}=${key}`;
  }
  return postern.server.inject({ method: 'GET', url: PAGE, headers });
}

async function withRole(username: string, permission: Readonly<Record<string, unknown>>) {
  const role = (await postern.call('POST', '/rbac/roles/', { body: { name: username } })).body;
  const { status } = await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, {
    body: permission,
  });
  expect(status).toBe(200);
  return postern.account(username, { roles: [role.pk] });
}

describe('the admin interface', () => {
  test('whoever may administer nothing is told so in the language of their settings', async () => {
    const { pk } = await postern.account('greta', { attributes: { settings: { locale: 'de' } } });
    const { statusCode, body } = await open(pk);
    expect(statusCode).toBe(403);
    expect(body).toContain('<html lang="de">');
    expect(body).toContain('Diese Seite ist für die Verwaltung');
  });

  test('whoever is not signed in signs in first, and comes back to the page', async () => {
    const { statusCode, headers } = await open(undefined);
    expect(statusCode).toBe(302);
    const to = new URL(String(headers.location), 'http://localhost:9000');
    expect([to.pathname, to.searchParams.get('next')]).toEqual(['/flows/-/default/authentication/', PAGE]);
  });

  test('whoever may administer nothing gets a plain page with the way home, and no script', async () => {
    const { pk } = await postern.account('nobody-special');
    const answer = await open(pk);
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('href="/if/user/"');
    expect(answer.body).not.toContain('<script');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test.each<[string, () => Promise<number>]>([
    ['a superuser', async () => postern.admin.pk],
    [
      'somebody who may do one thing',
      async () => (await withRole('viewer', { permissions: ['authentik_core.view_application'] })).pk,
    ],
    [
      'somebody who may do one thing with one object',
      async () => {
        const app = (
          await postern.call('POST', '/core/applications/', { body: { name: 'Wiki', slug: 'wiki' } })
        ).body;
        const permission = {
          permissions: ['authentik_core.change_application'],
          model: 'authentik_core.application',
          object_pk: app.pk,
        };
        return (await withRole('wiki-editor', permission)).pk;
      },
    ],
  ])('%s gets it', async (_, who) => {
    // 503 where the pages are not built: that is said only to whoever would get them.
    expect([200, 503]).toContain((await open(await who())).statusCode);
  });
});

test('each type says where its objects are made, and types of policy when to use them', async () => {
  for (const kind of ['policies', 'providers', 'sources']) {
    const types = (await postern.call('GET', `/${kind}/all/types/`)).body;
    expect(types.length).toBeGreaterThan(0);
    for (const type of types) {
      const { status, body } = await postern.call('GET', type.path);
      expect([status, body.results]).toMatchObject([200, expect.any(Array)]);
      expect(type.meta_model_name.split('.')[1]).toBe(type.model_name);
      if (kind === 'policies') expect(type.example ?? '', type.name).not.toBe('');
    }
  }
});
