import { expect, test } from 'vitest';
import { createRedactor, REDACTED } from './redaction.ts';

const context = {
  prompt_data: { again: 'planted-word', nickname: 'visible' },
  prompt_hidden: ['again'],
};

test('A69: what was typed into a password field is masked, whatever the field is called', () => {
  const redactor = createRedactor({ context });
  expect(redactor.data(context)).toEqual({
    prompt_data: { again: REDACTED, nickname: 'visible' },
    prompt_hidden: ['again'],
  });
  expect(redactor.text('they are not equal: planted-word')).toBe(`they are not equal: ${REDACTED}`);
});

test('A69: a form without such fields is kept as it is', () => {
  const open = { ...context, prompt_hidden: [] };
  expect(createRedactor({ context: open }).data(open)).toEqual(open);
  expect(createRedactor({ prompt_data: null, prompt_hidden: ['a'] }).text('a')).toBe('a');
});
