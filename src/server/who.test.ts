import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type Answer, type TestPostern, testPostern } from '../../test/postern.ts';

let postern: TestPostern;
let ada: Account;
let bob: Account;
let application: { pk: string };
let staff: { pk: string };

beforeAll(async () => {
  postern = await testPostern();
  staff = await make('/core/groups/', { name: 'staff' });
  ada = await postern.account('ada', { groups: [staff.pk], email: 'ada@corp.test' });
  bob = await postern.account('bob', { email: 'bob@else.test' });
  await postern.account('gone', { groups: [staff.pk], is_active: false });
  application = await make('/core/applications/', { name: 'Wiki', slug: 'wiki' });
});
afterAll(() => postern.end());
afterEach(async () => {
  const { body } = await postern.call('GET', `/policies/bindings/?target=${application.pk}`);
  for (const { pk } of body.results) await postern.call('DELETE', `/policies/bindings/${pk}/`);
});

async function make(path: string, body: object) {
  const answer = await postern.call('POST', path, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const bind = (subject: object, target = application.pk) =>
  make('/policies/bindings/', { target, order: 0, ...subject });
const who = (query = '', token?: string): Promise<Answer> =>
  postern.call('GET', `/policies/who/?target=${application.pk}${query}`, token ? { token } : {});
const names = ({ body }: Answer) =>
  body.results.map(({ user, passing }: { user: { username: string }; passing: boolean }) => [
    user.username,
    passing,
  ]);

describe('who can open this?', () => {
  test('everybody, where nothing is bound; users who are not active are not counted', async () => {
    const answer = await who();
    expect(answer.body).toMatchObject({ unbound: true, closed: false, total: 3, judged: 3, depends_on: [] });
    expect(answer.body.counts).toEqual({ passing: 3, refused: 0, depends: 0 });
    expect(names(answer)).toEqual([
      ['ada', true],
      ['bob', true],
      ['root-of-the-test', true],
    ]);
    expect(answer.body.results[0].because).toBe('Everyone can open this application.');
  });

  test('members of a group, at once after a change; what decided stands beside whoever is refused', async () => {
    const binding = await bind({ group: staff.pk });
    const refused = await who('&passing=false&search=else');
    expect(refused.body.counts).toEqual({ passing: 0, refused: 1, depends: 0 });
    expect(refused.body.pagination.count).toBe(1);
    expect(refused.body.results).toEqual([
      {
        user: { pk: bob.pk, username: 'bob', name: 'bob' },
        passing: false,
        decided: [
          {
            binding: binding.pk,
            subject: { kind: 'group', pk: staff.pk, label: 'staff' },
            ...{ why: 'not_member', negated: false },
            messages: ['You are not a member of a group that has access.'],
          },
        ],
        because: 'Does not pass: is not a member of the group "staff".',
      },
    ]);
    expect(names(await who('&passing=true'))).toEqual([['ada', true]]);
    await postern.call('POST', `/core/groups/${staff.pk}/add_user/`, { body: { pk: bob.pk } });
    expect((await who()).body.counts).toEqual({ passing: 2, refused: 1, depends: 0 });
    await postern.call('POST', `/core/groups/${staff.pk}/remove_user/`, { body: { pk: bob.pk } });
  });

  test('a policy about places says honestly that it depends on the request', async () => {
    const germany = await make('/policies/geoip/', { name: 'From Germany', countries: ['DE'] });
    await bind({ policy: germany.pk });
    expect((await who()).body).toMatchObject({
      counts: { passing: 0, refused: 0, depends: 3 },
      anonymous: null,
      depends_on: [{ subject: { label: 'From Germany' }, why: 'depends' }],
    });
    await bind({ group: staff.pk, order: 1 });
    const mixed = await who();
    expect(names(mixed)).toEqual([
      ['ada', true],
      ['bob', null],
      ['root-of-the-test', null],
    ]);
    expect(mixed.body.results[1].because).toBe(
      'Depends on the request, about which is asked: the policy "From Germany".',
    );
    await postern.call('PATCH', '/core/applications/wiki/', { body: { policy_engine_mode: 'all' } });
    expect(names(await who())).toEqual([
      ['ada', null],
      ['bob', false],
      ['root-of-the-test', false],
    ]);
    await postern.call('PATCH', '/core/applications/wiki/', { body: { policy_engine_mode: 'any' } });
  });

  test('an expression about the person is asked about each, one about the address is not', async () => {
    const company = await make('/policies/expression/', {
      name: 'Company',
      expression: "ak_message('Only for the company.'); return request.user.email.endsWith('@corp.test');",
    });
    const binding = await bind({ policy: company.pk });
    const answer = await who();
    expect(names(answer)).toEqual([
      ['ada', true],
      ['bob', false],
      ['root-of-the-test', false],
    ]);
    expect(answer.body.results[1].because).toBe(
      'Does not pass: the policy "Company" does not pass (Only for the company.).',
    );
    await postern.call('DELETE', `/policies/bindings/${binding.pk}/`);
    const office = await make('/policies/expression/', {
      name: 'Office',
      expression: "return ak_client_ip.in('10.0.0.0/8');",
    });
    await bind({ policy: office.pk });
    expect((await who()).body.counts).toEqual({ passing: 0, refused: 0, depends: 3 });
  });

  test('pages are cut after the filter', async () => {
    await bind({ group: staff.pk, negate: true });
    const page = await who('&passing=true&page=2&page_size=1');
    expect(page.body.pagination).toMatchObject({ count: 2, current: 2, total_pages: 2 });
    expect(names(page)).toEqual([['root-of-the-test', true]]);
  });

  test('an entitlement that nobody was given is nobody’s', async () => {
    const entitlement = await make('/core/application_entitlements/', { name: 'admin', app: application.pk });
    const asked = () => postern.call('GET', `/policies/who/?target=${entitlement.pbm_uuid}`);
    expect((await asked()).body).toMatchObject({ unbound: true, counts: { passing: 0, refused: 3 } });
    await bind({ user: ada.pk }, entitlement.pbm_uuid);
    expect((await asked()).body.counts).toMatchObject({ passing: 1, refused: 2 });
  });
});

test('what takes long is answered in parts that say how far they are', async () => {
  // Five hundred are asked at once, and each answer takes a second: the first part is all that fits into a moment.
  const slow = await make('/policies/dummy/', { name: 'Slow', result: true, wait_min: 1, wait_max: 1 });
  await postern.database.database.pool.query(
    "insert into users (username, name) select 'many-' || n, '' from generate_series(1, 500) n",
  );
  await postern.replica.catchUp();
  await bind({ policy: slow.pk });
  const first = await who('&passing=false');
  expect(first.body).toMatchObject({ judged: 500, counts: { passing: 500, refused: 0 } });
  expect(first.body.total).toBeGreaterThan(500);
  const second = await who('&passing=false');
  expect(second.body).toMatchObject({ judged: first.body.total, as_of: first.body.as_of });
});

describe('A72: only what the asker may see', () => {
  test.each<[string, string[], 200 | 404]>([
    ['nothing', [], 404],
    ['only users', ['authentik_core.view_user'], 404],
    ['the target', ['authentik_core.view_application'], 200],
  ])('with permission on %s', async (name, permissions, status) => {
    const role = await make('/rbac/roles/', { name: `who ${name}` });
    if (permissions.length > 0)
      await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, {
        body: { permissions },
      });
    const asker = await postern.account(`asker-${name.replaceAll(' ', '-')}`, { roles: [role.pk] });
    const answer = await who('', asker.token);
    expect(answer.status).toBe(status);
    // Of people, such an asker may view themselves alone.
    if (status === 200) expect(names(answer)).toEqual([[`asker-${name.replaceAll(' ', '-')}`, true]]);
  });

  test('what a policy says stays with whoever may view it', async () => {
    const policy = await make('/policies/expression/', {
      name: 'Talkative',
      expression: "ak_message('the secret of ' + request.user.username); return false;",
    });
    await bind({ policy: policy.pk });
    const role = await make('/rbac/roles/', { name: 'who without policies' });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, {
      body: { permissions: ['authentik_core.view_application', 'authentik_core.view_user'] },
    });
    const asker = await postern.account('asker-of-all', { roles: [role.pk] });
    const said = async (token?: string) =>
      (await who('&search=ada', token)).body.results[0].decided[0].messages;
    expect(await said()).toEqual(['the secret of ada']);
    expect(await said(asker.token)).toEqual([]);
  });

  test.each<[string, () => Promise<object>, string, string]>([
    [
      'group',
      async () => ({ group: staff.pk }),
      'Passes: is a member of the group "staff".',
      'Passes: is a member of a group.',
    ],
    ['user', async () => ({ user: ada.pk }), 'Passes: is the user "ada".', 'Passes: is the user "ada".'],
    [
      'policy',
      async () => ({
        policy: (
          await make('/policies/dummy/', { name: 'Hidden one', result: true, wait_min: 0, wait_max: 0 })
        ).pk,
      }),
      'Passes: the policy "Hidden one" passes (dummy).',
      'Passes: a policy passes.',
    ],
    [
      'geoip policy',
      async () => ({ policy: (await make('/policies/geoip/', { name: 'Hidden', countries: ['DE'] })).pk }),
      'Depends on the request, about which is asked: the policy "Hidden".',
      'Depends on the request, about which is asked: a policy.',
    ],
  ])('what a bound %s is called stays with whoever may view it', async (kind, subject, open, hidden) => {
    await bind(await subject());
    const role = await make('/rbac/roles/', { name: `who and no ${kind}` });
    const permissions = ['view_application', 'view_user_applications', 'view_user'];
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, {
      body: { permissions: permissions.map((one) => `authentik_core.${one}`) },
    });
    const asker = await postern.account(`asker-of-${kind.replace(' ', '-')}`, { roles: [role.pk] });
    for (const token of [undefined, asker.token]) {
      const seen = token === undefined || kind === 'user';
      const all = await who('&search=ada@corp', token);
      const access = await postern.call('GET', `/core/users/${ada.pk}/access/`, token ? { token } : {});
      expect(access.status, JSON.stringify(access.body)).toBe(200);
      for (const { because, decided } of [all.body.results[0], access.body.results[0]]) {
        expect(because).toBe(seen ? open : hidden);
        for (const one of [...decided, ...all.body.depends_on]) {
          if (seen) expect(one.subject.label).not.toBe('');
          else expect(one).toMatchObject({ subject: { pk: null, label: '' }, messages: [] });
        }
      }
    }
  });

  test('a user that is bound is not named either', async () => {
    await bind({ user: ada.pk });
    const role = await make('/rbac/roles/', { name: 'who and nobody' });
    await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, {
      body: { permissions: ['authentik_core.view_application'] },
    });
    const asker = await postern.account('asker-of-nobody', { roles: [role.pk] });
    const [row] = (await who('&search=asker-of-nobody', asker.token)).body.results;
    expect(row).toMatchObject({
      decided: [{ subject: { kind: 'user', pk: null, label: '' } }],
      because: 'Does not pass: is not a user.',
    });
    const [control] = (await who('&search=asker-of-nobody')).body.results;
    expect(control).toMatchObject({
      decided: [{ subject: { kind: 'user', pk: ada.pk, label: 'ada' } }],
      because: 'Does not pass: is not the user "ada".',
    });
  });

  test('nothing is recorded, and no target is made up', async () => {
    expect(
      (await postern.call('GET', '/policies/who/?target=00000000-0000-4000-8000-000000000000')).status,
    ).toBe(404);
    await postern.decisionLog.flush();
    const { rows } = await postern.database.database.pool.query(
      'select count(*)::int as count from decisions',
    );
    expect(rows[0].count).toBe(0);
  });
});
