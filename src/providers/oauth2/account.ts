import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { type Admission, admit, recalled } from './admission.ts';
import { ClaimsUnavailable, claimsOf } from './claims.ts';
import type { OAuth2Ports } from './ports.ts';
import { stateOf } from './request-state.ts';
import type { Tenant } from './tenant.ts';

/** About whom, and in which family. */
interface Asked {
  readonly accountId: string;
  readonly grantId: string | undefined;
}

/** The family that a token belongs to. */
export const grantOf = (token: unknown): string | undefined => {
  const id = typeof token === 'object' && token !== null && 'grantId' in token ? token.grantId : undefined;
  return typeof id === 'string' ? id : undefined;
};

/** The person of a token or session, with what the client may be told; the errors of the endpoint where refused. */
export async function findAccount(ctx: KoaContextWithOIDC, asked: Asked, tenant: Tenant, ports: OAuth2Ports) {
  const id = asked.accountId;
  const user = ports.user(Number(id));
  // At the authorization endpoint the gate asks, with what it knows and this place does not.
  if (ctx.oidc.route !== 'authorization') await demandAdmission(ctx, asked, tenant, ports);
  if (!user) return undefined;
  return {
    accountId: id,
    async claims(use: string, scope: string) {
      if (use === 'id_token' && !tenant.config.include_claims_in_id_token) return { sub: id };
      const scopes = new Set(scope.split(' '));
      try {
        return { ...(await claimsOf({ tenant, user, scopes }, ports)), sub: id };
      } catch (cause) {
        if (!(cause instanceof ClaimsUnavailable)) throw cause;
        // Nothing has been written yet: the same code or token may be tried again.
        const unavailable = new errors.TemporarilyUnavailable('claims could not be made, try again', {
          cause,
        });
        throw Object.assign(unavailable, { status: 503, statusCode: 503 });
      }
    },
  };
}

/** Ends with the error of the endpoint where the person may not use the application (any more). */
async function demandAdmission(
  ctx: KoaContextWithOIDC,
  asked: Asked,
  tenant: Tenant,
  ports: OAuth2Ports,
): Promise<void> {
  const admission = await admissionOf(ctx, asked, tenant, ports);
  if (admission.admitted) return;
  const description = `access was refused (request ${admission.request_id})`;
  if (ctx.oidc.route !== 'token') {
    throw Object.assign(new errors.InvalidToken(), { error_description: description });
  }
  // Where nothing failed, the refusal is meant: what the client holds is worth nothing from now on.
  if (admission.final && asked.grantId !== undefined) await ports.store.revoke(asked.grantId);
  throw Object.assign(new errors.InvalidGrant(), { error_description: description });
}

/** Whether the person of a token may use the application now. */
export async function admissionOf(
  ctx: KoaContextWithOIDC,
  asked: Asked,
  tenant: Tenant,
  ports: OAuth2Ports,
): Promise<Admission> {
  const state = stateOf(ctx);
  const { http } = state.call.visitor.actor;
  const user = ports.user(Number(asked.accountId));
  const family = state.families.get(asked.grantId ?? '');
  if (!user || !family || family.grant.application !== tenant.application.pk) {
    return { admitted: false, messages: [], request_id: http.request_id, final: true };
  }
  const grantType = ctx.oidc.route === 'token' ? ctx.oidc.params?.grant_type : undefined;
  const question = recalled(family.grant.payload, http, state.call.endpoint, grantType);
  return admit({ tenant, user, ...question, repeated: grantType !== 'refresh_token' }, ports);
}
