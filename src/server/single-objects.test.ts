import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';

/** Somebody who administers a few objects, and no kind of object as a whole. */

let postern: TestPostern;
let keeper: Account;
let plain: Account;
const mine: Record<string, string> = {};

const make = async (path: string, body: object) => {
  const answer = await postern.call('POST', path, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

beforeAll(async () => {
  postern = await testPostern();
  const role = await make('/rbac/roles/', { name: 'keepers' });
  keeper = await postern.account('keeper', { roles: [role.pk] });
  plain = await postern.account('plain');
  for (const which of ['mine', 'other']) {
    const made = {
      application: await make('/core/applications/', { name: which, slug: which }),
      policy: await make('/policies/geoip/', { name: `${which} typed`, countries: ['DE'] }),
      whole: await make('/policies/dummy/', { name: `${which} whole` }),
      flow: await make('/flows/instances/', {
        ...{ name: which, slug: which, title: which, designation: 'authentication' },
      }),
      group: await make('/core/groups/', { name: which }),
    };
    if (which === 'other') continue;
    for (const [name, model, permission] of [
      ['application', 'authentik_core.application', 'authentik_core.view_application'],
      // Once under its type, once under the kind.
      ['policy', 'authentik_policies_geoip.geoippolicy', 'authentik_policies_geoip.view_geoippolicy'],
      ['whole', 'authentik_policies.policy', 'authentik_policies.view_policy'],
      ['flow', 'authentik_flows.flow', 'authentik_flows.view_flow'],
      ['group', 'authentik_core.group', 'authentik_core.view_group'],
    ] as const) {
      mine[name] = made[name].pk;
      const given = await postern.call('POST', `/rbac/permissions/assigned_by_roles/${role.pk}/assign/`, {
        body: { permissions: [permission], model, object_pk: made[name].pk },
      });
      expect(given.status, JSON.stringify(given.body)).toBe(200);
    }
  }
});
afterAll(() => postern.end());

describe('permissions on single objects', () => {
  test.each<[string, readonly string[]]>([
    ['/core/applications/?superuser_full_list=true', ['application']],
    ['/policies/all/?search=mine', ['policy', 'whole']],
    ['/policies/geoip/', ['policy']],
    ['/flows/instances/', ['flow']],
    ['/core/groups/', ['group']],
  ])('%s is a list of just these', async (path, wanted) => {
    const { status, body } = await postern.call('GET', path, { token: keeper.token });
    expect(status).toBe(200);
    expect(body.results.map(({ pk }: { pk: string }) => pk).sort()).toEqual(
      wanted.map((name) => mine[name]).sort(),
    );
    expect(body.pagination.count).toBe(wanted.length);
  });

  test('who holds none is no administrator, and asks in vain', async () => {
    const me = async ({ token }: Account) =>
      (await postern.call('GET', '/core/users/me/', { token })).body.user.administers;
    expect([await me(keeper), await me(plain), await me(postern.admin)]).toEqual([true, false, true]);
    expect((await postern.call('GET', '/policies/all/', { token: plain.token })).status).toBe(403);
    const library = await postern.call('GET', '/core/applications/?superuser_full_list=true', {
      token: plain.token,
    });
    // Whoever administers nothing sees what they may open, as without the parameter.
    expect(library.body.pagination.count).toBe(2);
  });
});
