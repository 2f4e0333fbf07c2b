import { z } from 'zod';
import type { Catalogue } from '../core/catalogue.ts';
import { FINDINGS, type FindingCode } from '../core/flow/check.ts';
import { flow, LAYOUTS, stageBinding } from '../core/flow/models.ts';
import { replyOf } from '../core/model/model.ts';
import { said } from '../core/words/said.ts';
import { Link, type Route, route } from './route.ts';

const tag = 'flows';

const ErrorDetail = z.object({ string: said(), code: z.string() }).meta({ id: 'ErrorDetail' });

const FlowInfo = z
  .object({
    title: said().optional(),
    background: z.string().optional(),
    background_themed_urls: z.object({ light: z.string(), dark: z.string() }).nullish(),
    cancel_url: z.string(),
    layout: z.enum(LAYOUTS),
  })
  .meta({ id: 'ContextualFlowInfo' });

/** What every challenge carries. */
const envelope = {
  flow_info: FlowInfo.optional(),
  response_errors: z.record(z.string(), z.array(ErrorDetail)).optional(),
  run: z.string().optional().meta({ description: 'The run that this belongs to; send it as `run`.' }),
  execution: z.string().optional().meta({ description: 'This very step; send it with the answer.' }),
  notices: z.array(z.object({ level: z.string(), text: said() })).optional(),
  pending_user: z.string().optional(),
  pending_user_avatar: z.string().optional(),
};
const withUser = { pending_user: z.string(), pending_user_avatar: z.string() };

const challenge = <S extends z.ZodRawShape>(id: string, component: string, fields: S) =>
  z.object({ ...envelope, component: z.literal(component), ...fields }).meta({ id });

/** The challenges of the executor itself. */
const own = [
  challenge('AccessDeniedChallenge', 'ak-stage-access-denied', {
    ...withUser,
    error_message: said().optional(),
    messages: z.array(said()).optional().meta({ description: 'The words of the policies that refused.' }),
    request_id: z.string().optional(),
    home_url: z.string().optional(),
    application_name: z.string().optional(),
    application_publisher: z.string().optional(),
    contact: z
      .string()
      .optional()
      .meta({ description: 'Where to get help: the attribute `postern/contact` of the brand.' }),
  }),
  challenge('FlowErrorChallenge', 'ak-stage-flow-error', {
    request_id: z.string(),
    error: z.string().optional().meta({ description: 'For superusers.' }),
    traceback: z.string().optional().meta({ description: 'For superusers.' }),
  }),
  challenge('RedirectChallenge', 'xak-flow-redirect', {
    to: z.string(),
    final_redirect: z.boolean().default(false),
  }),
  challenge('AutosubmitChallenge', 'ak-stage-autosubmit', {
    url: z.string(),
    attrs: z.record(z.string(), z.string()),
    title: z.string().optional(),
  }),
  challenge('SessionEndChallenge', 'ak-stage-session-end', {
    ...withUser,
    application_name: z.string().optional(),
    application_launch_url: z.string().optional(),
    invalidation_flow_url: z.string().optional(),
    overview_url: z.string().optional(),
    brand_name: z.string(),
  }),
];

/** `User login` and `UserLogin` are one name in two writings. */
const schemaName = (title: string): string =>
  `${title.replace(/(?:^|\W+)(\w)/g, (_, letter: string) => letter.toUpperCase())}Challenge`;

const path = { flow_slug: z.string().min(1).max(255) };
const address = z.object({
  query: z.string().max(32_768).default('').meta({
    description: 'The query string of the flow page, as it was received.',
  }),
  run: z.string().max(64).optional().meta({ description: 'The run to go on with, from the last challenge.' }),
  next: z.string().max(16_384).optional().meta({
    description: 'Where to go when the flow does not apply; `next` in `query` comes first.',
  }),
});

const Answer = z.record(z.string(), z.unknown()).meta({
  id: 'FlowChallengeResponseRequest',
  description: 'The fields that the challenge asks for, with its `component` and its `execution`.',
});

const StageBinding = z.looseObject({ pk: z.string(), ...stageBinding.fields.partial().shape });
const InspectorPlan = z
  .object({
    current_stage: StageBinding,
    next_planned_stage: StageBinding.nullable(),
    plan_context: z.record(z.string(), z.unknown()),
    session_id: z.string(),
    outcome: z.string().optional().meta({ description: 'How the stage was left.' }),
  })
  .meta({ id: 'FlowInspectorPlan' });

const CODES = Object.keys(FINDINGS) as [FindingCode, ...FindingCode[]];

const Finding = z
  .object({
    level: z.enum(['error', 'warning', 'hint']),
    code: z.enum(CODES),
    message: said().meta({ description: 'What is wrong and how to mend it.' }),
    names: z.record(z.string(), z.string()).meta({ description: 'The names that stand in the message.' }),
    stage_binding: z.uuid().nullable().meta({ description: 'Null where it is about the flow itself.' }),
  })
  .meta({ id: 'FlowFinding' });

const Gate = z
  .object({
    mode: z.enum(['all', 'any']),
    conditions: z.array(
      z.object({
        binding: z.uuid(),
        kind: z.enum(['policy', 'group', 'user']),
        pk: z.union([z.string(), z.int()]),
        name: z.string().meta({ description: 'Empty where you may not see what is bound.' }),
        negate: z.boolean(),
      }),
    ),
    closed: z.boolean(),
  })
  .meta({ id: 'FlowGate' });

