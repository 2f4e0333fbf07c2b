import type { KoaContextWithOIDC } from 'oidc-provider';
import { brandOf } from '../../core/brand/brand-of.ts';
import type { ContinuationHandler } from '../../core/flow/flows.ts';
import { sessionEnd } from '../../core/flow/own-challenges.ts';
import { LOGGED_OUT, type OAuth2Ports, type OAuth2Reply } from './ports.ts';
import { originOf } from './redirect-uri.ts';
import { seeOther } from './replies.ts';
import type { RequestState } from './request-state.ts';
import { subjectOf } from './subject.ts';

/**
 * RP-initiated logout, after oidc-provider has checked the request: what the session gave to the application ends, and
 * the provider's invalidation flow decides whether the session does too. Then the browser goes where the client asked.
 */
export async function logOut(
  ctx: KoaContextWithOIDC,
  state: RequestState,
  ports: OAuth2Ports,
): Promise<OAuth2Reply> {
  const { tenant, call } = state;
  const { user, session } = call.visitor.actor;
  const to = returnAddress(ctx);
  const hint = ctx.oidc.entities.IdTokenHint?.payload.sub;
  const meant = hint === undefined || hint === subjectOf(user, tenant.config.sub_mode, ports.uid);
  // Somebody else's logout, or nobody is signed in: there is nothing to end here.
  if (!session || !meant) return seeOther(to ?? '/');
  if (hint !== undefined) await ports.store.revokeSession(session.uuid, tenant.application.pk);
  const started = await ports.flows.start({
    flow: { pk: tenant.provider.invalidation_flow },
    visitor: call.visitor,
    context: { application: tenant.application },
    continuation: { kind: LOGGED_OUT, data: { to, application: tenant.application.pk } },
  });
  return { ...seeOther(started.to), cookies: started.cookies };
}

function returnAddress({ oidc }: KoaContextWithOIDC): string | null {
  const { post_logout_redirect_uri, state } = oidc.params ?? {};
  if (typeof post_logout_redirect_uri !== 'string') return null;
  const url = new URL(post_logout_redirect_uri);
  if (typeof state === 'string') url.searchParams.set('state', state);
  return url.href;
}

/** Where the browser goes once the invalidation flow is through: back to the client, or to a page that says what ended. */
export const afterLogout =
  ({ replica }: Pick<OAuth2Ports, 'replica'>): ContinuationHandler =>
  async ({ data, actor }) => {
    if (typeof data.to === 'string') return { to: data.to };
    const application = replica.get('applications', String(data.application));
    const provider = application && replica.get('providers', Number(application.provider));
    const launch = application?.meta_launch_url || firstSite(provider?.redirect_uris);
    const brand = brandOf(replica.all('brands'), actor.http.host);
    return {
      challenge: {
        component: 'ak-stage-session-end',
        ...sessionEnd({
          ...(application ? { application_name: String(application.name) } : {}),
          ...(typeof launch === 'string' && /^https?:/.test(launch)
            ? { application_launch_url: launch }
            : {}),
          invalidation_flow_url: '/flows/-/default/invalidation/',
          overview_url: '/',
          brand_name: String(brand?.branding_title ?? 'Postern'),
        }),
      },
    };
  };

function firstSite(uris: unknown): string | null {
  if (!Array.isArray(uris)) return null;
  const strict = uris.find(({ matching_mode }) => matching_mode === 'strict');
  return typeof strict?.url === 'string' ? originOf(strict.url) : null;
}
