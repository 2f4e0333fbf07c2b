import { type FlowContext, pendingUser } from '../../core/flow/context.ts';
import type { Challenge, RunAddress } from '../../core/flow/flows.ts';
import type { FlowToken } from '../../core/flow/ports.ts';
import type { Run } from '../../core/flow/run.ts';
import type { Row } from '../../core/model/model.ts';
import type { UserFacts } from '../../core/policy/request.ts';
import type { FlowsDeps } from './deps.ts';

/** The parameter of a flow page that carries the token of a link. */
export const FLOW_TOKEN = 'flow_token';

/** What the person reads whose link is used, old or not ours. */
export const LINK_GONE =
  'This link no longer works: it was used already, or it is too old. Ask for a new one.';

/** What somebody reads who is signed in and opens the link of somebody else. */
export const LINK_OF_ANOTHER =
  'This link is for another account than the one that is signed in here. Sign out, then open it again.';

/** The address without the token, which is a secret: neither runs nor the addresses made of them hold it. */
export function withoutToken(address: RunAddress): { readonly token?: string; readonly address: RunAddress } {
  const { [FLOW_TOKEN]: token, ...query } = address.query ?? {};
  return token === undefined ? { address } : { token, address: { ...address, query } };
}

/** A link that works, and whose it is. */
export interface Opened {
  readonly link: FlowToken;
  readonly user: UserFacts;
}

/** Links that open a flow for one person. */
export function createRestoring({
  tokens,
  ports,
}: Pick<FlowsDeps, 'tokens'> & { readonly ports: Pick<FlowsDeps['ports'], 'users' | 'clock' | 'digest'> }) {
  const owned = async (link: FlowToken | undefined): Promise<Opened | undefined> => {
    const user = link && (await ports.users.byPk(link.user));
    return user && { link, user };
  };
  /** Says that a person has pressed the button; whoever holds the link can know it, and nobody else. */
  const ticketOf = (token: string): string => ports.digest.sha256(`postern confirm ${token}`);

  return {
    /** The link as it is, still usable. */
    peek: async (token: string, flow: Row) =>
      owned(await tokens.peek(token, String(flow.pk), ports.clock.now())),
    /** The link is used up; undefined where it does not work. */
    take: async (token: string, flow: Row) =>
      owned(await tokens.take(token, String(flow.pk), ports.clock.now())),
    /** Nothing came of it (somebody is signed in, say): the link may be opened again. */
    putBack: (token: string, link: FlowToken): Promise<void> => tokens.put(token, link),

    /** What a run begins with that a link opens. What was proven before it was sent, was proven in another browser. */
    contextOf({ link, user }: Opened): FlowContext {
      const { proofs: _, ...known } = link.resume?.context ?? {};
      return {
        ...known,
        pending_user: pendingUser(user),
        is_restored: true,
        restored_by: {
          user: link.user,
          binding: link.resume?.binding ?? null,
          time: ports.clock.now(),
        },
      };
    },

    /** The run that sent the link, where it still waits in this browser: it goes on with all that it knows. */
    waiting: (run: Run | undefined, { link }: Opened): run is Run =>
      run !== undefined &&
      link.resume !== undefined &&
      run.over === null &&
      run.visit?.execution === link.resume.execution &&
      run.context.pending_user?.pk === link.user,

    /** Programs open the links in mails to look at what is there: only whoever presses a button goes on. */
    question: (token: string): Challenge => ({
      component: 'ak-stage-consent',
      header_text: 'Continue with the link from your e-mail?',
      permissions: [],
      additional_permissions: [],
      token: ticketOf(token),
      confirms: 'link',
    }),
    confirms: (token: string, body: Readonly<Record<string, unknown>>): boolean =>
      body.component === 'ak-stage-consent' &&
      typeof body.token === 'string' &&
      ports.digest.equal(body.token, ticketOf(token)),
  };
}
