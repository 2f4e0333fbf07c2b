import { seconds } from '../../core/model/fields.ts';
import type { Row } from '../../core/model/model.ts';
import type { OAuth2Ports } from './ports.ts';
import { OAuth2Config } from './schema.ts';

export interface ScopeMapping {
  readonly pk: string;
  readonly name: string;
  readonly scope_name: string;
  readonly description: string;
  readonly expression: string;
}

/** An application with the provider that it is spoken to through: what one client is. Immutable. */
export interface Tenant {
  readonly application: { readonly pk: string; readonly slug: string; readonly name: string };
  readonly provider: {
    readonly pk: number;
    readonly name: string;
    readonly authentication_flow: string | null;
    readonly authorization_flow: string;
    readonly invalidation_flow: string;
  };
  readonly config: OAuth2Config & { readonly client_id: string; readonly client_secret: string };
  readonly mappings: readonly ScopeMapping[];
  /** PEM of the private key that signs; null: the client secret signs. */
  readonly signing_key: string | null;
  /** PEM of the certificate of whoever decrypts ID tokens; null: they are not encrypted. */
  readonly encryption_certificate: string | null;
  /** `table/pk` of everything that this was read from. */
  readonly sources: ReadonlySet<string>;
}

/** Everything that a client may ask for: `openid` always, the others by a mapping. */
export function scopesOf({ mappings }: Pick<Tenant, 'mappings'>): ReadonlySet<string> {
  return new Set(['openid', ...mappings.map(({ scope_name }) => scope_name)]);
}

/** Whole seconds of a duration, at least one. */
export const secondsOf = (duration: string): number => Math.max(1, Math.floor(seconds(duration)));

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Finds clients in the configuration, and remembers them until something that they were read from changes. */
export interface Tenants {
  byClientId(clientId: string): Tenant | undefined;
  bySlug(slug: string): Tenant | undefined;
  byProvider(pk: number): Tenant | undefined;
  /** All of them: for what is the same for every application. */
  all(): readonly Tenant[];
  /** Called with each client that is not as it was. */
  onDrop(listener: (provider: number) => void): void;
  close(): void;
}

export function createTenants(replica: OAuth2Ports['replica']): Tenants {
  const known = new Map<number, Tenant>();
  const listeners: ((provider: number) => void)[] = [];

  function byProvider(pk: number): Tenant | undefined {
    const found = known.get(pk);
    if (found) return found;
    const made = tenantOf(replica, pk);
    if (made) known.set(pk, made);
    return made;
  }

  const close = replica.onChange((changes) => {
    for (const { table, pk } of changes) {
      const source = `${table}/${pk}`;
      for (const [provider, tenant] of known) {
        if (!tenant.sources.has(source)) continue;
        known.delete(provider);
        for (const listener of listeners) listener(provider);
      }
    }
  });

  return {
    byProvider,
    byClientId(clientId) {
      const rows = replica.by('providers', 'client_id', clientId);
      // Two providers with one client id cannot be told apart, so neither is served.
      return rows.length === 1 && rows[0] ? byProvider(Number(rows[0].pk)) : undefined;
    },
    bySlug(slug) {
      const [application] = replica.by('applications', 'slug', slug);
      const provider = application?.provider;
      return typeof provider === 'number' ? byProvider(provider) : undefined;
    },
    all() {
      return [...replica.all('providers')].flatMap(({ pk }) => byProvider(Number(pk)) ?? []);
    },
    onDrop: (listener) => void listeners.push(listener),
    close,
  };
}

function tenantOf(replica: OAuth2Ports['replica'], pk: number): Tenant | undefined {
  const provider = replica.get('providers', pk);
  if (provider?.type !== 'oauth2') return undefined;
  const [application] = replica.by('applications', 'provider', pk);
  if (!application) return undefined;
  const config = OAuth2Config.parse(
    Object.fromEntries(
      Object.keys(OAuth2Config.shape).flatMap((field) =>
        provider[field] === undefined ? [] : [[field, provider[field]]],
      ),
    ),
  );
  const sources = new Set([`providers/${pk}`, `applications/${application.pk}`]);
  const pair = (key: string | null): Row | undefined => {
    if (key === null) return undefined;
    sources.add(`certificate_key_pairs/${key}`);
    return replica.get('certificate_key_pairs', key);
  };
  return {
    application: {
      pk: String(application.pk),
      slug: text(application.slug),
      name: text(application.name),
    },
    provider: {
      pk,
      name: text(provider.name),
      authentication_flow: textOrNull(provider.authentication_flow),
      authorization_flow: text(provider.authorization_flow),
      invalidation_flow: text(provider.invalidation_flow),
    },
    config: { ...config, client_id: config.client_id ?? '', client_secret: config.client_secret ?? '' },
    mappings: mappingsOf(replica, provider, sources),
    // A key that is named and not there is an error when it is needed, never a weaker signature.
    signing_key: config.signing_key === null ? null : text(pair(config.signing_key)?.key_data),
    encryption_certificate:
      config.encryption_key === null ? null : text(pair(config.encryption_key)?.certificate_data),
    sources,
  };
}

function mappingsOf(replica: OAuth2Ports['replica'], provider: Row, sources: Set<string>): ScopeMapping[] {
  const pks = Array.isArray(provider.property_mappings) ? provider.property_mappings.map(String) : [];
  return pks.flatMap((pk) => {
    sources.add(`property_mappings/${pk}`);
    const row = replica.get('property_mappings', pk);
    if (row?.type !== 'provider/scope') return [];
    return {
      pk,
      name: text(row.name),
      scope_name: text(row.scope_name),
      description: text(row.description),
      expression: text(row.expression),
    };
  });
}
