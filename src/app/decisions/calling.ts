import { DEEPEST_CALL, type HeardCall, type PolicyCalls } from '../../core/policy/call.ts';
import type { Graph } from '../../core/policy/graph.ts';
import { redactorOf } from '../../core/policy/record.ts';
import type { PolicyRequest } from '../../core/policy/request.ts';
import { isBroken } from '../../core/policy/target.ts';
import { type Fault, type Finding, isFault } from '../../core/policy/verdict.ts';
import type { Asker } from './asking.ts';

const refused = (detail: string): Fault => ({ fault: 'exception', detail });

/** What looks like a key is one, also where its policy is gone. */
const KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An answer as administrators may see it. */
function toldOf(finding: Finding, request: PolicyRequest): Pick<HeardCall, 'passing' | 'fault' | 'messages'> {
  const { text } = redactorOf(request);
  if (isFault(finding))
    return { passing: false, fault: { ...finding, detail: text(finding.detail) }, messages: [] };
  return { passing: finding.passing, fault: null, messages: finding.messages.map(text) };
}

/** Policies that ask other policies. Who asks whom travels with the request, so that no circle is walked twice. */
export function createCalls({ graph, asker }: { readonly graph: Graph; readonly asker: Asker }): PolicyCalls {
  return {
    async call({ policy: wanted, request, context, timeout }) {
      // The key first: whoever may create a policy chooses its name, and could name it after another one's key.
      const isKey = graph.hasPolicy(wanted) || KEY.test(wanted);
      const named = isKey ? undefined : graph.policyNamed(wanted);
      const policy = named ?? graph.policy(wanted);
      if (isBroken(policy)) {
        return policy.fault === 'missing' ? { ...policy, detail: `There is no policy "${wanted}".` } : policy;
      }
      const chain = request.calls ?? [];
      const before = chain.indexOf(policy.pk);
      if (before >= 0) {
        const names = [...chain.slice(before), policy.pk].map((pk) => {
          const known = graph.policy(pk);
          return isBroken(known) ? pk : known.name;
        });
        return refused(`Policies ask each other in a circle: ${names.join(' → ')}.`);
      }
      if (chain.length >= DEEPEST_CALL) {
        return refused(`Policies ask each other more than ${DEEPEST_CALL} deep.`);
      }
      const scoped = context ? { ...request, context: { ...request.context, ...context } } : request;
      const { finding, duration } = policy.type.immediate(policy.config)
        ? asker.askNow(policy, scoped)
        : await asker.ask({ policy, request: scoped, timeout: timeout / 1000 });
      request.heard?.({
        ...toldOf(finding, request),
        policy: policy.pk,
        name: policy.name,
        depth: chain.length,
        duration,
      });
      return finding;
    },
  };
}
