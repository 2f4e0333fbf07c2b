import { z } from 'zod';
import { PartialGroup, PartialUser, typed } from '../directory/replies.ts';
import { int32, timestamp, uint31 } from '../model/fields.ts';
import { filtersByFields } from '../model/filters.ts';
import { defineModel, type Model, replyOf } from '../model/model.ts';
import { PHRASE_LANGUAGES } from './phrase.ts';
import type { PolicyType } from './type.ts';

const policyFields = {
  name: z.string().trim().min(1).max(255).meta({ title: 'Name', description: 'Unique among all policies.' }),
  execution_logging: z.boolean().default(false).meta({
    title: 'Execution logging',
    description: 'Writes an event at each execution, not only at errors.',
  }),
};

/** What a policy means in a rule, by language. */
const PhrasesReply = z
  .record(z.enum(PHRASE_LANGUAGES), z.object({ passes: z.string(), fails: z.string() }))
  .meta({ id: 'PolicyPhrases' });

const labels = {
  labels: z.record(z.string(), z.string()).meta({
    title: 'Labels',
    description: 'The names of the objects that are mentioned, by "model:key".',
  }),
};

const shared = {
  table: 'policies',
  columns: { name: 'text', execution_logging: 'boolean' },
  unique: [['name']],
  search: ['name'],
  ordering: ['name'],
  replicated: true,
  computed: z.strictObject({
    ...typed,
    bound_to: z.int(),
    phrases: PhrasesReply.nullable().meta({
      description: 'What it means that the policy passes, or does not; null where only its author can say.',
    }),
  }),
} as const;

/** Every policy, whatever its type: `/policies/all/`. */
export const policy = defineModel({
  ...shared,
  name: 'authentik_policies.policy',
  title: 'Policy',
  plural: 'Policies',
  fields: z.strictObject(policyFields),
  abstract: true,
});

/** A policy as the API returns it among others. */
export const policyReply: z.ZodObject = replyOf(policy).meta({ id: 'Policy' });

/** The model of one policy type: the common fields and the type's own. */
export const policyModel = (type: PolicyType): Model =>
  defineModel({
    ...shared,
    name: type.model,
    type: type.type,
    base: policy.name,
    title: `${type.title} Policy`,
    plural: `${type.title} Policies`,
    description: type.description,
    component: type.component,
    fields: z.strictObject({ ...policyFields, ...type.config.shape }),
    computed: shared.computed.extend({
      ...(type.mentions && labels),
      ...type.derived?.fields.shape,
    }),
    filters: {
      ...filtersByFields(z.object({ ...policyFields, ...type.config.shape })),
      created: ['exact'],
      last_updated: ['exact'],
    },
  });

/** A policy, group or user attached to a target. Exactly one of the three is set. */
export const policyBinding = defineModel({
  name: 'authentik_policies.policybinding',
  table: 'policy_bindings',
  title: 'Policy binding',
  plural: 'Policy bindings',
  fields: z.strictObject({
    policy: z
      .uuid()
      .nullable()
      .default(null)
      .meta({ title: 'Policy', ref: 'authentik_policies.policy', on_delete: 'cascade' }),
    group: z
      .uuid()
      .nullable()
      .default(null)
      .meta({ title: 'Group', ref: 'authentik_core.group', on_delete: 'cascade' }),
    user: z
      .int()
      .nullable()
      .default(null)
      .meta({ title: 'User', ref: 'authentik_core.user', on_delete: 'cascade' }),
    target: z
      .uuid()
      .meta({ title: 'Target', description: 'The flow, stage binding, application or source.' }),
    negate: z.boolean().default(false).meta({
      title: 'Negate',
      description: 'Turns the result around. An error is never negated.',
    }),
    enabled: z.boolean().default(true).meta({ title: 'Enabled' }),
    order: int32().meta({ title: 'Order', description: 'Lower comes first; it orders messages and traces.' }),
    timeout: uint31()
      .default(30)
      .meta({ title: 'Timeout', description: 'Seconds after which the failure result counts; 0 = at once.' }),
    failure_result: z.boolean().default(false).meta({
      title: 'Failure result',
      description: 'What counts when the policy cannot be evaluated: pass, or do not pass.',
    }),
    expires: timestamp().meta({
      title: 'Expires',
      description: 'After this moment the binding counts as gone.',
    }),
    dry_run: z.boolean().default(false).meta({
      title: 'Dry run',
      description: 'The binding is evaluated and logged, but does not decide.',
    }),
  }),
  columns: {
    policy: 'uuid',
    group: 'uuid',
    user: 'integer',
    target: 'uuid',
    negate: 'boolean',
    enabled: 'boolean',
    order: 'integer',
    timeout: 'integer',
    failure_result: 'boolean',
    expires: 'timestamptz',
    dry_run: 'boolean',
  },
  computed: z.strictObject({
    policy_obj: policyReply.nullable(),
    group_obj: PartialGroup.nullable(),
    user_obj: PartialUser.nullable(),
    expiring: z.boolean(),
    target_obj: z
      .object({ kind: z.string(), name: z.string(), slug: z.string().nullable() })
      .nullable()
      .optional()
      .meta({ description: 'What it is bound to, for those who may view that.' }),
  }),
  unique: [
    ['policy', 'target', 'order'],
    ['group', 'target', 'order'],
    ['user', 'target', 'order'],
  ],
  filters: {
    enabled: ['boolean'],
    order: ['exact'],
    policy: ['exact', 'isnull'],
    group: ['exact'],
    user: ['exact'],
    target: ['exact', 'in'],
    timeout: ['exact'],
  },
  ordering: ['target', 'order'],
  replicated: true,
});

/**
 * The mark of a target from which a cascade or an expiry has taken a binding: its key is the target's. Where no binding
 * has a say, a marked target refuses. The database sets it and takes it away (see `closed_targets` in the migrations).
 */
export const closedTarget = defineModel({
  name: 'postern.closedtarget',
  table: 'closed_targets',
  title: 'Closed target',
  plural: 'Closed targets',
  fields: z.strictObject({}),
  internal: z.strictObject({
    cause: z.enum(['cascade', 'expired']),
    /** What was bound: `policy <uuid>`, `group <uuid>` or `user <number>`. */
    subject: z.string(),
    /** True once an event has told the administrators. */
    warned: z.boolean(),
  }),
  columns: { cause: 'text', subject: 'text', warned: 'boolean' },
  ordering: ['-created'],
  replicated: true,
});
