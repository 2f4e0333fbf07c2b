import { DEEPEST_CALL, type PolicyCalls } from '../../core/policy/call.ts';
import type { Graph } from '../../core/policy/graph.ts';
import { isBroken } from '../../core/policy/target.ts';
import type { Fault } from '../../core/policy/verdict.ts';
import type { Asker } from './asking.ts';

const refused = (detail: string): Fault => ({ fault: 'exception', detail });

/** What looks like a key is one, also where its policy is gone. */
const KEY = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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
      const { finding } = policy.type.immediate(policy.config)
        ? asker.askNow(policy, scoped)
        : await asker.ask({ policy, request: scoped, timeout: timeout / 1000 });
      return finding;
    },
  };
}
