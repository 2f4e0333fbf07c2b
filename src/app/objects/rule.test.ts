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

test('an error by the name of something that every object has is one like any other', async () => {
  const errors = await check(together(refuses('constructor'), refuses('__proto__')));
  expect(Object.keys(errors ?? {})).toEqual(['constructor', '__proto__']);
});

test('the nearer rule says the rest', () => {
  expect(together({ owner: 'user', selfService: true }, { owner: 'creator' })).toEqual({
    owner: 'creator',
    selfService: true,
  });
});
