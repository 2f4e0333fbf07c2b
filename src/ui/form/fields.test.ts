import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Field, fieldsOf, type JsonSchema, shownOf, writtenOf } from './fields.ts';

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
const only = (schema: z.ZodType): Field => {
  const [field] = fieldsOf(schemaOf(z.strictObject({ it: schema })));
  if (!field) throw new Error('no field');
  return field;
};

describe('the control of a field', () => {
  test.each<[string, z.ZodType, Partial<Field>]>([
    ['a text', z.string(), { control: 'text', required: true, start: '' }],
    [
      'a text that may be empty',
      z.union([z.literal(''), z.url()]).default(''),
      { control: 'text', required: false },
    ],
    ['a text or null', z.string().nullable().default(null), { control: 'text', nullable: true }],
    ['yes or no', z.boolean().default(true), { control: 'switch', start: true }],
    [
      'a number in a range',
      z.int().min(0).max(24).default(1),
      { control: 'number', min: 0, max: 24, start: 1 },
    ],
    [
      'a number without bounds',
      z.int().min(-2147483648).max(2147483647),
      { control: 'number', min: undefined, max: undefined, start: null },
    ],
    [
      'one of several',
      z.enum(['a', 'b']).default('b'),
      { control: 'choice', options: ['a', 'b'], start: 'b' },
    ],
    [
      'one of several or null',
      z.enum(['a', 'b']).nullable().default(null),
      { control: 'choice', nullable: true },
    ],
    ['some of several', z.array(z.enum(['a', 'b'])), { control: 'choices', options: ['a', 'b'], start: [] }],
    ['countries', z.array(z.enum(['DE', 'FR', 'US'])), { control: 'countries' }],
    ['numbers', z.array(z.int()).default([]), { control: 'words', numbers: true }],
    ['words', z.array(z.string()).default([]), { control: 'words', numbers: false }],
    [
      'an expression',
      z.string().meta({ widget: 'expression' }),
      { control: 'expression', target: 'any', result: false },
    ],
    ['a secret', z.string().optional().meta({ secret: true }), { control: 'secret', required: false }],
    ['a duration', z.string().default('hours=1').meta({ widget: 'duration' }), { control: 'duration' }],
    [
      'a moment',
      z.iso.datetime({ offset: true }).nullable().default(null),
      { control: 'moment', nullable: true },
    ],
    ['an object', z.record(z.string(), z.json()).default({}), { control: 'json' }],
    [
      'a reference',
      z.uuid().nullable().default(null).meta({ ref: 'a.flow' }),
      { control: 'reference', ref: 'a.flow', numbers: false, nullable: true },
    ],
    [
      'references',
      z.array(z.int().meta({ ref: 'a.provider' })).default([]),
      { control: 'references', ref: 'a.provider', numbers: true },
    ],
    ['rows', z.array(z.strictObject({ url: z.string() })), { control: 'rows' }],
  ])('%s', (_, schema, wanted) => expect(only(schema)).toMatchObject(wanted));
});

describe('what a form sends', () => {
  const fields = fieldsOf(
    schemaOf(
      z.strictObject({
        name: z.string(),
        note: z.string().nullable().default(null),
        days: z.int(),
        key: z.string().optional().meta({ secret: true }),
        data: z.record(z.string(), z.json()).default({}),
        uris: z.array(z.strictObject({ url: z.string(), kind: z.enum(['a', 'b']).default('a') })),
      }),
    ),
  );

  test('a new object has the defaults, and what is missing is left to the API to say', () => {
    expect(writtenOf(fields, shownOf(fields))).toEqual({
      body: { name: '', note: null, data: {}, uris: [] },
      unreadable: [],
    });
  });

  test('an object comes back as it was', () => {
    const object = { name: 'n', note: 'x', days: 0, data: { a: [1] }, uris: [{ url: 'u', kind: 'b' }] };
    expect(writtenOf(fields, shownOf(fields, object)).body).toEqual(object);
  });

  test('what is no JSON is named', () => {
    expect(writtenOf(fields, { ...shownOf(fields), data: '{"a":' }).unreadable).toEqual(['data']);
  });
});
