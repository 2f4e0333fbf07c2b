/**
 * IP addresses and networks for expressions. Pure text and numbers: this file also runs inside of the sandbox.
 * An IPv4 address and its IPv4-mapped IPv6 form are one and the same address.
 */

/** Eight groups of 16 bits; an IPv4 address is held in its IPv4-mapped form. */
type Groups = readonly number[];

/** A text that is an address: it compares and prints as its canonical form, and knows what kind it is. */
export class IpAddress extends String {
  readonly #groups: Groups;
  readonly #version: 4 | 6;

  constructor(text: string) {
    const groups = parseGroups(String(text));
    if (groups === undefined) throw new TypeError(`'${text}' is not an IP address`);
    super(format(groups, String(text)));
    this.#groups = groups;
    this.#version = isMapped(groups) ? 4 : 6;
  }

  get groups(): Groups {
    return this.#groups;
  }

  get version(): 4 | 6 {
    return this.#version;
  }

  /** Not reachable from the whole internet; wider than RFC 1918 (IANA's special-purpose registries). */
  get is_private(): boolean {
    const inside = (networks: readonly IpNetwork[]) => networks.some((network) => network.contains(this));
    return inside(privateNetworks()) && !inside(globalExceptions());
  }

  get isPrivate(): boolean {
    return this.is_private;
  }

  get is_global(): boolean {
    return !this.is_private && !this.in('100.64.0.0/10');
  }

  get isGlobal(): boolean {
    return this.is_global;
  }

  get is_loopback(): boolean {
    return this.in('127.0.0.0/8', '::1/128');
  }

  get isLoopback(): boolean {
    return this.is_loopback;
  }

  /** True if one of the networks (text such as `10.0.0.0/8`, or ip_network) contains the address. */
  in(...networks: readonly (string | IpNetwork)[]): boolean {
    return networks.some((network) => networkOf(network).contains(this));
  }

  equals(other: string | IpAddress): boolean {
    return String(this) === String(other instanceof IpAddress ? other : new IpAddress(other));
  }
}

/** A network in CIDR notation; a single address is a network of one. */
export class IpNetwork {
  readonly #groups: Groups;
  readonly #bits: number;
  readonly #version: 4 | 6;

  constructor(text: string) {
    const [address = '', length, ...more] = String(text).split('/');
    const groups = parseGroups(address);
    const offset = address.includes(':') ? 0 : 96;
    const bits = length === undefined ? 128 : /^\d{1,3}$/.test(length) ? Number(length) + offset : 129;
    if (groups === undefined || bits > 128 || more.length > 0)
      throw new TypeError(`'${text}' is not an IP network`);
    for (let index = 0; index < 8; index++)
      if ((groupOf(groups, index) & ~maskOf(index, bits) & 0xffff) !== 0)
        throw new TypeError(`'${text}' has bits set behind its length`);
    this.#groups = groups;
    this.#bits = bits;
    this.#version = bits >= 96 && isMapped(groups) ? 4 : 6;
  }

  get version(): 4 | 6 {
    return this.#version;
  }

