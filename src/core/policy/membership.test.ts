import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { memoryReplica } from '../testing/replica.ts';
import { groupRow, userRow } from '../testing/rows.ts';
import { createMembership } from './membership.ts';

function follow(replica: ReturnType<typeof memoryReplica>) {
  const membership = createMembership(replica);
  replica.onChange(membership.apply);
  return membership;
}

describe('membership', () => {
  test('21, 22, 23 a member of a child belongs to every parent, and never the other way round', () => {
    const replica = memoryReplica({
      groups: [
        groupRow('top'),
        groupRow('left', ['top']),
        groupRow('right', ['top']),
        groupRow('child', ['left', 'right']),
      ],
      users: [userRow(1, ['child']), userRow(2, ['top'])],
    });
    const membership = follow(replica);
    expect([...(membership.user(1)?.group_pks ?? [])].sort()).toEqual(['child', 'left', 'right', 'top']);
    expect([...(membership.user(2)?.group_pks ?? [])]).toEqual(['top']);
    expect(membership.ancestors('child')).toEqual(['child', 'left', 'right', 'top']);
    expect([...membership.membersOf('top')].sort()).toEqual([1, 2]);
    expect(membership.membersOf('left')).toEqual([1]);
    expect(membership.membersOf('nothing')).toEqual([]);
  });

  test('superuser comes from any group above', () => {
    const replica = memoryReplica({
      groups: [groupRow('admins', [], { is_superuser: true }), groupRow('ops', ['admins'])],
      users: [userRow(1, ['ops']), userRow(2, [])],
    });
    const membership = follow(replica);
    expect(membership.user(1)?.is_superuser).toBe(true);
    expect(membership.user(2)?.is_superuser).toBe(false);
    replica.put('groups', groupRow('admins', [], { is_superuser: false }));
    expect(membership.user(1)?.is_superuser).toBe(false);
  });

  test('a cycle of groups ends', () => {
    const replica = memoryReplica({
      groups: [groupRow('a', ['b']), groupRow('b', ['c']), groupRow('c', ['a']), groupRow('self', ['self'])],
      users: [userRow(1, ['a']), userRow(2, ['self'])],
    });
    const membership = follow(replica);
    expect([...(membership.user(1)?.group_pks ?? [])].sort()).toEqual(['a', 'b', 'c']);
    expect(membership.ancestors('self')).toEqual(['self']);
    expect(membership.membersOf('c')).toEqual([1]);
  });

  test('a group that is gone gives nothing', () => {
    const membership = follow(memoryReplica({ users: [userRow(1, ['gone'])] }));
    expect(membership.user(1)?.group_pks.size).toBe(0);
  });

  test('51 what changes is seen at once, what does not is not made again', () => {
    const replica = memoryReplica({
      groups: [groupRow('staff'), groupRow('parent')],
      users: [userRow(1, ['staff']), userRow(2, ['staff'])],
    });
    const membership = follow(replica);
    const [first, second] = [membership.user(1), membership.user(2)];
    expect(membership.membersOf('staff')).toEqual([1, 2]);
    replica.put('users', userRow(1, []));
    expect(membership.user(1)?.group_pks.has('staff')).toBe(false);
    expect(membership.membersOf('staff')).toEqual([2]);
    expect(membership.user(2)).toBe(second);
    expect(first?.group_pks.has('staff')).toBe(true);
    replica.put('groups', groupRow('staff', ['parent']));
    expect(membership.user(2)?.group_pks.has('parent')).toBe(true);
    expect(membership.membersOf('parent')).toEqual([2]);
    replica.remove('users', 2);
    expect(membership.user(2)).toBeUndefined();
    expect(membership.membersOf('parent')).toEqual([]);
  });

  test('members and ancestors always tell the same, after any changes', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const change = fc.oneof(
      fc.record({ group: fc.constantFrom(...names), parents: fc.subarray(names) }),
      fc.record({ user: fc.integer({ min: 1, max: 4 }), groups: fc.subarray(names) }),
      fc.record({ gone: fc.constantFrom(...names) }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const replica = memoryReplica({ groups: names.map((name) => groupRow(name)) });
        const membership = follow(replica);
        for (const one of changes) {
          if ('group' in one) replica.put('groups', groupRow(one.group, one.parents));
          else if ('user' in one) replica.put('users', userRow(one.user, one.groups));
          else replica.remove('groups', one.gone);
          for (const name of names) {
            const members = membership.membersOf(name);
            for (const pk of [1, 2, 3, 4]) {
              if (!replica.get('groups', name)) continue;
              expect(members.includes(pk)).toBe(membership.user(pk)?.group_pks.has(name) ?? false);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
