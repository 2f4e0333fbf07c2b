import { describe, expect, test } from 'vitest';
import { type KeptInvitation, memoryInvitations } from '../../core/testing/invitations.ts';
import { fixedClock } from '../../core/testing/ports.ts';
import { passed, refusal, visit } from '../../core/testing/stage.ts';
import { invitation } from './stage.ts';

const PK = '00000000-0000-4000-8000-000000000001';
const FLOW = '00000000-0000-4000-8000-00000000bbbb';
const clock = fixedClock();

const scene = (more: Parameters<typeof visit>[1] = {}, kept?: KeptInvitation) =>
  visit(invitation, {
    query: { itoken: PK },
    ports: {
      clock,
      invitations: memoryInvitations(
        kept ?? { pk: PK, name: 'ada', flow: null, single_use: true, fixed_data: { email: 'a@b' } },
      ),
    },
    ...more,
  });

describe('the token', () => {
  test.each([
    ['itoken in the address', { query: { itoken: PK } }],
    ['token in the address', { query: { token: PK } }],
    ['token that was typed', { query: {}, context: { prompt_data: { token: PK } } }],
    ['itoken before token', { query: { itoken: PK, token: 'x' } }],
  ])('%s', async (_, more) => {
    expect(passed(await scene(more).begin()).patch).toMatchObject({
      invitation_in_effect: true,
      invitation: { name: 'ada' },
      prompt_data: { email: 'a@b' },
      prompt_fixed: ['email'],
    });
  });

  test.each([
    ['none', {}, undefined, 'You need an invitation'],
    ['one that nobody made', { itoken: 'x' }, undefined, 'no longer works'],
    ['one of another flow', { itoken: PK }, { flow: 'another' }, 'no longer works'],
    ['one whose time is over', { itoken: PK }, { expires: clock.now() }, 'no longer works'],
  ])('row 53: %s is refused, or goes on where the stage says so', async (_, query, more, words) => {
    const kept = { pk: PK, name: 'ada', flow: null, single_use: false, fixed_data: {}, ...more };
    expect(refusal(await scene({ query }, kept).begin())).toContain(words);
    const on = scene({ query, config: { continue_flow_without_invitation: true } }, kept);
    expect(passed(await on.begin())).toMatchObject({ patch: {}, effects: [] });
  });

  test('A19: a millisecond before its end it is good', async () => {
    const kept = {
      pk: PK,
      name: 'ada',
      flow: FLOW,
      single_use: false,
      fixed_data: {},
      expires: clock.now() + 1,
    };
    // It is looked at once more before an account is written, and used at the end.
    expect(passed(await scene({}, kept).begin()).effects).toMatchObject([
      { effect: 'append_stage', place: 'before_writing' },
      { effect: 'append_stage', place: 'last' },
    ]);
  });
});

test('what is fixed lies over what was entered, also within it, and takes no prototype along', async () => {
  const kept = {
    pk: PK,
    name: 'ada',
    flow: null,
    single_use: false,
    fixed_data: JSON.parse('{"attributes": {"a": 1}, "__proto__": {"admin": true}}'),
  };
  const context = { prompt_data: { attributes: { a: 0, b: 2 }, name: 'Ada' } };
  const { patch } = passed(await scene({ context }, kept).begin());
  expect(patch.prompt_data).toMatchObject({ attributes: { a: 1, b: 2 }, name: 'Ada' });
  expect((patch.prompt_data as { admin?: unknown }).admin).toBeUndefined();
});
