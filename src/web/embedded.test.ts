import { expect, test } from 'vitest';
import { readEmbedded } from './embedded.ts';

test.each([
  [{ postern: { height: 300.2 } }, { height: 301 }],
  [{ postern: { height: 1e9 } }, { height: 4_000 }],
  [{ postern: { height: -5 } }, { height: 0 }],
  [{ postern: { height: Number.NaN } }, undefined],
  [{ postern: { to: '/if/user/' } }, { to: '/if/user/' }],
  [{ postern: { to: 7 } }, undefined],
  [{ postern: null }, undefined],
  [{ message: 'submit' }, undefined],
  ['height', undefined],
  [null, undefined],
])('the message %j says %j', (data, said) => {
  expect(readEmbedded(data)).toEqual(said);
});
