import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, type TestPostern, testPostern } from '../../test/postern.ts';
import { entitlementsOf } from '../core/application/entitled.ts';
import { ANONYMOUS } from '../core/policy/request.ts';

let postern: TestPostern;
let ada: Account;
let app: { pk: string };
const groups: Record<string, string> = {};

beforeAll(async () => {
  postern = await testPostern();
  for (const name of ['staff', 'guests'])
    groups[name] = (await postern.call('POST', '/core/groups/', { body: { name } })).body.pk;
  ada = await postern.account('ada', { groups: [groups.staff] });
  app = (await postern.call('POST', '/core/applications/', { body: { name: 'Wiki', slug: 'wiki' } })).body;
});
afterAll(() => postern.end());

const create = (name: string, attributes = {}) =>
  postern.call('POST', '/core/application_entitlements/', { body: { name, app: app.pk, attributes } });
const bind = (target: string, body: object) =>
  postern.call('POST', '/policies/bindings/', { body: { target, order: 0, ...body } });
const held = (user = postern.graph.user(ada.pk) ?? ANONYMOUS) =>
  entitlementsOf(postern, app.pk, user, Date.now()).map(({ name }) => name);

describe('entitlements', () => {
  test.each<[number, string, readonly object[], boolean]>([
    [126, 'without bindings', [], false],
    [127, 'one group out, one in', [{ group: 'guests' }, { group: 'staff', order: 1 }], true],
    [128, 'a negated group that is not theirs', [{ group: 'guests', negate: true }], true],
    [129, 'a group that is theirs, disabled', [{ group: 'staff', enabled: false }], false],
    [129, 'themselves', [{ user: true }], true],
  ])('row %i, %s: granted %#', async (row, title, bindings, granted) => {
    const name = `${row} ${title}`;
    const { status, body } = await create(name);
    expect(status).toBe(201);
    for (const { group, user, ...more } of bindings as { group?: string; user?: boolean }[])
      expect(
        (
          await bind(body.pbm_uuid, {
            ...(group && { group: groups[group] }),
            ...(user && { user: ada.pk }),
            ...more,
          })
        ).status,
      ).toBe(201);
    expect(held().includes(name)).toBe(granted);
  });

  test('67 no policy can be bound to one', async () => {
    const { body: target } = await create('no policies');
    const { body: policy } = await postern.call('POST', '/policies/dummy/', { body: { name: 'Any' } });
    expect(await bind(target.pk, { policy: policy.pk })).toMatchObject({
      status: 400,
      body: { policy: ['Only groups and users can be bound to this object.'] },
    });
  });

  test('they go with their application, and their bindings with them', async () => {
    const { body: other } = await postern.call('POST', '/core/applications/', {
      body: { name: 'B', slug: 'b' },
    });
    const { body: own } = await postern.call('POST', '/core/application_entitlements/', {
      body: { name: 'write', app: other.pk },
    });
    await bind(own.pk, { user: ada.pk });
    expect((await create('write')).status).toBe(201);
    expect((await create('write')).status).toBe(400);
    expect(
      (await postern.call('GET', `/core/application_entitlements/?app=${other.pk}`)).body.results,
    ).toMatchObject([{ pk: own.pk, pbm_uuid: own.pk, name: 'write', attributes: {} }]);
    await postern.call('DELETE', '/core/applications/b/');
    expect((await postern.call('GET', `/core/application_entitlements/${own.pk}/`)).status).toBe(404);
    expect((await postern.call('GET', `/policies/bindings/?target=${own.pk}`)).body.results).toEqual([]);
  });

  test('a group that is deleted takes its entitlement away, and opens it to nobody', async () => {
    const { body: group } = await postern.call('POST', '/core/groups/', { body: { name: 'short' } });
    const { body: target } = await create('of a group');
    await bind(target.pk, { group: group.pk, negate: true });
    expect(held()).toContain('of a group');
    await postern.call('DELETE', `/core/groups/${group.pk}/`);
    expect(held()).not.toContain('of a group');
  });
});
