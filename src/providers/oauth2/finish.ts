import type { Grant, Token } from '../../core/oauth/store.ts';
import type { OAuth2Ports } from './ports.ts';
import type { RequestState } from './request-state.ts';
import { secondsOf } from './tenant.ts';

/**
 * Writes what a request that went well wants to keep. False: somebody was faster with the same code or refresh token,
 * or the family was ended meanwhile. Then nothing was written, and nothing may be handed out.
 */
export async function write(state: RequestState, ports: OAuth2Ports): Promise<boolean> {
  if (!state.succeeded || state.tokens.length === 0) return true;
  const { grant, tokens, consumes } = state;
  const code = tokens.find(({ kind }) => kind === 'AuthorizationCode');
  if (code) {
    if (!grant) throw new Error('a code without a grant');
    await ports.store.begin(grantOf(state, grant, code), code, state.key);
    tell(state, ports);
    return true;
  }
  const id = tokens[0]?.payload.grantId;
  if (typeof id !== 'string') throw new Error('a token without a grant');
  return ports.store.issue(id, tokens, consumes);
}

function grantOf(state: RequestState, grant: NonNullable<RequestState['grant']>, code: Token): Grant {
  const { tenant, call, facts } = state;
  const { user, session, original } = call.visitor.actor;
  if (!session || user.pk === null) throw new Error('a code without a person');
  const { jti: _, exp: __, ...oidc } = grant.payload;
  const scopes = String(code.payload.scope ?? '').split(' ');
  return {
    id: grant.id,
    provider: tenant.provider.pk,
    application: tenant.application.pk,
    user: user.pk,
    // What is granted while somebody acts as this person ends with that, whatever was asked for.
    session: scopes.includes('offline_access') && !original ? null : session.uuid,
    payload: { oidc, ...facts },
    expires: code.expires + secondsOf(tenant.config.access_token_validity) + 1,
  };
}

function tell({ tenant, call, tokens }: RequestState, { events, replica }: OAuth2Ports): void {
  const { user, http } = call.visitor.actor;
  const flow = replica.get('flows', tenant.provider.authorization_flow);
  events.emit({
    action: 'authorize_application',
    app: 'postern.providers.oauth2',
    context: {
      authorized_application: {
        pk: tenant.application.pk,
        name: tenant.application.name,
        app: 'authentik_core',
        model_name: 'application',
      },
      flow: flow ? String(flow.slug) : null,
      scopes: String(tokens[0]?.payload.scope ?? ''),
    },
    user,
    http_request: http,
  });
}
