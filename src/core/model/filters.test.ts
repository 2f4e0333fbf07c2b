import { expect, test } from 'vitest';
import { z } from 'zod';
import { filtersByFields } from './filters.ts';

test('plain fields filter by their value; lists, objects and secrets do not', () => {
  const fields = z.object({
    name: z.string(),
    count: z.int().default(1),
    mode: z.enum(['a', 'b']).optional(),
    target: z.uuid().nullable().default(null),
    address: z.union([z.literal(''), z.url()]).default(''),
    enabled: z.boolean().default(true),
    tags: z.array(z.string()),
    attributes: z.record(z.string(), z.json()),
    secret: z.string().default('').meta({ secret: true }),
  });
  expect(filtersByFields(fields)).toEqual({
    name: ['exact'],
    count: ['exact'],
    mode: ['exact'],
    target: ['exact'],
    address: ['exact'],
    enabled: ['boolean'],
  });
});
