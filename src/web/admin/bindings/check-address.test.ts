import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withParams } from '../address.ts';
import { paramsOf, questionIn } from './check-address.ts';

test('a question that stands in an address always comes out of it as it was', () => {
  const word = fc.string().map((text) => text.trim());
  const question = fc.record({
    user: fc.option(fc.nat().map(String)),
    address: word,
    time: word,
    context: word,
  });
  fc.assert(
    fc.property(question, (asked) => {
      const address = withParams('/x/', '?page=2', paramsOf(asked, 'the-target'));
      const { search, searchParams } = new URL(address, 'http://localhost');
      expect(questionIn(search, 'the-target')).toEqual(asked);
      expect(questionIn(search, 'another')).toBeUndefined();
      expect(searchParams.get('page')).toBe('2');
    }),
  );
  expect(questionIn('?page=2', 'the-target')).toBeUndefined();
});
