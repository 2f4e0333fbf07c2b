import { type FlowContext, pendingUser } from '../../core/flow/context.ts';
import type { RunAddress } from '../../core/flow/flows.ts';
import type { FlowToken } from '../../core/flow/ports.ts';
import type { Row } from '../../core/model/model.ts';
import type { FlowsDeps } from './deps.ts';

/** The parameter of a flow page that carries the token of a link. */
export const FLOW_TOKEN = 'flow_token';

/** What the person reads whose link is used, old or not ours. */
export const LINK_GONE =
  'This link no longer works: it was used already, or it is too old. Ask for a new one.';

/** The address without the token, which is a secret: neither runs nor the addresses made of them hold it. */
export function withoutToken(address: RunAddress): { readonly token?: string; readonly address: RunAddress } {
  const { [FLOW_TOKEN]: token, ...query } = address.query ?? {};
  return token === undefined ? { address } : { token, address: { ...address, query } };
}

/** Links that open a flow for one person. */
export function createRestoring({
  tokens,
  ports,
}: Pick<FlowsDeps, 'tokens'> & { readonly ports: Pick<FlowsDeps['ports'], 'users' | 'clock'> }) {
  return {
    /** What a run begins with that a link opens; undefined for a link that does not work. The link is used up. */
    async take(token: string, flow: Row): Promise<{ link: FlowToken; context: FlowContext } | undefined> {
      const link = await tokens.take(token, String(flow.pk), ports.clock.now());
      const user = link && (await ports.users.byPk(link.user));
      return user && { link, context: { pending_user: pendingUser(user), is_restored: true } };
    },
    /** Nothing came of it (somebody is signed in, say): the link may be opened again. */
    putBack: (token: string, link: FlowToken): Promise<void> => tokens.put(token, link),
  };
}
