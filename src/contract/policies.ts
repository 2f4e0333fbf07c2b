import { z } from 'zod';
import { COUNTRY_CODES } from '../core/geo/countries.ts';
import { policyBinding, policyReply } from '../core/policy/models.ts';
import { said } from '../core/words/said.ts';
import { ConditionalCatalogue } from '../policies/conditional/catalogue.ts';
import { PolicyTestResult } from './core.ts';
import { listQuery, paginated, queryBoolean, type Route, route } from './route.ts';

const tag = 'policies';

const place = z.record(z.string(), z.json()).nullable().optional();

/** What an administrator may suppose about a request. What is left out is as in the request that asks. */
const supposed = {
  user: z.int().min(0).nullable().default(null).meta({ description: 'Null: somebody who is not signed in.' }),
  context: z.record(z.string(), z.json()).default({}),
  client_ip: z.string().max(64).optional().meta({ description: "The client's address to assume." }),
  user_agent: z.string().max(1_024).optional(),
  time: z.iso.datetime({ offset: true }).optional().meta({ description: 'The moment to assume.' }),
  geoip: place.meta({ description: 'The place to assume, e.g. `{"country": "DE"}`; null: unknown.' }),
  asn: place.meta({ description: 'The network to assume, e.g. `{"asn": 64496}`; null: unknown.' }),
};

/** An entry of a trace, as far as it says something; see `TraceEntry` of the core. */
const Traced = z.looseObject({
  messages: z.array(said()),
  fault: z.looseObject({ detail: said() }).nullable(),
  logs: z.array(z.looseObject({ event: said() })),
});

/** A binding that need not be stored. */
const supposedBinding = z
  .strictObject(
    Object.fromEntries(Object.entries(policyBinding.fields.shape).filter(([field]) => field !== 'target')),
  )
  .meta({ id: 'SupposedBindingRequest' });

