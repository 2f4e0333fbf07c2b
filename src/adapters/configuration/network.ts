import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** A block of addresses, as written `10.0.0.0/8`; a single address is a block of one. */
export interface Network {
  readonly address: Address;
  readonly prefix: number;
}

/**
 * An IP address in its one usual spelling, or undefined. IPv4-mapped IPv6 becomes IPv4, so that a rule for one holds
 * for the other. Takes no zone (`%eth0`), no octal, hexadecimal or short IPv4: what is odd is not guessed at.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.includes('%') || !(isIPv4(text) || isIPv6(text))) return undefined;
  return ipaddr.process(text);
}

/** The block that `text` names, or the reason why it names none. */
export function parseNetwork(text: string): Network | { readonly reason: string } {
  const [base = '', length, ...rest] = text.split('/');
  if (rest.length > 0) return { reason: 'There is more than one slash.' };
  if (!(isIPv4(base) || isIPv6(base)) || base.includes('%')) return { reason: `"${base}" is no IP address.` };
  const mapped = isIPv6(base) && ipaddr.IPv6.parse(base).isIPv4MappedAddress();
  const address = ipaddr.process(base);
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  if (length === undefined) return { address, prefix: bits };
  const prefix = Number(length) - (mapped ? 96 : 0);
  if (!/^\d{1,3}$/.test(length) || prefix < 0 || prefix > bits) {
    const [low, high] = mapped ? [96, 128] : [0, bits];
    return { reason: `The part after the slash has to be a whole number from ${low} to ${high}.` };
  }
  const first = firstOf(address, prefix);
  if (address.toString() !== first) {
    return { reason: `The address does not begin a block of that size; ${first}/${prefix} does.` };
  }
  return { address, prefix };
}

export function contains(networks: readonly Network[], address: Address): boolean {
  return networks.some(
    (network) => network.address.kind() === address.kind() && address.match(network.address, network.prefix),
  );
}

export const networkText = (network: Network): string => `${network.address.toString()}/${network.prefix}`;

function firstOf(address: Address, prefix: number): string {
  const bytes = address.toByteArray().map((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefix - index * 8));
    return byte & (0xff << (8 - kept)) & 0xff;
  });
  return ipaddr.fromByteArray(bytes).toString();
}
