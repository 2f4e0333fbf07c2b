import { contains, type Network, parseAddress } from './network.ts';

/** Request headers with names in lower case, as Node hands them over. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Who sent a request, as far as can be told. */
export interface ClientAddress {
  /** In its usual spelling (IPv4-mapped IPv6 as IPv4); null where it is unknown. */
  readonly address: string | null;
  /**
   * For the audit log. `ignored`: a peer that is no trusted proxy sent forwarding headers. `malformed`: a trusted proxy
   * handed on what cannot be read. `conflicting`: its headers name different clients.
   */
  readonly note?: 'ignored' | 'malformed' | 'conflicting';
}

/** More proxies in a row than this are a loop or an attack. */
const MOST_HOPS = 32;
/** The longest entry that can be an address with a port in brackets and quotes, with room to spare. */
const LONGEST_ENTRY = 128;
const LONGEST_HEADER = 16_384;

const UNKNOWN = { unknown: true } as const;
type Read = { readonly address: string } | typeof UNKNOWN;

/**
 * The address of the client: that of the connection's other end or, where that is a trusted proxy, the right-most hop
 * of its forwarding headers that is no trusted proxy. What cannot be parsed is unknown; it is never guessed.
 */
export function clientAddress(
  socketAddress: string | undefined,
  headers: Headers,
  trustedProxies: readonly Network[],
): ClientAddress {
  // Link-local peers come with the name of the interface; only the header's reader takes no zone.
  const peer = parseAddress((socketAddress ?? '').replace(/%.*$/, ''));
  const forwardedFor = text(headers['x-forwarded-for']);
  const forwarded = text(headers.forwarded);
  const realIp = text(headers['x-real-ip']);
  const isForwarded = (forwardedFor ?? forwarded ?? realIp) !== undefined;

  if (!peer || !contains(trustedProxies, peer)) {
    return { address: peer?.toString() ?? null, ...(isForwarded ? { note: 'ignored' } : {}) };
  }
  if (!isForwarded) return { address: peer.toString() };

  const answers = [
    ...(forwardedFor === undefined ? [] : [lastUntrusted(fromRight(forwardedFor), trustedProxies)]),
    ...(forwarded === undefined ? [] : [lastUntrusted(forwardedNodes(forwarded), trustedProxies)]),
  ];
  if (answers.length === 0) answers.push(lastUntrusted([realIp ?? ''], trustedProxies));
  const [first = UNKNOWN, second] = answers;
  if ('unknown' in first) return { address: null, note: 'malformed' };
  if (second === undefined) return first;
  // Which of the two the proxy wrote and which the client did cannot be told from here.
  return 'address' in second && second.address === first.address
    ? first
    : { address: null, note: 'conflicting' };
}

const text = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === 'object' ? header.join(',') : header;

/** Walks from the nearest hop outwards. Where all hops are trusted, the outermost one is the client. */
function lastUntrusted(hops: Iterable<string>, trusted: readonly Network[]): Read {
  let last: string | undefined;
  let count = 0;
  for (const hop of hops) {
    const address = nodeAddress(hop);
    if (address === undefined || ++count > MOST_HOPS) return UNKNOWN;
    last = address.toString();
    if (!contains(trusted, address)) break;
  }
  return last === undefined ? UNKNOWN : { address: last };
}

/** The entries of a list, last one first, cut off lazily: what the client wrote is mostly never touched. */
function* fromRight(list: string): Generator<string> {
  let end = list.length;
  while (end >= 0) {
    const comma = end === 0 ? -1 : list.lastIndexOf(',', end - 1);
    yield list.slice(comma + 1, end);
    if (comma < 0) return;
    end = comma;
  }
}

/** An address with or without a port: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`. */
function nodeAddress(entry: string) {
  if (entry.length > LONGEST_ENTRY) return undefined;
  const node = entry.trim();
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(node);
  if (bracketed) return bracketed[1]?.includes(':') ? parseAddress(bracketed[1]) : undefined;
  return parseAddress(/^([^:]*):\d{1,5}$/.exec(node)?.[1] ?? node);
}

/** The `for` nodes of a `Forwarded` header (RFC 7239, section 4), last one first; one blank where it is malformed. */
function forwardedNodes(header: string): readonly string[] {
  if (header.length > LONGEST_HEADER) return [''];
  const pair = /\s*([!#$%&'*+.^_`|~\w-]+)=(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~\w-]+))\s*([;,]|$)/y;
  const nodes: string[] = [];
  let node = '';
  while (pair.lastIndex < header.length) {
    const found = pair.exec(header);
    if (!found) return [''];
    const [, name = '', quoted, token, end] = found;
    if (name.toLowerCase() === 'for') node = quoted?.replace(/\\(.)/g, '$1') ?? token ?? '';
    if (end === ';') continue;
    nodes.push(node);
    node = '';
  }
  return nodes.length === 0 || /[;,]\s*$/.test(header) ? [''] : nodes.reverse();
}
