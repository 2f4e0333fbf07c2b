import { expect, test } from 'vitest';
import { z } from 'zod';
import { policyTypes } from '../../../policies/index.ts';
import { fieldsOf, type JsonSchema, shownOf, writtenOf } from '../../../ui/form/fields.ts';

test.each(policyTypes.map((type) => [type.type, type.config] as const))(
  'a policy of the type %s has a form: every field with its title, and defaults that are taken as they stand',
  (_, config) => {
    const fields = fieldsOf(z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' }) as JsonSchema);
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(config.shape));
    expect(fields.filter(({ title, name }) => title === name)).toEqual([]);
    const { body, unreadable } = writtenOf(fields, shownOf(fields));
    expect(unreadable).toEqual([]);
    const faults = config.safeParse(body).error?.issues ?? [];
    const required = new Set(fields.filter((field) => field.required).map(({ name }) => name));
    expect(faults.filter(({ path }) => !required.has(String(path[0])))).toEqual([]);
  },
);
