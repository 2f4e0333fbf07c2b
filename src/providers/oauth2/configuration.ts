import { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { seconds } from '../../core/model/fields.ts';
import { admissionOf, findAccount, grantOf } from './account.ts';
import { adapterFor } from './adapter.ts';
import { ACR } from './authentication.ts';
import { clientOf } from './client.ts';
import type { InstanceParts } from './instance.ts';
import { encryptionOf } from './keys.ts';
import type { OAuth2Ports } from './ports.ts';
import { originOf } from './redirect-uri.ts';
import { renderError } from './render-error.ts';
import { scopesOf, secondsOf, type Tenant } from './tenant.ts';

/** Lets an authorization request through, or throws where to go instead. */
export type Gate = (ctx: KoaContextWithOIDC) => Promise<void>;

/** The settings of oidc-provider for one client. */
export function configurationOf(
  { tenant, signing }: InstanceParts,
  ports: OAuth2Ports,
  gate: Gate,
): Configuration {
  const { config } = tenant;
  const off = { enabled: false } as const;
  const accessToken = secondsOf(config.access_token_validity);
  const code = secondsOf(config.access_code_validity);
  return {
    adapter: adapterFor(ports.store),
    clients: [clientOf(tenant, signing)],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    jwks: { keys: signing.key ? [signing.key.privateJwk] : [] },
    enabledJWA: { idTokenSigningAlgValues: [signing.alg] },
    scopes: [...scopesOf(tenant)],
    acrValues: [ACR],
    responseTypes: ['code'],
    allowOmittingSingleRegisteredRedirectUri: false,
    // RFC 9700 section 2.1.1: public clients have to; S256 is the only method.
    pkce: { required: () => config.client_type === 'public' },
    ttl: {
      AccessToken: accessToken,
      IdToken: accessToken,
      AuthorizationCode: code,
      RefreshToken: secondsOf(config.refresh_token_validity),
      Grant: code + accessToken,
    },
    // Sessions are Postern's; the store itself finds no token whose session is gone.
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client, source) =>
      client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
    rotateRefreshToken: (ctx) => rotates(tenant, ctx.oidc.entities.RefreshToken?.exp, ports),
    loadExistingGrant: newGrant,
    findAccount: (ctx, id, token) =>
      findAccount(ctx, { accountId: id, grantId: grantOf(token) }, tenant, ports),
    interactions: { policy: [gatePrompt(gate), ...['login', 'consent', 'select_account'].map(knownPrompt)] },
    clientBasedCORS: (ctx, origin, client) =>
      (ctx.oidc.route === 'userinfo' || client.tokenEndpointAuthMethod === 'none') &&
      config.redirect_uris.some((uri) => uri.matching_mode === 'strict' && originOf(uri.url) === origin),
    renderError: (ctx, out, error) => renderError(ctx, out, error, ports),
    routes: {
      authorization: '/authorize',
      token: '/token',
      userinfo: '/userinfo',
      introspection: '/introspect',
      revocation: '/revoke',
      jwks: '/jwks',
      end_session: '/end-session',
    },
    features: {
      devInteractions: off,
      dPoP: off,
      pushedAuthorizationRequests: off,
      resourceIndicators: off,
      backchannelLogout: off,
      claimsParameter: off,
      requestObjects: off,
      userinfo: { enabled: true },
      encryption: { enabled: encryptionOf(tenant) !== null },
      introspection: {
        enabled: true,
        allowedPolicy: async (ctx, client, token) =>
          token.clientId === client.clientId &&
          'accountId' in token &&
          (await admissionOf(ctx, { accountId: token.accountId, grantId: grantOf(token) }, tenant, ports))
            .admitted,
      },
      revocation: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async () => {},
        postLogoutSuccessSource: async () => {},
      },
    },
  };
}

/** The one prompt that is ever judged: it lets through, or leaves for a page of ours. */
function gatePrompt(gate: Gate): interactionPolicy.Prompt {
  const check = new interactionPolicy.Check('gate', 'a person is needed', async (ctx) => {
    await gate(ctx);
    return interactionPolicy.Check.NO_NEED_TO_PROMPT;
  });
  return new interactionPolicy.Prompt({ name: 'gate' }, check);
}

/** A value of `prompt` that clients may send; what it means is the gate's business. */
function knownPrompt(name: string): interactionPolicy.Prompt {
  const prompt = new interactionPolicy.Prompt({ name, requestable: true });
  prompt.checks.clear();
  return prompt;
}

/** RFC 9700 section 4.14.2: refresh tokens of public clients are always replaced. */
function rotates({ config }: Tenant, expires: number | undefined, { clock }: OAuth2Ports): boolean {
  const threshold = seconds(config.refresh_token_threshold);
  if (config.client_type === 'public' || threshold === 0) return true;
  return (expires ?? 0) - clock.now() / 1000 < threshold;
}

/** Every authorization is a family of its own, so that revoking one leaves the others alone. */
async function newGrant(ctx: KoaContextWithOIDC) {
  const { account, client, provider, requestParamOIDCScopes } = ctx.oidc;
  if (!account || !client) return undefined;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  if (requestParamOIDCScopes.size > 0) grant.addOIDCScope([...requestParamOIDCScopes].join(' '));
  await grant.save();
  return grant;
}
