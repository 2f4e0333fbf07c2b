import { expect, test } from 'vitest';
import { guessed } from './guess.ts';

test.each([
  ['return True', 'python'],
  ['if request.user.is_active:\n    return True', 'python'],
  ['# who may\nreturn request.user.email', 'python'],
  ['return ak_is_group_member(request.user, name="a") and not request.user.is_superuser', 'python'],
  ['return request.user.is_active', 'typescript'],
  ['if (request.user.is_active) {\n  return true;\n}', 'typescript'],
  ['return a ? b : c // not or and', 'typescript'],
  ['return request.user.name === "this and that"', 'typescript'],
  ['', 'typescript'],
])('%s is probably %s', (text, language) => {
  expect(guessed(text)).toBe(language);
});
