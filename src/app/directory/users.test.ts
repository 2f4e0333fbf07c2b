import { expect, test } from 'vitest';
import { catalogue } from '../../core/catalogue.ts';
import type { Model, Row } from '../../core/model/model.ts';
import type { Objects } from '../../core/model/objects.ts';
import { aUser, NOON } from '../../core/testing/policy.ts';
import { fixedClock } from '../../core/testing/ports.ts';
import { createUsers, type UsersDeps } from './users.ts';

test.each([
  { field: 'username', values: { username: 'eve\u0085', name: 'Eve' }, refused: true },
  { field: 'name', values: { username: 'eve', name: 'Eve\r\nBcc: all' }, refused: true },
  { field: 'neither', values: { username: 'eve', name: 'Ève' }, refused: false },
])('a flow writes no control character into the directory: $field', async ({ field, values, refused }) => {
  const inserted: object[] = [];
  const objects = {
    find: async () => undefined,
    async insert(_model: Model, given: object): Promise<Row> {
      inserted.push(given);
      return { pk: 7, ...given };
    },
    transaction: (work: (trx: Objects) => Promise<unknown>) => work(objects as unknown as Objects),
  };
  const users = createUsers({
    catalogue: catalogue({ policies: [], stages: [], sources: [], providers: [] }),
    objects: objects as unknown as Objects,
    clock: fixedClock(NOON),
    random: { uuid: () => '00000000-0000-4000-8000-000000000007' },
    facts: () => aUser({ pk: 7 }),
  } as unknown as UsersDeps);
  const written = await users.write({ pk: null, values });
  if (refused) expect(written).toMatchObject({ refused: 'invalid', field });
  else expect(written).toMatchObject({ created: true });
  expect(inserted).toHaveLength(refused ? 0 : 1);
});
