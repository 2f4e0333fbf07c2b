import { compactVerify, importJWK, type JWK, type JWTPayload } from 'jose';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { ACR, amrOf, authTimeOf } from './authentication.ts';
import type { InstanceParts } from './instance.ts';
import type { OAuth2Ports } from './ports.ts';
import { isAllowed } from './redirect-uri.ts';
import { stateOf } from './request-state.ts';
import { subjectOf } from './subject.ts';
import type { Tenant } from './tenant.ts';

/**
 * Puts into a provider what has no setting: each provider has classes of its own, so these are the places where its
 * behaviour can be exchanged without touching any other.
 */
export function equip(provider: Provider, parts: InstanceParts, ports: OAuth2Ports): void {
  putSession(provider);
  putAddresses(provider, parts.tenant);
  putClaims(provider, parts.tenant, ports);
  putPastKeys(provider, parts);
}

type SessionOf = InstanceType<Provider['Session']>;

/** The session of oidc-provider is Postern's, seen through its eyes: nothing is stored, no cookie is set. */
function putSession(provider: Provider): void {
  const { Session } = provider;
  Session.get = async (ctx) => {
    const { session } = stateOf(ctx).call.visitor.actor;
    const seen = new (Session as unknown as new (payload?: object) => SessionOf)(
      session
        ? {
            uid: session.uuid,
            accountId: String(session.user),
            loginTs: authTimeOf(session),
            acr: ACR,
            amr: amrOf(session),
          }
        : undefined,
    );
    Object.defineProperty(seen, 'destroyed', { value: true }); // "gone" is never saved
    (ctx as KoaContextWithOIDC).oidc.entity('Session', seen);
    return seen;
  };
}

function putAddresses({ Client }: Provider, { config }: Tenant): void {
  Client.prototype.redirectUriAllowed = (uri) => isAllowed(uri, 'authorization', config.redirect_uris);
  Client.prototype.postLogoutRedirectUriAllowed = (uri) => isAllowed(uri, 'logout', config.redirect_uris);
}

/** What a token says is what the mappings said; the subject is what the client knows the person by. */
function putClaims({ Claims }: Provider, tenant: Tenant, ports: OAuth2Ports): void {
  Claims.prototype.result = async function (this: { readonly available: Record<string, unknown> }) {
    const { sub, ...rest } = this.available;
    const user = ports.user(Number(sub));
    const subject = user && subjectOf(user, tenant.config.sub_mode, ports.uid);
    if (subject === undefined) throw new Error('there is no subject');
    return { ...rest, sub: subject };
  };
}

/** ID tokens that a replaced key signed are still good as a hint of who is meant. */
function putPastKeys({ IdToken }: Provider, { pastKeys, signing, issuer }: InstanceParts): void {
  if (pastKeys.length === 0) return;
  const current = IdToken.validate;
  IdToken.validate = async (token, client) => {
    try {
      return await current.call(IdToken, token, client);
    } catch (error) {
      for (const { jwk, kid } of pastKeys) {
        const payload = await verified(token, { ...(jwk as JWK), kid }, signing.alg);
        if (payload?.iss === issuer && payload.aud === client.clientId && typeof payload.sub === 'string') {
          return { header: { kid }, payload };
        }
      }
      throw error;
    }
  };
}

async function verified(token: string, jwk: JWK, fallback: string): Promise<JWTPayload | undefined> {
  const alg = jwk.alg ?? fallback;
  try {
    const { payload, protectedHeader } = await compactVerify(token, await importJWK(jwk, alg), {
      algorithms: [alg],
    });
    if (protectedHeader.kid !== jwk.kid) return undefined;
    return JSON.parse(new TextDecoder().decode(payload)) as JWTPayload;
  } catch {
    return undefined;
  }
}
