import type { EventEmitter } from 'node:events';
import { type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { PastKey } from '../../core/oauth/store.ts';
import { configurationOf, type Gate } from './configuration.ts';
import { equip } from './fitting.ts';
import type { Signing } from './keys.ts';
import type { OAuth2Ports } from './ports.ts';
import { stateOf } from './request-state.ts';
import type { Tenant } from './tenant.ts';

export interface InstanceParts {
  readonly tenant: Tenant;
  readonly issuer: string;
  readonly signing: Signing;
  readonly pastKeys: readonly PastKey[];
}

/** One client's provider: oidc-provider, with Postern's session, decisions, claims and address rules put in. */
export interface Instance extends InstanceParts {
  readonly provider: Provider;
}

export function createInstance(parts: InstanceParts, ports: OAuth2Ports, gate: Gate): Instance {
  const provider = new Provider(parts.issuer, configurationOf(parts, ports, gate));
  provider.proxy = true; // the headers that it then reads are written by the dispatcher alone
  const events: EventEmitter = provider;
  events.on('error', (err: unknown) => ports.log.error({ err }, 'oauth2: unexpected error'));
  provider.on('server_error', (ctx, err) => {
    ports.log.error({ err, request_id: stateOf(ctx).call.visitor.actor.http.request_id }, 'oauth2: failed');
  });
  const succeed = (ctx: KoaContextWithOIDC) => {
    stateOf(ctx).succeeded = true;
  };
  provider.on('authorization.success', succeed);
  provider.on('grant.success', succeed);
  equip(provider, parts, ports);
  return { ...parts, provider };
}
