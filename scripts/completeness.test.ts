import { expect, test } from 'vitest';
import { foldersOfTypes, lacks } from './completeness.ts';
import { generated } from './reference/files.ts';

const folders = foldersOfTypes();

test('there are types to look at', () => expect(folders.length).toBeGreaterThan(10));

test.each(folders)('the $kind $name has everything that a type must have', ({ kind, name }) => {
  expect(lacks(kind, name)).toEqual([]);
});

test('what is made from the code has one place each', () => {
  const paths = generated().map(([path]) => path);
  expect(paths).toEqual([...new Set(paths)]);
});