const DiagramNode = z
  .object({
    id: z.string(),
    kind: z.enum(['start', 'gate', 'stage', 'denied', 'end']),
    name: z.string(),
    stage_binding: z.uuid().nullable(),
    stage: z.uuid().nullable(),
    component: z.string(),
    verbose_name: said(),
    order: z.int().nullable(),
    judged: z.enum(['planned', 'reached', 'both']).nullable(),
    gate: Gate.nullable(),
  })
  .meta({ id: 'FlowDiagramNode' });

const DiagramEdge = z
  .object({ from: z.string(), to: z.string(), answer: z.boolean().nullable() })
  .meta({ id: 'FlowDiagramEdge' });

/** The executor and what stands around it. */
export function flows({ stages }: Pick<Catalogue, 'stages'>): readonly Route[] {
  const asked = stages.flatMap((type) =>
    type.challenge === null ? [] : [challenge(schemaName(type.title), type.challenge, type.asks.shape)],
  );
  const Challenge = z.union([...own, ...asked]).meta({ id: 'ChallengeTypes' });
  return [
    route({
      id: 'flows_executor_get',
      method: 'GET',
      path: '/flows/executor/{flow_slug}/',
      tag,
      params: path,
      query: address,
      access: 'public',
      summary: 'Read the current challenge of a flow',
      reply: Challenge,
      etag: false,
    }),
    route({
      id: 'flows_executor_solve',
      method: 'POST',
      path: '/flows/executor/{flow_slug}/',
      tag,
      params: path,
      query: address,
      access: 'public',
      summary: 'Answer the current challenge and read the next one',
      body: Answer,
      reply: Challenge,
    }),
    route({
      id: 'flows_inspector_get',
      method: 'GET',
      path: '/flows/inspector/{flow_slug}/',
      tag,
      params: path,
      query: z.object({ run: z.string().max(64).optional() }),
      access: 'authenticated',
      summary: 'Look into the run of a flow in this browser',
      reply: z
        .object({
          plans: z.array(InspectorPlan),
          current_plan: InspectorPlan.optional(),
          is_completed: z.boolean(),
        })
        .meta({ id: 'FlowInspection' }),
      etag: false,
    }),
    route({
      id: 'flows_instances_cache_info_retrieve',
      method: 'GET',
      path: '/flows/instances/cache_info/',
      tag,
      access: { permission: 'authentik_flows.view_flow' },
      summary: 'Count the plans that are cached: none, each run has its own',
      reply: z.object({ count: z.int() }).meta({ id: 'Cache' }),
    }),
    route({
      id: 'flows_instances_cache_clear_create',
      method: 'POST',
      path: '/flows/instances/cache_clear/',
      tag,
      access: { permission: 'authentik_flows.change_flow' },
      summary: 'Empty the cache of plans, which is always empty',
    }),
    route({
      id: 'flows_instances_diagram_retrieve',
      method: 'GET',
      path: '/flows/instances/{slug}/diagram/',
      tag,
      params: { slug: z.string().min(1).max(255) },
      access: { permission: 'authentik_flows.view_flow' },
      summary: 'Draw a flow: as a Mermaid diagram, and as places and the ways between them',
      reply: z
        .object({
          diagram: z.string(),
          nodes: z.array(DiagramNode).optional(),
          edges: z.array(DiagramEdge).optional(),
        })
        .meta({ id: 'FlowDiagram' }),
    }),
    route({
      id: 'flows_instances_duplicate_create',
      method: 'POST',
      path: '/flows/instances/{slug}/duplicate/',
      tag,
      params: { slug: z.string().min(1).max(255) },
      access: { permission: 'authentik_flows.add_flow' },
      summary: 'Make a second flow with the same stages and the same bindings',
      body: z
        .strictObject({ name: flow.fields.shape.name, slug: flow.fields.shape.slug })
        .meta({ id: 'FlowDuplicateRequest' }),
      reply: replyOf(flow).meta({ id: 'Flow' }),
      status: 201,
    }),
    route({
      id: 'flows_instances_uses_list',
      method: 'GET',
      path: '/flows/instances/uses/',
      tag,
      access: { permission: 'authentik_flows.view_flow' },
      summary: 'List where flows are set: in brands, providers, sources and stages that you may see',
      reply: z.array(
        z
          .object({
            flow: z.uuid(),
            field: z.string().meta({ description: 'As what the flow is set, e.g. `authorization_flow`.' }),
            app: z.string(),
            model_name: z.string(),
            verbose_name: said(),
            pk: z.string(),
            name: z.string(),
          })
          .meta({ id: 'FlowUse' }),
      ),
    }),
    route({
      id: 'flows_instances_check_retrieve',
      method: 'GET',
      path: '/flows/instances/{slug}/check/',
      tag,
      params: { slug: z.string().min(1).max(255) },
      access: { permission: 'authentik_flows.view_flow' },
      summary: 'Look a flow through for mistakes: what is never reached, never told or never asked for',
      reply: z.object({ findings: z.array(Finding) }).meta({ id: 'FlowCheck' }),
    }),
    route({
      id: 'flows_instances_export_retrieve',
      method: 'GET',
      path: '/flows/instances/{slug}/export/',
      tag,
      params: { slug: z.string().min(1).max(255) },
      access: { permission: 'authentik_flows.export_flow' },
      summary:
        'Read a flow as a blueprint, with its stages, prompts, policies and bindings; secrets are left out',
      reply: z.string(),
      media: 'application/yaml',
    }),
    route({
      id: 'flows_instances_execute_retrieve',
      method: 'GET',
      path: '/flows/instances/{slug}/execute/',
      tag,
      params: { slug: z.string().min(1).max(255) },
      access: { permission: 'authentik_flows.view_flow' },
      summary: 'Start a flow about oneself and read the address of its page',
      reply: Link,
      etag: false,
    }),
  ];
}
