import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
let ada: Account;
let seer: Account;
let changer: Account;
let application: string;
let slug: string;
let count = 0;

const made = async (path: string, body: object) => {
  const answer = await postern.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};
const withRights = async (name: string, permissions: string[]): Promise<Account> => {
  const { pk } = await made('/rbac/roles/', { name });
  await postern.call('POST', `/rbac/permissions/assigned_by_roles/${pk}/assign/`, { body: { permissions } });
  return postern.account(name, { roles: [pk] });
};
const list = async (who?: Account) =>
  (await postern.call('GET', '/policies/closed_targets/', who ? { token: who.token } : {})).body.results;
const reopen = (pk: string, who?: Account) =>
  postern.call('POST', `/policies/closed_targets/${pk}/reopen/`, who ? { token: who.token } : {});
const mayOpen = async () =>
  (await postern.call('GET', `/core/applications/${slug}/check_access/?for_user=${ada.pk}`)).body.passing;

beforeAll(async () => {
  postern = await testPostern();
  ada = await postern.account('ada');
  seer = await withRights('seer', ['authentik_core.view_application']);
  changer = await withRights('changer', [
    'authentik_core.view_application',
    'authentik_core.change_application',
  ]);
});
afterAll(() => postern.end());

/** An application whose only binding goes with the group that it names. */
beforeEach(async () => {
  slug = `app-${++count}`;
  application = (await made('/core/applications/', { name: slug, slug })).pk;
  const group = await made('/core/groups/', { name: `group of ${slug}` });
  await made('/policies/bindings/', { target: application, group: group.pk, order: 0 });
  await postern.call('DELETE', `/core/groups/${group.pk}/`);
});

describe('closed targets', () => {
  test('are listed with what took their binding, and with what follows', async () => {
    const found = (await list()).find(({ pk }: { pk: string }) => pk === application);
    expect(found).toMatchObject({
      model: 'authentik_core.application',
      name: slug,
      cause: 'cascade',
      subject: expect.stringMatching(/^group /),
      consequence: 'Nobody can open this application.',
      reopened: 'Everyone can open this application.',
    });
  });

  test('are opened by whoever may change them, and an event says who did', async () => {
    expect(await mayOpen()).toBe(false);
    expect((await reopen(application, changer)).status).toBe(204);
    expect(await mayOpen()).toBe(true);
    expect((await list()).map(({ pk }: { pk: string }) => pk)).not.toContain(application);
    await expect
      .poll(async () => {
        const { body } = await postern.call('GET', `/events/events/?context_model_pk=${application}`);
        return body.results.find(({ context }: { context: object }) => 'reopened' in context)?.user.username;
      })
      .toBe('changer');
  });

  test.each([
    { who: 'somebody who may only see it', account: () => seer, status: 403, sees: true },
    { who: 'somebody who may not even see it', account: () => ada, status: 404, sees: false },
  ])('stay closed to $who', async ({ account, status, sees }) => {
    const listed = (await list(account())).some(({ pk }: { pk: string }) => pk === application);
    expect(listed).toBe(sees);
    expect((await reopen(application, account())).status).toBe(status);
    expect(await mayOpen()).toBe(false);
  });

  test('are none as soon as something that has a say is bound again', async () => {
    const group = await made('/core/groups/', { name: `other of ${slug}` });
    await made('/policies/bindings/', { target: application, group: group.pk, order: 0 });
    expect((await list()).map(({ pk }: { pk: string }) => pk)).not.toContain(application);
    expect((await reopen(application)).status).toBe(404);
  });

  test('are none for what was never closed, and for what does not exist', async () => {
    const { pk } = await made('/core/applications/', { name: `open ${count}`, slug: `open-${count}` });
    expect((await reopen(pk)).status).toBe(404);
    expect((await reopen('00000000-0000-4000-8000-000000000000')).status).toBe(404);
  });
});

describe('an application whose only binding has expired', () => {
  let binding: string;
  beforeEach(async () => {
    slug = `expired-${count}`;
    application = (await made('/core/applications/', { name: slug, slug })).pk;
    const group = await made('/core/groups/', { name: `group of ${slug}` });
    const expires = new Date(Date.now() + 86_400_000).toISOString();
    const bound = { target: application, group: group.pk, order: 0, expires };
    binding = (await made('/policies/bindings/', bound)).pk;
    const past = { expires: '2020-01-01T00:00:00Z' };
    await postern.call('PATCH', `/policies/bindings/${binding}/`, { body: past });
  });

  test('is not opened by tidying the binding up', async () => {
    expect(await mayOpen()).toBe(false);
    expect((await postern.call('DELETE', `/policies/bindings/${binding}/`)).status).toBe(204);
    expect(await mayOpen()).toBe(false);
    expect(await list()).toContainEqual(expect.objectContaining({ pk: application, cause: 'expired' }));
  });

  test('is opened by whoever may change it, before any sweep has seen it', async () => {
    expect((await reopen(application, seer)).status).toBe(403);
    expect((await reopen(application, changer)).status).toBe(204);
    expect(await mayOpen()).toBe(true);
    await postern.closing.sweep();
    expect(await mayOpen()).toBe(true);
    expect((await reopen(application)).status).toBe(404);
  });

  test('the negative control: taking away by hand what still speaks opens it', async () => {
    const longer = { expires: new Date(Date.now() + 86_400_000).toISOString() };
    await postern.call('PATCH', `/policies/bindings/${binding}/`, { body: longer });
    await postern.call('DELETE', `/policies/bindings/${binding}/`);
    expect(await mayOpen()).toBe(true);
  });
});
