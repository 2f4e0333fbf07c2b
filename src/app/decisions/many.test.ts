import { expect, test } from 'vitest';
import { aUser } from '../../core/testing/policy.ts';
import { applicationRow, bindingRow } from '../../core/testing/rows.ts';
import { asked, asking, bound, staff, way, world } from './scene.ts';

const member = aUser({ pk: 1 }, ['staff']);
const stranger = aUser({ pk: 2 });

test('it says the same as one decision after the other, and asks only where groups leave it open', async () => {
  let count = 0;
  const types = [
    asking({
      office: () => {
        count++;
        return Promise.resolve(true);
      },
    }),
  ];
  const { decisions, replica, decisionLog } = world([staff(), bound('office', { order: 1 })], {
    policies: [way('office')],
    types,
  });
  replica.put('applications', applicationRow('open'), applicationRow('both', { policy_engine_mode: 'all' }));
  replica.put(
    'policy_bindings',
    bindingRow('g2', 'both', { group: 'staff' }),
    bindingRow('p2', 'both', { policy: 'office', order: 1 }),
  );
  const pks = ['app', 'open', 'both', 'nowhere'];
  const users = [member, stranger];
  const many = await decisions.decideMany({
    targets: pks,
    users,
    http_request: asked.http_request,
  });
  expect(many).toEqual([
    [true, true],
    [true, true],
    [true, false],
    [false, false],
  ]);
  expect(count).toBe(2);
  expect(decisionLog.drafts).toEqual([]);
  for (const [row, pk] of pks.entries())
    for (const [column, user] of users.entries())
      expect((await decisions.decide(pk, { ...asked, user })).passing).toBe(many[row]?.[column]);
});
