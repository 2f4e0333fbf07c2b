import { expect, test } from 'vitest';
import { passed, visit } from '../../core/testing/stage.ts';
import { person } from '../../core/testing/users.ts';
import { userLogout } from './stage.ts';

test.each([
  { name: 'somebody is signed in', given: { user: person({ username: 'ada' }) } },
  { name: 'nobody is signed in', given: {} },
])('$name: the session is to end, and nothing is asked', async ({ given }) => {
  expect(passed(await visit(userLogout, given).begin())).toEqual({
    step: 'done',
    patch: {},
    effects: [{ effect: 'logout' }],
  });
});

test('A12: extra fields are refused', async () => {
  const stage = visit(userLogout);
  expect((await stage.answer({ session: 'other' })).step).toBe('refused');
  expect((await stage.answer({})).step).toBe('done');
});
