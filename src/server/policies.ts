import { parseAddress } from '../adapters/configuration/network.ts';
import type { Decisions } from '../app/decisions/decisions.ts';
import type { Authority } from '../app/objects/authority.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { DecisionLog } from '../core/policy/record.ts';
import type { UserFacts } from '../core/policy/request.ts';
import { invalid, Problem } from '../core/problem/problem.ts';
import type { Handler } from './bind.ts';

/** Trying a policy, and opening past decisions. */
export function policyHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly cases: ObjectUseCases;
  readonly decisions: Decisions;
  readonly decisionLog: Pick<DecisionLog, 'find'>;
  readonly authority: Authority;
  user(pk: number): UserFacts | undefined;
}): Record<string, Handler> {
  const { catalogue, cases, decisions, decisionLog, authority } = deps;
  const users = catalogue.model('authentik_core.user');
  return {
    async policies_all_test_create({ params, body, actor }) {
      const policy = String(params.policy_uuid);
      await cases.find(catalogue.model('authentik_policies.policy'), { pk: policy }, 'change', actor);
      const user = deps.user(Number(body.user));
      if (!user) throw invalid({ user: [`Invalid pk "${body.user}" - object does not exist.`] });
      if (!authority.may(actor, 'authentik_core.view_user', users, Number(body.user)))
        throw new Problem('permission_denied');
      const client_ip = body.client_ip as string | undefined;
      if (client_ip !== undefined && !parseAddress(client_ip))
        throw invalid({ client_ip: ['This is no IP address.'] });
      const result = await decisions.test(policy, {
        user,
        http_request: client_ip === undefined ? actor.http : { ...actor.http, client_ip },
        context: body.context as Readonly<Record<string, unknown>>,
        debug: true,
      });
      if (!result) throw new Problem('not_found');
      const timestamp = new Date().toISOString();
      return {
        passing: result.passing,
        messages: result.fault ? [result.fault.detail] : result.messages,
        log_messages: result.log_messages.map((line) => ({ ...line, timestamp, logger: 'postern.policies' })),
      };
    },
    // Decisions are not cached (docs/adr/0009).
    policies_all_cache_info_retrieve: () => ({ count: 0 }),
    policies_all_cache_clear_create: () => undefined,
    async policies_decisions_retrieve({ params }) {
      const results = await decisionLog.find(String(params.request_id));
      if (results.length === 0) throw new Problem('not_found');
      return { request_id: String(params.request_id), results };
    },
  };
}
