import type { JWK } from 'jose';
import type { Instance } from './instance.ts';
import { scopesOf, secondsOf, type Tenant } from './tenant.ts';

const CLAIMS = ['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'acr', 'amr', 'nonce'];

/** Claims that the scopes of the standard stand for; what a mapping returns besides cannot be known in advance. */
const OF_SCOPE: Readonly<Record<string, readonly string[]>> = {
  profile: ['name', 'given_name', 'family_name', 'preferred_username', 'nickname', 'groups'],
  email: ['email', 'email_verified'],
  groups: ['groups'],
};

/** `issuer` of the tokens of a client. */
export const issuerOf = ({ config, application }: Tenant, origin: string): string =>
  config.issuer_mode === 'global' ? `${origin}/` : `${origin}/application/o/${application.slug}/`;

function endpoints(origin: string): Record<string, string> {
  const at = (name: string) => `${origin}/application/o/${name}/`;
  return {
    authorization_endpoint: at('authorize'),
    token_endpoint: at('token'),
    userinfo_endpoint: at('userinfo'),
    introspection_endpoint: at('introspect'),
    revocation_endpoint: at('revoke'),
  };
}

const claimsOf = (scopes: ReadonlySet<string>): string[] => [
  ...new Set([...CLAIMS, ...[...scopes].flatMap((scope) => OF_SCOPE[scope] ?? [])]),
];

/** What oidc-provider says of a client's provider, with the addresses that all clients share. */
export function discoveryOf(
  body: Readonly<Record<string, unknown>>,
  { tenant }: Instance,
  origin: string,
): Record<string, unknown> {
  const own = `${origin}/application/o/${tenant.application.slug}/`;
  return {
    ...body,
    ...endpoints(origin),
    end_session_endpoint: `${own}end-session/`,
    jwks_uri: `${own}jwks/`,
    claims_supported: claimsOf(scopesOf(tenant)),
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
  };
}

/** What the clients with the shared issuer have in common. */
export function globalDiscovery(tenants: readonly Instance[], origin: string): Record<string, unknown> {
  const scopes = new Set(tenants.flatMap(({ tenant }) => [...scopesOf(tenant)]));
  const grants = new Set(tenants.flatMap(({ tenant }) => tenant.config.grant_types));
  return {
    issuer: `${origin}/`,
    ...endpoints(origin),
    jwks_uri: `${origin}/.well-known/jwks.json`,
    scopes_supported: [...scopes],
    claims_supported: claimsOf(scopes),
    response_types_supported: ['code'],
    response_modes_supported: ['form_post', 'fragment', 'query'],
    grant_types_supported: ['authorization_code', 'refresh_token'].filter((grant) =>
      grants.has(grant as never),
    ),
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [...new Set(tenants.map(({ signing }) => signing.alg))],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256'],
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    authorization_response_iss_parameter_supported: true,
    request_uri_parameter_supported: false,
    claims_parameter_supported: false,
  };
}

/** A day more than tokens live: clients keep key sets for a while. */
const GRACE = 86_400;

/** The keys that signatures of a client may be verified with: the current one, and replaced ones while tokens live. */
export function keysOf({ tenant, signing, pastKeys }: Instance, now: number): JWK[] {
  const lifetime = secondsOf(tenant.config.access_token_validity) + GRACE;
  const past = pastKeys.filter(({ retired }) => retired + lifetime > now).map(({ jwk }) => jwk as JWK);
  return signing.key ? [signing.key.publicJwk, ...past] : past;
}

/** The keys of several clients, each once. */
export function unionOf(sets: readonly (readonly JWK[])[]): JWK[] {
  return [...new Map(sets.flat().map((key) => [key.kid, key])).values()];
}
