import type { Authority } from '../app/objects/authority.ts';
import type { ObjectUseCases } from '../app/objects/objects.ts';
import type { Entitlement } from '../core/application/entitled.ts';
import type { Catalogue } from '../core/catalogue.ts';
import type { EventPort } from '../core/event/port.ts';
import type { Sandbox } from '../core/expression/sandbox.ts';
import type { Replica } from '../core/model/objects.ts';
import type { UserFacts } from '../core/policy/request.ts';
import type { Clock } from '../core/ports.ts';
import { invalid, Problem } from '../core/problem/problem.ts';
import { ClaimsUnavailable, claimsOf } from '../providers/oauth2/claims.ts';
import { issuerOf } from '../providers/oauth2/discovery.ts';
import { subjectOf } from '../providers/oauth2/subject.ts';
import { createTenants, scopesOf, type Tenant } from '../providers/oauth2/tenant.ts';
import type { Call, Handler } from './bind.ts';
import { originOf } from './origin.ts';

export interface ProviderHandlerDeps {
  readonly catalogue: Catalogue;
  readonly cases: ObjectUseCases;
  readonly replica: Replica;
  readonly authority: Authority;
  readonly sandbox: Sandbox;
  readonly events: EventPort;
  readonly clock: Clock;
  entitlements(application: string, user: UserFacts): readonly Entitlement[];
  user(pk: number): UserFacts | undefined;
  uid(user: { readonly uuid: unknown }): string;
}

/** What an administrator wants to know of an OAuth 2 provider: its addresses, and what it would tell. */
export function providerHandlers(deps: ProviderHandlerDeps): Record<string, Handler> {
  const { catalogue, cases, replica, authority } = deps;
  const model = catalogue.model('authentik_providers_oauth2.oauth2provider');
  const users = catalogue.model('authentik_core.user');

  /** The client behind a provider that the caller may see; undefined where no application uses it. */
  async function tenantOf({ params, actor }: Call): Promise<Tenant | undefined> {
    const { pk } = await cases.find(model, { pk: Number(params.id) }, 'view', actor);
    const tenants = createTenants(replica);
    tenants.close();
    return tenants.byProvider(Number(pk));
  }

  function personOf({ query, actor }: Call): UserFacts {
    const wanted = query.for_user as number | undefined;
    if (wanted === undefined) return actor.user;
    const found = deps.user(wanted);
    if (!found) throw invalid({ for_user: [`Invalid pk "${wanted}" - object does not exist.`] });
    if (!authority.may(actor, 'authentik_core.view_user', users, wanted))
      throw new Problem('permission_denied');
    return found;
  }

  return {
    async providers_oauth2_setup_urls_retrieve(call) {
      const tenant = await tenantOf(call);
      const origin = originOf(call.request);
      const shared = (name: string) => `${origin}/application/o/${name}/`;
      const own = (path: string) => (tenant ? `${shared(tenant.application.slug)}${path}` : '');
      return {
        issuer: tenant ? issuerOf(tenant, origin) : '',
        authorize: shared('authorize'),
        token: shared('token'),
        user_info: shared('userinfo'),
        provider_info: own('.well-known/openid-configuration'),
        logout: own('end-session/'),
        jwks: own('jwks/'),
        dcr_registration: null,
      };
    },

    async providers_oauth2_preview_user_retrieve(call) {
      const tenant = await tenantOf(call);
      if (!tenant) throw invalid({ non_field_errors: ['No application uses this provider yet.'] });
      const user = personOf(call);
      const scopes = scopesOf(tenant);
      try {
        const claims = await claimsOf({ tenant, user, scopes }, deps);
        return {
          preview: {
            ...(call.request.origin === null ? {} : { iss: issuerOf(tenant, call.request.origin) }),
            aud: tenant.config.client_id,
            sub: subjectOf(user, tenant.config.sub_mode, deps.uid) ?? null,
            scope: [...scopes].join(' '),
            ...claims,
          },
        };
      } catch (error) {
        if (!(error instanceof ClaimsUnavailable)) throw error;
        throw invalid({ non_field_errors: [`A scope mapping could not be run: ${error.message}`] });
      }
    },
  };
}
