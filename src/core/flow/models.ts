import { z } from 'zod';
import { DeviceTypeReply, deviceTypeFields } from '../authenticator/device-types.ts';
import { typed } from '../directory/replies.ts';
import { engineMode, int32, reference, required, slug } from '../model/fields.ts';
import { filtersByFields } from '../model/filters.ts';
import { defineModel, type Model, replyOf } from '../model/model.ts';
import type { StageType } from './stage-type.ts';

export const DESIGNATIONS = [
  'authentication',
  'authorization',
  'invalidation',
  'enrollment',
  'unenrollment',
  'recovery',
  'stage_configuration',
] as const;

export const AUTHENTICATION_REQUIREMENTS = [
  'none',
  'require_authenticated',
  'require_unauthenticated',
  'require_superuser',
  'require_redirect',
  'require_outpost',
  'require_token',
] as const;

export const LAYOUTS = [
  'stacked',
  'content_left',
  'content_right',
  'sidebar_left',
  'sidebar_right',
  'sidebar_left_frame_background',
  'sidebar_right_frame_background',
] as const;

export const flow = defineModel({
  name: 'authentik_flows.flow',
  table: 'flows',
  title: 'Flow',
  plural: 'Flows',
  lookup: 'slug',
  fields: z.strictObject({
    name: z.string().trim().min(1).meta({ title: 'Name', description: 'For administrators only.' }),
    slug: slug().meta({ title: 'Slug', description: 'Unique; part of the address of the flow.' }),
    title: z.string().min(1).meta({
      title: 'Title',
      description: 'The heading that people see; %(app)s and %(user)s are replaced.',
    }),
    designation: z.enum(DESIGNATIONS).meta({ title: 'Designation' }),
    background: z.string().default('').meta({ title: 'Background', widget: 'image' }),
    policy_engine_mode: engineMode(),
    compatibility_mode: z.boolean().default(false).meta({ title: 'Compatibility mode' }),
    layout: z.enum(LAYOUTS).default('stacked').meta({ title: 'Layout' }),
    denied_action: z.enum(['message_continue', 'message', 'continue']).default('message_continue').meta({
      title: 'Denied action',
      description: 'What a person sees to whom the flow does not apply.',
    }),
    authentication: z.enum(AUTHENTICATION_REQUIREMENTS).default('none').meta({
      title: 'Authentication',
      description: 'Who may use the flow at all; checked before its policies.',
    }),
  }),
  computed: z.strictObject({
    policybindingmodel_ptr_id: z.uuid(),
    background_url: z.string(),
    background_themed_urls: z
      .object({ light: z.string().nullable(), dark: z.string().nullable() })
      .nullable(),
    stages: z.array(z.uuid()),
    policies: z.array(z.uuid()),
    cache_count: z.int(),
    export_url: z.string(),
  }),
  columns: { name: 'text', slug: 'text', title: 'text', designation: 'text' },
  unique: [['slug']],
  search: ['name', 'slug', 'designation', 'title'],
  filters: {
    name: ['exact'],
    slug: ['exact'],
    designation: ['exact'],
    denied_action: ['exact'],
  },
  ordering: ['slug'],
  replicated: true,
});

/** A flow as a stage lists it. */
const flowSet = replyOf(flow)
  .omit({
    denied_action: true,
    authentication: true,
    background: true,
    stages: true,
    policies: true,
    cache_count: true,
    background_themed_urls: true,
  })
  .extend({ denied_action: z.string() })
  .meta({ id: 'FlowSet' });

const shared = {
  table: 'stages',
  columns: { name: 'text' },
  unique: [['name']],
  search: ['name'],
  ordering: ['name'],
  replicated: true,
  computed: z.strictObject({ ...typed, flow_set: z.array(flowSet) }),
} as const;

const stageFields = {
  name: z.string().trim().min(1).meta({ title: 'Name', description: 'Unique among all stages.' }),
};

/** Every stage, whatever its type: `/stages/all/`. */
export const stage = defineModel({
  ...shared,
  name: 'authentik_flows.stage',
  title: 'Stage',
  plural: 'Stages',
  fields: z.strictObject(stageFields),
  filters: { name: ['exact'] },
  abstract: true,
});

/** A stage as the API returns it among others. */
export const stageReply: z.ZodObject = replyOf(stage).meta({ id: 'Stage' });

