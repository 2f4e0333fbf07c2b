import type { JsonSchema } from '../../../ui/form/fields.ts';
import type { Key } from '../texts/english.ts';

/** A flow as it is edited; which fields there are the API says (see the test). */
export const FLOW = {
  type: 'object',
  required: ['name', 'slug', 'title', 'designation'],
  properties: {
    name: { type: 'string' },
    slug: { type: 'string' },
    title: { type: 'string' },
    designation: {
      type: 'string',
      enum: [
        'authentication',
        'authorization',
        'invalidation',
        'enrollment',
        'unenrollment',
        'recovery',
        'stage_configuration',
      ],
    },
    authentication: {
      type: 'string',
      enum: [
        'none',
        'require_authenticated',
        'require_unauthenticated',
        'require_superuser',
        'require_redirect',
        'require_outpost',
        'require_token',
      ],
      default: 'none',
    },
    denied_action: {
      type: 'string',
      enum: ['message_continue', 'message', 'continue'],
      default: 'message_continue',
    },
    layout: {
      type: 'string',
      enum: [
        'stacked',
        'content_left',
        'content_right',
        'sidebar_left',
        'sidebar_right',
        'sidebar_left_frame_background',
        'sidebar_right_frame_background',
      ],
      default: 'stacked',
    },
    background: { type: 'string', default: '', widget: 'image' },
    compatibility_mode: { type: 'boolean', default: false },
    policy_engine_mode: { type: 'string', enum: ['all', 'any'], default: 'any' },
  },
} as const satisfies JsonSchema;

/** The mode is a part of the rule's sentence, and changed there. */
export const BY_RULE: ReadonlySet<string> = new Set(['policy_engine_mode']);

/** What most people leave alone. */
export const FOLDED: ReadonlySet<string> = new Set([
  'denied_action',
  'layout',
  'background',
  'compatibility_mode',
]);

/** The words of a flow's fields. */
export const FLOW_TITLES: Readonly<Record<string, Key>> = {
  name_about: 'flows.name_about',
  slug_about: 'flows.slug_about',
  title: 'flows.heading',
  title_about: 'flows.heading_about',
  designation: 'flows.designation',
  designation_about: 'flows.designation_about',
  authentication: 'flows.authentication',
  authentication_about: 'flows.authentication_about',
  denied_action: 'flows.denied_action',
  denied_action_about: 'flows.denied_action_about',
  layout: 'flows.layout',
  background: 'flows.background',
  background_about: 'flows.background_about',
  compatibility_mode: 'flows.compatibility_mode',
  compatibility_mode_about: 'flows.compatibility_mode_about',
};

/** A copy of a flow has names of its own. */
export const COPY = {
  type: 'object',
  required: ['name', 'slug'],
  properties: { name: FLOW.properties.name, slug: FLOW.properties.slug },
} as const satisfies JsonSchema;

/** The place of a stage in a flow. When its bindings are judged is chosen beside a picture of it. */
export const STAGE_BINDING = {
  type: 'object',
  required: ['target', 'stage', 'order'],
  properties: {
    target: { type: 'string' },
    stage: { type: 'string', ref: 'authentik_flows.stage' },
    order: { type: 'integer' },
    invalid_response_action: {
      type: 'string',
      enum: ['retry', 'restart', 'restart_with_context'],
      default: 'retry',
    },
    evaluate_on_plan: { type: 'boolean', default: false },
    re_evaluate_policies: { type: 'boolean', default: true },
    policy_engine_mode: { type: 'string', enum: ['all', 'any'], default: 'any' },
  },
} as const satisfies JsonSchema;

/** The words of a stage binding's fields. */
export const STAGE_BINDING_TITLES: Readonly<Record<string, Key>> = {
  stage: 'stages.field_stage',
  order: 'stages.field_order',
  order_about: 'stages.field_order_about',
  policy_engine_mode: 'stages.field_mode',
  invalid_response_action: 'stages.field_invalid',
  invalid_response_action_about: 'stages.field_invalid_about',
};
