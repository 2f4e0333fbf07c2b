import type { OAuthStore } from '../../core/oauth/store.ts';
import type { Gate } from './configuration.ts';
import { issuerOf } from './discovery.ts';
import { createInstance, type Instance } from './instance.ts';
import { signingOf } from './keys.ts';
import type { OAuth2Ports } from './ports.ts';
import type { Tenant, Tenants } from './tenant.ts';

/** At most this many live at a time: about 70 KB each, and half a millisecond to make another. */
const MOST = 1_000;

export interface Instances {
  of(tenant: Tenant, origin: string): Promise<Instance>;
}

/** Makes a provider for a client when it is first needed; the least recently used ones go, and all that have changed. */
export function createInstances(
  tenants: Tenants,
  ports: OAuth2Ports & { readonly store: Pick<OAuthStore, 'signsWith'> },
  gate: Gate,
): Instances {
  const live = new Map<string, { readonly tenant: Tenant; readonly instance: Promise<Instance> }>();

  tenants.onDrop((provider) => {
    for (const [key, { tenant }] of live) if (tenant.provider.pk === provider) live.delete(key);
  });

  async function make(tenant: Tenant, origin: string): Promise<Instance> {
    const signing = await signingOf(tenant);
    const key = signing.key && { kid: signing.key.kid, jwk: { ...signing.key.publicJwk } };
    const pastKeys = await ports.store.signsWith(tenant.provider.pk, key);
    return createInstance({ tenant, issuer: issuerOf(tenant, origin), signing, pastKeys }, ports, gate);
  }

  return {
    of(tenant, origin) {
      const key = `${tenant.provider.pk} ${origin}`;
      const known = live.get(key);
      if (known?.tenant === tenant) {
        live.delete(key);
        live.set(key, known); // now the most recently used one
        return known.instance;
      }
      const instance = make(tenant, origin);
      live.set(key, { tenant, instance });
      instance.catch(() => {
        if (live.get(key)?.instance === instance) live.delete(key); // a mended configuration is tried again
      });
      const [oldest] = live.keys();
      if (live.size > MOST && oldest !== undefined) live.delete(oldest);
      return instance;
    },
  };
}
