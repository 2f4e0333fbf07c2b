import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import type { FoundToken, OAuthStore, TokenKind } from '../../core/oauth/store.ts';
import { currentState, type RequestState } from './request-state.ts';

const TOKENS: ReadonlySet<string> = new Set<TokenKind>(['AuthorizationCode', 'AccessToken', 'RefreshToken']);

/**
 * What oidc-provider keeps, on our store. Writes are only noted here: they go out together, once the answer is known to
 * be good. Sessions and interactions are ours, so nothing of that kind is ever kept for oidc-provider.
 */
export const adapterFor =
  (store: OAuthStore): AdapterFactory =>
  (name) => {
    if (TOKENS.has(name)) return tokenAdapter(store, name as TokenKind);
    if (name === 'Grant') return grantAdapter(store);
    return nothing(name);
  };

function tokenAdapter(store: OAuthStore, kind: TokenKind): Adapter {
  return {
    ...nothing(kind),
    async upsert(value, { jti: _, exp, ...rest }) {
      if (exp === undefined) throw new Error(`a ${kind} without an end`);
      currentState().tokens.push({ value, kind, payload: { ...rest, exp }, expires: exp });
    },
    async find(value) {
      const state = currentState();
      const found = await state.find(value, kind);
      if (found?.kind !== kind) return undefined;
      if (found.grant.provider !== state.tenant.provider.pk) return stranger(store, state, found);
      return {
        ...found.payload,
        jti: value,
        ...(found.consumed ? { consumed: true } : {}),
      } as AdapterPayload;
    },
    async consume(value) {
      currentState().consumes = value;
    },
    async destroy(value) {
      await store.destroy(value);
    },
    async revokeByGrantId(id) {
      await revokeOnce(store, id);
    },
  };
}

/**
 * A token of another client. Whoever redeems it has stolen it or was handed it by mistake: the family ends. Asking
 * about it is no crime, but there is no answer.
 */
async function stranger(store: OAuthStore, { call }: RequestState, found: FoundToken): Promise<undefined> {
  if (call.endpoint === 'token' && found.kind !== 'AccessToken') await revokeOnce(store, found.grant.id);
  return undefined;
}

function grantAdapter(store: OAuthStore): Adapter {
  return {
    ...nothing('Grant'),
    async upsert(id, payload) {
      currentState().grant = { id, payload: payload as Readonly<Record<string, unknown>> };
    },
    async find(id) {
      const { grant, families } = currentState();
      if (grant?.id === id) return grant.payload as AdapterPayload;
      // A grant is only ever asked for after a token that belongs to it.
      const found = families.get(id);
      return found && ({ ...kept(found), jti: id, exp: Math.ceil(found.grant.expires) } as AdapterPayload);
    },
    async destroy(id) {
      await revokeOnce(store, id);
    },
  };
}

const kept = ({ grant }: FoundToken): Readonly<Record<string, unknown>> =>
  (grant.payload.oidc ?? {}) as Readonly<Record<string, unknown>>;

async function revokeOnce(store: OAuthStore, id: string): Promise<void> {
  const { revoked } = currentState();
  let work = revoked.get(id);
  if (!work) {
    work = store.revoke(id);
    revoked.set(id, work);
  }
  await work;
}

/** For what is not kept. Being asked to keep it is a bug. */
function nothing(name: string): Adapter {
  const refuse = async () => {
    throw new Error(`${name} is not kept`);
  };
  return {
    upsert: refuse,
    consume: refuse,
    destroy: refuse,
    revokeByGrantId: refuse,
    find: async () => undefined,
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
  };
}
