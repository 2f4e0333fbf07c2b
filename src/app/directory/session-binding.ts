import type { GeoIP, Network, Place } from '../../core/geo/port.ts';

/** What a session is bound to, as it was opened. */
export interface SessionBinding {
  readonly ip?: unknown;
  readonly network_binding?: unknown;
  readonly geoip_binding?: unknown;
}

/** Why a session may not be used from where it is used now, and what is known of both places. */
export interface BrokenBinding {
  readonly reason:
    | `network.${'missing' | 'asn' | 'asn_network' | 'ip'}`
    | `geoip.${'missing' | 'continent' | 'country' | 'city'}`;
  readonly ip: Moved<string>;
  readonly asn: Moved<Network>;
  readonly geo: Moved<Place>;
}

interface Moved<T> {
  readonly previous: T | null;
  readonly new: T | null;
}

/** What has to stay as it is, from coarse to fine; a finer binding has the coarser ones in it. */
const NETWORK = ['bind_asn', 'bind_asn_network', 'bind_asn_network_ip'];
const PLACE = ['bind_continent', 'bind_continent_country', 'bind_continent_country_city'];

/**
 * Compares where a session was opened with where it is used; undefined where all is well. At the same address nothing
 * has changed, whatever is known of it; at another one, what nobody knows counts as changed.
 */
export function brokenBinding(
  { ip, network_binding, geoip_binding }: SessionBinding,
  client_ip: string | null,
  geoip: Pick<GeoIP, 'lookup'>,
): BrokenBinding | undefined {
  const depths = {
    network: NETWORK.indexOf(String(network_binding)) + 1,
    place: PLACE.indexOf(String(geoip_binding)) + 1,
  };
  const opened = typeof ip === 'string' ? ip : null;
  if (depths.network + depths.place === 0 || (client_ip !== null && client_ip === opened)) return undefined;
  const nowhere = { geoip: null, asn: null };
  const before = opened === null ? nowhere : geoip.lookup(opened);
  const after = client_ip === null ? nowhere : geoip.lookup(client_ip);
  const reason =
    networkChanged(depths.network, before.asn, after.asn) ??
    placeChanged(depths.place, before.geoip, after.geoip);
  return (
    reason && {
      reason,
      ip: { previous: opened, new: client_ip },
      asn: { previous: before.asn, new: after.asn },
      geo: { previous: before.geoip, new: after.geoip },
    }
  );
}

/** The addresses are others already. */
function networkChanged(
  depth: number,
  before: Network | null,
  after: Network | null,
): BrokenBinding['reason'] | undefined {
  if (depth === 0) return undefined;
  if (!before || !after) return 'network.missing';
  if (before.asn !== after.asn) return 'network.asn';
  if (depth > 1 && before.network !== after.network) return 'network.asn_network';
  return depth > 2 ? 'network.ip' : undefined;
}

function placeChanged(
  depth: number,
  before: Place | null,
  after: Place | null,
): BrokenBinding['reason'] | undefined {
  for (const key of (['continent', 'country', 'city'] as const).slice(0, depth)) {
    if (!before?.[key] || !after?.[key]) return 'geoip.missing';
    if (before[key] !== after[key]) return `geoip.${key}`;
  }
  return undefined;
}