export const policies: readonly Route[] = [
  route({
    id: 'policies_all_cache_info_retrieve',
    method: 'GET',
    path: '/policies/all/cache_info/',
    tag,
    access: { permission: 'authentik_policies.view_policy' },
    summary: 'Count the answers of pure expressions that this node keeps',
    reply: z.object({ count: z.int() }).meta({ id: 'Cache' }),
  }),
  route({
    id: 'policies_all_cache_clear_create',
    method: 'POST',
    path: '/policies/all/cache_clear/',
    tag,
    access: { permission: 'authentik_policies.change_policy' },
    summary: 'Forget the answers of pure expressions that this node keeps',
  }),
  route({
    id: 'policies_geoip_iso3166_list',
    method: 'GET',
    path: '/policies/geoip_iso3166/',
    tag,
    access: 'public',
    summary: 'List the countries of ISO 3166-1',
    reply: z.array(
      z.object({ code: z.enum(COUNTRY_CODES), name: z.string() }).meta({ id: 'DetailedCountry' }),
    ),
  }),
  route({
    id: 'policies_conditional_catalog_retrieve',
    method: 'GET',
    path: '/policies/conditional/catalog/',
    tag,
    access: 'authenticated',
    summary: 'List what the documents of conditional policies may be made of',
    reply: ConditionalCatalogue,
  }),
  route({
    id: 'policies_all_test_create',
    method: 'POST',
    path: '/policies/all/{policy_uuid}/test/',
    tag,
    params: { policy_uuid: z.uuid() },
    access: { permission: 'authentik_policies.change_policy' },
    summary: 'Ask a policy about a user, without side effects',
    body: z.strictObject({ ...supposed, user: z.int().min(0) }).meta({ id: 'PolicyTestRequest' }),
    reply: PolicyTestResult,
  }),
  route({
    id: 'policies_all_test_draft_create',
    method: 'POST',
    path: '/policies/all/test/',
    tag,
    access: 'authenticated',
    summary: 'Ask a policy that is not saved about a user, without side effects',
    body: z
      .strictObject({
        ...supposed,
        model: z.string().max(200).meta({
          description: "The policy's type by its model, e.g. `authentik_policies_dummy.dummypolicy`.",
        }),
        values: z.record(z.string(), z.json()).meta({ description: 'What would be saved.' }),
        policy: z.uuid().optional().meta({
          description: 'The stored policy that is changed; what the values leave out counts as it is stored.',
        }),
      })
      .meta({ id: 'PolicyDraftTestRequest' }),
    reply: PolicyTestResult,
    status: 200,
    etag: false,
  }),
  route({
    id: 'policies_all_history_list',
    method: 'GET',
    path: '/policies/all/{policy_uuid}/history/',
    tag,
    params: { policy_uuid: z.uuid() },
    access: { permission: 'authentik_policies.view_policy' },
    summary: 'List what a policy was before each save, the latest first',
    reply: z.array(
      z
        .object({
          version: z.int(),
          replaced: z.string().meta({ description: 'When the next version was saved (ISO 8601).' }),
          replaced_by: z.string().nullable().meta({ description: 'Who saved it; null: Postern itself.' }),
          changed: z.array(z.string()).meta({ description: 'The fields that the next version changed.' }),
          values: z.record(z.string(), z.unknown()).meta({ description: 'The fields as they were.' }),
        })
        .meta({ id: 'PolicyVersion' }),
    ),
  }),
  route({
    id: 'policies_all_history_restore_create',
    method: 'POST',
    path: '/policies/all/{policy_uuid}/history/{version}/restore/',
    tag,
    params: { policy_uuid: z.uuid(), version: z.coerce.number().int().min(1).max(2_147_483_647) },
    access: { permission: 'authentik_policies.change_policy' },
    summary: 'Make a policy what it was; what it is now becomes a version too',
    reply: policyReply,
  }),
  route({
    id: 'policies_explain_create',
    method: 'POST',
    path: '/policies/explain/',
    tag,
    access: 'authenticated',
    summary: 'Ask what would be decided about a user at a target, and why, without side effects',
    body: z
      .strictObject({
        ...supposed,
        target: z.uuid().meta({ description: 'A flow, stage binding, application or source.' }),
        bindings: z
          .array(supposedBinding)
          .max(500)
          .optional()
          .meta({ description: 'Bindings to suppose instead of the stored ones.' }),
        policy_engine_mode: z.enum(['any', 'all']).optional(),
      })
      .meta({ id: 'ExplainRequest' }),
    reply: z
      .object({
        target: z.object({ pk: z.string(), model: z.string(), name: z.string() }),
        passing: z.boolean(),
        messages: z.array(said()),
        reasons: z.array(z.string()),
        mode: z.enum(['any', 'all']),
        unbound: z.boolean(),
        closed: z.boolean(),
        faulted: z.boolean(),
        revision: z.int(),
        explanation: z.array(said()).meta({ description: 'Why, in sentences.' }),
        facts: z
          .record(z.string(), z.unknown())
          .meta({ description: 'What was known: user, groups, request, context; without secrets.' }),
        trace: z.array(Traced),
        effects: z.array(z.record(z.string(), z.unknown())),
      })
      .meta({ id: 'Explanation' }),
    status: 200,
  }),
  route({
    id: 'policies_decisions_list',
    method: 'GET',
    path: '/policies/decisions/',
    tag,
    access: { permission: 'postern.view_decision' },
    summary: 'List past decisions, the latest first; no more than 10,000 are counted',
    query: z.object({
      page: listQuery.page,
      page_size: listQuery.page_size,
      user: z.coerce.number().int().min(0).max(2_147_483_647).optional(),
      target: z.uuid().optional(),
      passing: queryBoolean().optional(),
    }),
    reply: paginated(
      z
        .object({
          request_id: z.string(),
          time: z.string(),
          target_model: z.string(),
          target_pk: z.string(),
          target_name: z.string(),
          user_pk: z.int().nullable(),
          username: z.string(),
          client_ip: z.string().nullable(),
          passing: z.boolean(),
          mode: z.enum(['any', 'all']),
          revision: z.int(),
          unbound: z.boolean(),
          closed: z.boolean(),
          faulted: z.boolean(),
          messages: z.array(said()),
          reasons: z.array(z.string()),
          duration: z.number(),
        })
        .meta({ id: 'DecisionSummary' }),
    ).meta({ id: 'PaginatedDecisionSummaryList' }),
  }),
  route({
    id: 'policies_decisions_retrieve',
    method: 'GET',
    path: '/policies/decisions/{request_id}/',
    tag,
    params: { request_id: z.uuid() },
    access: { permission: 'postern.view_decision' },
    summary: 'Open a past decision, with its facts and whole trace',
    reply: z
      .object({
        request_id: z.string(),
        results: z
          .array(z.looseObject({ messages: z.array(said()), trace: z.array(Traced) }))
          .meta({ description: 'Every decision of that request, in order.' }),
      })
      .meta({ id: 'DecisionsOfRequest' }),
  }),
];
