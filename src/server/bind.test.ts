import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fieldErrors } from './bind.ts';

const body = z.strictObject({ name: z.string() });

describe('unknown fields are named one by one, whatever they are called', () => {
  test.each(['constructor', 'toString', 'hasOwnProperty', '__proto__', 'colour'])('%s', (field) => {
    const given = JSON.parse(`{"name": "Ada", "${field}": 1}`);
    const found = body.safeParse(given);
    expect(Object.entries(fieldErrors(found.error?.issues ?? []))).toEqual([
      [field, ['There is no such field.']],
    ]);
  });

  test('the negative control: what is known passes', () => {
    expect(body.safeParse({ name: 'Ada' }).success).toBe(true);
  });
});
