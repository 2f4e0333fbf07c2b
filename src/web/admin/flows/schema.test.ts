import { expect, test } from 'vitest';
import { z } from 'zod';
import { flow, stageBinding } from '../../../core/flow/models.ts';
import { FLOW, STAGE_BINDING } from './schema.ts';

const shape = (properties: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const { type, enum: choices, default: start } = schema as Record<string, unknown>;
      return [name, { type, choices, start }];
    }),
  );

test.each([
  ['a flow', FLOW, flow.fields],
  ['a stage binding', STAGE_BINDING, stageBinding.fields],
])('the form of %s has the fields, the choices and the defaults that the API has', (_, ours, fields) => {
  const { properties = {}, required = [] } = z.toJSONSchema(fields, { io: 'input' });
  expect(shape(ours.properties)).toEqual(shape(properties));
  expect([...ours.required].sort()).toEqual([...required].sort());
});
