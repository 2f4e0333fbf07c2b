import { z } from 'zod';

/** What a document may be made of. */
export const LIMITS = {
  /** Conditions in conditions, and actions in actions. */
  depth: 10,
  /** Conditions and actions together. */
  nodes: 200,
  /** Characters of a regular expression. */
  pattern: 256,
  /** Characters of a text to compare with or to set. */
  text: 4_096,
  /** Entries of a list to compare with, and all values within a value to set. */
  items: 1_000,
} as const;

/** What a value of unknown type may be read as. */
export const CASTS = ['string', 'number', 'boolean', 'datetime', 'ip'] as const;

const key = z.string().min(1).max(100);
const param = z.string().min(1).max(256).optional();

/** The document, whose actions are read one by one: only a walk that counts can be trusted to end. */
export const DocumentShape = z.strictObject({
  version: z.literal(2, 'This is version 2 of the language.'),
  actions: z.array(z.unknown()).min(1, 'A policy needs at least one action.'),
});

const enabled = z.boolean().default(true);

export const ActionShape = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('condition'), enabled, condition: z.unknown() }),
    z.strictObject({
      type: z.literal('if'),
      enabled,
      condition: z.unknown(),
      then_actions: z.array(z.unknown()).default([]),
      else_actions: z.array(z.unknown()).default([]),
    }),
    z.strictObject({
      type: z.literal('set'),
      enabled,
      target: z.strictObject({ key, param }),
      value: z.unknown(),
    }),
    z.strictObject({
      type: z.literal('stop'),
      enabled,
      result: z.enum(['pass', 'fail']),
      message: z.string().max(1_024).optional(),
    }),
  ],
  'An action is a condition, an if, a set or a stop.',
);

export const ReferenceShape = z.strictObject({ key, param, cast: z.enum(CASTS).optional() });

export const NodeShape = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      type: z.literal('compare'),
      variable: ReferenceShape,
      operator: key,
      value: z.unknown().optional(),
      options: z
        .strictObject({ case_sensitive: z.boolean().default(true), negate: z.boolean().default(false) })
        .prefault({}),
    }),
    z.strictObject({
      type: z.literal('group'),
      op: z.enum(['all', 'any', 'none']),
      children: z.array(z.unknown()).min(1, 'A group needs at least one condition.'),
    }),
    z.strictObject({ type: z.literal('policy'), policy: z.uuid('This is no key of a policy.') }),
  ],
  'A condition is a compare, a group or a policy.',
);

export const OperandShape = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('literal'), value: z.unknown() }),
    z.strictObject({ type: z.literal('variable'), variable: ReferenceShape }),
  ],
  'A value is a literal or a variable.',
);

export type ActionShape = z.output<typeof ActionShape>;
export type NodeShape = z.output<typeof NodeShape>;
export type ReferenceShape = z.output<typeof ReferenceShape>;
export type Compare = Extract<NodeShape, { type: 'compare' }>;

/** A mistake and its place in the document, such as `actions.1.condition.children.0.operator`. */
export interface Mistake {
  readonly path: string;
  readonly message: string;
}

export const below = (path: string, ...keys: readonly PropertyKey[]): string =>
  [path, ...keys.map(String)].filter((part) => part !== '').join('.');

/** One node as its shape says, or what is wrong with it. */
export function shaped<S extends z.ZodType>(
  shape: S,
  value: unknown,
  path: string,
): { readonly found: z.output<S> } | { readonly mistakes: readonly Mistake[] } {
  if (value === undefined) return { mistakes: [{ path, message: 'This field is required.' }] };
  const parsed = shape.safeParse(value);
  if (parsed.success) return { found: parsed.data };
  return {
    mistakes: parsed.error.issues.flatMap((issue) => {
      const at = below(path, ...issue.path);
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => ({ path: below(at, key), message: 'There is no such field.' }));
      const absent = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
      return [{ path: at, message: absent ? 'This field is required.' : issue.message }];
    }),
  };
}
