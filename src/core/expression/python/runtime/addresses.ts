import { IpAddress } from '../../address.ts';
import { take } from './arguments.ts';
import { Iter, toIndex } from './containers.ts';
import { toInt } from './numbers.ts';
import {
  attributeError,
  bounded,
  Exc,
  Float,
  indexError,
  OBJECT,
  Obj,
  Type,
  typeError,
  VALUE_ERROR,
  type Value,
  valueError,
} from './objects.ts';
import { isNumber, nameOf, numeric, quoted, repr, str, truth } from './protocol.ts';

/** The module `ipaddress`. */

const ADDRESS_ERROR = new Type('ipaddress.AddressValueError', VALUE_ERROR);
const NETMASK_ERROR = new Type('ipaddress.NetmaskValueError', VALUE_ERROR);

type Version = 4 | 6;
const BITS: Readonly<Record<Version, number>> = { 4: 32, 6: 128 };

const ADDRESS: Readonly<Record<Version, Type>> = {
  4: new Type('IPv4Address', OBJECT),
  6: new Type('IPv6Address', OBJECT),
};
const NETWORK: Readonly<Record<Version, Type>> = {
  4: new Type('IPv4Network', OBJECT),
  6: new Type('IPv6Network', OBJECT),
};

/** Four decimal numbers without leading zeros. */
function parse4(text: string): bigint | undefined {
  if (text.length > 15) return undefined;
  let [sum, value, digits, dots] = [0, 0, 0, 0];
  for (let index = 0; index <= text.length; index++) {
    const code = index < text.length ? text.charCodeAt(index) : 0x2e;
    if (code === 0x2e) {
      if (digits === 0) return undefined;
      sum = sum * 256 + value;
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
  return dots === 4 ? BigInt(sum) : undefined;
}

function parse6(text: string): bigint | undefined {
  const dotted = /^(.*:)([^:]*\.[^:]*)$/.exec(text);
  if (dotted) {
    const tail = parse4(dotted[2] ?? '');
    if (tail === undefined) return undefined;
    return parse6(`${dotted[1]}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const [left = [], right = []] = groups;
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...left, ...Array<string>(missing).fill('0'), ...right];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((sum, group) => sum * 0x10000n + BigInt(`0x${group}`), 0n);
}

function write(value: bigint, version: Version): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16),
  );
  let [start, length] = [-1, 1];
  for (let from = 0; from < 8; from++) {
    let to = from;
    while (to < 8 && groups[to] === '0') to++;
    if (to - from > length) [start, length] = [from, to - from];
  }
  if (start < 0) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

const MULTICAST: Readonly<Record<Version, string>> = { 4: '224.0.0.0/4', 6: 'ff00::/8' };
const LINK_LOCAL: Readonly<Record<Version, string>> = { 4: '169.254.0.0/16', 6: 'fe80::/10' };
const LOOPBACK: Readonly<Record<Version, string>> = { 4: '127.0.0.0/8', 6: '::1/128' };

/** An address, which compares with others of its version. */
export class Address extends Obj {
  readonly value: bigint;
  readonly version: Version;

  constructor(value: bigint, version: Version) {
    super();
    if (value < 0n || value >= 1n << BigInt(BITS[version]))
      throw new Exc(ADDRESS_ERROR, [
        `${value} (>= 2**${BITS[version]}) is not permitted as an IPv${version} address`,
      ]);
    this.value = value;
    this.version = version;
  }

  static parse(text: string): Address | undefined {
    const four = parse4(text);
    if (four !== undefined) return new Address(four, 4);
    const six = text.includes(':') ? parse6(text) : undefined;
    return six === undefined ? undefined : new Address(six, 6);
  }

  get type(): Type {
    return ADDRESS[this.version];
  }

  override field(name: string): Value | undefined {
    const within = (network: string) => Network.parse(network, true).has(this);
    switch (name) {
      case 'version':
        return this.version;
      case 'max_prefixlen':
        return BITS[this.version];
      case 'compressed':
        return this.str();
      case 'exploded':
        return this.version === 4
          ? this.str()
          : (this.value.toString(16).padStart(32, '0').match(/.{4}/g) ?? []).join(':');
      case 'is_private':
        return new IpAddress(this.str()).is_private;
      case 'is_global':
        return new IpAddress(this.str()).is_global;
      case 'is_loopback':
        return within(LOOPBACK[this.version]);
      case 'is_multicast':
        return within(MULTICAST[this.version]);
      case 'is_link_local':
        return within(LINK_LOCAL[this.version]);
      case 'is_unspecified':
        return this.value === 0n;
      case 'ipv4_mapped':
        if (this.version === 4) return undefined;
        return this.value >> 32n === 0xffffn ? new Address(this.value & 0xffffffffn, 4) : null;
      default:
        return undefined;
    }
  }

  override equals(other: Value): boolean | undefined {
    return other instanceof Address
      ? other.value === this.value && other.version === this.version
      : undefined;
  }

  override order(other: Value): number | undefined {
    if (!(other instanceof Address)) return undefined;
    if (other.version !== this.version)
      throw typeError(`${this.str()} and ${other.str()} are not of the same version`);
    return other.value === this.value ? 0 : this.value < other.value ? -1 : 1;
  }

  override hashed(): unknown {
    return `\0a${this.version}${this.value}`;
  }

  override repr(): string {
    return `IPv${this.version}Address(${quoted(this.str())})`;
  }

  override str(): string {
    return write(this.value, this.version);
  }

  override operate(operator: string, other: Value, reflected: boolean): Value | undefined {
    if (operator === 'int') return toInt(this.value);
    if (operator === 'format') return undefined;
    const by = toIndex(other);
    if (by === undefined || reflected || (operator !== '+' && operator !== '-')) return undefined;
    return new Address(operator === '+' ? this.value + BigInt(by) : this.value - BigInt(by), this.version);
  }

  plain(): unknown {
    return this.str();
  }
}

export class Network extends Obj {
  readonly address: Address;
  readonly bits: number;
  /** The first and the last address, as numbers. */
  readonly first: bigint;
  readonly last: bigint;

  constructor(address: Address, bits: number) {
    super();
    this.address = address;
    this.bits = bits;
    this.first = (address.value >> this.free) << this.free;
    this.last = this.first | ((1n << this.free) - 1n);
  }

  static parse(text: string, strict: boolean): Network {
    const [head = '', length, ...more] = text.split('/');
    const address = Address.parse(head);
    if (address === undefined || more.length > 0) throw noNetwork(text);
    const most = BITS[address.version];
    const bits = length === undefined ? most : prefixLength(length, address.version);
    if (bits === undefined) throw noNetwork(text);
    const network = new Network(address, bits);
    if (network.first === address.value) return network;
    if (strict) throw valueError(`${text} has host bits set`);
    return new Network(new Address(network.first, address.version), bits);
  }

  get type(): Type {
    return NETWORK[this.address.version];
  }

  get free(): bigint {
    return BigInt(BITS[this.address.version] - this.bits);
  }

  has(address: Address): boolean {
    return (
      address.version === this.address.version && address.value >= this.first && address.value <= this.last
    );
  }

  /** True if this network lies in the other. */
  within(other: Value): boolean {
    if (!(other instanceof Network))
      throw typeError(`${this.str()} and ${repr(other)} are not of the same version`);
    if (other.address.version !== this.address.version)
      throw typeError(`${this.str()} and ${other.str()} are not of the same version`);
    return other.first <= this.first && other.last >= this.last;
  }

  override field(name: string): Value | undefined {
    const { version } = this.address;
    const mask = this.last ^ this.first;
    const full = (1n << BigInt(BITS[version])) - 1n;
    switch (name) {
      case 'version':
        return version;
      case 'prefixlen':
        return this.bits;
      case 'network_address':
        return new Address(this.first, version);
      case 'broadcast_address':
        return new Address(this.last, version);
      case 'netmask':
        return new Address(full ^ mask, version);
      case 'hostmask':
        return new Address(mask, version);
      case 'num_addresses':
        return toInt(1n << this.free);
      case 'with_prefixlen':
      case 'compressed':
        return this.str();
      case 'is_private':
      case 'is_global':
        return (
          new IpAddress(write(this.first, version))[name] && new IpAddress(write(this.last, version))[name]
        );
      default:
        return undefined;
    }
  }

  override equals(other: Value): boolean | undefined {
    return other instanceof Network
      ? this.address.equals(other.address) && this.bits === other.bits
      : undefined;
  }

  override order(other: Value): number | undefined {
    if (!(other instanceof Network)) return undefined;
    return this.address.order(other.address) || this.bits - other.bits;
  }

  override hashed(): unknown {
    return `\0n${this.str()}`;
  }

  override repr(): string {
    return `IPv${this.address.version}Network(${quoted(this.str())})`;
  }

  override str(): string {
    return `${this.address.str()}/${this.bits}`;
  }

  override holds(item: Value): boolean {
    if (item instanceof Network) return false;
    if (item instanceof Address) return this.has(item);
    throw attributeError(`'${nameOf(item)}' object has no attribute '_version'`);
  }

  override *items(): Generator<Value> {
    for (let value = this.first; value <= this.last; value++) yield new Address(value, this.address.version);
  }

  override item(key: Value): Value {
    const index = BigInt(toIndex(key) ?? 0);
    const value = index < 0n ? this.last + 1n + index : this.first + index;
    if (value < this.first || value > this.last) throw indexError('address out of range');
    return new Address(value, this.address.version);
  }

  plain(): unknown {
    return this.str();
  }
}

function prefixLength(text: string, version: Version): number | undefined {
  const most = BITS[version];
  if (/^\d{1,3}$/.test(text)) return Number(text) <= most ? Number(text) : undefined;
  const mask = version === 4 ? parse4(text) : undefined;
  if (mask === undefined) return undefined;
  const bits = mask.toString(2).padStart(32, '0');
  if (/^1*0*$/.test(bits)) return bits.indexOf('0') < 0 ? 32 : bits.indexOf('0');
  return /^0*1*$/.test(bits) ? bits.indexOf('1') : undefined;
}

const noNetwork = (text: string) =>
  valueError(`${quoted(text)} does not appear to be an IPv4 or IPv6 network`);

export function ipAddressOf(value: Value): Address {
  if (value instanceof Address) return value;
  if (isNumber(value) && !(value instanceof Float)) {
    const number = BigInt(numeric(value));
    return new Address(number, number < 1n << 32n ? 4 : 6);
  }
  const found = typeof value === 'string' ? Address.parse(value) : undefined;
  if (found === undefined) throw valueError(`${repr(value)} does not appear to be an IPv4 or IPv6 address`);
  return found;
}

export function ipNetworkOf(value: Value, strict: boolean): Network {
  if (value instanceof Network) return value;
  if (value instanceof Address) return new Network(value, BITS[value.version]);
  if (typeof value !== 'string')
    throw valueError(`${repr(value)} does not appear to be an IPv4 or IPv6 network`);
  return Network.parse(value, strict);
}

for (const version of [4, 6] as const) {
  ADDRESS[version].construct = ([value = null]) => {
    const made = typeof value === 'string' ? Address.parse(value) : ipAddressOf(value);
    if (made?.version === version) return made;
    if (isNumber(value) && !(value instanceof Float)) return new Address(BigInt(numeric(value)), version);
    throw new Exc(ADDRESS_ERROR, [
      version === 4
        ? `Expected 4 octets in ${quoted(str(value))}`
        : `At least 3 parts expected in ${quoted(str(value))}`,
    ]);
  };
  NETWORK[version].construct = (args, keywords) => {
    const [value = null, strict = true] = take('ip_network', args, keywords, ['address', 'strict']);
    const made = ipNetworkOf(value, truth(strict));
    if (made.address.version !== version)
      throw new Exc(ADDRESS_ERROR, [`${str(value)} is no network of version ${version}`]);
    return made;
  };
  const { methods } = NETWORK[version];
  const network = (self: Value): Network => {
    if (self instanceof Network) return self;
    throw typeError(`a network is needed, not '${nameOf(self)}'`);
  };
  methods.set('hosts', (self) => {
    const { first, last, bits } = network(self);
    const all = BITS[version] - bits <= 1;
    const from = all ? first : first + 1n;
    const to = all || version === 6 ? last : last - 1n;
    const hosts = function* (): Generator<Value> {
      for (let value = from; value <= to; value++) yield new Address(value, version);
    };
    return new Iter(hosts());
  });
  methods.set('overlaps', (self, [other = null]) => {
    const [one, two] = [network(self), network(other)];
    return one.address.version === two.address.version && one.first <= two.last && two.first <= one.last;
  });
  methods.set('subnet_of', (self, [other = null]) => network(self).within(other));
  methods.set('supernet_of', (self, [other = null]) => network(other).within(self));
  methods.set('subnets', (self, args, keywords) => {
    const [by = 1, prefix] = take('subnets', args, keywords, ['prefixlen_diff', 'new_prefix']);
    const { bits, address, first } = network(self);
    const length = prefix === undefined ? bits + Number(toIndex(by) ?? 1) : Number(toIndex(prefix) ?? bits);
    if (length < bits) throw valueError('new prefix must be longer');
    if (length > BITS[version])
      throw valueError(`prefix length diff ${length} is invalid for netblock ${str(self)}`);
    const count = 2 ** (length - bits);
    bounded(count);
    const step = 1n << BigInt(BITS[version] - length);
    return new Iter(
      Array.from(
        { length: count },
        (_, at) => new Network(new Address(first + BigInt(at) * step, address.version), length),
      ).values(),
    );
  });
  methods.set('supernet', (self, args, keywords) => {
    const [by = 1, prefix] = take('supernet', args, keywords, ['prefixlen_diff', 'new_prefix']);
    const { bits, address } = network(self);
    const length = prefix === undefined ? bits - Number(toIndex(by) ?? 1) : Number(toIndex(prefix) ?? bits);
    if (length < 0 || length > bits)
      throw valueError(`current prefixlen is ${bits}, cannot have a prefixlen_diff of ${bits - length}`);
    return new Network(new Address(new Network(address, length).first, address.version), length);
  });
}

export const IPADDRESS: readonly (readonly [string, Value])[] = [
  ['ip_address', ([value = null]) => ipAddressOf(value)],
  [
    'ip_network',
    (args, keywords = []) => {
      const [value = null, strict = true] = take('ip_network', args, keywords, ['address', 'strict']);
      return ipNetworkOf(value, truth(strict));
    },
  ],
  ['IPv4Address', ADDRESS[4]],
  ['IPv6Address', ADDRESS[6]],
  ['IPv4Network', NETWORK[4]],
  ['IPv6Network', NETWORK[6]],
  ['AddressValueError', ADDRESS_ERROR],
  ['NetmaskValueError', NETMASK_ERROR],
];