/** The model of one stage type: the common fields and the type's own. */
export const stageModel = (type: StageType): Model => {
  const model = defineModel({
    ...shared,
    name: type.model,
    type: type.type,
    base: stage.name,
    title: `${type.title} Stage`,
    plural: `${type.title} Stages`,
    description: type.description,
    component: type.component,
    fields: z.strictObject({
      ...stageFields,
      ...type.config.shape,
      ...(type.configurable
        ? { configure_flow: reference('authentik_flows.flow').meta({ title: 'Configuration flow' }) }
        : {}),
    }),
    filters: {
      ...filtersByFields(z.object({ ...stageFields, ...type.config.shape })),
      ...(type.configurable ? { configure_flow: ['exact'] } : {}),
    },
  });
  const named = deviceTypeFields(model).map((field) => [`${field}_obj`, z.array(DeviceTypeReply)]);
  return { ...model, computed: model.computed.extend(Object.fromEntries(named)) };
};

export const stageBinding = defineModel({
  name: 'authentik_flows.flowstagebinding',
  table: 'stage_bindings',
  title: 'Stage binding',
  plural: 'Stage bindings',
  fields: z.strictObject({
    target: required('authentik_flows.flow').meta({ title: 'Flow' }),
    stage: required('authentik_flows.stage').meta({ title: 'Stage' }),
    evaluate_on_plan: z.boolean().default(false).meta({
      title: 'Evaluate when the flow is planned',
      description: 'The policies of this binding are judged once, when the flow begins.',
    }),
    re_evaluate_policies: z.boolean().default(true).meta({
      title: 'Evaluate when the stage is reached',
      description: 'The policies of this binding are judged just before the stage is shown.',
    }),
    order: int32().meta({ title: 'Order' }),
    policy_engine_mode: engineMode(),
    invalid_response_action: z.enum(['retry', 'restart', 'restart_with_context']).default('retry').meta({
      title: 'Invalid response action',
      description:
        'What happens after a wrong answer: ask again, or begin the flow again without or with what is known.',
    }),
  }),
  columns: { target: 'uuid', stage: 'uuid', order: 'integer' },
  computed: z.strictObject({ policybindingmodel_ptr_id: z.uuid(), stage_obj: stageReply }),
  unique: [['target', 'stage', 'order']],
  filters: {
    target: ['exact'],
    stage: ['exact'],
    evaluate_on_plan: ['boolean'],
    re_evaluate_policies: ['boolean'],
    order: ['exact'],
    policy_engine_mode: ['exact'],
    invalid_response_action: ['exact'],
  },
  ordering: ['target', 'order'],
  replicated: true,
});

export const PROMPT_TYPES = [
  'text',
  'text_area',
  'text_read_only',
  'text_area_read_only',
  'username',
  'email',
  'password',
  'number',
  'checkbox',
  'radio-button-group',
  'dropdown',
  'date',
  'date-time',
  'file',
  'separator',
  'hidden',
  'static',
  'alert_info',
  'alert_warning',
  'alert_danger',
  'ak-locale',
] as const;

/** One field of a form; prompt stages list the fields that they show. */
export const prompt = defineModel({
  name: 'authentik_stages_prompt.prompt',
  table: 'prompts',
  title: 'Prompt',
  plural: 'Prompts',
  fields: z.strictObject({
    name: z.string().trim().min(1).meta({ title: 'Name', description: 'Unique; for administrators.' }),
    field_key: z
      .string()
      .min(1)
      .meta({ title: 'Field key', description: 'The name of the value in the prompt data.' }),
    label: z.string().min(1).meta({ title: 'Label' }),
    type: z.enum(PROMPT_TYPES).meta({ title: 'Type' }),
    required: z.boolean().default(true).meta({ title: 'Required' }),
    placeholder: z
      .string()
      .default('')
      .meta({ title: 'Placeholder', description: 'For choices: the choices.', target: 'prompt_field' }),
    initial_value: z.string().default('').meta({ title: 'Initial value', target: 'prompt_field' }),
    order: int32().default(0).meta({ title: 'Order' }),
    sub_text: z.string().default('').meta({ title: 'Help text' }),
    placeholder_expression: z.boolean().default(false).meta({ title: 'Placeholder is an expression' }),
    initial_value_expression: z.boolean().default(false).meta({ title: 'Initial value is an expression' }),
  }),
  computed: z.strictObject({
    prompt_stages_obj: z.array(
      z.object({
        ...stageReply.shape,
        fields: z.array(z.uuid()),
        validation_policies: z.array(z.uuid()),
      }),
    ),
  }),
  columns: { name: 'text', field_key: 'text', type: 'text', order: 'integer' },
  unique: [['name']],
  search: ['name', 'field_key', 'label', 'type'],
  filters: {
    name: ['exact'],
    field_key: ['exact'],
    label: ['exact'],
    type: ['exact'],
    placeholder: ['exact'],
  },
  ordering: ['field_key'],
  replicated: true,
});
