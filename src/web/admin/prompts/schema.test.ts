import { expect, test } from 'vitest';
import { z } from 'zod';
import { prompt } from '../../../core/flow/models.ts';
import { PROMPT } from './schema.ts';

test('the form of a prompt has the fields, the types and the defaults that the API has', () => {
  const { properties = {}, required = [] } = z.toJSONSchema(prompt.fields, { io: 'input' });
  const plain = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const { type, enum: choices, default: start } = schema as Record<string, unknown>;
      return [name, { type, choices, start }];
    }),
  );
  const ours = Object.fromEntries(
    Object.entries(PROMPT.properties).map(([name, schema]) => {
      const { type, enum: choices, default: start } = schema as Record<string, unknown>;
      return [name, { type, choices, start: name === 'type' ? undefined : start }];
    }),
  );
  expect(ours).toEqual(plain);
  expect([...PROMPT.required].sort()).toEqual([...required].sort());
});
