import type { FlowToken, FlowTokens } from '../flow/ports.ts';

const isSame = (one: FlowToken, other: FlowToken): boolean =>
  one.flow === other.flow && one.user === other.user;

/** Links into flows in memory, with the promises of the real store; people are all active. */
export function memoryFlowTokens(): FlowTokens & { readonly kept: ReadonlyMap<string, FlowToken> } {
  const kept = new Map<string, FlowToken>();
  return {
    kept,
    async put(token, given) {
      for (const [other, link] of kept) if (isSame(link, given)) kept.delete(other);
      kept.set(token, given);
    },
    async offer(token, given) {
      const older = [...kept].filter(([, link]) => isSame(link, given));
      if (older.some(([, { expires }]) => expires > given.created)) return false;
      for (const [other] of older) kept.delete(other);
      kept.set(token, given);
      return true;
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
