import { z } from 'zod';
import { PolicyTestResult } from './core.ts';
import { type Route, route } from './route.ts';

const tag = 'policies';

export const policies: readonly Route[] = [
  route({
    id: 'policies_all_cache_info_retrieve',
    method: 'GET',
    path: '/policies/all/cache_info/',
    tag,
    access: { permission: 'authentik_policies.view_policy' },
    summary: 'Count the decisions that are cached: none, each one is made anew',
    reply: z.object({ count: z.int() }).meta({ id: 'Cache' }),
  }),
  route({
    id: 'policies_all_cache_clear_create',
    method: 'POST',
    path: '/policies/all/cache_clear/',
    tag,
    access: { permission: 'authentik_policies.change_policy' },
    summary: 'Empty the cache of decisions, which is always empty',
  }),
  route({
    id: 'policies_all_test_create',
    method: 'POST',
    path: '/policies/all/{policy_uuid}/test/',
    tag,
    params: { policy_uuid: z.uuid() },
    access: { permission: 'authentik_policies.change_policy' },
    summary: 'Ask a policy about a user, without side effects',
    body: z
      .strictObject({
        user: z.int().min(0),
        context: z.record(z.string(), z.json()).default({}),
        client_ip: z.string().max(64).optional().meta({ description: "The client's address to assume." }),
      })
      .meta({ id: 'PolicyTestRequest' }),
    reply: PolicyTestResult,
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
          .array(z.record(z.string(), z.unknown()))
          .meta({ description: 'Every decision of that request, in order.' }),
      })
      .meta({ id: 'DecisionsOfRequest' }),
  }),
];
