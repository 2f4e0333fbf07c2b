import { expect, test } from 'vitest';
import { asked, passed, refusal, visit } from '../../core/testing/stage.ts';
import { freeTries } from '../../core/testing/tries.ts';
import { person } from '../../core/testing/users.ts';
import { accountUnlock } from './stage.ts';

const ada = person({ username: 'ada' });

function scene(context: Readonly<Record<string, unknown>>, pending = ada) {
  const forgiven: number[] = [];
  const tries = { ...freeTries, forgive: async (user: number) => void forgiven.push(user) };
  return { forgiven, stage: visit(accountUnlock, { context, pending, ports: { tries } }) };
}

test('whoever came by the link unlocks by the press of a button, not by looking', async () => {
  const { stage, forgiven } = scene({ is_restored: true });
  expect(asked(await stage.begin())).toEqual({});
  expect(forgiven).toEqual([]);
  expect(passed(await stage.answer({})).effects).toMatchObject([{ effect: 'notice', level: 'success' }]);
  expect(forgiven).toEqual([1]);
});

test.each([
  { name: 'without a link', context: {} },
  { name: 'with a claim to have one', context: { is_restored: 'yes' } },
])('A18: $name nothing is unlocked', async ({ context }) => {
  const { stage, forgiven } = scene(context);
  expect(refusal(await stage.begin())).toContain('only by a link');
  expect(refusal(await stage.answer({}))).toContain('only by a link');
  expect(forgiven).toEqual([]);
});
