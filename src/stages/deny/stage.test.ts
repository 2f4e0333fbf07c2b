import { expect, test } from 'vitest';
import { refusal, visit } from '../../core/testing/stage.ts';
import { deny } from './stage.ts';

test.each([
  { name: 'nothing said', config: {}, context: {}, want: 'You are not allowed to go on.' },
  { name: 'the configured text', config: { deny_message: 'Closed.' }, context: {}, want: 'Closed.' },
  {
    name: 'row 73: the text of the context wins',
    config: { deny_message: 'Closed.' },
    context: { deny_message: 'Not from there.' },
    want: 'Not from there.',
  },
  {
    name: 'an empty text of the context does not win',
    config: { deny_message: 'Closed.' },
    context: { deny_message: '' },
    want: 'Closed.',
  },
  {
    name: 'what is no text does not win',
    config: { deny_message: 'Closed.' },
    context: { deny_message: { html: 'x' } },
    want: 'Closed.',
  },
])('$name', async ({ config, context, want }) => {
  const stage = visit(deny, { config, context });
  expect(refusal(await stage.begin())).toBe(want);
});

test('A12: no answer leads past it, not even an empty one', async () => {
  const stage = visit(deny);
  expect((await stage.answer({})).step).toBe('deny');
  expect((await stage.answer({ deny_message: 'x' })).step).toBe('refused');
});

test('an error of a policy never skips it', () => expect(deny.proves).toBe(true));
