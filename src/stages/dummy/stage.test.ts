import { expect, test } from 'vitest';
import { asked, passed, visit } from '../../core/testing/stage.ts';
import { dummy } from './stage.ts';

test('shows its name, and any answer leads on', async () => {
  const stage = visit(dummy);
  expect(asked(await stage.begin())).toEqual({ name: 'test-dummy' });
  expect(passed(await stage.answer({}))).toMatchObject({ patch: {}, effects: [] });
});

test('an answer with more than nothing is refused', async () => {
  expect((await visit(dummy).answer({ name: 'x' })).step).toBe('refused');
});

test('fails where it is told to', async () => {
  await expect(visit(dummy, { config: { throw_error: true } }).begin()).rejects.toThrow('told to');
});
