import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowContext } from '../../core/flow/context.ts';
import { complaints, passed } from '../../core/testing/stage.ts';
import { ada, PASSWORD, typed, world } from './testing.ts';

describe('A53: a known and an unknown name cannot be told apart', () => {
  const work = async (config: Record<string, unknown>, uid_field: string) => {
    const { stage, users, hashing, delay, events } = world({ config });
    const step = await stage.answer({ uid_field, password: 'wrong' });
    return {
      step,
      work: {
        looked: users.looked,
        hashes: hashing.verified.length,
        slept: delay.slept,
        events: events.emitted.length,
      },
    };
  };

  test.each(['ada', 'ADA@CORP.TEST', 'bob', 'eve'])('with an embedded password: %s', async (name) => {
    const config = { password_stage: PASSWORD };
    const known = await work(config, name);
    const unknown = await work(config, 'ghost');
    expect(known.work).toMatchObject({ hashes: 1, slept: [expect.any(Number)] });
    // Each is told what was typed, and nothing else.
    const learnt = { pending_user_identifier: name };
    expect(known).toEqual({ ...unknown, step: { ...unknown.step, learnt } });
  });

  test.each(['ada', 'ADA@CORP.TEST', 'bob', 'eve'])('without one, pretending: %s', async (name) => {
    const known = await work({}, name);
    const unknown = await work({}, 'ghost');
    expect(known.work).toEqual(unknown.work);
    expect(known.work.slept).toHaveLength(1);
    const shown = ({ step }: typeof known) => passed(step).patch.pending_user_identifier;
    expect([shown(known), shown(unknown)]).toEqual([name, 'ghost']);
  });

  test('the delay lies between 90 and 210 ms and is not always the same', async () => {
    const { stage, delay } = world();
    for (let i = 0; i < 200; i += 1) await stage.answer(typed('ghost'));
    expect(Math.min(...delay.slept)).toBeGreaterThanOrEqual(90);
    expect(Math.max(...delay.slept)).toBeLessThanOrEqual(210);
    expect(new Set(delay.slept).size).toBeGreaterThan(50);
  });

  test('whatever is typed, the words are the same with an embedded password', () =>
    fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1 }),
        fc.string({ minLength: 1 }),
        async (uid_field, password) => {
          fc.pre(uid_field.trim() !== '' && !uid_field.includes('\0'));
          const { stage } = world({ config: { password_stage: PASSWORD } });
          expect(complaints(await stage.answer({ uid_field, password }))).toEqual({
            non_field_errors: ['Failed to authenticate.'],
          });
        },
      ),
    ));
});

describe('A12: what is no answer', () => {
  test.each([
    { name: 'nothing', body: {}, config: {} },
    { name: 'null', body: { uid_field: null }, config: {} },
    { name: 'blanks', body: { uid_field: ' \t ' }, config: {} },
    { name: 'a zero byte', body: { uid_field: 'ada\0' }, config: {} },
    { name: 'a name where only sources count', body: { uid_field: 'ada' }, config: { user_fields: [] } },
    { name: 'a password alone', body: { password: 'correct horse' }, config: { password_stage: PASSWORD } },
  ])('$name', async ({ body, config }) => {
    const { stage, users } = world({ config });
    expect(complaints(await stage.answer(body))).toEqual({
      non_field_errors: ['No identification data provided.'],
    });
    expect(users.looked).toEqual([]);
  });

  test.each([
    { uid_field: 'ada', pending_user: { pk: 1 } },
    { uid_field: ['ada'] },
    { uid_field: { $gt: '' } },
    { uid_field: 'a'.repeat(1025) },
    { uid_field: 'ada', is_sso: true },
  ])('refused by the schema: %j', async (body) => {
    expect((await world().stage.answer(body)).step).toBe('refused');
  });

  test('a passkey does not pass for anything', async () => {
    const { stage } = world();
    expect(complaints(await stage.answer({ uid_field: 'ada', passkey: { id: 'x' } }))).toEqual({
      non_field_errors: ['Passkeys cannot be used here.'],
    });
  });

  test('the right answer passes', async () => {
    const { stage } = world();
    expect((await stage.answer({ uid_field: 'ada', password: null, captcha_token: null })).step).toBe('done');
  });
});

describe('A13: what was proven belongs to whom it was proven of', () => {
  const proofs = [{ type: 'password', execution: 'execution-0', time: 1 }];
  const provenAs = (pk: number | null): FlowContext => ({
    pending_user: { ...ada, pk },
    proofs,
    auth_method: 'password',
    user_backend: 'authentik.core.auth.InbuiltBackend',
  });

  test.each([
    { name: 'somebody else', pk: 3 },
    { name: 'nobody', pk: null },
  ])('$name before: nothing passes on', async ({ pk }) => {
    const { patch } = passed(await world({ context: provenAs(pk) }).stage.answer(typed('ada')));
    expect(patch.proofs).toEqual([]);
    expect(Object.keys(patch)).toEqual(expect.arrayContaining(['auth_method', 'user_backend']));
    expect([patch.auth_method, patch.user_backend]).toEqual([undefined, undefined]);
  });

  test('the same person before: it stays', async () => {
    const { patch } = passed(await world({ context: provenAs(1) }).stage.answer(typed('ada')));
    expect(patch).not.toHaveProperty('proofs');
    expect(patch).not.toHaveProperty('auth_method');
  });

  test('an embedded password replaces what was proven of somebody else', async () => {
    const { stage } = world({ context: provenAs(3), config: { password_stage: PASSWORD } });
    const { patch } = passed(await stage.answer({ uid_field: 'ada', password: 'correct horse' }));
    expect(patch.proofs).toEqual([{ type: 'password', execution: 'execution-1', time: 1000 }]);
  });
});
