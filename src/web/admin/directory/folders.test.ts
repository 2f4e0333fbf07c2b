import { expect, test } from 'vitest';
import { foldersOf } from './folders.ts';

test('paths become folders in folders, each once and in order', () => {
  expect(foldersOf(['users', 'users/sales/europe', 'goauthentik.io/service-accounts', 'users/it'])).toEqual([
    {
      name: 'goauthentik.io',
      path: 'goauthentik.io',
      below: [{ name: 'service-accounts', path: 'goauthentik.io/service-accounts', below: [] }],
    },
    {
      name: 'users',
      path: 'users',
      below: [
        { name: 'it', path: 'users/it', below: [] },
        {
          name: 'sales',
          path: 'users/sales',
          below: [{ name: 'europe', path: 'users/sales/europe', below: [] }],
        },
      ],
    },
  ]);
});

test('no paths, no folders', () => expect(foldersOf([])).toEqual([]));
