import { describe, expect, test } from 'vitest';
import type { LockdownOutcome } from '../../core/directory/lockdown.ts';
import { pendingUser } from '../../core/flow/context.ts';
import { ANONYMOUS } from '../../core/policy/request.ts';
import { plainDigest, recordedEvents, seededRandom } from '../../core/testing/ports.ts';
import { memoryReplica } from '../../core/testing/replica.ts';
import { asked, passed, refusal, type Visit, visit } from '../../core/testing/stage.ts';
import { memoryUsers, person, recordedLockdown } from '../../core/testing/users.ts';
import { accountLockdown } from './stage.ts';

const FLOW = '88888888-8888-4888-8888-888888888888';
const ada = person({ username: 'ada' });
const eve = person({ username: 'eve', pk: 2 });
const proof = { type: 'password', execution: 'execution-0', time: 1 };

function world(given: Visit = {}, outcome?: (user: number) => LockdownOutcome) {
  const lockdown = recordedLockdown(outcome);
  const events = recordedEvents();
  const stage = visit(accountLockdown, {
    ...given,
    ports: {
      lockdown,
      events,
      users: memoryUsers([{ facts: ada }, { facts: eve }]),
      random: seededRandom(),
      digest: plainDigest,
      configuration: memoryReplica({ flows: [{ pk: FLOW, slug: 'locked' }] }),
    },
  });
  return { stage, lockdown, events, locked: () => lockdown.asked.map(([pk]) => pk) };
}

const all = {
  deactivate_user: true,
  set_unusable_password: true,
  delete_sessions: true,
  revoke_tokens: true,
  delete_devices: true,
};

describe('whom the run was begun to lock', () => {
  test.each([
    ['one', { lockdown_target_user: 2 }, [2]],
    ['one, as flows carry people', { lockdown_target_user: { pk: 2, username: 'eve' } }, [2]],
    ['several', { lockdown_target_users: [1, { pk: 2 }, 2] }, [1, 2]],
    ['several before one', { lockdown_target_users: [1], lockdown_target_user: 2 }, [1]],
    ['somebody else than the pending user', { lockdown_target_user: 2, pending_user: pendingUser(ada) }, [2]],
  ])('%s is locked at once', async (_, context, want) => {
    const { stage, locked, lockdown } = world({ context, user: person({ username: 'root', pk: 9 }) });
    passed(await stage.begin());
    expect(locked()).toEqual(want);
    expect(lockdown.asked.every(([, order]) => JSON.stringify(order) === JSON.stringify(all))).toBe(true);
  });

  test('each has an event and a result of their own, with the reason', async () => {
    const context = { lockdown_target_users: [1, 2, 77], prompt_data: { lockdown_reason: 'laptop stolen' } };
    const { stage, events } = world({ context, user: person({ username: 'root', pk: 9 }) }, (pk) =>
      pk === 1 ? 'last_superuser' : pk === 2 ? 'locked' : 'gone',
    );
    const { patch, effects } = passed(await stage.begin());
    expect(patch).toEqual({
      lockdown_results: [
        { user_pk: 1, username: 'ada', outcome: 'last_superuser' },
        { user_pk: 2, username: 'eve', outcome: 'locked' },
        { user_pk: 77, username: '', outcome: 'gone' },
      ],
    });
    expect(effects.map((effect) => effect.effect === 'notice' && effect.level)).toEqual([
      'error',
      'success',
      'error',
    ]);
    expect(events.emitted.map(({ context: told }) => [told.subject, told.reason, told.self_service])).toEqual(
      [
        [{ pk: 1, username: 'ada' }, 'laptop stolen', false],
        [{ pk: 2, username: 'eve' }, 'laptop stolen', false],
        [{ pk: 77, username: '' }, 'laptop stolen', false],
      ],
    );
  });

  test('the last administrator stays, and it is said', async () => {
    const { stage } = world({ context: { lockdown_target_user: 1 } }, () => 'last_superuser');
    expect(refusal(await stage.begin())).toContain('last administrator');
  });

  test('only what is configured is taken', async () => {
    const config = { deactivate_user: false, revoke_tokens: false };
    const { stage, lockdown } = world({ config, context: { lockdown_target_user: 2 } });
    passed(await stage.begin());
    expect(lockdown.asked).toEqual([[2, { ...all, ...config }]]);
  });
});

describe('locking oneself', () => {
  test.each([
    ['whoever is signed in', { user: ada }],
    ['whoever is signed in and pending', { user: ada, pending: ada }],
    ['whoever has proven who they are', { pending: ada, context: { proofs: [proof] } }],
    ['whoever came by a link that was sent to them', { pending: ada, context: { is_restored: true } }],
  ])('%s is asked first', async (_, given) => {
    const { stage, locked } = world(given);
    const { token, username } = asked(await stage.begin());
    expect(username).toBe('ada');
    await stage.begin();
    expect((await stage.answer({ token: 'guessed' })).step).toBe('retry');
    expect((await stage.answer({})).step).toBe('refused');
    expect(locked()).toEqual([]);
    expect((await stage.answer({ token })).step).toBe('retry');
    const { token: fresh } = asked(await stage.begin());
    passed(await stage.answer({ token: fresh }));
    expect(locked()).toEqual([1]);
  });

  test.each([
    ['nobody', { user: ANONYMOUS }],
    ['whoever was only named', { pending: ada }],
    ['whoever was only named, by somebody else', { pending: ada, user: eve }],
    [
      'whoever does not exist',
      { context: { pending_user: { ...pendingUser(ada), pk: null }, proofs: [proof] }, user: eve },
    ],
    ['nobody, in words that are no keys', { context: { lockdown_target_users: ['1', null, -1] } }],
  ])('%s is never locked', async (_, given) => {
    const { stage, locked } = world(given);
    expect(refusal(await stage.begin())).toContain('Nobody was named');
    expect(refusal(await stage.answer({ token: 't' }))).toContain('Nobody was named');
    expect(locked()).toEqual([]);
  });

  test.each([
    [
      'out, and to the flow for it',
      { self_service_completion_flow: FLOW },
      [{ effect: 'logout' }, { effect: 'switch_flow', slug: 'locked', keep_context: false }],
    ],
    ['out', {}, [{ effect: 'logout' }]],
    [
      'out, where the flow is gone',
      { self_service_completion_flow: FLOW.replace(/^8/, '9') },
      [{ effect: 'logout' }],
    ],
    ['nowhere, where sessions stay', { delete_sessions: false, deactivate_user: false }, []],
  ])('leads %s', async (_, config, want) => {
    const { stage } = world({ config, context: { lockdown_target_users: [1] }, user: ada });
    const { effects } = passed(await stage.begin());
    expect(effects.filter(({ effect }) => effect !== 'notice')).toEqual(want);
  });

  test('whoever is the last administrator and locks themselves stays signed in', async () => {
    const { stage } = world({ user: ada }, () => 'last_superuser');
    const { token } = asked(await stage.begin());
    expect(refusal(await stage.answer({ token }))).toContain('last administrator');
  });
});
