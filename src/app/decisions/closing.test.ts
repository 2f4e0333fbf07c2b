import { describe, expect, test } from 'vitest';
import { catalogue } from '../../core/catalogue.ts';
import { silent } from '../../core/log.ts';
import type { ClosedTargets } from '../../core/policy/closed-targets.ts';
import { createGraph } from '../../core/policy/graph.ts';
import { NOON } from '../../core/testing/policy.ts';
import { fixedClock, recordedEvents } from '../../core/testing/ports.ts';
import { type MemoryReplica, memoryReplica } from '../../core/testing/replica.ts';
import { applicationRow, bindingRow, groupRow } from '../../core/testing/rows.ts';
import { createClosing } from './closing.ts';

const past = '2026-11-24T11:00:00Z';
const future = '2026-11-24T13:00:00Z';

/** The marks as rows of the replica, as the database keeps them. */
function marks(replica: MemoryReplica): ClosedTargets {
  return {
    async closeExpired(now) {
      const by = Map.groupBy(
        [...replica.all('policy_bindings')].filter((row) => row.enabled && !row.dry_run),
        (row) => String(row.target),
      );
      const emptied = [...by].filter(
        ([target, rows]) =>
          !replica.get('closed_targets', target) &&
          rows.every((row) => typeof row.expires === 'string' && Date.parse(row.expires) <= now.getTime()),
      );
      replica.put(
        'closed_targets',
        ...emptied.map(([pk]) => ({ pk, cause: 'expired', subject: 'group staff', warned: false })),
      );
      return emptied.length;
    },
    async claimWarning(pk) {
      const row = replica.get('closed_targets', pk);
      if (!row || row.warned) return false;
      replica.put('closed_targets', { ...row, warned: true });
      return true;
    },
    async reopen(pk, now) {
      const lapsed = [...replica.all('policy_bindings')].filter(
        ({ target, enabled, dry_run, expires }) =>
          target === pk && enabled && !dry_run && Date.parse(String(expires)) <= now.getTime(),
      );
      replica.put('policy_bindings', ...lapsed.map((row) => ({ ...row, enabled: false })));
      const there = replica.get('closed_targets', pk) !== undefined;
      replica.remove('closed_targets', pk);
      return there || lapsed.length > 0;
    },
  };
}

function world(...bindings: object[]) {
  const replica = memoryReplica({
    groups: [groupRow('staff')],
    applications: [applicationRow('wiki', { name: 'Wiki' })],
    policy_bindings: bindings.map((more, index) =>
      bindingRow(`b${index}`, 'wiki', { group: 'staff', order: index, ...more }),
    ),
  });
  const types = catalogue({ policies: [], stages: [], sources: [], providers: [] });
  const [events, clock] = [recordedEvents(), fixedClock(NOON)];
  const closed = marks(replica);
  // Before the graph, so that a warning has to wait until the graph has seen the change too.
  const node = () => {
    const deps = { replica, closed, events, log: silent, clock };
    const graph = { target: (pk: string) => following.target(pk) };
    const closing = createClosing({ ...deps, graph });
    const following = createGraph(replica, types);
    return closing;
  };
  return { replica, events, clock, node };
}

const cascade = (replica: MemoryReplica) =>
  replica.apply([
    { table: 'groups', pk: 'staff' },
    { table: 'policy_bindings', pk: 'b0' },
    {
      table: 'closed_targets',
      pk: 'wiki',
      row: { pk: 'wiki', cause: 'cascade', subject: 'group staff', warned: false },
    },
  ]);

describe('a target that lost its last binding', () => {
  test('by a cascade is warned of once, on whichever node comes first', async () => {
    const { replica, events, node } = world({});
    const nodes = [node(), node()];
    cascade(replica);
    await Promise.all(nodes.map((one) => one.settled()));
    for (const one of nodes) await one.sweep();
    expect(events.emitted).toMatchObject([
      {
        action: 'configuration_warning',
        context: { target: { pk: 'wiki', name: 'Wiki' }, cause: 'cascade', subject: 'group staff' },
      },
    ]);
    expect(events.emitted[0]?.context.message).toContain('The application "Wiki" refuses everyone');
  });

  test('the negative control: while another binding has a say, nobody is warned', async () => {
    const { replica, events, node } = world({}, {});
    const closing = node();
    cascade(replica);
    await closing.settled();
    await closing.sweep();
    expect(events.emitted).toEqual([]);
  });

  test('after the other binding has expired, the next sweep warns', async () => {
    const { replica, events, clock, node } = world({}, { expires: future });
    const closing = node();
    cascade(replica);
    await closing.sweep();
    expect(events.emitted).toEqual([]);
    clock.advance(2 * 3_600_000);
    await closing.sweep();
    await closing.sweep();
    expect(events.emitted).toHaveLength(1);
  });

  test('by expiry is marked and warned of once', async () => {
    const { replica, events, node } = world({ expires: past });
    const closing = node();
    await closing.sweep();
    await closing.sweep();
    expect(replica.get('closed_targets', 'wiki')).toMatchObject({ cause: 'expired', warned: true });
    expect(events.emitted).toMatchObject([
      { action: 'configuration_warning', context: { cause: 'expired' } },
    ]);
  });

  test.each([
    ['has not expired yet', { expires: future }],
    ['is disabled', { expires: past, enabled: false }],
    ['is a dry run', { expires: past, dry_run: true }],
  ])('one whose binding %s is left alone', async (_title, more) => {
    const { replica, events, node } = world(more);
    await node().sweep();
    expect(replica.get('closed_targets', 'wiki')).toBeUndefined();
    expect(events.emitted).toEqual([]);
  });

  test('opens again when somebody says so', async () => {
    const { replica, node } = world({});
    const closing = node();
    cascade(replica);
    expect(await closing.reopen('wiki')).toBe(true);
    expect(replica.get('closed_targets', 'wiki')).toBeUndefined();
    expect(await closing.reopen('wiki')).toBe(false);
  });

  test('by expiry stays open once somebody has said so, whatever the sweeps find', async () => {
    const { replica, events, node } = world({ expires: past });
    const closing = node();
    expect(await closing.reopen('wiki')).toBe(true);
    await closing.sweep();
    expect(replica.get('closed_targets', 'wiki')).toBeUndefined();
    expect(events.emitted).toEqual([]);
  });
});
