import { parseAddress } from '../adapters/configuration/network.ts';
import type { RunningSandbox } from '../adapters/sandbox/sandbox.ts';
import type { ExplainInput, Explaining, Supposed } from '../app/decisions/explaining.ts';
import type { PolicyDraft, Tried, Trying } from '../app/decisions/trying.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { Row } from '../core/model/model.ts';
import type { Objects } from '../core/model/objects.ts';
import type { DecisionLog, DecisionQuery } from '../core/policy/record.ts';
import { invalid, Problem } from '../core/problem/problem.ts';
import { conditionalCatalogue } from '../policies/conditional/catalogue.ts';
import type { Handler } from './bind.ts';
import { envelope } from './resources.ts';

/** Trying a policy, and opening past decisions. */
export function policyHandlers(deps: {
  readonly catalogue: Catalogue;
  readonly cases: ObjectUseCases;
  readonly objects: Objects;
  readonly trying: Trying;
  readonly decisionLog: Pick<DecisionLog, 'find' | 'list'>;
  readonly explaining: Explaining;
  readonly sandbox: Pick<RunningSandbox, 'remembered' | 'forget' | 'lane' | 'reads'>;
}): Record<string, Handler> {
  const { catalogue, cases, objects, trying, decisionLog, explaining, sandbox } = deps;
  const policies = catalogue.model('authentik_policies.policy');
  const history = catalogue.model('postern.policyversion');
  async function testReply(tried: Tried) {
    const { fault, log_messages, raw, expression, language: written, ...result } = tried;
    const timestamp = new Date().toISOString();
    const language = written === 'python' ? 'python' : 'typescript';
    const isText = typeof expression === 'string' && expression !== '';
    const lane = isText ? await sandbox.lane(expression, language) : undefined;
    return {
      ...result,
      messages: fault ? [fault.detail] : result.messages,
      log_messages: log_messages.map((line) => ({ ...line, timestamp, logger: 'postern.policies' })),
      raw_result: raw,
      ...(lane ? { lane } : {}),
      ...(isText ? { reads: await sandbox.reads(expression, language) } : {}),
    };
  }
  return {
    async policies_all_test_create({ params, body, actor }) {
      return testReply(await trying.stored(String(params.policy_uuid), supposedOf(body), actor));
    },
    async policies_all_test_draft_create({ body, actor }) {
      return testReply(await trying.draft(body as unknown as PolicyDraft, supposedOf(body), actor));
    },
    async policies_all_history_list({ params, actor }) {
      const policy = await cases.find(policies, { pk: String(params.policy_uuid) }, 'view', actor);
      const versions = await objects.all(history, { policy: policy.pk });
      return versions.map(({ version, created, replaced_by, changed, values }) => ({
        version,
        replaced: created,
        replaced_by,
        changed,
        values,
      }));
    },
    async policies_all_history_restore_create({ params, actor }) {
      const policy = await cases.find(policies, { pk: String(params.policy_uuid) }, 'change', actor);
      const former = await objects.find(history, { policy: policy.pk, version: Number(params.version) });
      if (!former) throw new Problem('not_found');
      const model = catalogue.modelOf(policies.table, policy.type);
      await cases.update(model, { pk: policy.pk }, former.values as Row, actor);
      return cases.retrieve(policies, { pk: policy.pk }, actor);
    },
    async policies_explain_create({ body, actor }) {
      const { target, bindings, policy_engine_mode } = body as unknown as ExplainInput;
      return explaining.explain({ ...supposedOf(body), target, bindings, policy_engine_mode }, actor);
    },
    policies_conditional_catalog_retrieve: () => conditionalCatalogue(),
    policies_all_cache_info_retrieve: () => ({ count: sandbox.remembered }),
    policies_all_cache_clear_create: () => sandbox.forget(),
    async policies_decisions_list({ query }) {
      const wanted = query as unknown as DecisionQuery;
      const { rows, count } = await decisionLog.list(wanted);
      return envelope(rows, count, wanted.page, wanted.page_size);
    },
    async policies_decisions_retrieve({ params }) {
      const results = await decisionLog.find(String(params.request_id));
      if (results.length === 0) throw new Problem('not_found');
      return { request_id: String(params.request_id), results };
    },
  };
}

/** What was supposed, with an address that is one. */
function supposedOf(body: Readonly<Record<string, unknown>>): Supposed {
  const supposed = body as unknown as Supposed;
  const { client_ip } = supposed;
  if (client_ip !== undefined && !parseAddress(client_ip))
    throw invalid({ client_ip: ['This is no IP address.'] });
  return supposed;
}
