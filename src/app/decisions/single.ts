import type { PolicyCheck } from '../../core/flow/ports.ts';
import { compileBinding } from '../../core/policy/binding.ts';
import type { Decision } from '../../core/policy/decision.ts';
import { evaluate, type Found } from '../../core/policy/evaluate.ts';
import type { Graph } from '../../core/policy/graph.ts';
import { cleanTrace, factsOf, redactorOf, withSecrets } from '../../core/policy/record.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import { type BoundPolicy, isBroken, type PolicyBinding } from '../../core/policy/target.ts';
import type { Fault, LogLine } from '../../core/policy/verdict.ts';
import type { Random } from '../../core/ports.ts';
import type { Asker } from './asking.ts';
import type { Perform } from './effects.ts';
import type { Tell } from './telling.ts';
import { sentence } from './words.ts';

/** Seconds that a policy has where no binding says otherwise. */
const TIMEOUT = 30;

/** What a policy says about a request, for the administrator who tries it. */
export interface PolicyTest {
  readonly passing: boolean;
  readonly messages: readonly string[];
  readonly reasons: readonly string[];
  readonly raw: unknown;
  readonly fault: Fault | null;
  readonly log_messages: readonly LogLine[];
  /** What would have happened; nothing did. */
  readonly effects: readonly Readonly<Record<string, unknown>>[];
  /** Milliseconds. */
  readonly duration: number | null;
  /** Why, in sentences. */
  readonly explanation: readonly string[];
  /** What was known, without secrets. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A binding that nobody stored: it negates nothing and fails closed. */
const adHoc = (pk: string, order: number, name: string, broken?: Fault) =>
  compileBinding({
    pk,
    order,
    enabled: true,
    negate: false,
    failure_result: false,
    dry_run: false,
    expires: null,
    timeout: TIMEOUT,
    subject: { kind: 'policy', pk, label: name },
    broken,
  });

interface Judged {
  readonly decision: Decision;
  readonly policies: readonly PolicyBinding[];
}

interface Listed {
  readonly pk: string;
  readonly policy: BoundPolicy | Fault;
}

/** Judges a plain list of policies in its order, mode `all`; each is asked whatever the others say. */
async function judgeList(
  { graph, asker }: { readonly graph: Graph; readonly asker: Asker },
  list: readonly Listed[],
  request: PolicyRequest,
  request_id: string,
): Promise<Judged> {
  const { revision } = graph;
  const bindings = list.map(({ pk, policy }, order) =>
    isBroken(policy) ? adHoc(pk, order, '', policy) : adHoc(pk, order, policy.name),
  );
  const policies = list.flatMap(({ policy }, order) => {
    const binding = bindings[order];
    return isBroken(policy) || !binding ? [] : [{ policy, binding }];
  });
  const findings = new Map<string, Found>();
  await Promise.all(
    policies.map(async ({ policy, binding }) => {
      const answer = policy.type.immediate(policy.config)
        ? asker.askNow(policy, request)
        : await asker.ask({ policy, request, timeout: TIMEOUT });
      findings.set(binding.pk, answer);
    }),
  );
  const decision = evaluate({
    mode: 'all',
    bindings,
    request,
    findings,
    when_unbound: 'pass',
    closed: false,
    revision,
    request_id,
  });
  return { decision, policies };
}

/** The validation of a prompt: every policy has to pass; what refused says why. */
export async function checkPolicies(
  deps: {
    readonly graph: Graph;
    readonly asker: Asker;
    readonly tell: Tell;
    readonly perform: Perform;
    readonly random: Pick<Random, 'uuid'>;
  },
  { policies: pks, user, request: http_request, context }: Parameters<PolicyCheck['check']>[0],
  time: number,
): Promise<{ passing: boolean; messages: readonly string[] }> {
  const request: PolicyRequest = { user, http_request, obj: null, context, debug: false, time };
  const request_id = http_request.request_id || deps.random.uuid();
  const list = [...new Set(pks)].map((pk) => ({ pk, policy: deps.graph.policy(pk) }));
  const { decision, policies } = await judgeList(deps, list, request, request_id);
  const target = { pk: '', model: 'authentik_stages_prompt.promptstage', name: '', policies, quiet: false };
  deps.tell({ request_id, target, request, decision, duration: 0 }, false);
  await deps.perform(decision.effects, request);
  return { passing: decision.passing, messages: decision.messages };
}

/** Asks one policy, stored or not, tells nobody. Undefined where a key names none. */
export async function testPolicy(
  deps: { readonly graph: Graph; readonly asker: Asker },
  wanted: string | BoundPolicy,
  asked: PolicyRequest,
): Promise<PolicyTest | undefined> {
  const { graph } = deps;
  const policy = typeof wanted === 'string' ? graph.policy(wanted) : wanted;
  if (
    typeof wanted === 'string' &&
    isBroken(policy) &&
    policy.fault === 'missing' &&
    !graph.hasPolicy(wanted)
  )
    return undefined;
  const pk = typeof wanted === 'string' ? wanted : wanted.pk;
  const request = isBroken(policy) ? asked : withSecrets(asked, [{ policy }]);
  const { decision } = await judgeList(
    deps,
    [{ pk, policy }],
    request,
    request.http_request?.request_id ?? '',
  );
  const redactor = redactorOf(request);
  const entry = decision.trace[0];
  const clean = cleanTrace(decision.trace, request, redactor)[0];
  return {
    passing: decision.passing,
    messages: (clean?.messages ?? []) as readonly string[],
    reasons: entry?.reasons ?? [],
    raw: clean?.raw ?? null,
    fault: (clean?.fault ?? null) as Fault | null,
    log_messages: (clean?.logs ?? []) as readonly LogLine[],
    effects: (clean?.effects ?? []) as PolicyTest['effects'],
    duration: entry?.duration ?? null,
    explanation: entry ? [redactor.text(sentence(entry))] : [],
    facts: redactor.data(factsOf(request)) as Record<string, unknown>,
  };
}