  contains(address: string | IpAddress): boolean {
    const other = address instanceof IpAddress ? address : new IpAddress(address);
    if (other.version !== this.#version) return false;
    const groups = other.groups;
    const bits = this.#bits;
    for (let index = 0, left = bits; left > 0; index++, left -= 16)
      if (((groupOf(groups, index) ^ groupOf(this.#groups, index)) & maskOf(index, bits)) !== 0) return false;
    return true;
  }

  toString(): string {
    const length = this.version === 4 ? this.#bits - 96 : this.#bits;
    return `${format(this.#groups)}/${length}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

export const isIpAddress = (text: unknown): text is string =>
  typeof text === 'string' && parseGroups(text) !== undefined;

/** Networks stand in expressions as texts, the same at each evaluation: reading them once is enough. */
const known = new Map<string, IpNetwork>();
const MOST_KNOWN = 500;

function networkOf(network: string | IpNetwork): IpNetwork {
  if (network instanceof IpNetwork) return network;
  let found = known.get(network);
  if (found === undefined) {
    found = new IpNetwork(network);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(network, found);
  }
  return found;
}

const groupOf = (groups: Groups, index: number): number => groups[index] ?? 0;

const maskOf = (index: number, bits: number): number => {
  const inGroup = Math.min(16, Math.max(0, bits - index * 16));
  return (0xffff << (16 - inGroup)) & 0xffff;
};

const isMapped = (groups: Groups): boolean => {
  if (groups[5] !== 0xffff) return false;
  for (let index = 0; index < 5; index++) if (groups[index] !== 0) return false;
  return true;
};

/** What was read last: all expressions of a request read the same address, each of them twice. */
let [lastText, lastGroups]: [string, Groups | undefined] = ['', undefined];

function parseGroups(text: string): Groups | undefined {
  if (text.length > 45) return undefined;
  if (text !== lastText) [lastText, lastGroups] = [text, text.includes(':') ? parse6(text) : parse4(text)];
  return lastGroups;
}

/** Four decimal numbers without leading zeros: `010` is 8 to some programs and 10 to others. */
function parse4(text: string): Groups | undefined {
  let [value, digits, dots, high, low] = [0, 0, 0, 0, 0];
  for (let index = 0; index <= text.length; index++) {
    const code = index < text.length ? text.charCodeAt(index) : 0x2e;
    if (code === 0x2e) {
      if (digits === 0 || dots > 3) return undefined;
      if (dots < 2) high = high * 256 + value;
      else low = low * 256 + value;
      dots++;
      value = 0;
      digits = 0;
    } else {
      if (code < 0x30 || code > 0x39 || (digits > 0 && value === 0)) return undefined;
      value = value * 10 + code - 0x30;
      digits++;
      if (value > 255) return undefined;
    }
  }
  return dots === 4 ? [0, 0, 0, 0, 0, 0xffff, high, low] : undefined;
}

function parse6(text: string): Groups | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted !== null) {
    const tail = parse4(dotted[2] ?? '');
    if (tail === undefined) return undefined;
    return parse6(`${dotted[1]}${groupOf(tail, 6).toString(16)}:${groupOf(tail, 7).toString(16)}`);
  }
  const [head = '', rest, ...more] = text.split('::');
  if (more.length > 0) return undefined;
  const left = head === '' ? [] : head.split(':');
  const right = rest === undefined || rest === '' ? [] : rest.split(':');
  const missing = 8 - left.length - right.length;
  if (rest === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array<string>(missing).fill('0'), ...right];
  return all.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? all.map((group) => Number.parseInt(group, 16))
    : undefined;
}

/** The canonical form of what `text` was read as: dotted for IPv4, RFC 5952 for IPv6. */
function format(groups: Groups, text = ':'): string {
  if (isMapped(groups)) {
    if (!text.includes(':')) return text; // Read strictly, so there is but one way to write it.
    const [high, low] = [groupOf(groups, 6), groupOf(groups, 7)];
    return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  }
  let [start, length] = [-1, 1];
  for (let from = 0; from < 8; from++) {
    let to = from;
    while (to < 8 && groups[to] === 0) to++;
    if (to - from > length) [start, length] = [from, to - from];
  }
  const hex = groups.map((group) => group.toString(16));
  if (start < 0) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

// Made on first use, for a class must be there before its instances are.
let privates: readonly IpNetwork[] | undefined;
let exceptions: readonly IpNetwork[] | undefined;
const networks = (...texts: readonly string[]) => texts.map((text) => new IpNetwork(text));

const privateNetworks = (): readonly IpNetwork[] => {
  privates ??= networks(
    '0.0.0.0/8',
    '10.0.0.0/8',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.168.0.0/16',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '240.0.0.0/4',
    '::/128',
    '::1/128',
    '64:ff9b:1::/48',
    '100::/64',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    '3fff::/20',
    'fc00::/7',
    'fe80::/10',
  );
  return privates;
};

const globalExceptions = (): readonly IpNetwork[] => {
  exceptions ??= networks(
    '192.0.0.9/32',
    '192.0.0.10/32',
    '2001:1::1/128',
    '2001:1::2/128',
    '2001:3::/32',
    '2001:4:112::/48',
    '2001:20::/28',
    '2001:30::/28',
  );
  return exceptions;
};
