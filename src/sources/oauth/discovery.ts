import { z } from 'zod';
import type { Row } from '../../core/model/model.ts';
import { ownFields } from '../../core/model/own-fields.ts';
import type { Clock, Egress } from '../../core/ports.ts';
import type { SourceFault } from '../../core/source/driver.ts';
import { OAuthSourceConfig } from './schema.ts';
import { type KnownProvider, knownProvider } from './types.ts';

/** How long a discovery document is believed, and how long it still serves where a new one cannot be had. Milliseconds. */
const FRESH = 10 * 60_000;
const STALE = 24 * 3_600_000;
/** Documents that are remembered. */
const MOST = 200;
const SUFFIX = '/.well-known/openid-configuration';

const url = z.url({ protocol: /^https?$/ });

/** The part of OpenID Connect Discovery 1.0, section 3, that matters here. */
const Document = z.object({
  issuer: z.string().min(1),
  authorization_endpoint: url.optional(),
  token_endpoint: url.optional(),
  userinfo_endpoint: url.optional(),
  jwks_uri: url.optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});
type Document = z.output<typeof Document>;

/** A provider, as one source speaks with it. */
export interface Upstream {
  readonly name: string;
  readonly config: OAuthSourceConfig;
  readonly provider: KnownProvider;
  /** What `iss` has to be; null where nobody said so, and only the addresses vouch for it. */
  readonly issuer: string | null;
  readonly authorization: string;
  readonly token: string;
  readonly profile: string | null;
  readonly jwks: { readonly url: string } | { readonly keys: Readonly<Record<string, unknown>> };
  /** True where the provider promises to name itself in its answers (RFC 9207). */
  readonly namesItself: boolean;
}

export const failed = (name: string, detail: string): SourceFault => ({
  fault: 'failed',
  message: `${name} cannot be reached or does not work at the moment. Please try again later.`,
  detail,
});

/** Reads where a provider's endpoints are: what the source says wins over what the provider says. */
export function createDiscovery({ egress, clock }: { readonly egress: Egress; readonly clock: Clock }) {
  const cache = new Map<string, { readonly document: Document; readonly read: number }>();
  const reading = new Map<string, Promise<Document | string>>();

  async function read(address: string): Promise<Document | string> {
    const response = await egress.request({ url: address, headers: { accept: 'application/json' } });
    if ('refused' in response) return response.refused;
    if ('failed' in response) return response.failed;
    if (response.status !== 200) return `it answered with status ${response.status}`;
    const parsed = Document.safeParse(jsonOf(response.body));
    if (!parsed.success) return 'it is no discovery document of OpenID Connect';
    return parsed.data;
  }

  async function documentOf(address: string): Promise<Document | string> {
    const now = clock.now();
    const known = cache.get(address);
    if (known && now - known.read < FRESH) return known.document;
    const pending = reading.get(address) ?? read(address).finally(() => reading.delete(address));
    reading.set(address, pending);
    const document = await pending;
    if (typeof document === 'string') return known && now - known.read < STALE ? known.document : document;
    for (const oldest of cache.keys()) {
      if (cache.size < MOST) break;
      cache.delete(oldest);
    }
    cache.set(address, { document, read: now });
    return document;
  }

  return async (source: Row): Promise<Upstream | SourceFault> => {
    const name = String(source.name);
    const parsed = configOf(source);
    const provider = parsed && knownProvider(parsed.provider_type);
    if (!parsed || !provider)
      return failed(name, `The source ${name} is configured for a provider that is not supported.`);
    const address = parsed.oidc_well_known_url || provider.oidc_well_known_url;
    const document = address ? await documentOf(address) : undefined;
    if (typeof document === 'string') return failed(name, `${address} could not be read: ${document}`);
    if (document && address && !isIssuerOf(document.issuer, address, provider)) {
      return failed(name, `${address} names another issuer: ${document.issuer}`);
    }
    const authorization = parsed.authorization_url || document?.authorization_endpoint;
    const token = parsed.access_token_url || document?.token_endpoint;
    const jwks = Object.keys(parsed.oidc_jwks).length > 0 ? parsed.oidc_jwks : undefined;
    const keysUrl = parsed.oidc_jwks_url || document?.jwks_uri;
    if (!authorization || !token || (!jwks && !keysUrl)) {
      return failed(name, `The source ${name} knows no address for signing in, for tokens or for keys.`);
    }
    return {
      name,
      config: parsed,
      provider,
      issuer: document?.issuer ?? null,
      authorization,
      token,
      profile: parsed.profile_url || document?.userinfo_endpoint || null,
      jwks: jwks ? { keys: jwks } : { url: keysUrl ?? '' },
      namesItself: document?.authorization_response_iss_parameter_supported === true,
    };
  };
}

/** OpenID Connect Discovery 1.0, section 4.3: the issuer is the address in front of the well-known path. */
function isIssuerOf(issuer: string, address: string, { tenants }: KnownProvider): boolean {
  if (!URL.canParse(issuer)) return false;
  if (tenants && issuer.includes('{tenantid}')) return new URL(issuer).origin === new URL(address).origin;
  if (address.endsWith(SUFFIX)) return issuer.replace(/\/$/, '') === address.slice(0, -SUFFIX.length);
  return new URL(issuer).origin === new URL(address).origin;
}

const configOf = (source: Row): OAuthSourceConfig | undefined => ownFields(OAuthSourceConfig, source).data;

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
