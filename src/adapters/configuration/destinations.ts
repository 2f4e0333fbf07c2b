import { isHostName } from './listen.ts';
import type { Network } from './network.ts';
import { parseAddress, parseNetwork } from './network.ts';
import type { Parsed } from './parsed.ts';

/** A place that outgoing requests may reach although it is private. `port` null means every port. */
export type AllowedDestination =
  | { readonly kind: 'network'; readonly network: Network; readonly port: number | null }
  | { readonly kind: 'host'; readonly host: string; readonly port: number | null };

/** Reads `host`, `host:port`, an address, `address:port`, `[IPv6]:port` or a network. */
export function destination(text: string): Parsed<AllowedDestination> {
  if (text.includes('://')) return { reason: 'Write the host only, with neither scheme nor path.' };
  const found = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^:[\]]+))(?::(?<digits>\d{1,5}))?$/.exec(
    text,
  )?.groups;
  const host = found?.bracketed ?? found?.plain ?? text;
  const port = found?.digits === undefined ? null : Number(found.digits);
  if (port !== null && (port < 1 || port > 65_535)) return { reason: 'The port has to be from 1 to 65535.' };

  if (host.includes('/') || parseAddress(host)) {
    const network = parseNetwork(host);
    return 'reason' in network ? network : { value: { kind: 'network', network, port } };
  }
  if (found?.bracketed !== undefined) return { reason: 'What stands in brackets has to be an IPv6 address.' };
  if (host.includes('*')) return { reason: 'Patterns are not allowed; write whole host names.' };
  const name = host.toLowerCase().replace(/\.$/, '');
  if (!isHostName(name)) return { reason: 'This is no host name, address or network.' };
  return { value: { kind: 'host', host: name, port } };
}
