import type { AllowedDestination } from '../configuration/destinations.ts';
import { contains, parseAddress } from '../configuration/network.ts';

/** Why the gate stopped a request, in words for the person who entered the address. */
export const REFUSALS = {
  invalid_url: 'This is no web address.',
  scheme: 'The address has to begin with https:// or http://.',
  credentials: 'The address must not hold a user name or password.',
  private_address:
    'The address leads to a private or special network. An administrator can allow it with POSTERN_EGRESS_ALLOW.',
  too_many_redirects: 'The address redirects more than three times.',
  downgrade: 'The address redirects from https:// to http://.',
  redirected_body: 'The address redirects a request with a body to another host.',
} as const;

export type Refusal = keyof typeof REFUSALS;

/** One hop of an outgoing request, checked as far as it can be without asking for the host's addresses. */
export interface Hop {
  readonly url: URL;
  /** The host without brackets and final dot, in lower case. */
  readonly host: string;
  readonly port: number;
}

/** What an address says of itself. The URL parser has already turned `0x7f.1`, `2130706433` and the like into an IP. */
export function hopOf(text: string, base?: string): Hop | Refusal {
  if (!URL.canParse(text, base)) return 'invalid_url';
  const url = new URL(text, base);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme';
  if (url.username !== '' || url.password !== '') return 'credentials';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (host === '') return 'invalid_url';
  return { url, host, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
}

/** True where the operator allowed this host by its name: then it may have any address. */
export const isAllowedHost = (allow: readonly AllowedDestination[], host: string, port: number): boolean =>
  allow.some((entry) => entry.kind === 'host' && entry.host === host && portFits(entry, port));

/**
 * True where `ip` is an address of the public internet, or one that the operator allowed. IPv6 forms that carry an IPv4
 * address (mapped, NAT64, 6to4, Teredo) are special as a whole: what they carry is not looked at.
 */
export function mayReach(allow: readonly AllowedDestination[], ip: string, port: number): boolean {
  const address = parseAddress(ip);
  if (!address) return false;
  const networks = allow.flatMap((entry) =>
    entry.kind === 'network' && portFits(entry, port) ? [entry.network] : [],
  );
  if (contains(networks, address)) return true;
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv4') return !ip.includes(':');
  // Global unicast (RFC 4291, 2.4) is 2000::/3; the rest, with the deprecated IPv4-compatible block, is not in use.
  return ((address.toByteArray()[0] ?? 0) & 0xe0) === 0x20;
}

const portFits = (entry: AllowedDestination, port: number): boolean =>
  entry.port === null || entry.port === port;
