import { expect, test } from 'vitest';
import { z } from 'zod';
import { aRequest } from '../testing/policy.ts';
import { factsOf, redactorOf, withSecrets } from './record.ts';
import { REDACTED } from './redaction.ts';
import { definePolicyType } from './type.ts';
import { withExpression } from './with-expression.ts';

const type = definePolicyType({
  type: 'test',
  model: 'test.test',
  component: '',
  title: 'Test',
  description: '',
  config: z.strictObject({ field: z.string() }),
  messages: {},
  uses: [],
  secrets: ({ field }) => [field],
  evaluate: ({ pass }) => pass(),
});
const policies = (field: string) => [{ policy: { type, config: { field } } }];
const context = { prompt_data: { words: 'planted-one' }, words: 'planted-two', nickname: 'visible' };

test('A69: what a policy knows to be secret is masked, whatever its key, wherever it stands', () => {
  const request = withSecrets(aRequest({ context }), policies('words'));
  const { data, text } = redactorOf(request);
  expect(data(factsOf(request))).toMatchObject({
    context: { prompt_data: { words: REDACTED }, words: REDACTED, nickname: 'visible' },
  });
  expect(text('planted-one and planted-two')).toBe(`${REDACTED} and ${REDACTED}`);
});

test('where no policy knows anything, the request stays the same object', () => {
  const request = aRequest({ context });
  expect(withSecrets(request, [])).toBe(request);
  expect(redactorOf(withSecrets(request, policies('__proto__'))).text('planted-one')).toBe('planted-one');
});

test('a policy with an expression of its own knows the same', () => {
  const config = { field: 'words', expression: '', language: null };
  const request = withSecrets(aRequest({ context }), [{ policy: { type: withExpression(type), config } }]);
  expect(redactorOf(request).text('planted-one')).toBe(REDACTED);
});
