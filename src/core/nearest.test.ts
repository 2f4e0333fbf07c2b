import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean, nearest } from './nearest.ts';

const names = ['POSTERN_LISTEN', 'POSTERN_PUBLIC_URL', 'POSTERN_DATA_DIR', 'POSTERN_LOG_LEVEL'];

describe('nearest', () => {
  test.each([
    ['POSTERN_LISTN', 'POSTERN_LISTEN'],
    ['POSTERN_LITSEN', 'POSTERN_LISTEN'],
    ['postern_public_uri', 'POSTERN_PUBLIC_URL'],
    ['POSTERN_DATADIR', 'POSTERN_DATA_DIR'],
    ['POSTERN_LOGLEVELS', 'POSTERN_LOG_LEVEL'],
    ['SOMETHING_ELSE_ENTIRELY', undefined],
    ['x', undefined],
  ])('%s -> %s', (word, want) => expect(nearest(word, names)).toBe(want));

  test('a name is always nearest to itself', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,20}$/), { minLength: 1 }), (list) =>
        list.every((name) => nearest(name, list) === name),
      ),
    );
  });

  test('one letter put in, in a name of three or more, is always forgiven', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,20}$/), fc.nat(), (name, place) => {
        const at = place % (name.length + 1);
        return nearest(`${name.slice(0, at)}_${name.slice(at)}`, [name]) === name;
      }),
    );
  });

  test('the sentence is blank where nothing is near', () => {
    expect(didYouMean('listn', ['listen'])).toBe(' Did you mean listen?');
    expect(didYouMean('quux', ['listen'])).toBe('');
  });
});
