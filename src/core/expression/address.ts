/**
 * IP addresses and networks for expressions. Pure text and numbers: this file also runs inside of the sandbox.
 * An IPv4 address and its IPv4-mapped IPv6 form are one and the same address.
 */

/** Eight groups of 16 bits; an IPv4 address is held in its IPv4-mapped form. */
type Groups = readonly number[];

/** A text that is an address: it compares and prints as its canonical form, and knows what kind it is. */
export class IpAddress extends String {
  readonly #groups: Groups;

  constructor(text: string) {
    const groups = parseGroups(String(text));
    if (groups === undefined) throw new TypeError(`'${text}' is not an IP address`);
    super(format(groups));
    this.#groups = groups;
  }

  get groups(): Groups {
    return this.#groups;
  }

  get version(): 4 | 6 {
    return isMapped(this.#groups) ? 4 : 6;
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
    return networks.some((network) =>
      (network instanceof IpNetwork ? network : new IpNetwork(network)).contains(this),
    );
  }

  equals(other: string | IpAddress): boolean {
    return String(this) === String(other instanceof IpAddress ? other : new IpAddress(other));
  }
}

/** A network in CIDR notation; a single address is a network of one. */
export class IpNetwork {
  readonly #groups: Groups;
  readonly #bits: number;

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
  }

  get version(): 4 | 6 {
    return this.#bits >= 96 && isMapped(this.#groups) ? 4 : 6;
  }

  contains(address: string | IpAddress): boolean {
    const other = address instanceof IpAddress ? address : new IpAddress(address);
    if (other.version !== this.version) return false;
    const groups = other.groups;
    for (let index = 0; index < 8; index++)
      if (((groupOf(groups, index) ^ groupOf(this.#groups, index)) & maskOf(index, this.#bits)) !== 0)
        return false;
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

const groupOf = (groups: Groups, index: number): number => groups[index] ?? 0;

const maskOf = (index: number, bits: number): number => {
  const inGroup = Math.min(16, Math.max(0, bits - index * 16));
  return (0xffff << (16 - inGroup)) & 0xffff;
};

const isMapped = (groups: Groups): boolean =>
  groupOf(groups, 5) === 0xffff && groups.slice(0, 5).every((group) => group === 0);

function parseGroups(text: string): Groups | undefined {
  if (text.length > 45) return undefined;
  return text.includes(':') ? parse6(text) : parse4(text);
}

/** Four decimal numbers without leading zeros: `010` is 8 to some programs and 10 to others. */
function parse4(text: string): Groups | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const bytes = parts.map((part) => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  if (bytes.some((byte) => byte > 255)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return [0, 0, 0, 0, 0, 0xffff, a * 256 + b, c * 256 + d];
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

/** The canonical form: dotted for IPv4, RFC 5952 for IPv6. */
function format(groups: Groups): string {
  if (isMapped(groups)) {
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
