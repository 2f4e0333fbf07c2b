import { expect, test } from 'vitest';
import { type Rule, type RuleContext, together } from './rule.ts';

const refuses = (field: string): Rule => ({ check: () => ({ [field]: ['no'] }) });
const check = (rule: Rule) => rule.check?.({}, undefined, {} as RuleContext);

test.each([
  ['both', refuses('a'), refuses('b'), { a: ['no'], b: ['no'] }],
  ['the base alone', refuses('a'), { owner: 'user' }, { a: ['no'] }],
  ['the model alone', undefined, refuses('b'), { b: ['no'] }],
])('what %s refuses is refused', async (_title, base, own, errors) => {
  expect(await check(together(base, own))).toEqual(errors);
});

test('the nearer rule says the rest', () => {
  expect(together({ owner: 'user', selfService: true }, { owner: 'creator' })).toEqual({
    owner: 'creator',
    selfService: true,
  });
});
