import type { IncomingMessage } from 'node:http';
import { Provider } from 'oidc-provider';
import type { CookieChanges } from '../../core/flow/flows.ts';
import type { FoundToken, OAuthStore, Payload, TokenKind } from '../../core/oauth/store.ts';
import type { OAuth2Call } from './ports.ts';
import type { Tenant } from './tenant.ts';

/** An authorization request that waits for a person: it is asked again, from the beginning, when they come back. */
export interface WaitingRequest {
  readonly params: Readonly<Record<string, string>>;
  /** When it first came, in seconds since the epoch: a login has to be newer to satisfy `prompt=login`. */
  readonly since: number;
  /** How often somebody was sent to a flow for it; bounded, so that no configuration can make a browser run in circles. */
  readonly turns: number;
  /** Who went through the authorization flow, and in which session; absent where nobody has yet. */
  readonly authorized?: { readonly user: number; readonly session: string };
}

/** A token that is to be written when the answer is known to be good. */
export interface PendingToken {
  readonly value: string;
  readonly kind: TokenKind;
  readonly payload: Payload;
  readonly expires: number;
}

/** What one request reads and wants to write. Everything is written by one statement, after everything has gone well. */
export interface RequestState {
  readonly call: OAuth2Call;
  readonly tenant: Tenant;
  /** The parameters of an authorization request, brought into shape. */
  readonly params: Readonly<Record<string, string>>;
  /** Key of the waiting request that this one continues. */
  readonly key: string | null;
  readonly waiting: WaitingRequest | null;
  /** True where the client itself asked for consent. */
  readonly consentAsked: boolean;
  cookies: CookieChanges;
  /** The grant that an authorization made; not stored yet. */
  grant: { readonly id: string; readonly payload: Payload } | null;
  /** Facts of the browser's request, kept with the grant: what later decisions of this family are about. */
  facts: Payload | null;
  tokens: PendingToken[];
  consumes: string | null;
  succeeded: boolean;
  /** Grants that were ended on the way, whether the request went well or not. */
  readonly revoked: Map<string, Promise<void>>;
  find(value: string, kind?: TokenKind): Promise<FoundToken | undefined>;
  /** What was found, by the grant that it belongs to. */
  readonly families: Map<string, FoundToken>;
}

const states = new WeakMap<IncomingMessage, RequestState>();

/** Ties a state to the request object that oidc-provider carries with it. */
export const bindState = (request: IncomingMessage, state: RequestState): void => {
  states.set(request, state);
};

/** The state of the request that runs now. */
export function currentState(): RequestState {
  const request = Provider.ctx?.req;
  const state = request && states.get(request);
  if (!state) throw new Error('there is no request that this could belong to');
  return state;
}

/** The state of a request whose context is at hand. */
export function stateOf(ctx: { readonly req: IncomingMessage }): RequestState {
  const state = states.get(ctx.req);
  if (!state) throw new Error('this request did not come through the dispatcher');
  return state;
}

/** Looks each token up once per request. */
export function tokenFinder(
  store: Pick<OAuthStore, 'find' | 'redeemable'>,
): Pick<RequestState, 'find' | 'families'> {
  const searches = new Map<string, Promise<FoundToken | undefined>>();
  const families = new Map<string, FoundToken>();
  async function search(value: string, kind?: TokenKind): Promise<FoundToken | undefined> {
    const found = await (kind === 'AuthorizationCode' ? store.redeemable(value) : store.find(value));
    if (found) families.set(found.grant.id, found);
    return found;
  }
  return {
    families,
    find(value, kind) {
      const running = searches.get(value) ?? search(value, kind);
      searches.set(value, running);
      return running;
    },
  };
}
