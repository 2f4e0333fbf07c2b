import type { FlowToken, FlowTokens } from '../flow/ports.ts';

/** Links into flows in memory, with the promises of the real store; people are all active. */
export function memoryFlowTokens(): FlowTokens & { readonly kept: ReadonlyMap<string, FlowToken> } {
  const kept = new Map<string, FlowToken>();
  return {
    kept,
    async put(token, given) {
      for (const [other, { flow, user }] of kept)
        if (flow === given.flow && user === given.user) kept.delete(other);
      kept.set(token, given);
    },
    async peek(token, flow, now) {
      const found = kept.get(token);
      return found?.flow === flow && found.expires > now ? found : undefined;
    },
    async take(token, flow, now) {
      const found = kept.get(token);
      if (found?.flow !== flow) return undefined;
      kept.delete(token);
      return found.expires > now ? found : undefined;
    },
    async revoke(user) {
      for (const [token, link] of kept) if (link.user === user) kept.delete(token);
    },
    async purge(now) {
      const gone = [...kept].filter(([, { expires }]) => expires <= now);
      for (const [token] of gone) kept.delete(token);
      return gone.length;
    },
  };
}
